"""The sick: what they need on the way home, and where they were treated.

Health is specific data: what is told of it in an ordinary case makes the case one for a named team
(cases/restricting.py).
"""

from uuid import UUID

from django.utils import timezone

from cases.actions.cases import lock_open, taken
from cases.actions.deaths import corrected, refuse_second
from cases.actions.keeping import refresh_names
from cases.actions.teams import restrict_by_rule
from cases.models import Case, HospitalStay, Illness
from cases.restricting import restricts_by_health
from core.history import action


@action
def record_illness(*, case: Case, values: dict, by, form_id: UUID | None = None) -> Illness:
    """One for each case. Raises DomainError when a colleague recorded it meanwhile."""
    if made := taken(Illness, form_id):
        return made
    row = open_for_health(case, by)
    refuse_second(row, Illness)
    return Illness.objects.create(case=row, form_id=form_id, created_by=by, **values)


@action
def correct_illness(*, illness: Illness, version: int, values: dict, by) -> Illness:
    open_for_health(illness.case, by)
    return corrected(illness, version, values)


@action
def record_hospital_stay(*, case: Case, values: dict, by, form_id: UUID | None = None) -> HospitalStay:
    if made := taken(HospitalStay, form_id):
        return made
    return HospitalStay.objects.create(case=open_for_health(case, by), form_id=form_id, created_by=by, **values)


@action
def correct_hospital_stay(*, stay: HospitalStay, version: int, values: dict, by) -> HospitalStay:
    open_for_health(stay.case, by)
    return corrected(stay, version, values)


def open_for_health(case: Case, by) -> Case:
    """The open case, locked, and seen by its team alone before anything of the illness stands in it."""
    row = lock_open(case)
    if restricts_by_health(row):
        restrict_by_rule(row, by=by, on=timezone.localdate())
        row.version += 1
        row.save(update_fields=["is_restricted", "version"])
        refresh_names(worker=row.worker)
    return row
