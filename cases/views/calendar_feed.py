"""The calendar as an address that calendar programs fetch: made and taken away by its owner, fetched without a session.

Whoever holds the address sees what its owner sees of expected arrivals at that moment: ship, port, hour, how many and
the number of the return. It ends with the account, its rights and its sessions (models/calendar.py).
"""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.queries import viewer_of
from cases.actions.calendar import digest_of, make_calendar_address, revoke_calendar_address
from cases.ics import Event, calendar
from cases.models import CalendarFeed
from cases.queries import today
from cases.queries.calendar import Expected, expected_arrivals
from cases.views.words import return_crumbs
from cases.zones import clock_words
from core.access import public, requires
from core.actions.access import record_look
from core.exceptions import TooMany
from core.limits import take
from core.middleware import client_ip
from core.models import AccessRecord
from core.scope import Viewer, open_scope

PAST, COMING = timedelta(days=31), timedelta(days=366)
FETCHED = "CALENDAR"


@requires("returns.view")
@require_http_methods(["GET", "POST"])
def subscription(request: HttpRequest) -> HttpResponse:
    """Whether there is an address; a new one is shown this once."""
    address = ""
    if request.method == "POST":
        take("calendar_new", str(request.user.pk))
        _feed, token = make_calendar_address(by=request.user)
        address = request.build_absolute_uri(reverse("cases:calendar_feed", args=[token]))
    feed = CalendarFeed.objects.filter(user=request.user).first()
    context = {
        "title": _("Langganan kalender"),
        "crumbs": [*return_crumbs(), {"label": _("Kalender kedatangan"), "url": reverse("cases:calendar")}],
        "address": address,
        "feed": feed if feed and feed.epoch == request.user.session_epoch else None,
        "fetched_at": last_fetch(feed),
    }
    return render(request, "cases/calendar_subscription.html", context)


def last_fetch(feed: CalendarFeed | None):
    """When a program last asked under the present address."""
    if feed is None:
        return None
    fetches = AccessRecord.objects.filter(user_id=feed.user_id, field_class=FETCHED, at__gte=feed.created_at)
    return fetches.order_by("-at").values_list("at", flat=True).first()


@requires("returns.view")
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    own = CalendarFeed.objects.filter(user=request.user).first()
    if own is not None:
        revoke_calendar_address(feed=own, by=request.user)
    messages.success(request, _("Langganan kalender dicabut. Alamat lama tidak berlaku lagi."))
    return redirect("cases:calendar_subscription")


@public
@never_cache
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar for whoever holds the address. An address that does not work (any more) is like one never made."""
    viewer = viewer_of_token(token)
    try:
        take(*(("calendar_feed", digest_of(token)) if viewer else ("calendar_address", client_ip(request))))
    except TooMany as refusal:
        return plain(refusal.message, 429, {"Retry-After": str(refusal.seconds)})
    if viewer is None:
        return plain(_("Alamat kalender ini tidak berlaku."), 404)
    on = today()
    with open_scope(viewer), translation.override(settings.LANGUAGE_CODE):
        found = expected_arrivals(on - PAST, on + COMING)
        record_look(
            look=AccessRecord.Look.LIST,
            object_kind="repatriation",
            object_ids=sorted({row.repatriation.pk for row in found}),
            field_class=FETCHED,
        )
        name = _("Kedatangan PMI, {kantor}").format(kantor=settings.OFFICE_SHORT_NAME)
        body = calendar(name, [event_of(row) for row in found], stamp=timezone.now())
    headers = {"Content-Disposition": 'inline; filename="kedatangan.ics"', "X-Robots-Tag": "noindex"}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def plain(sentence: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    """A refusal that a transaction keeps: what was counted stays counted."""
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8", headers=headers)


def viewer_of_token(token: str) -> Viewer | None:
    """Whose calendar this is, as that account is today; None when the address opens nothing."""
    found = CalendarFeed.objects.filter(digest=digest_of(token)).first()
    if found is None:
        return None
    user = User.objects.select_related("office").get(pk=found.user_id)
    viewer = viewer_of(user)
    is_current = viewer is not None and found.epoch == user.session_epoch and viewer.may("returns.view")
    return viewer if is_current else None


def event_of(row: Expected) -> Event:
    """Ship, how many, place, hour and number; nothing about anybody."""
    ship = row.vessel or _("Kapal belum diketahui")
    people = "" if row.people is None else _("{n} orang").format(n=row.people)
    number, hour = row.repatriation.number, clock_words(row.at, row.zone)
    return Event(
        uid=f"{row.key}@{settings.OFFICE_CODE or 'bp3mi'}",
        on=row.on,
        at=row.at,
        summary=", ".join(filter(None, [ship, people])),
        place=row.place,
        text="\n".join(filter(None, [number, _("Pukul {jam}").format(jam=hour) if hour else ""])),
    )
