"""What follows a return: a visit, advice to the village, the offer of empowerment, the wish to leave again."""

from uuid import UUID

from cases.actions.cases import restricted_case_of, taken
from cases.choices_aftercare import FollowUpKind
from cases.models import FollowUp, Returnee
from core.editing import lock_version
from core.history import action


@action
def record_follow_up(*, returnee: Returnee, kind: str, values: dict, by, form_id: UUID | None = None) -> FollowUp:
    """One step. Of somebody with a restricted file of this return it stands in that file, but for an offer."""
    if made := taken(FollowUp, form_id):
        return made
    case = None if kind == FollowUpKind.OFFER else restricted_case_of(returnee)
    return FollowUp.objects.create(returnee=returnee, case=case, kind=kind, form_id=form_id, created_by=by, **values)


@action
def correct_follow_up(*, follow_up: FollowUp, version: int, values: dict, by) -> FollowUp:
    """Also where the answer to an offer is written."""
    row = lock_version(FollowUp.objects.select_related("returnee__worker"), pk=follow_up.pk, version=version)
    for column, value in values.items():
        setattr(row, column, value)
    row.version += 1
    row.save()
    return row
