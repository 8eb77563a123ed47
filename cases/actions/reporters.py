"""Who told of a case, here or at another agency."""

from uuid import UUID

from cases.actions.cases import lock_open, taken
from cases.models import Case, CaseReporter
from core.editing import lock_version
from core.history import action


@action
def record_reporter(*, case: Case, values: dict, by, form_id: UUID | None = None) -> CaseReporter:
    if made := taken(CaseReporter, form_id):
        return made
    return CaseReporter.objects.create(case=lock_open(case), form_id=form_id, created_by=by, **values)


@action
def correct_reporter(*, reporter: CaseReporter, version: int, values: dict, by) -> CaseReporter:
    lock_open(reporter.case)
    row = lock_version(CaseReporter.objects.select_related("case__worker"), pk=reporter.pk, version=version)
    for column, value in values.items():
        setattr(row, column, value)
    row.version += 1
    row.save()
    return row
