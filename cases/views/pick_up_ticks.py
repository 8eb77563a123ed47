"""Ticks of a pick-up: from a plain page, from a phone's outbox, and the reason of who did not come."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions.pick_ups import day_of, state_words, tick_arrival
from cases.exceptions import AlreadyThere, SentByAnother
from cases.facts import TickFacts
from cases.forms.pick_ups import AbsentForm, TickForm
from cases.models import ArrivalTick, Repatriation, Returnee
from cases.queries import awaited, get_repatriation, last_tick, reconcile, state_of, today
from cases.views.arrivals import BadItem, answer, moment
from cases.views.pick_up_words import areas_of, number_words, row_words, tick_words
from cases.views.words import return_crumbs
from core.access import requires
from core.exceptions import DomainError
from core.steps import take_step, whole

RIGHT = "returns.record"
UNREADABLE = gettext_noop("Tanda ini tidak terbaca. Muat ulang halaman, lalu tandai lagi.")


def do_tick(group: Repatriation, tick: TickFacts, by) -> tuple[ArrivalTick, Returnee]:
    return tick_arrival(repatriation=group, tick=tick, on=day_of(tick, today()), by=by)


@requires(RIGHT)
@require_POST
def tick(request: HttpRequest, number: str) -> HttpResponse:
    """One button of the plain page. What was not taken is said at the top of the page, never swallowed."""
    group = get_repatriation(number)
    form = TickForm(request.POST)
    anchor = ""
    if not form.is_valid():
        messages.error(request, _(UNREADABLE))
    else:
        facts = form.facts(of_page=True)
        anchor = facts.key
        try:
            whole(lambda: do_tick(group, facts, request.user))
        except AlreadyThere as already:
            messages.info(request, already.message)
        except DomainError as error:
            messages.error(request, error.message)
    return redirect(back_to(request, number, anchor))


def back_to(request: HttpRequest, number: str, anchor: str) -> str:
    """The list as it was filtered, at the person who was ticked."""
    kept = {name: request.POST[name] for name in ("cari", "tampil") if request.POST.get(name)}
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{reverse('cases:pick_up', args=[number])}{query}{f'#{anchor}' if anchor else ''}"


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def absent(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """Why somebody did not come."""
    group = get_repatriation(number)
    row = next(iter(awaited(group, key=key)), None)
    if row is None:
        raise Http404
    there = f"{reverse('cases:pick_up', args=[number])}#{key}"
    form = AbsentForm(request.POST or None, initial={"seen": row.state}, cancel_url=there)

    def do() -> None:
        try:
            do_tick(group, form.facts(key), request.user)
        except AlreadyThere as already:
            messages.info(request, already.message)

    words = row_words(row, group, areas_of([row]), {})
    page = {
        "title": _("Tidak datang"),
        "crumbs": [*return_crumbs(group), {"label": _("Penjemputan"), "url": there}],
        "head": None,
        "about": [words["name"], words["facts"]],
    }
    return take_step(request, form, do=do, done=_("Dicatat tidak datang."), to=there, page=page)


@requires(RIGHT)
@require_POST
def send(request: HttpRequest, number: str) -> JsonResponse:
    """One tick of a phone's outbox. The same identifier sent again answers that it is there, and does nothing."""
    group = get_repatriation(number)
    try:
        user, form, captured_at = read_tick(request)
    except BadItem:
        return answer("mend", 422, errors={"__all__": [_(UNREADABLE)]})
    if user != request.user.pk:
        return answer("other_user", 409, message=_("Catatan ini milik akun lain dan tidak dikirim."))
    facts = form.facts(of_page=False, captured_at=captured_at)
    try:
        made, row = whole_tick(group, facts, request.user)
    except AlreadyThere as already:
        row = already.row.returnee if isinstance(already.row, ArrivalTick) else already.row
        return answer("already", message=already.message, **told(group, row, None))
    except SentByAnother as error:
        return answer("other_user", 409, message=error.message)
    except DomainError as error:
        return answer("mend", 422, errors={"__all__": [error.message]})
    return answer("saved", **told(group, row, made))


def whole_tick(group: Repatriation, facts: TickFacts, by) -> tuple[ArrivalTick, Returnee]:
    found: list[tuple[ArrivalTick, Returnee]] = []
    whole(lambda: found.append(do_tick(group, facts, by)))
    return found[0]


def read_tick(request: HttpRequest) -> tuple[object, TickForm, object]:
    try:
        item = json.loads(request.body)
        values = {"tanda": str(item["values"]["tanda"]), "client_id": str(UUID(str(item["client_id"])))}
        user, captured_at = item["user"], moment(item.get("captured_at"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadItem from error
    form = TickForm(values)
    if not form.is_valid():
        raise BadItem
    return user, form, captured_at


def told(group: Repatriation, row: Returnee | None, made: ArrivalTick | None) -> dict[str, object]:
    """How the person stands now, and the numbers; for the page on the phone. It names nobody."""
    numbers = render_to_string("cases/_pick_up_numbers.html", number_words(reconcile(group)))
    if row is None:
        return {"numbers": numbers}
    return {
        "numbers": numbers,
        "key": f"o{row.pk}",
        "now": state_of(row),
        "label": state_words(row.arrival_state, row.not_arrived_reason),
        "who": tick_words(made or last_tick(row)),
    }
