"""Sealing: every minute the rows of transactions that have ended, into one tree, one chain, under one signature.

One sealer at a time, by an advisory lock. It refuses while the clock is behind the newest record, and while the
database is behind the checkpoint that was written at the last seal.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils import timezone

from core.clock import newest_record_at, seals_set_aside
from core.models import AccessRecord, Seal, SealPart
from core.sealing.files import (
    checkpoint_folder,
    day_file,
    day_files,
    is_written_today,
    newest_file,
    read_newest,
    write_file,
)
from core.sealing.merkle import HASH, Tree
from core.sealing.notes import NoCheckpoint, checkpoint_of, parse_checkpoint, seal_hash, seal_text
from core.sealing.rows import (
    SealedTable,
    row_leaf,
    rows_between,
    rows_by_key,
    sealed_tables,
    table_called,
    write_plainly,
)
from core.signing import sign
from core.walls import sealing_role

logger = logging.getLogger(__name__)
LOCK = "core.seal"
MOST_ROWS = 20_000  # of one seal
SKEW = timedelta(seconds=2)  # between the clocks of application and database


class CannotSeal(Exception):
    """Sealing is refused; the text is a whole sentence."""


def seal_now() -> list[Seal]:
    """Seal what is settled; answers the new seals, the last of which reaches up to now."""
    with transaction.atomic(), sealing_role(), connection.cursor() as cursor:
        if not take_lock(cursor):
            return []
        last = Seal.objects.order_by("-number").first()
        check_files(last)
        horizon = settled_before(cursor)
        check_clock(cursor, last)
        seals = Chain(last, upto=horizon).add(new_rows(cursor, last, horizon)) if horizon is not None else []
    if seals:
        keep_checkpoints(seals[-1])
    elif last is not None:
        keep_checkpoints(last)
    return seals


def take_lock(cursor) -> bool:
    cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [LOCK])
    (taken,) = cursor.fetchone()
    write_plainly(cursor)
    return taken


def settled_before(cursor) -> int | None:
    """Below this moment no transaction is open; None where nothing was written yet."""
    cursor.execute("SELECT core_horizon()")
    return cursor.fetchone()[0]


def check_clock(cursor, last: Seal | None) -> None:
    """Raises CannotSeal while a clock is behind what was written before, unless that was set aside (core/clock.py)."""
    cursor.execute("SELECT clock_timestamp()")
    now, latest = min(cursor.fetchone()[0], timezone.now()), latest_written(last)
    if is_behind(now, latest):
        raise CannotSeal(
            f"The clock of this machine says {now:%Y-%m-%d %H:%M:%S} UTC, but the newest record is of"
            f" {latest:%Y-%m-%d %H:%M:%S} UTC. Set the clock, then sealing goes on by itself."
        )


def latest_written(last: Seal | None) -> datetime | None:
    """The newest time in record and seals, leaving out what was set aside; None where nothing was written yet."""
    newest = newest_record_at()
    if last and last.number > seals_set_aside():
        return max(newest or last.made_at, last.made_at)
    return newest


def is_behind(now: datetime, latest: datetime | None) -> bool:
    return latest is not None and now < latest - SKEW


def check_files(last: Seal | None) -> None:
    """Raises CannotSeal while the database lacks what the newest checkpoint says was sealed."""
    known = read_newest()
    if known is None or (last and known.seal <= last.number and matches(known)):
        return
    raise CannotSeal(
        f"The record was sealed up to seal {known.seal} with {known.size} rows, and this database does not hold that"
        " (rows were taken away, or an older backup was brought back). Check with `manage.py verify_audit`. If an"
        " older backup was brought back on purpose: `manage.py seal_audit --accept-loss REASON`."
    )


def matches(known) -> bool:
    seal = Seal.objects.filter(number=known.seal).first()
    return seal is not None and (seal.size, bytes(seal.root)) == (known.size, known.root)


def new_rows(cursor, last: Seal | None, horizon: int) -> Iterator[tuple[SealedTable, int, bytes]]:
    """(table, key, hash) of every row that became settled since the last seal."""
    low = last.upto if last else -1
    for table in sealed_tables():
        for key, text, _moment, _at in rows_between(cursor, table, low, horizon):
            yield table, key, row_leaf(table.name, text)


class Chain:
    """Adds seals after `last`."""

    def __init__(self, last: Seal | None, *, upto: int | None = None, kind: str = Seal.Kind.BATCH, note: str = ""):
        self.last, self.kind, self.note = last, kind, note
        self.upto = upto if upto is not None else (last.upto if last else 0)
        self.tree = Tree(last.size, bytes(last.frontier)) if last else Tree()

    def add(self, rows: Iterable[tuple[SealedTable, int, bytes]]) -> list[Seal]:
        """As many seals as the rows need; none for no rows."""
        seals, rows = [], iter(rows)
        while batch := list(islice(rows, MOST_ROWS)):
            seals.append(self.seal(batch))
        return seals

    def seal(self, batch: Sequence[tuple[SealedTable, int, bytes]]) -> Seal:
        self.tree.extend(leaf for _table, _key, leaf in batch)
        seal = Seal(
            number=self.last.number + 1 if self.last else 1,
            kind=self.kind,
            made_at=timezone.now(),
            upto=self.upto,
            size=self.tree.size,
            root=self.tree.root,
            frontier=self.tree.frontier,
            previous=seal_hash(self.last) if self.last else bytes(HASH),
            note=self.note,
        )
        seal.signature = sign(seal_text(seal))
        seal.save(force_insert=True)
        SealPart.objects.bulk_create(parts_of(seal, batch))
        self.last = seal
        return seal


def parts_of(seal: Seal, batch: Sequence[tuple[SealedTable, int, bytes]]) -> list[SealPart]:
    """The rows of each table in a part of its own, in the order of the tree."""
    parts: list[SealPart] = []
    leaves: list[list[bytes]] = []
    for table, key, leaf in batch:
        if not parts or parts[-1].table != table.name:
            part = SealPart(seal=seal, position=len(parts), table=table.name, columns=list(table.columns), ids=[])
            parts.append(part)
            leaves.append([])
        parts[-1].ids.append(key)
        leaves[-1].append(leaf)
    for part, found in zip(parts, leaves, strict=True):
        part.leaves = b"".join(found)
    return parts


def seal_rewritten(*, table: str, keys: Sequence[int], reason: str) -> list[Seal]:
    """Seal rows anew that were rewritten on purpose (new keys, erasure), in the transaction of the rewriting.

    Rows that no seal holds yet, and tables that are not sealed, need nothing.
    """
    if not reason.strip():
        raise ValueError("Say why sealed rows were rewritten.")
    found = table_called(table)
    if found is None:
        return []
    with transaction.atomic(), sealing_role(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [LOCK])
        write_plainly(cursor)
        last = Seal.objects.order_by("-number").first()
        if last is None:
            return []
        rows = (
            (found, key, row_leaf(table, text))
            for key, text, moment, _at in rows_by_key(cursor, found, found.columns, list(keys))
            if moment < last.upto
        )
        seals = Chain(last, kind=Seal.Kind.REWRITE, note=reason[:300]).add(list(rows))
    if seals:
        transaction.on_commit(lambda: keep_newest(seals[-1]))
    return seals


def accept_loss(*, reason: str) -> Seal:
    """Go on from an older state on purpose. The checkpoint that is lost is kept, and a seal says why."""
    if not reason.strip():
        raise CannotSeal("Say why the database is older than the checkpoint.")
    with transaction.atomic(), sealing_role(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [LOCK])
        last = Seal.objects.order_by("-number").first()
        seal = Chain(last, kind=Seal.Kind.NOTE, note=reason[:300]).seal([])
    set_files_aside()
    keep_newest(seal)
    return seal


def set_files_aside() -> None:
    """Checkpoints of what is lost keep their content under another name."""
    for path in [newest_file(), *day_files()]:
        try:
            lost = path.exists() and not matches(parse_checkpoint(path.read_text(encoding="utf-8")))
        except NoCheckpoint:
            lost = True
        if lost:
            path.rename(checkpoint_folder() / f"hilang-{timezone.now():%Y%m%dT%H%M%S}-{path.name}")


def keep_newest(seal: Seal) -> None:
    write_file(newest_file(), checkpoint_of(seal).note())


def keep_checkpoints(seal: Seal) -> None:
    """The newest checkpoint on disk; once a day one that stays, and by mail to those who keep it elsewhere."""
    note = checkpoint_of(seal).note()
    if not newest_file().exists() or newest_file().read_text(encoding="utf-8") != note:
        write_file(newest_file(), note)
    path = day_file(timezone.localdate())
    if not is_written_today():
        write_file(path, note)
    if settings.CHECKPOINT_EMAILS and not mailed_mark(path).exists():
        mail_checkpoint(path)


def mailed_mark(path):
    return path.with_suffix(".terkirim")


def mail_checkpoint(path) -> None:
    """Send the day's checkpoint. What could not be sent is tried again at the next seal."""
    day = path.stem
    try:
        EmailMessage(
            subject=f"Titik periksa catatan akses {settings.OFFICE_SHORT_NAME} {day}",
            body=path.read_text(encoding="utf-8"),
            to=settings.CHECKPOINT_EMAILS,
        ).send()
        mailed_mark(path).touch()
    except OSError:  # a mail server that is away or refuses; smtplib's errors are OSErrors too
        logger.warning("The checkpoint of %s could not be mailed; trying again.", day, exc_info=True)


def waiting_rows() -> tuple[int, datetime | None]:
    """How many rows of the record no seal holds yet, and the time of the oldest."""
    last = Seal.objects.order_by("-number").values_list("upto", flat=True).first()
    rows = AccessRecord.objects.filter(moment__gte=last) if last is not None else AccessRecord.objects.all()
    return rows.count(), rows.order_by("at").values_list("at", flat=True).first()
