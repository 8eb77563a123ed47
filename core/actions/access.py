"""Writing the record of looks. Called before the page is rendered, in the same transaction."""

import hmac
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from functools import cache

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import Field
from django.utils.module_loading import import_string

from core.context import RequestContext, request_context
from core.grounds import MASKED, SYSTEM, UNKNOWN, sight_reader, subject_reader
from core.keys import key_ring
from core.models import AccessRecord
from core.scope import Viewer, current_scope, has_scope
from core.signing import record_key

NOBODY = Viewer(user_id=0, name="")
CLASSES = {"VIEW": "FULL", "LIST": "LINE", "SEARCH": "LINE"}
# What the MAC of a row is made over, in this order.
SIGNED = (
    "at", "user_id", "acting_for_id", "capacity", "roles", "office_id", "session", "look", "object_kind", "object_ids",
    "worker_ids", "case_ids", "sight", "right", "field_class", "purpose", "searched", "outcome", "route", "ip",
    "request_id",
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """One look: in what way, at what kind of rows, which rows and which people.

    Give `rows` where they are at hand: the rule by which each person was seen is then read from them. `masked`
    are people of whom only a mask was shown. `searched` is a number that was searched for; only a keyed hash of
    it is kept. `user_id` is for events of nobody who is signed in.
    """

    look: str
    object_kind: str
    object_ids: Iterable[int] = ()
    worker_ids: Iterable[int] = ()
    purpose: str = ""
    field_class: str = ""
    outcome: str = "OK"
    case_ids: Iterable[int] = ()
    rows: Sequence[object] = ()
    masked: Iterable[int] = ()
    searched: str = ""
    capacity: str = ""
    user_id: int | None = None


def record_look(**seen) -> None:
    """Write that the current viewer looks at these rows (the fields of `Seen`). If this fails, the page fails."""
    current_scope()
    _write(_row(Seen(**seen)))


def record_looks(looks: Iterable[Seen]) -> None:
    """Several looks of one page, in one statement."""
    AccessRecord.objects.bulk_create([_row(seen) for seen in looks])


def record_event(**seen) -> None:
    """As `record_look`, for events where nobody need be signed in: a refused sign-in, a page that failed."""
    _write(_row(Seen(**seen)))


def _write(row: AccessRecord) -> None:
    """As saving the row would. Every page writes one, and putting the statement together took half of it."""
    command, fields = _statement()
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(command, values)


@cache
def _statement() -> tuple[str, list[Field]]:
    """The INSERT and the fields of its values; key and moment come from the database."""
    quote = connection.ops.quote_name
    fields = [field for field in AccessRecord._meta.local_concrete_fields if field.name not in {"id", "moment"}]
    marks = [f"%s::{field.db_type(connection)}" if isinstance(field, ArrayField) else "%s" for field in fields]
    names = ", ".join(quote(str(field.column)) for field in fields)
    return f"INSERT INTO {quote(AccessRecord._meta.db_table)} ({names}) VALUES ({', '.join(marks)})", fields  # noqa: S608


def record_change(*, name: str, kind: str, touched: Iterable[object], user_id: int | None, purpose: str = "") -> None:
    """Write that an action changed something: its name, and the people and cases among what it was given."""
    subjects = subject_reader()(touched)
    record_event(
        look=AccessRecord.Look.CHANGE,
        object_kind=subjects.kind or kind,
        object_ids=subjects.object_ids,
        worker_ids=subjects.worker_ids,
        case_ids=subjects.case_ids,
        rows=subjects.rows,
        field_class=name[:60],
        purpose=purpose[:300],
        user_id=user_id,
    )


def keyed(purpose: str, text: str) -> str:
    """A hash of `text` that only the office's keys can make: it tells whether two are alike, and nothing else."""
    return key_ring().blind(f"core_accessrecord.{purpose}", text).hex() if text else ""


def searched_forms(text: str) -> list[str]:
    """Every hash under which a searched text may stand in the record."""
    return [found.hex() for found in key_ring().blinds("core_accessrecord.searched", text)]


def _row(seen: Seen) -> AccessRecord:
    viewer, request = current_scope().viewer if has_scope() else NOBODY, request_context.get()
    workers = sorted({*seen.worker_ids, *seen.masked})
    objects = list(seen.object_ids)
    row = AccessRecord(
        user_id=seen.user_id or viewer.user_id or None,
        acting_for_id=_acting_for(viewer),
        capacity=seen.capacity or viewer.capacity,
        roles=",".join(sorted(viewer.roles)),
        office_id=viewer.office_id,
        look=seen.look,
        object_kind=seen.object_kind,
        object_ids=objects,
        worker_ids=workers,
        case_ids=sorted(set(seen.case_ids)) or (objects if seen.object_kind == "case" else []),
        sight=_sight(viewer, replace(seen, object_ids=objects), workers),
        field_class=seen.field_class or _class_of(seen.look, workers),
        purpose=seen.purpose[:300],
        searched=keyed("searched", seen.searched),
        outcome=seen.outcome,
        **_place(request),
    )
    row.mac = mac_of({name: getattr(row, name) for name in SIGNED})
    return row


def _class_of(look: str, workers: list[int]) -> str:
    """Where the caller does not say more: the whole of a person's data, or the line that lists show."""
    return CLASSES.get(look, "") if workers else ""


def _place(request: RequestContext) -> dict[str, str]:
    return {
        "session": keyed("session", getattr(request.session, "session_key", "") or ""),
        "right": request.right[:40],
        "route": request.route[:200],
        "ip": request.ip,
        "request_id": request.request_id,
    }


def _acting_for(viewer: Viewer) -> int | None:
    """For whom an acting head acts; looked up once for each request of such a viewer."""
    if not viewer.capacity:
        return None
    store = current_scope().store
    if "acting_for" not in store:
        store["acting_for"] = import_string(settings.HEAD_LOADER)(viewer.user_id)
    return store["acting_for"]  # type: ignore[return-value]


def _sight(viewer: Viewer, seen: Seen, workers: list[int]) -> str:
    """One letter for each of `workers`: by which rule the viewer sees that person."""
    if not workers:
        return ""
    if viewer.sees_everything:
        return SYSTEM * len(workers)
    if not has_scope():
        return UNKNOWN * len(workers)
    masked = set(seen.masked)
    rules = sight_reader()(viewer, seen, [pk for pk in workers if pk not in masked])
    return "".join(MASKED if pk in masked else rules.get(pk, UNKNOWN) for pk in workers)


def mac_of(values: dict[str, object]) -> bytes:
    """The MAC over a row's values as the model has them."""
    at = values["at"].astimezone(UTC).isoformat(timespec="microseconds")  # type: ignore[attr-defined]
    told = [at, *(values[name] for name in SIGNED[1:])]
    text = json.dumps(told, separators=(",", ":"), ensure_ascii=False)
    return hmac.digest(record_key(), text.encode(), "sha256")
