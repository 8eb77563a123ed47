"""Whom a pick-up waits for: everybody of the return for those named, else the people in the viewer's sight."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from cases.ages import worker_age
from cases.choices import ArrivalState
from cases.models import AccessGrant, ArrivalTick, ManifestEntry, Repatriation, Returnee, Worker
from cases.pick_up_walls import FLAGS
from cases.queries.fetch import LIST, open_lines
from cases.sight import pick_up_ids
from core.actions.access import record_look
from core.grounds import NAMED
from core.scope import current_viewer

PERSON, LINE = "o", "b"  # how a person and an open line of the letter are named on the page
PURPOSE = "Penjemputan {nomor}"
TRAIL = 30


def state_key(state: str, reason: str = "") -> str:
    """`EXPECTED`, `ARRIVED`, `NOT_ARRIVED.LEFT`."""
    return f"{state}.{reason}" if state == ArrivalState.NOT_ARRIVED else state


def state_of(row: Returnee | None) -> str:
    return state_key(row.arrival_state, row.not_arrived_reason) if row else state_key(ArrivalState.EXPECTED)


@dataclass(frozen=True)
class Awaited:
    """One person of a pick-up: what may be known at a quay, and nothing else. `flags` are never specific data."""

    key: str
    name: str
    sex: str
    age: int | None
    is_about: bool = False
    village_id: int | None = None
    district_id: int | None = None
    flags: list[str] = field(default_factory=list)
    state: str = ArrivalState.EXPECTED
    is_unlisted: bool = False
    entry_id: int | None = None
    line_no: int | None = None
    returnee_id: int | None = None
    worker_id: int | None = None


def is_named(repatriation: Repatriation) -> bool:
    """Whether the viewer is named for this pick-up and it is on at this moment, by the clock of the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT walls.is_named_for_pick_up(%s)", [repatriation.pk])
        return cursor.fetchone()[0]


def window_of(repatriation: Repatriation) -> tuple[datetime, datetime] | None:
    """From when until when those named work; None where no arrival is known or the return was cancelled."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(w), upper(w) FROM walls.pick_up_window(%s) w", [repatriation.pk])
        opens, closes = cursor.fetchone()
    return (opens, closes) if opens else None


def awaited(repatriation: Repatriation, *, key: str = "") -> list[Awaited]:
    """Everybody whom the viewer may tick, in the order of the letter, so that a tick moves nobody; or who has the `key`
    alone. The look is recorded."""
    is_through_door = repatriation.pk in pick_up_ids(current_viewer()) and is_named(repatriation)
    rows = list(_by_door(repatriation) if is_through_door else _in_sight(repatriation))
    rows = [row for row in rows if row.key == key] if key else rows
    rows.sort(key=lambda row: (row.line_no is None, row.line_no or 0, row.returnee_id or 0, row.key))
    people = [row for row in rows if row.worker_id]
    record_look(
        look=LIST,
        object_kind="returnee",
        object_ids=[row.returnee_id for row in people],
        worker_ids=[row.worker_id for row in people],
        purpose=PURPOSE.format(nomor=repatriation.number),
        ground=NAMED if is_through_door else "",
    )
    return rows


def _by_door(repatriation: Repatriation) -> Iterable[Awaited]:
    found = Worker.objects.raw(
        "SELECT worker_id AS id, uid, told_name, sex, age_is_estimated, village_id, district_id, returnee_id,"
        " age AS years, flags AS seen_flags, arrival_state, not_arrived_reason, is_unlisted, entry_id, line_no"
        " FROM walls.people_of_pick_up(%s)",
        [repatriation.pk],
    )
    for row in found:
        yield Awaited(
            key=f"{PERSON}{row.returnee_id}",
            name=row.told_name,
            sex=row.sex,
            age=row.years,
            is_about=row.age_is_estimated,
            village_id=row.village_id,
            district_id=row.district_id,
            flags=row.seen_flags,
            state=state_key(row.arrival_state, row.not_arrived_reason),
            is_unlisted=row.is_unlisted,
            entry_id=row.entry_id,
            line_no=row.line_no,
            returnee_id=row.returnee_id,
            worker_id=row.pk,
        )
    lines = ManifestEntry.objects.raw(
        "SELECT entry_id AS id, line_no, uid, name, sex, age AS years, village_id, district_id"
        " FROM walls.lines_of_pick_up(%s)",
        [repatriation.pk],
    )
    for line in lines:
        yield _open_line(line, line.years, line.line_no)


def _in_sight(repatriation: Repatriation) -> Iterable[Awaited]:
    day = repatriation.arrived_on or repatriation.expected_on
    rows = Returnee.objects.filter(repatriation=repatriation).select_related("worker", "manifest_entry")
    for row in rows.prefetch_related("flags").order_by("created_at", "pk"):
        worker = row.worker
        yield Awaited(
            key=f"{PERSON}{row.pk}",
            name=worker.told_name,
            sex=worker.sex,
            age=worker_age(worker, row.arrived_on or day or row.created_at.date()),
            is_about=worker.age_is_estimated,
            village_id=worker.village_id,
            district_id=worker.district_id,
            flags=sorted({flag.code for flag in row.flags.all() if flag.case_id is None and flag.code in FLAGS}),
            state=state_of(row),
            is_unlisted=row.is_unlisted,
            entry_id=row.manifest_entry_id,
            line_no=row.manifest_entry.position if row.manifest_entry else None,
            returnee_id=row.pk,
            worker_id=row.worker_id,
        )
    for line in open_lines(repatriation):
        yield _open_line(line, line.stated_age, line.position)


def _open_line(line: ManifestEntry, age: int | None, number: int) -> Awaited:
    return Awaited(
        key=f"{LINE}{line.pk}",
        name=line.name,
        sex=line.sex,
        age=age,
        village_id=line.village_id,
        district_id=line.district_id,
        entry_id=line.pk,
        line_no=number,
    )


def last_ticks(repatriation: Repatriation) -> dict[int, ArrivalTick]:
    """The newest tick of each person, by returnee."""
    ticks = ArrivalTick.objects.filter(repatriation=repatriation, returnee__isnull=False).select_related("by")
    return {tick.returnee_id: tick for tick in ticks.order_by("returnee_id", "-pk").distinct("returnee_id")}


def last_tick(row: Returnee) -> ArrivalTick | None:
    return ArrivalTick.objects.filter(returnee=row).select_related("by").order_by("-pk").first()


def trail(repatriation: Repatriation) -> list[ArrivalTick]:
    """The newest ticks, also those that were undone."""
    ticks = ArrivalTick.objects.filter(repatriation=repatriation).select_related("by", "undone_by", "undoes")
    return list(ticks.order_by("-pk")[:TRAIL])


def counts_that_stand(repatriation: Repatriation) -> list[ArrivalTick]:
    """Counts of people without names that nobody took back."""
    ticks = ArrivalTick.objects.filter(repatriation=repatriation, returnee=None, undoes=None, undone_by=None)
    return list(ticks.select_related("by").order_by("pk"))


def officers_of(repatriation: Repatriation) -> QuerySet[AccessGrant]:
    """Who is named for the pick-up, whether it is on or not."""
    rows = AccessGrant.objects.filter(kind="REPATRIATION", object_id=repatriation.pk, reason="PICK_UP")
    return rows.select_related("user__office", "granted_by").order_by("user__full_name")
