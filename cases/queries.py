"""Reads of casework: fetching by number with its record of the look, masked likenesses, counts of a return."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone

from cases.choices import ArrivalState
from cases.facts import PersonFacts
from cases.matching import Likeness, alike
from cases.models import Case, Manifest, Repatriation, Returnee, Worker
from cases.names import initials
from cases.places import SettledPlace
from core.actions.access import record_look
from core.models import AccessRecord
from core.scope import viewing_everything

VIEW = AccessRecord.Look.VIEW
LIST = AccessRecord.Look.LIST


def get_case(number: str) -> Case:
    """The case, if the viewer sees it; the look is recorded.

    Raises Http404 for a number that is out of sight or not there: the two cannot be told apart.
    """
    case = Case.objects.select_related("worker", "assignee", "district", "returnee__repatriation", "rule").filter(
        number=number
    )
    found = case.first()
    if found is None:
        raise Http404
    record_look(look=VIEW, object_kind="case", object_ids=[found.pk], worker_ids=[found.worker_id])
    return found


def get_worker(number: str) -> Worker:
    """The person, if the viewer sees them; the look is recorded. Raises Http404 like `get_case`."""
    found = Worker.objects.select_related("district", "village", "merged_into").filter(number=number).first()
    if found is None:
        raise Http404
    record_look(look=VIEW, object_kind="worker", object_ids=[found.pk], worker_ids=[found.pk])
    return found


def get_repatriation(number: str) -> Repatriation:
    """The return, if the viewer sees it. It names nobody by itself: `people_of` records the look at people."""
    found = Repatriation.objects.select_related("office", "created_by").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def get_returnee(number: str, pk: int) -> Returnee:
    """One person of one return, if the viewer sees them; the look is recorded."""
    found = (
        Returnee.objects.select_related(
            "worker__village", "worker__district", "repatriation", "checked_by", "created_by"
        )
        .filter(repatriation__number=number, pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    record_look(look=VIEW, object_kind="returnee", object_ids=[found.pk], worker_ids=[found.worker_id])
    return found


@dataclass(frozen=True)
class Masked:
    """A person outside the viewer's sight: initials, sex, age group, district and year, nothing else."""

    initials: str
    sex: str
    age_group: str
    district: str
    year: int


def people_of(repatriation: Repatriation) -> tuple[list[Returnee], list[Masked]]:
    """The people of a return: those in sight in full (recorded), the others masked."""
    seen = list(
        Returnee.objects.filter(repatriation=repatriation)
        .select_related("worker__village", "district", "manifest_entry", "created_by")
        .prefetch_related("flags")
        .order_by("created_at", "pk")
    )
    record_look(
        look=LIST,
        object_kind="returnee",
        object_ids=[row.pk for row in seen],
        worker_ids=[row.worker_id for row in seen],
    )
    return seen, masked_others(repatriation, {row.pk for row in seen})


def masked_others(repatriation: Repatriation, seen: set[int]) -> list[Masked]:
    with viewing_everything(reason="masked members of a mixed group"):
        rows = Returnee.objects.filter(repatriation=repatriation).exclude(pk__in=seen)
        return [
            Masked(
                initials="-" if row.is_restricted else initials(row.worker.name),
                sex=row.sex,
                age_group=row.age_group,
                district=row.district.name if row.district else "",
                year=row.created_at.year,
            )
            for row in rows.select_related("worker", "district").order_by("created_at", "pk")
        ]


@dataclass(frozen=True)
class Reconciliation:
    """Listed = arrived + not arrived + open, and the unlisted apart. Counts of people, named or not."""

    listed: int
    arrived: int
    not_arrived: int
    unlisted: int

    @property
    def open(self) -> int:
        return max(0, self.listed - self.arrived - self.not_arrived)

    @property
    def total_arrived(self) -> int:
        return self.arrived + self.unlisted


def reconcile(repatriation: Repatriation) -> Reconciliation:
    """The numbers of a return over all its people, also those out of the viewer's sight (counts only)."""
    with viewing_everything(reason="numbers of a return, no names"):
        rows = Returnee.objects.filter(repatriation=repatriation)
        counts = rows.aggregate(
            arrived=Count("pk", filter=Q(arrival_state=ArrivalState.ARRIVED, is_unlisted=False)),
            not_arrived=Count("pk", filter=Q(arrival_state=ArrivalState.NOT_ARRIVED)),
            unlisted=Count("pk", filter=Q(arrival_state=ArrivalState.ARRIVED, is_unlisted=True)),
        )
        return Reconciliation(listed=listed_people(repatriation), **counts)


def listed_people(repatriation: Repatriation) -> int:
    """People on the newest letter: as it counts them, or as many as it names. No letter lists nobody."""
    manifest = Manifest.objects.filter(repatriation=repatriation).order_by("-created_at", "-pk").first()
    if manifest is None:
        return 0
    return manifest.people_counted or manifest.entries.count()


def people_alike(facts: PersonFacts, place: SettledPlace, on: date, *, leave_out: int | None = None) -> list[Likeness]:
    """The one named duplicate search: looks at everybody, so that another district's person is found too.

    Whoever shows the answer must mask what `visible_among` does not name.
    """
    with viewing_everything(reason="duplicate search"):
        return alike(facts, place, on, leave_out=leave_out)


def visible_among(worker_ids: Iterable[int]) -> set[int]:
    """Which of these people the viewer sees."""
    return set(Worker.objects.filter(pk__in=list(worker_ids)).values_list("pk", flat=True))


def other_returns(worker: Worker, leave_out: int | None = None) -> list[Returnee]:
    """The person's returns on one line of time, newest first."""
    rows = worker.returns.select_related("repatriation").order_by("-arrived_on", "-pk")
    return [row for row in rows if row.pk != leave_out]


def today() -> date:
    """The office's day. Actions get it passed in; only views and tasks ask."""
    return timezone.localdate()
