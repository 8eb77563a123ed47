"""Reads beyond the viewer's sight: the wide door of casework. Each answers counts, masks, or yes and no.

Nothing else in the app may open it (a linter rule holds that), apart from `actions/keeping.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Q, Sum

from cases.ages import age_group, worker_age
from cases.choices import ArrivalState, SubmissionState
from cases.facts import PersonFacts
from cases.matching import Likeness, alike
from cases.matching_lists import Asked, alike_rows
from cases.models import (
    ArrivalTick,
    Case,
    Handover,
    HandoverPerson,
    JourneyLeg,
    LegTraveller,
    ListImport,
    Manifest,
    Repatriation,
    Returnee,
    Worker,
)
from cases.names import initials
from cases.places import SettledPlace
from cases.queries.frail import frail_without_receiver
from cases.receiving import has_no_receiver
from core.scope import current_viewer, viewing_everything


@dataclass(frozen=True)
class Masked:
    """A person outside the viewer's sight: initials, sex, age group, district and year, nothing else."""

    initials: str
    sex: str
    age_group: str
    district: str
    year: int


def masked_others(repatriation: Repatriation, seen: set[int]) -> list[Masked]:
    with viewing_everything(reason="masked members of a mixed group"):
        rows = Returnee.objects.filter(repatriation=repatriation).exclude(pk__in=seen)
        return [
            Masked(
                initials="-" if row.is_restricted else initials_of(row.worker),
                sex=row.sex,
                age_group=row.age_group,
                district=row.district.name if row.district else "",
                year=row.created_at.year,
            )
            for row in rows.select_related("worker", "district").order_by("created_at", "pk")
        ]


def may_be_hinted_at(worker: Worker) -> bool:
    """Whether somebody out of the viewer's sight may be shown as a mask: not when they or a case of theirs are
    restricted, which a name that is sealed tells."""
    return not worker.is_restricted and bool(worker.name or not worker.told_name)


def initials_of(worker: Worker) -> str:
    """Nothing of a restricted person's name, nor of a sealed one."""
    return "-" if worker.is_restricted else initials(worker.name)


def masked(worker: Worker) -> Masked:
    """What may be told of a person out of the viewer's sight. Take the row with its district."""
    day = worker.created_at.date()
    return Masked(
        initials=initials_of(worker),
        sex=worker.sex,
        age_group=age_group(worker_age(worker, day)),
        district=worker.district.name if worker.district else "",
        year=day.year,
    )


def masked_of(worker_ids: set[int]) -> dict[int, Masked]:
    """These people, masked, by id; restricted ones are left out."""
    if not worker_ids:
        return {}
    with viewing_everything(reason="masked halves of likely doubles"):
        rows = Worker.objects.filter(pk__in=worker_ids).select_related("district")
        return {row.pk: masked(row) for row in rows if may_be_hinted_at(row)}


def masked_people(condition: Q, limit: int) -> list[Masked]:
    """People out of the viewer's sight that a search finds; restricted people are not even hinted at."""
    viewer = current_viewer()
    if viewer.is_province:
        return []
    seen = reduce(or_, Worker.objects.unscoped().sight(viewer))
    with viewing_everything(reason="masked rows of a search"):
        rows = Worker.objects.filter(condition, merged_into__isnull=True, is_restricted=False).exclude(seen)
        return [masked(row) for row in rows.select_related("district")[:limit] if may_be_hinted_at(row)]


@dataclass(frozen=True)
class Reconciliation:
    """Listed = arrived + not arrived (each reason) + open, and the unlisted apart. Counts of people, named or not.

    `nameless` are people whom the letter counts without a line of their own and of whom nothing is said yet.
    """

    listed: int
    arrived: int
    not_arrived: int
    unlisted: int
    by_reason: dict[str, int] = field(default_factory=dict)
    nameless: int = 0

    @property
    def open(self) -> int:
        return max(0, self.listed - self.arrived - self.not_arrived)

    @property
    def over(self) -> int:
        """How many more than the letter counts: the list is to be looked at."""
        return max(0, self.arrived + self.not_arrived - self.listed) if self.listed else 0

    @property
    def total_arrived(self) -> int:
        return self.arrived + self.unlisted


def reconcile(repatriation: Repatriation) -> Reconciliation:
    """The numbers of a return over all its people, also those out of the viewer's sight (counts only)."""
    with viewing_everything(reason="numbers of a return, no names"):
        rows = Returnee.objects.filter(repatriation=repatriation).order_by()
        people = rows.values_list("arrival_state", "is_unlisted", "not_arrived_reason").annotate(
            n=Count("pk"), off_line=Count("pk", filter=Q(manifest_entry=None))
        )
        found = list(people)
        ticks = ArrivalTick.objects.filter(repatriation=repatriation, returnee=None, undoes=None, undone_by=None)
        counted = list(ticks.order_by().values_list("state", "reason").annotate(n=Sum("people")))
        listed, lines = listed_people(repatriation)
    listed_rows = [(state, reason, n) for state, is_unlisted, reason, n, _off in found if not is_unlisted] + counted
    by_reason: dict[str, int] = {}
    for state, reason, n in listed_rows:
        if state == ArrivalState.NOT_ARRIVED:
            by_reason[reason] = by_reason.get(reason, 0) + n
    off_line = sum(off for _state, is_unlisted, _reason, _n, off in found if not is_unlisted)
    return Reconciliation(
        listed=listed,
        arrived=sum(n for state, _reason, n in listed_rows if state == ArrivalState.ARRIVED),
        not_arrived=sum(by_reason.values()),
        unlisted=sum(n for state, other, _reason, n, _off in found if state == ArrivalState.ARRIVED and other),
        by_reason=by_reason,
        nameless=max(0, listed - lines - off_line - sum(n for _state, _reason, n in counted)),
    )


def listed_people(repatriation: Repatriation) -> tuple[int, int]:
    """People on the lists that stand, as each counts them or as many as it names; and their lines."""
    return standing_counts([repatriation.pk]).get(repatriation.pk, (0, 0))


def listed_in(repatriations: Iterable[int]) -> dict[int, int]:
    """People on the lists of several returns, by id (counts only); returns without a list are left out."""
    return {pk: people for pk, (people, _lines) in standing_counts(repatriations).items()}


def standing_counts(repatriations: Iterable[int]) -> dict[int, tuple[int, int]]:
    with viewing_everything(reason="how many the lists of returns count, no names"):
        standing = Manifest.objects.filter(repatriation__in=list(repatriations), replaced_by=None)
        found: dict[int, tuple[int, int]] = {}
        for row in standing.annotate(lines=Count("entries")):
            people, lines = found.get(row.repatriation_id, (0, 0))
            found[row.repatriation_id] = (people + (row.people_counted or row.lines), lines + row.lines)
        return found


def lacking_receiver(repatriation: Repatriation) -> int:
    """How many came whom nobody has received, over all people of the return (a count only)."""
    with viewing_everything(reason="how many of a return have no receiver, no names"):
        return Returnee.objects.filter(has_no_receiver(), repatriation=repatriation).count()


def returns_with_hidden_frail(first: date, last: date) -> list[int]:
    """Returns in which a child or somebody ill, whom the viewer does not see as such, came and has no receiver.

    Keys of returns alone: neither who it is nor what is the matter with them.
    """
    seen = frail_without_receiver(first, last)
    with viewing_everything(reason="which returns have somebody frail without a receiver, no names"):
        hidden = set(frail_without_receiver(first, last)) - set(seen)
        return sorted(set(Returnee.objects.filter(pk__in=hidden).values_list("repatriation_id", flat=True)))


def has_hidden_travellers(leg: JourneyLeg) -> bool:
    """Whether somebody out of the viewer's sight travels this leg by name."""
    seen = leg.travellers.count()
    with viewing_everything(reason="whether others travel a leg, no names"):
        return LegTraveller.objects.filter(leg=leg).count() > seen


def hidden_in_hands(handover: Handover, seen: int) -> int:
    """How many people of a hand-over are out of the viewer's sight."""
    with viewing_everything(reason="how many others a hand-over names, no names"):
        return HandoverPerson.objects.filter(handover=handover).count() - seen


def people_alike(facts: PersonFacts, place: SettledPlace, on: date, *, leave_out: int | None = None) -> list[Likeness]:
    """The one named duplicate search: looks at everybody, so that another district's person is found too.

    Whoever shows the answer must mask what `visible_among` does not name.
    """
    with viewing_everything(reason="duplicate search"):
        return alike(facts, place, on, leave_out=leave_out)


def rows_alike(asked: Mapping[int, Asked], on: date) -> dict[int, list[Likeness]]:
    """`people_alike` for all rows of a list at once, without whoever is restricted and out of the viewer's sight.

    Whoever shows the answer must mask the others out of sight in the same way.
    """
    with viewing_everything(reason="duplicate search for the rows of a list"):
        found = alike_rows(asked, on) if asked else {}
    guarded = {match.worker.pk for matches in found.values() for match in matches if not may_be_hinted_at(match.worker)}
    hidden = guarded - set(Worker.objects.filter(pk__in=guarded).values_list("pk", flat=True))
    return {row: [match for match in matches if match.worker.pk not in hidden] for row, matches in found.items()}


def is_list_known(repatriation: Repatriation, digest: str) -> bool:
    """Whether this very list stands in the return already, whoever brought it."""
    with viewing_everything(reason="whether a list stands in the return already"):
        return ListImport.objects.filter(repatriation=repatriation, digest=digest, state="APPLIED").exists()


def has_list(repatriation: Repatriation) -> bool:
    """Whether the return has a letter's list."""
    with viewing_everything(reason="whether the return has a letter's list"):
        return repatriation.manifests.exists()


def is_taken(model: type[Repatriation] | type[Returnee] | type[ArrivalTick], client_id: UUID) -> bool:
    """Whether a row of anybody carries this identifier of a phone."""
    with viewing_everything(reason="whether a phone's identifier is taken"):
        return model.objects.filter(client_id=client_id).exists()


def taken_lines(repatriation: Repatriation) -> set[int]:
    """Lines of the return's letters on which somebody stands, also somebody out of the viewer's sight."""
    with viewing_everything(reason="which lines of a letter are taken"):
        rows = Returnee.objects.filter(repatriation=repatriation, manifest_entry__isnull=False)
        return set(rows.values_list("manifest_entry_id", flat=True))


def is_verified(worker: Worker) -> bool:
    """Whether the office has verified a return of this person, or logged one itself."""
    with viewing_everything(reason="whether the office has verified a person"):
        return Returnee.objects.filter(worker=worker, submission_state=SubmissionState.VERIFIED).exists()


def has_case_out_of_sight(returnee: Returnee) -> bool:
    """Whether a file of this return is not for the viewer: then what was noted before is not either."""
    seen = list(Case.objects.filter(returnee=returnee).values_list("pk", flat=True))
    with viewing_everything(reason="whether a file of this return is out of sight"):
        return Case.objects.filter(returnee=returnee).exclude(pk__in=seen).exists()


def has_case(returnee: Returnee) -> bool:
    """Whether this return of this person has a case, also one out of the viewer's sight."""
    with viewing_everything(reason="whether this return has its case already"):
        return Case.objects.filter(returnee=returnee).exists()


def is_name_sealed(worker: Worker) -> bool:
    """Whether the person's name stands nowhere in clear: the person or one of their cases is restricted."""
    with viewing_everything(reason="whether a person's name must be sealed"):
        row = record_in_use(worker)
        return row.is_restricted or Case.objects.filter(worker=row, is_restricted=True).exists()


def record_in_use(worker: Worker) -> Worker:
    """The record that this one was joined into, as it is now."""
    row = Worker.objects.select_related("merged_into").get(pk=worker.pk)
    return record_in_use(row.merged_into) if row.merged_into else row
