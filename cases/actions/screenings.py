"""Screening for trafficking, and the restricted file that a sign of it opens."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.cases import add_task, open_case, open_case_of_return, restricted_case_of, taken
from cases.actions.teams import set_team
from cases.interview_choices import ScreeningResult
from cases.models import Case, Interview, Returnee, TraffickingScreening, VulnerabilityFlag, Worker
from cases.restricting import CASE_FLAGS
from cases.screening import edition_on, judge, proposals
from core.exceptions import DomainError
from core.history import action

FLAG = "INDIKASI_TPPO"
CATEGORY = CASE_FLAGS[FLAG][0]


@action
def record_screening(
    *,
    worker: Worker,
    answers: Mapping[str, str],
    was_child: bool | None,
    has_agreed: bool | None,
    on: date,
    by,
    note: str = "",
    returnee: Returnee | None = None,
    case: Case | None = None,
    form_id: UUID | None = None,
) -> TraffickingScreening:
    """The answers of today, judged by the edition of today. Earlier screenings stay as they are."""
    if made := taken(TraffickingScreening, form_id):
        return made
    asked = edition_on(on)
    kept = {question.code: answers.get(question.code, "UNKNOWN") for question in asked.questions}
    if case is None and returnee is not None:
        case = restricted_case_of(returnee)
    return TraffickingScreening.objects.create(
        worker=worker,
        returnee=returnee,
        case=case,
        on=on,
        edition=asked.code,
        told_answers=json.dumps(kept),
        was_child=was_child,
        has_agreed=has_agreed,
        result=judge(asked, kept, was_child=was_child).result,
        note=note,
        form_id=form_id,
        created_by=by,
    )


@action
def open_trafficking_case(
    *, screening: TraffickingScreening, user_ids: set[int], agencies: Iterable[str], on: date, by
) -> Case:
    """The restricted file that a sign of trafficking demands, with this team, and a task for each referral proposed.

    An open one of this return, or the one in which the screening was made, serves; its team stays as it is. Confirmed
    twice, it is opened once. The interviews of the return, as far as the writer sees them, move into it.
    """
    row = TraffickingScreening.objects.select_for_update(of=("self",)).select_related("worker").get(pk=screening.pk)
    if row.opened_at is not None and row.case is not None:
        return row.case
    if row.result != ScreeningResult.INDICATED:
        raise DomainError(_("Skrining ini belum menunjukkan indikasi TPPO. Ulangi skrining bila ada keterangan baru."))
    case = file_there(row) or new_file(row, user_ids, on, by)
    VulnerabilityFlag.objects.get_or_create(
        worker=row.worker, returnee=row.returnee, code=FLAG, case=case, defaults={"seen_on": on}
    )
    if row.returnee is not None:
        for talk in Interview.objects.filter(returnee=row.returnee, case=None):
            talk.case = case
            talk.save(update_fields=["case"])
    row.case, row.opened_at = case, timezone.now()
    row.save(update_fields=["case", "opened_at"])
    chosen = set(agencies)
    for proposal in proposals():
        if proposal.agency in chosen:
            title = _("Ajukan rujukan ke {instansi}: {tujuan}").format(instansi=proposal.name, tujuan=proposal.purpose)
            add_task(case=case, title=title[:200], assignee=by, due_on=None, by=by)
    return case


def file_there(row: TraffickingScreening) -> Case | None:
    """An open restricted file about trafficking that is there already."""
    found = row.case
    if found is None and row.returnee is not None:
        found = restricted_case_of(row.returnee, as_grave_as=CATEGORY)
    fits = found is not None and found.is_restricted and found.category == CATEGORY and found.closed_at is None
    return found if fits else None


def new_file(row: TraffickingScreening, user_ids: set[int], on: date, by) -> Case:
    if row.returnee is not None:
        case = open_case_of_return(row.returnee, CATEGORY, is_restricted=True, on=on, by=by)
    else:
        case = open_case(
            worker=row.worker,
            category=CATEGORY,
            channel=row.case.channel if row.case else "LAINNYA",
            country=row.case.country if row.case else "",
            is_restricted=True,
            on=on,
            by=by,
        )
    if user_ids:
        set_team(row=case, user_ids={by.pk, *user_ids}, by=by, on=on)
    return case
