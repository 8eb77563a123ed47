"""Family links between the people of one return, as far as both are in sight."""

from collections.abc import Sequence

from django.shortcuts import get_object_or_404

from cases.choices import HandoverState
from cases.families import Families, families_of, inverse
from cases.models import FamilyLink, Handover, Repatriation, Returnee, Worker
from cases.queries.people import look_at_others
from cases.receiving import RECEIVERS_OF_FRAIL


def links_among(people: Sequence[Returnee]) -> list[FamilyLink]:
    """One statement for the whole return."""
    ids = [row.worker_id for row in people]
    return list(FamilyLink.objects.filter(worker_id__in=ids, relative_id__in=ids).order_by("pk")) if ids else []


def families_in(people: Sequence[Returnee], handovers: Sequence[Handover] = ()) -> Families:
    """Families among these people in sight. `handovers` with their people, where it matters who is with somebody."""
    signed = [row for row in handovers if row.state == HandoverState.SIGNED and row.kind in RECEIVERS_OF_FRAIL]
    settled = {person.returnee_id for row in signed for person in row.people.all()}
    return families_of(people, links_among(people), settled)


def get_link(repatriation: Repatriation, pk: int) -> FamilyLink:
    """A link between two people of this return in sight. Raises Http404 otherwise."""
    ids = Returnee.objects.filter(repatriation=repatriation).values("worker_id")
    return get_object_or_404(FamilyLink.objects.filter(worker_id__in=ids, relative_id__in=ids), pk=pk)


def who_names(worker: Worker) -> list[tuple[str, Worker]]:
    """People in sight who name this person as family: what they are to this person, and who. The look is recorded."""
    links = list(worker.family_of.select_related("worker").order_by("pk"))
    look_at_others("family", [link.worker for link in links])
    return [(str(inverse(link.relation).label), link.worker) for link in links]
