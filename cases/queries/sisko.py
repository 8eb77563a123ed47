"""What is noted about Sisko P2MI of a person or a case, and what is not entered there yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from cases.choices import SiskoKind
from cases.models import Case, SiskoRecord, Worker


@dataclass(frozen=True)
class SiskoStand:
    """All notes, newest first, and of those that count the last check and the last entry."""

    records: list[SiskoRecord]

    def last(self, kind: str) -> SiskoRecord | None:
        return next((row for row in self.records if row.kind == kind and row.withdrawn_at is None), None)

    @property
    def check(self) -> SiskoRecord | None:
        return self.last(SiskoKind.CHECK)

    @property
    def entry(self) -> SiskoRecord | None:
        return self.last(SiskoKind.ENTRY)

    @property
    def registration_number(self) -> str:
        numbers = (row.registration_number for row in self.records if row.withdrawn_at is None)
        return next(filter(None, numbers), "")


def sisko_of(row: Worker | Case) -> SiskoStand:
    """Of a person without those of the cases, or of one case."""
    rows = row.sisko_records.select_related("by", "withdrawn_by").order_by("-on", "-pk")
    return SiskoStand(list(rows.filter(case__isnull=True) if isinstance(row, Worker) else rows))


def live(kind: str, **facts: object):
    """Notes that count, before the rule of sight: the database keeps it."""
    return SiskoRecord.objects.unscoped().filter(kind=kind, withdrawn_at__isnull=True, **facts)


def people_noted(kind: str, **facts: object) -> Q:
    """For a list of people: that something counts about each."""
    return Q(Exists(live(kind, worker=OuterRef("pk"), case__isnull=True, **facts)))


def cases_noted(kind: str, **facts: object) -> Q:
    """For a list of cases."""
    return Q(Exists(live(kind, case=OuterRef("pk"), **facts)))


def last_checks(rows: Sequence[Worker | Case]) -> dict[int, SiskoRecord]:
    """The last check that counts of each person or case, by its id."""
    if not rows:
        return {}
    keys, is_case = [row.pk for row in rows], isinstance(rows[0], Case)
    found = SiskoRecord.objects.filter(kind=SiskoKind.CHECK, withdrawn_at__isnull=True)
    found = found.filter(case__in=keys) if is_case else found.filter(worker__in=keys, case__isnull=True)
    return {(row.case_id if is_case else row.worker_id): row for row in found.order_by("on", "pk")}


def registered_as(text: str, most: int) -> list[int]:
    """Ids of people in sight with this registration number of Sisko P2MI."""
    found = SiskoRecord.objects.filter(registration_index=text, withdrawn_at__isnull=True)
    return list(found.values_list("worker_id", flat=True).distinct()[:most])
