"""Writing the record of looks. Called before the page is rendered, in the same transaction."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.context import request_context
from core.models import AccessRecord
from core.scope import current_viewer


@dataclass(frozen=True)
class Seen:
    """One look: in what way, at what kind of rows, which rows and which people."""

    look: str
    object_kind: str
    object_ids: Iterable[int] = ()
    worker_ids: Iterable[int] = ()
    purpose: str = ""
    field_class: str = ""
    outcome: str = "OK"


def record_look(**seen) -> None:
    """Write that the current viewer looks at these rows (the fields of `Seen`). If this fails, the page fails."""
    _row(Seen(**seen)).save(force_insert=True)


def record_looks(looks: Iterable[Seen]) -> None:
    """Several looks of one page, in one statement."""
    AccessRecord.objects.bulk_create([_row(seen) for seen in looks])


def _row(seen: Seen) -> AccessRecord:
    viewer, request = current_viewer(), request_context.get()
    return AccessRecord(
        user_id=viewer.user_id or None,
        roles=",".join(sorted(viewer.roles)),
        look=seen.look,
        object_kind=seen.object_kind,
        object_ids=list(seen.object_ids),
        worker_ids=sorted(set(seen.worker_ids)),
        purpose=seen.purpose,
        field_class=seen.field_class,
        outcome=seen.outcome,
        path=request.path[:300],
        ip=request.ip,
        request_id=request.request_id,
    )
