"""What stands in a case of death or illness, as far as the viewer sees the case; a fixed number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cases.choices import ArrivalState
from cases.models import Benefit, Case, CasePaper, Death, FollowUp, HospitalStay, Illness, Returnee, SourcedValue
from core.actions.access import record_look
from core.models import AccessRecord


@dataclass(frozen=True)
class Care:
    """`printed` is what sources print of the death."""

    death: Death | None
    illness: Illness | None
    treatments: list[HospitalStay]
    papers: list[CasePaper]
    benefits: list[Benefit]
    printed: list[SourcedValue]


def care_of(case: Case) -> Care:
    death = Death.objects.select_related("duty_rule", "proof_task").filter(case=case).first()
    return Care(
        death=death,
        illness=Illness.objects.filter(case=case).first(),
        treatments=list(HospitalStay.objects.filter(case=case)),
        papers=list(CasePaper.objects.filter(case=case)),
        benefits=list(Benefit.objects.filter(case=case).select_related("rule")),
        printed=list(SourcedValue.objects.filter(case=case).order_by("recorded_at", "pk")) if death else [],
    )


@dataclass(frozen=True)
class ShortCare:
    """One file of a return in sight that tells of a death or an illness."""

    case: Case
    death: Death | None
    illness: Illness | None


def care_of_return(returnee: Returnee) -> list[ShortCare]:
    """The files of this return in sight that tell of a death or an illness; the look at them is recorded."""
    deaths = {row.case_id: row for row in Death.objects.filter(case__returnee=returnee).select_related("case")}
    sick = {row.case_id: row for row in Illness.objects.filter(case__returnee=returnee).select_related("case")}
    cases = {row.case_id: row.case for row in (*deaths.values(), *sick.values())}
    if cases:
        rows = list(cases.values())
        worker_ids = [row.worker_id for row in rows]
        look = AccessRecord.Look.LIST
        record_look(look=look, object_kind="case", object_ids=list(cases), worker_ids=worker_ids, rows=rows)
    return [ShortCare(case, deaths.get(pk), sick.get(pk)) for pk, case in sorted(cases.items())]


@dataclass(frozen=True)
class Repeat:
    """The how-manieth return of a person it is, and when they came before."""

    number: int
    on: date
    before: date


def repeats_of(worker_ids: Iterable[int]) -> dict[int, Repeat]:
    """Of these people's returns in sight, each that is not their first, by its key: one statement for all."""
    rows = Returnee.objects.filter(
        worker_id__in=set(worker_ids), arrival_state=ArrivalState.ARRIVED, arrived_on__isnull=False
    )
    return repeats_among(rows.only("worker_id", "arrived_on", "arrival_state"))


def repeats_among(rows: Iterable[Returnee]) -> dict[int, Repeat]:
    """The same of rows at hand, in any order; who did not come does not count."""
    came = [(row.arrived_on, row.pk, row.worker_id) for row in rows if row.arrival_state == ArrivalState.ARRIVED]
    last: dict[int, tuple[int, date]] = {}
    found: dict[int, Repeat] = {}
    for on, pk, worker_id in sorted((on, pk, worker) for on, pk, worker in came if on):
        number, before = last.get(worker_id, (0, on))
        if number:
            found[pk] = Repeat(number + 1, on, before)
        last[worker_id] = (number + 1, on)
    return found


def follow_ups_of(returnee: Returnee) -> list[FollowUp]:
    """What followed this return, newest first."""
    return list(FollowUp.objects.filter(returnee=returnee).select_related("created_by"))
