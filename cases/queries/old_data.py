"""Old books that were taken over, and the people of theirs who still wait to be checked."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404

from cases.models import ListImport, OldRecord, Worker
from cases.queries.fetch import LIST
from core.actions.access import record_look

SHOWN = 50


def get_old_import(pk: int) -> ListImport:
    """An old book, if the viewer sees it. Raises Http404."""
    found = ListImport.objects.select_related("job", "created_by").filter(pk=pk, is_old_data=True).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class SheetCount:
    sheet: str
    people: int
    unchecked: int


def sheet_counts(row: ListImport) -> list[SheetCount]:
    """People in sight of each sheet, and how many of them wait."""
    rows = row.old_records.values("sheet").order_by("sheet")
    rows = rows.annotate(people=Count("pk"), unchecked=Count("pk", filter=Q(checked_at__isnull=True)))
    return [SheetCount(**found) for found in rows]


def old_imports() -> list[tuple[ListImport, int]]:
    """The newest old books in sight, each with how many people wait."""
    found = ListImport.objects.filter(is_old_data=True).select_related("created_by").order_by("-created_at", "-pk")
    rows = list(found[:SHOWN])
    waits = OldRecord.objects.filter(list_import__in=rows, checked_at__isnull=True).values("list_import_id")
    counts = dict(waits.annotate(many=Count("pk")).values_list("list_import_id", "many"))
    return [(row, counts.get(row.pk, 0)) for row in rows]


def unchecked_people(row: ListImport, after: int) -> list[OldRecord]:
    """Some who wait, after the one with this id, and one more when there are more; the look is recorded."""
    waits = row.old_records.filter(checked_at__isnull=True, pk__gt=after).order_by("pk")
    rows = list(waits.select_related("returnee__worker__village", "returnee__worker__district",
                                     "returnee__repatriation")[: SHOWN + 1])  # fmt: skip
    people = [found.returnee for found in rows[:SHOWN]]
    record_look(
        look=LIST,
        object_kind="returnee",
        object_ids=[person.pk for person in people],
        worker_ids=[person.worker_id for person in people],
        rows=people,
    )
    return rows


def waits_for_check() -> Q:
    """For a list of people: all that is known of them is old data that nobody has checked."""
    old = OldRecord.objects.unscoped().filter(returnee__worker=OuterRef("pk"), checked_at__isnull=True)
    return Q(Exists(old))


def is_unchecked(worker: Worker) -> bool:
    return OldRecord.objects.filter(returnee__worker=worker, checked_at__isnull=True).exists()
