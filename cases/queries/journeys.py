"""The journey of a return and its hand-overs, as far as the viewer sees them; a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from cases.choices import ArrivalState
from cases.files import HANDOVER_PAPER, HandoverFiles
from cases.models import Coordination, Cost, Handover, HandoverPerson, JourneyLeg, Repatriation, Returnee, Stay
from cases.queries.fetch import typed
from cases.queries.wide import hidden_in_hands
from core.actions.access import record_look
from core.models import AccessRecord, StoredFile


@dataclass(frozen=True)
class Journey:
    """What stands beside the people of a return. Travellers, guests and people of hand-overs are those in sight."""

    legs: list[JourneyLeg]
    stays: list[Stay]
    costs: list[Cost]
    coordinations: list[Coordination]
    handovers: list[Handover]

    def travellers(self) -> dict[int, frozenset[int]]:
        """Who travels, by leg that is not for all."""
        return {
            leg.pk: frozenset(row.returnee_id for row in leg.travellers.all())
            for leg in self.legs
            if not leg.is_for_all
        }


def journey_of(repatriation: Repatriation) -> Journey:
    return Journey(
        legs=list(repatriation.legs.of_seen().prefetch_related("travellers")),
        stays=list(repatriation.stays.of_seen().prefetch_related("guests")),
        costs=list(repatriation.costs.of_seen().select_related("leg", "stay")),
        coordinations=list(repatriation.coordinations.of_seen().select_related("created_by")),
        handovers=list(repatriation.handovers.prefetch_related("people")),
    )


def group_members(repatriation: Repatriation, also: Sequence[Returnee] = ()) -> QuerySet[Returnee]:
    """The people in sight who came or are expected, and `also` these, for a form that shows them all by name.

    The look is recorded.
    """
    may_be_named = ~Q(arrival_state=ArrivalState.NOT_ARRIVED) | Q(pk__in=[row.pk for row in also])
    rows = Returnee.objects.filter(may_be_named, repatriation=repatriation)
    rows = rows.select_related("worker").order_by("created_at", "pk")
    people = list(rows)
    record_look(
        look=AccessRecord.Look.LIST,
        object_kind="returnee",
        object_ids=[row.pk for row in people],
        worker_ids=[row.worker_id for row in people],
        rows=people,
    )
    return rows


@dataclass(frozen=True)
class InHands:
    """A hand-over with its people in sight, and how many others it names."""

    handover: Handover
    people: list[Returnee]
    hidden: int


def get_handover(number: str, pk: int, look: str = AccessRecord.Look.VIEW) -> InHands:
    """The hand-over, if the viewer sees it; the look at its people is recorded. Raises Http404 otherwise."""
    found = (
        Handover.objects.select_related("repatriation__office", "created_by")
        .prefetch_related("witnesses")
        .filter(repatriation__number=typed(number), pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    rows = HandoverPerson.objects.filter(handover=found).values("returnee_id")
    people = list(
        Returnee.objects.filter(pk__in=rows)
        .select_related("worker__village", "worker__district", "district")
        .order_by("created_at", "pk")
    )
    record_look(
        look=look,
        object_kind="handover",
        object_ids=[found.pk],
        worker_ids=[row.worker_id for row in people],
        rows=people,
    )
    return InHands(found, people, hidden_in_hands(found, len(people)))


def papers_of(handover: Handover) -> list[StoredFile]:
    """Photos and scans of the signed paper, the newest first."""
    files = StoredFile.objects.of(HandoverFiles.kind, handover.pk).kept().filter(kind=HANDOVER_PAPER)
    return list(files.select_related("uploaded_by"))


def get_paper(handover: Handover, key: UUID) -> StoredFile:
    """One of them. Raises Http404 for one that is removed or not there."""
    found = StoredFile.objects.of(HandoverFiles.kind, handover.pk).kept().filter(key=key).first()
    if found is None:
        raise Http404
    return found
