"""A pick-up: the list for the thumb, who is named, somebody unlisted, and people without names."""

from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import reference
from cases.actions import pick_ups as actions
from cases.choices import ListName, NotArrivedReason, RepatriationState
from cases.exceptions import AlreadyThere
from cases.forms.pick_ups import CountForm, OfficersForm, UnlistedForm
from cases.models import ArrivalTick, Repatriation, Returnee
from cases.queries import (
    Awaited,
    awaited,
    counts_that_stand,
    get_repatriation,
    last_ticks,
    officers_of,
    reconcile,
    today,
    trail,
    window_of,
)
from cases.sight import pick_up_ids
from cases.views.alike import look_alikes
from cases.views.pick_up_words import (
    EXPECTED,
    areas_of,
    head_words,
    number_words,
    row_words,
    tick_words,
    trail_words,
    window_words,
)
from cases.views.returns import return_row
from cases.views.words import return_crumbs
from core.access import requires
from core.exceptions import DomainError
from core.steps import do_once, take_step, whole

RIGHT = "returns.record"
BOTH = require_http_methods(["GET", "POST"])
DAYS_BACK, DAYS_AHEAD = 3, 2


@requires(RIGHT)
@require_safe
def pick_up_list(request: HttpRequest) -> HttpResponse:
    """Pick-ups of these days: those one is named for, and returns in sight that come or came now."""
    rows = list(pick_ups_now(request.viewer)[:50])
    return render(request, "cases/pick_up_list.html", {"rows": [list_row(row) for row in rows]})


def pick_ups_now(viewer):
    day = today()
    near = (day - timedelta(days=DAYS_BACK), day + timedelta(days=DAYS_AHEAD))
    is_near = Q(expected_on__range=near, arrived_on=None) | Q(arrived_on__range=near)
    rows = Repatriation.objects.filter(is_near | Q(pk__in=pick_up_ids(viewer)))
    return (
        rows.exclude(state=RepatriationState.CANCELLED)
        .select_related("office")
        .order_by("expected_on", "-arrived_on", "pk")
    )


def list_row(row: Repatriation) -> dict[str, object]:
    return {**return_row(row), "url": reverse("cases:pick_up", args=[row.number])}


@requires(RIGHT)
@require_safe
def pick_up_page(request: HttpRequest, number: str) -> HttpResponse:
    """Everybody who may be ticked, the numbers on top; searched and filtered by `?cari=` and `?tampil=belum`."""
    group = get_repatriation(number)
    rows, ticks, window = awaited(group), last_ticks(group), window_of(group)
    areas, numbers = areas_of(rows), reconcile(group)
    sought, only_open = request.GET.get("cari", "").strip()[:100], request.GET.get("tampil") == "belum"
    shown = [row for row in rows if fits(row, sought, only_open)]
    made = [row_words(row, group, areas, ticks) for row in shown]
    names = {row.returnee_id: row.name or _("Nama belum diketahui") for row in rows if row.returnee_id}
    context = {
        "group": group,
        "cause": reference.label(ListName.RETURN_CAUSE, group.cause),
        "facts": head_words(group),
        "listed": [row for row in made if not row["is_unlisted"]],
        "others": [row for row in made if row["is_unlisted"]],
        "all_count": len(rows),
        "open_count": sum(row.state == EXPECTED for row in rows),
        "hidden": hidden_among(rows, numbers),
        **number_words(numbers),
        "sought": sought,
        "only_open": only_open,
        "page_id": uuid4(),
        "reasons_offered": NotArrivedReason.choices,
        "trail": trail_words(trail(group), names),
        "counts": [count_line(tick, number) for tick in counts_that_stand(group)],
        "window": window_words(window) if request.viewer.may("returns.pick_up") else "",
        "officers": list(officers_of(group)),
        "may_name": request.viewer.may("returns.pick_up"),
        "crumbs": return_crumbs(group),
    }
    return render(request, "cases/pick_up_page.html", context)


def fits(row: Awaited, sought: str, only_open: bool) -> bool:
    if only_open and row.state != EXPECTED:
        return False
    return sought.casefold() in row.name.casefold()


def hidden_among(rows: list[Awaited], numbers) -> int:
    """How many of the letter and of those who came are out of the viewer's sight."""
    listed = sum(not row.is_unlisted for row in rows) + numbers.nameless
    return max(0, numbers.listed - listed) if numbers.listed else 0


def count_line(tick: ArrivalTick, number: str) -> dict[str, object]:
    what = _("{n} orang tanpa nama: {keadaan}")
    return {
        "what": what.format(n=tick.people, keadaan=actions.state_words(tick.state, tick.reason)),
        "who": tick_words(tick),
        "url": reverse("cases:pick_up_uncount", args=[number, tick.pk]),
    }


@requires("returns.pick_up")
@BOTH
def officers(request: HttpRequest, number: str) -> HttpResponse:
    """Who meets the group. When it begins and ends follows from the arrival and the rule of the day."""
    group = get_repatriation(number)
    there = reverse("cases:pick_up", args=[number])
    named = list(officers_of(group).values_list("user_id", flat=True))
    form = OfficersForm(request.POST or None, initial={"officers": named}, cancel_url=there)
    return take_step(
        request,
        form,
        do=lambda: actions.name_pick_up_officers(
            repatriation=group, user_ids=form.user_ids(), seen=form.seen_ids(), on=today(), by=request.user
        ),
        done=_("Petugas penjemputan disimpan."),
        to=there,
        page={
            "title": _("Petugas penjemputan"),
            "crumbs": [*return_crumbs(group), {"label": _("Penjemputan"), "url": there}],
            "head": None,
            "notice": window_words(window_of(group)),
            "notice_tone": "info",
        },
    )


@requires(RIGHT)
@BOTH
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Somebody who came and stands on no line; what the group has in common is not asked again."""
    group = get_repatriation(number)
    there = reverse("cases:pick_up", args=[number])
    form = UnlistedForm(request.POST or None, nameless=reconcile(group).nameless)
    alike = []
    if request.method == "POST" and form.is_valid():
        is_decided = form.cleaned_data["match"] or is_sent(form, request)
        alike = [] if is_decided else look_alikes(form.person())
        if not alike and keep_unlisted(request, form, group):
            return redirect(there)
    context = {
        "form": form,
        "group": group,
        "facts": head_words(group),
        "alike": alike,
        "can_choose": any(not line.is_masked for line in alike),
        "crumbs": [*return_crumbs(group), {"label": _("Penjemputan"), "url": there}],
        "cancel_url": there,
    }
    return render(request, "cases/pick_up_add.html", context, status=422 if form.errors else 200)


def is_sent(form: UnlistedForm, request: HttpRequest) -> bool:
    """A second click: the person on the form is there already and is not shown as somebody alike."""
    sent = Returnee.objects.filter(client_id=form.cleaned_data["client_id"], created_by=request.user)
    return form.cleaned_data["client_id"] is not None and sent.exists()


def keep_unlisted(request: HttpRequest, form: UnlistedForm, group: Repatriation) -> bool:
    """Whether it is kept, now or before; else the reason stands on the form."""

    def do() -> None:
        is_counted = form.cleaned_data.get("is_counted", False)
        row = actions.add_unlisted(
            repatriation=group, person=form.person(), arrival=form.arrival(), is_counted=is_counted, on=today(),
            by=request.user,
        )  # fmt: skip
        messages.success(request, _("{nama} tersimpan.").format(nama=row.worker))

    try:
        whole(do)
    except AlreadyThere as already:
        messages.success(request, already.message)
    except DomainError as error:
        form.add_domain_error(error)
        return False
    for sentence in form.warnings:
        messages.warning(request, sentence)
    return True


@requires(RIGHT)
@BOTH
def count(request: HttpRequest, number: str) -> HttpResponse:
    """People whom the letter counts without naming them."""
    group = get_repatriation(number)
    there = reverse("cases:pick_up", args=[number])
    left = reconcile(group).nameless
    form = CountForm(request.POST or None, cancel_url=there)

    def do() -> None:
        data = form.cleaned_data
        try:
            actions.count_people(
                repatriation=group, state=data["state"], reason=data["reason"], people=data["people"],
                client_id=data["form_id"], on=today(), by=request.user,
            )  # fmt: skip
        except AlreadyThere as already:
            messages.info(request, already.message)

    page = {
        "title": _("Hitung orang tanpa nama"),
        "crumbs": [*return_crumbs(group), {"label": _("Penjemputan"), "url": there}],
        "head": None,
        "about": [_("Surat menyebut {n} orang tanpa nama yang belum dicatat.").format(n=left)],
    }
    return take_step(request, form, do=do, done=_("Hitungan disimpan."), to=there, page=page)


@requires(RIGHT)
@require_POST
def uncount(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A wrong count is taken back; both stay in the trail."""
    group = get_repatriation(number)
    tick = get_object_or_404(ArrivalTick.objects.filter(repatriation=group, returnee=None, undoes=None), pk=pk)
    return do_once(
        request,
        do=lambda: actions.undo_count(tick=tick, client_id=uuid4(), by=request.user),
        done=_("Hitungan diurungkan."),
        to=reverse("cases:pick_up", args=[number]),
    )
