"""Fetching what a viewer may see; each look at a person or a case is recorded."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from cases.files import CaseFiles
from cases.models import Case, ManifestEntry, Repatriation, Returnee, Worker
from cases.queries.wide import Masked, masked_others, taken_lines
from core.actions.access import record_look
from core.models import AccessRecord, StoredFile
from core.scope import current_viewer, mark_seen

VIEW = AccessRecord.Look.VIEW
LIST = AccessRecord.Look.LIST
REVEAL = AccessRecord.Look.REVEAL


def typed(number: str) -> str:
    """A number as it came in an address, without the sign that no database takes."""
    return number.replace("\x00", "")


def get_case(number: str) -> Case:
    """The case, if the viewer sees it; the look is recorded.

    Raises Http404 for a number that is out of sight or not there: the two cannot be told apart.
    """
    related = (
        "worker__village", "worker__district", "assignee", "created_by", "district", "returnee__repatriation", "rule"
    )  # fmt: skip
    found = Case.objects.select_related(*related).filter(number=typed(number)).first()
    if found is None:
        raise Http404
    mark_seen(found)
    record_look(look=VIEW, object_kind="case", object_ids=[found.pk], worker_ids=[found.worker_id], rows=[found])
    return found


def get_worker(number: str) -> Worker:
    """The person, if the viewer sees them; the look is recorded. Raises Http404 like `get_case`."""
    found = find_worker(number)
    mark_seen(found)
    record_look(look=VIEW, object_kind="worker", object_ids=[found.pk], worker_ids=[found.pk], rows=[found])
    return found


def reveal_of(number: str, field_class: str) -> Worker:
    """The person, to show one of their numbers in full; the reveal is recorded. Raises Http404 like `get_case`."""
    found = find_worker(number)
    ids = [found.pk]
    record_look(
        look=REVEAL, object_kind="worker", object_ids=ids, worker_ids=ids, rows=[found], field_class=field_class
    )
    return found


def is_guarded(number: str) -> bool:
    """Whether the person in sight, or a case of theirs, is restricted."""
    found = Worker.objects.filter(number=typed(number))
    return found.filter(Q(is_restricted=True) | Q(cases__is_restricted=True)).exists()


def find_worker(number: str) -> Worker:
    found = Worker.objects.select_related("district", "village", "merged_into").filter(number=typed(number)).first()
    if found is None:
        raise Http404
    return found


def get_repatriation(number: str) -> Repatriation:
    """The return, if the viewer sees it. It names nobody by itself: `people_of` records the look at people."""
    found = Repatriation.objects.select_related("office", "created_by").filter(number=typed(number)).first()
    if found is None:
        raise Http404
    mark_seen(found)
    return found


def standing_return(form_id: UUID) -> Repatriation | None:
    """The return in sight that a form or a phone made under this identifier."""
    return Repatriation.objects.filter(client_id=form_id).first()


def get_returnee(number: str, pk: int) -> Returnee:
    """One person of one return, if the viewer sees them; the look is recorded."""
    found = (
        Returnee.objects.select_related(
            "worker__village", "worker__district", "repatriation", "checked_by", "created_by", "old_record"
        )
        .filter(repatriation__number=typed(number), pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    record_look(look=VIEW, object_kind="returnee", object_ids=[found.pk], worker_ids=[found.worker_id], rows=[found])
    return found


def people_of(repatriation: Repatriation) -> tuple[list[Returnee], list[Masked]]:
    """The people of a return: those in sight in full (recorded), the others masked."""
    seen = list(
        Returnee.objects.filter(repatriation=repatriation)
        .select_related("worker__village", "district", "old_record")
        .prefetch_related("flags")
        .order_by("created_at", "pk")
    )
    record_look(
        look=LIST,
        object_kind="returnee",
        object_ids=[row.pk for row in seen],
        worker_ids=[row.worker_id for row in seen],
        rows=seen,
    )
    return seen, masked_others(repatriation, {row.pk for row in seen})


def waiting_people(repatriation: Repatriation) -> list[Returnee]:
    """Those in sight who wait to be verified; the look at them is recorded."""
    rows = Returnee.objects.to_verify().filter(repatriation=repatriation).select_related("worker", "repatriation")
    waiting = list(rows.order_by("created_at", "pk"))
    record_look(
        look=LIST,
        object_kind="returnee",
        object_ids=[row.pk for row in waiting],
        worker_ids=[row.worker_id for row in waiting],
        rows=waiting,
    )
    return waiting


def files_of(case: Case) -> list[StoredFile]:
    """The files of a case for those who may note on it, the newest first; also those that were removed."""
    if not current_viewer().may("cases.note"):
        return []
    return list(StoredFile.objects.of(CaseFiles.kind, case.pk).select_related("uploaded_by", "removed_by"))


def get_case_file(case: Case, key: UUID) -> StoredFile:
    """One file of a case that was fetched for this viewer. Raises Http404 for one that is removed or not there."""
    found = StoredFile.objects.of(CaseFiles.kind, case.pk).kept().filter(key=key).first()
    if found is None:
        raise Http404
    return found


def open_lines(repatriation: Repatriation) -> list[ManifestEntry]:
    """Lines of the letters in sight on which nobody stands yet; none of a list that a newer one replaces."""
    lines = ManifestEntry.objects.filter(manifest__repatriation=repatriation, manifest__replaced_by=None)
    lines = lines.order_by("manifest", "position")
    taken = taken_lines(repatriation)
    return [line for line in lines if line.pk not in taken]


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
