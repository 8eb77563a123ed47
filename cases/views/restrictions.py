"""Restricting a case or a whole person to a named team, and lifting it again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.actions import restrictions as actions
from cases.actions.teams import guard_of, team_ids, team_of
from cases.forms.casework import RestrictForm
from cases.models import Case, Worker
from cases.queries import get_case, get_worker, other_cases, today
from cases.views.words import case_crumbs, case_head, worker_crumbs, worker_head
from core.access import requires
from core.steps import do_once, take_step

BOTH = require_http_methods(["GET", "POST"])


@requires("cases.restrict")
@BOTH
def case_restrict(request: HttpRequest, number: str) -> HttpResponse:
    """From now on only the team sees the case; the same page changes the team."""
    case = get_case(number)
    there = reverse("cases:case", args=[number])
    form = RestrictForm(
        request.POST or None,
        district_id=case.district_id,
        right="cases.view",
        initial={"team": sorted(team_ids(guard_of(case)))},
        cancel_url=there,
    )
    lift_url = reverse("cases:case_lift", args=[number]) if team_of(case).exists() else ""
    return take_step(
        request,
        form,
        do=lambda: actions.restrict_case(case=case, user_ids=form.user_ids(), on=today(), by=request.user),
        done=_("Akses kasus dibatasi."),
        to=there,
        page={
            "title": _("Batasi akses"),
            "crumbs": case_crumbs(case),
            "head": case_head(case, today()),
            "notice": case_notice(case),
            "lift_url": lift_url,
        },
    )


def case_notice(case: Case) -> str:
    if case.worker.is_restricted:
        return _(
            "Data orang ini dibatasi. Tanpa tim sendiri, kasus mengikuti tim orangnya; dengan tim sendiri, hanya tim "
            "itu yang melihat kasus ini."
        )
    return _("Kasus ini hanya akan terlihat oleh tim yang dipilih. Pembukaan data ini dicatat atas nama Anda.")


@requires("cases.restrict")
@require_POST
def case_lift(request: HttpRequest, number: str) -> HttpResponse:
    case = get_case(number)
    done = _("Pembatasan akses dicabut.")
    if case.worker.is_restricted:
        done = _("Tim kasus dicabut. Kasus mengikuti pembatasan data orangnya.")
    return do_once(
        request,
        do=lambda: actions.lift_restriction(case=case, by=request.user),
        done=done,
        to=reverse("cases:case", args=[number]),
    )


@requires("cases.restrict")
@BOTH
def worker_restrict(request: HttpRequest, number: str) -> HttpResponse:
    """From now on only the team sees the person, the returns and the cases; the same page changes the team."""
    worker = get_worker(number)
    if worker.merged_into is not None:
        return redirect("cases:worker_restrict", worker.merged_into.number)
    there = reverse("cases:worker", args=[number])
    form = RestrictForm(
        request.POST or None,
        district_id=worker.district_id,
        right="workers.view",
        initial={"team": sorted(first_team(worker))},
        cancel_url=there,
    )
    return take_step(
        request,
        form,
        do=lambda: actions.restrict_worker(worker=worker, user_ids=form.user_ids(), on=today(), by=request.user),
        done=_("Akses data orang ini dibatasi."),
        to=there,
        page={
            "title": _("Batasi akses"),
            "crumbs": worker_crumbs(worker),
            "head": worker_head(worker, today()),
            "notice": _(
                "Orang ini, pemulangannya, dan kasusnya hanya akan terlihat oleh tim yang dipilih. Kasus yang sudah "
                "punya tim sendiri tetap dengan timnya. Pembukaan data ini dicatat atas nama Anda."
            ),
            "lift_url": reverse("cases:worker_lift", args=[number]) if worker.is_restricted else "",
        },
    )


def first_team(worker: Worker) -> set[int]:
    """Who is in the team; before there is one, whoever handles the person's open cases is proposed."""
    if worker.is_restricted:
        return team_ids(worker)
    return {case.assignee_id for case in other_cases(worker) if case.assignee_id and case.closed_at is None}


@requires("cases.restrict")
@require_POST
def worker_lift(request: HttpRequest, number: str) -> HttpResponse:
    worker = get_worker(number)
    worker = worker.merged_into or worker
    return do_once(
        request,
        do=lambda: actions.lift_worker_restriction(worker=worker, by=request.user),
        done=_("Pembatasan akses dicabut."),
        to=reverse("cases:worker", args=[worker.number]),
    )
