"""The numbers of a whole group in full: one look at a named list, with its purpose."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from cases.models import Case, Repatriation, Returnee, Worker
from cases.queries.fetch import REVEAL
from core.actions.bulk import look_at_list

MOST = 500


@dataclass(frozen=True)
class NumbersOfList:
    """People whose numbers may be shown at once, and those for whom it is asked again, one by one.

    `is_cut`: there are more than MOST in the return.
    """

    shown: list[Worker]
    guarded: list[Worker]
    is_cut: bool


def numbers_of(repatriation: Repatriation, *, purpose: str) -> NumbersOfList:
    """Everybody of the return in sight (at most MOST), recorded as one look.

    Raises DomainError without a purpose and TooMany after too many lists in a day.
    """
    restricted = Case.objects.filter(worker=OuterRef("worker"), is_restricted=True)
    rows = (
        Returnee.objects.filter(repatriation=repatriation)
        .annotate(is_guarded=Q(worker__is_restricted=True) | Exists(restricted))
        .select_related("worker")
        .order_by("created_at", "pk")[: MOST + 1]
    )
    read = list(rows)
    found = read[:MOST]
    shown = [row for row in found if not row.is_guarded]
    look_at_list(
        list_name=repatriation.number,
        purpose=purpose,
        look=REVEAL,
        object_kind="repatriation",
        object_ids=[repatriation.pk],
        worker_ids=[row.worker_id for row in shown],
        rows=shown,
        field_class="NIK,KK,PASSPORT",
    )
    guarded = [row.worker for row in found if row.is_guarded]
    return NumbersOfList([row.worker for row in shown], guarded, is_cut=len(read) > MOST)
