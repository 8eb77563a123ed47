"""Writing the record of looks. Called before the page is rendered, in the same transaction."""

from collections.abc import Iterable

from core.context import request_context
from core.models import AccessRecord
from core.scope import current_viewer


def record_look(
    *,
    look: str,
    object_kind: str,
    object_ids: Iterable[int] = (),
    worker_ids: Iterable[int] = (),
    purpose: str = "",
    field_class: str = "",
    outcome: str = "OK",
) -> None:
    """Write that the current viewer looks at these rows. If this fails, the page fails: no log, no read."""
    viewer = current_viewer()
    request = request_context.get()
    AccessRecord.objects.create(
        user_id=viewer.user_id or None,
        roles=",".join(sorted(viewer.roles)),
        look=look,
        object_kind=object_kind,
        object_ids=list(object_ids),
        worker_ids=sorted(set(worker_ids)),
        purpose=purpose,
        field_class=field_class,
        outcome=outcome,
        path=request.path[:300],
        ip=request.ip,
        request_id=request.request_id,
    )
