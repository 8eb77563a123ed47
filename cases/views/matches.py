"""Deciding whether two records are one person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.actions.matches import decide_match
from cases.choices import MatchDecision
from cases.permissions import why_not_join
from cases.queries import doubles_of, get_worker
from core.access import requires
from core.steps import do_once, refuse


@requires("workers.match")
@require_POST
def match_decide(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Same person, other person, or later. Only somebody who sees both may join them."""
    worker = get_worker(number)
    double = next((row for row in doubles_of(worker) if row.candidate.pk == pk), None)
    if double is None:
        raise Http404
    there = reverse("cases:worker", args=[number])
    decision = request.POST.get("keputusan", MatchDecision.PENDING)
    if decision not in (MatchDecision.SAME, MatchDecision.OTHER):
        return redirect(f"{there}#kembar")
    if decision == MatchDecision.SAME:
        refuse(why_not_join(request.viewer, worker, double.other))
    done = _("Kedua data digabungkan.") if decision == MatchDecision.SAME else _("Dicatat sebagai orang lain.")
    return do_once(
        request,
        do=lambda: decide_match(candidate=double.candidate, decision=decision, by=request.user),
        done=done,
        to=there,
    )
