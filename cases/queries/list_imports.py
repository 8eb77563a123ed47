"""Lists that wait to be taken over, as their pages show them. Each look at a page of rows is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.http import Http404

from cases.choices import ImportState
from cases.listing import Column
from cases.listing.kept import findings_of
from cases.models import ListImport, ListImportRow, Manifest, ManifestEntry, Repatriation, Worker
from cases.queries.fetch import LIST, typed
from cases.queries.wide import Masked, masked_of
from core.actions.access import record_look

PAGE = 100


def get_list_import(number: str, pk: int) -> ListImport:
    """The list of this return, if the viewer sees it. Raises Http404."""
    found = (
        ListImport.objects.select_related("repatriation", "job", "manifest", "created_by")
        .filter(pk=pk, repatriation__number=typed(number))
        .first()
    )
    if found is None:
        raise Http404
    return found


def waiting_import(repatriation: Repatriation) -> ListImport | None:
    """The newest list in sight of the return that nobody took over yet."""
    found = ListImport.objects.filter(repatriation=repatriation, state__in=[ImportState.READING, ImportState.READY])
    return found.order_by("-pk").first()


def get_list_row(row: ListImport, position: int) -> ListImportRow:
    """One row; the look is recorded. Raises Http404."""
    found = ListImportRow.objects.select_related("list_import", "village", "district").filter(list_import=row)
    line = found.filter(position=position).first()
    if line is None:
        raise Http404
    record_look(look=LIST, object_kind="listimport", object_ids=[row.pk])
    return line


def columns_of(row: ListImport) -> list[Column]:
    """How the columns were understood, with an example from each; the look is recorded."""
    record_look(look=LIST, object_kind="listimport", object_ids=[row.pk])
    return findings_of(row.found)[0]


@dataclass(frozen=True)
class RowsPage:
    """Rows after `start`, the people in sight who look like them, and masks of the others."""

    rows: list[ListImportRow]
    people: dict[int, Worker]
    masked: dict[int, Masked]
    previous: int | None
    following: int | None


def rows_page(row: ListImport, start: int, *, only_troubled: bool) -> RowsPage:
    found = row.rows.select_related("village__district", "district").order_by("position")
    if only_troubled:
        found = found.filter(Q(is_troubled=True) | ~Q(alike_ids=[]))
    rows = list(found.filter(position__gt=start)[: PAGE + 1])
    before = list(
        found.filter(position__lte=start).order_by("-position").values_list("position", flat=True)[: PAGE + 1]
    )
    shown = rows[:PAGE]
    wanted = {pk for line in shown for pk in line.alike_ids}
    people = Worker.objects.select_related("village", "district").in_bulk(wanted)
    masked = masked_of(wanted - people.keys())
    record_look(
        look=LIST, object_kind="listimport", object_ids=[row.pk], worker_ids=list(people), rows=list(people.values()),
        masked=list(masked),
    )  # fmt: skip
    previous = None if not before else before[PAGE] if len(before) > PAGE else 0
    return RowsPage(shown, people, masked, previous, shown[-1].position if len(rows) > PAGE else None)


@dataclass(frozen=True)
class RowNumbers:
    """People, not lines."""

    people: int
    chosen: int
    lines: int
    troubled: int
    alike: int


def row_numbers(row: ListImport) -> RowNumbers:
    told = row.rows.aggregate(
        chosen=Sum("people", filter=Q(is_chosen=True)),
        lines=Count("pk"),
        troubled=Count("pk", filter=Q(is_troubled=True)),
        alike=Count("pk", filter=~Q(alike_ids=[])),
        people=Sum("people"),  # last: a name that is given is no column any more
    )
    return RowNumbers(**{name: value or 0 for name, value in told.items()})


def standing_of(repatriation: Repatriation) -> list[Manifest]:
    """The lists of a return that nothing newer replaced, the newest first."""
    found = Manifest.objects.filter(repatriation=repatriation, replaced_by=None)
    return list(found.order_by("-created_at", "-pk"))


def replaced_lists(manifest: Manifest) -> list[Manifest]:
    """The lists whose place this one took, the newest first."""
    return list(Manifest.objects.filter(replaced_by=manifest).order_by("-created_at", "-pk"))


def lines_of(manifests: Iterable[Manifest]) -> dict[int, list[ManifestEntry]]:
    """The lines in sight of each list, by its id."""
    found: dict[int, list[ManifestEntry]] = {row.pk: [] for row in manifests}
    for line in ManifestEntry.objects.filter(manifest__in=list(found)).order_by("position"):
        found[line.manifest_id].append(line)
    return found


def entries_in_sight(manifest: Manifest) -> list[ManifestEntry]:
    return lines_of([manifest])[manifest.pk]
