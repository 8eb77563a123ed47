"""Recomputing everything: the chain of seals, each sealed row, what is missing, added, copied or unaccounted for.

Answers the first thing that is wrong, in the order of the seals. What it can know and what not stands in
docs/decisions/0012.
"""

import json
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction

from core.actions.access import SIGNED, mac_of
from core.models import Seal
from core.sealing.files import day_files, newest_file
from core.sealing.merkle import HASH, Tree, split
from core.sealing.notes import Checkpoint, NoCheckpoint, parse_checkpoint, seal_hash, seal_text
from core.sealing.rows import (
    RECORD,
    SealedTable,
    row_leaf,
    rows_by_key,
    rows_from,
    sealed_tables,
    table_called,
    write_plainly,
)
from core.signing import is_signed
from core.walls import sealing_role

WINDOW = 20_000  # rows that are compared at a time
SEALS = 200  # seals that are read at a time


class BadRecord(Exception):
    """The first thing that is wrong: where (a table and a key), and what, as a sentence."""

    def __init__(self, table: str, key: object, what: str):
        super().__init__(f"{table} {key}: {what}")
        self.table, self.key, self.what = table, key, what


@dataclass
class Checked:
    """What was recomputed."""

    rows: int = 0
    seals: int = 0
    waiting: int = 0
    checkpoints: int = 0
    finding: BadRecord | None = None
    first_upto: int = 0
    upto: int = -1
    keys: dict[str, array] = field(default_factory=dict)
    rewritten: dict[str, dict[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One sealed row as its seal tells it."""

    seal: int
    table: str
    columns: tuple[str, ...]
    key: int
    leaf: bytes


def verify(*, checkpoints: Iterable[tuple[str, str]] = (), files: bool = True) -> Checked:
    """Recompute the whole record. `checkpoints` are (name, signed note) pairs that were kept elsewhere.

    With `files`, those of this machine's own folder are compared too.
    """
    checked, within = Checked(), connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        if not within:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # all of one moment
        write_plainly(cursor)
        with sealing_role():
            checked.finding = first_fault(cursor, checked, [*checkpoints, *(own_checkpoints() if files else [])])
    return checked


def first_fault(cursor, checked: Checked, notes: list[tuple[str, str]]) -> BadRecord | None:
    """The first thing that is wrong, or None."""
    try:
        check_chain(checked, known_checkpoints(notes, checked))
        check_rows(cursor, checked)
        check_additions(cursor, checked)
        check_waiting(cursor, checked)
        check_copies(cursor)
        check_unaccounted(cursor, checked)
    except BadRecord as finding:
        return finding
    return None


def own_checkpoints() -> list[tuple[str, str]]:
    paths = [path for path in [newest_file(), *day_files()] if path.exists()]
    return [(path.name, path.read_text(encoding="utf-8")) for path in paths]


def known_checkpoints(notes: Iterable[tuple[str, str]], checked: Checked) -> dict[int, list[tuple[str, Checkpoint]]]:
    """Checkpoints by the number of their seal."""
    known: dict[int, list[tuple[str, Checkpoint]]] = {}
    for name, note in notes:
        try:
            checkpoint = parse_checkpoint(note)
        except NoCheckpoint as error:
            raise BadRecord("checkpoint", name, str(error)) from error
        known.setdefault(checkpoint.seal, []).append((name, checkpoint))
        checked.checkpoints += 1
    return known


# -- the chain --------------------------------------------------------------------------------


def seals_in_order() -> Iterator[Seal]:
    last = 0
    while seals := list(Seal.objects.filter(number__gt=last).order_by("number").prefetch_related("parts")[:SEALS]):
        yield from seals
        last = seals[-1].number


def check_chain(checked: Checked, known: dict[int, list[tuple[str, Checkpoint]]]) -> None:
    tree, previous = Tree(), bytes(HASH)
    for seal in seals_in_order():
        checked.seals += 1
        if seal.number != checked.seals:
            raise BadRecord("core_seal", checked.seals, "this seal is missing.")
        if bytes(seal.previous) != previous:
            raise BadRecord("core_seal", seal.number, "it does not follow the seal before it.")
        if not is_signed(seal_text(seal), bytes(seal.signature)):
            raise BadRecord("core_seal", seal.number, "it was changed: its signature does not fit.")
        if seal.upto < checked.upto:
            raise BadRecord("core_seal", seal.number, "it reaches less far than the seal before it.")
        take_leaves(seal, tree, checked)
        if (tree.size, tree.root) != (seal.size, bytes(seal.root)):
            raise BadRecord("core_seal", seal.number, "the hashes of its rows were changed: its root does not fit.")
        for name, checkpoint in known.pop(seal.number, []):
            if (checkpoint.size, checkpoint.root) != (seal.size, bytes(seal.root)):
                raise BadRecord("core_seal", seal.number, f"the checkpoint {name} tells another record up to here.")
        checked.upto = seal.upto
        checked.first_upto = checked.first_upto or seal.upto
        previous = seal_hash(seal)
    for number in sorted(known):
        name, checkpoint = known[number][0]
        what = f"this seal is missing. The checkpoint {name} knows it, with {checkpoint.size} rows."
        raise BadRecord("core_seal", min(number, checked.seals + 1), what)


def take_leaves(seal: Seal, tree: Tree, checked: Checked) -> None:
    for position, part in enumerate(sorted(seal.parts.all(), key=lambda part: part.position)):
        leaves = split(bytes(part.leaves))
        if part.position != position or len(leaves) != len(part.ids) or table_called(part.table) is None:
            raise BadRecord("core_sealpart", part.pk, f"the list of rows of seal {seal.number} was changed.")
        tree.extend(leaves)
        checked.keys.setdefault(part.table, array("q")).extend(part.ids)
        if seal.kind == Seal.Kind.REWRITE:
            checked.rewritten.setdefault(part.table, {}).update(dict.fromkeys(part.ids, seal.number))


# -- the rows ---------------------------------------------------------------------------------


def entries() -> Iterator[Entry]:
    for seal in seals_in_order():
        for part in sorted(seal.parts.all(), key=lambda part: part.position):
            columns = tuple(part.columns)
            for key, leaf in zip(part.ids, split(bytes(part.leaves)), strict=True):
                yield Entry(seal.number, part.table, columns, key, leaf)


def windows() -> Iterator[list[Entry]]:
    window: list[Entry] = []
    for entry in entries():
        window.append(entry)
        if len(window) == WINDOW:
            yield window
            window = []
    if window:
        yield window


def check_rows(cursor, checked: Checked) -> None:
    """Each row as its last seal told it."""
    for window in windows():
        valid = [entry for entry in window if checked.rewritten.get(entry.table, {}).get(entry.key, 0) <= entry.seal]
        found: dict[tuple, dict[int, tuple[bytes, str]]] = {}
        for table, columns in dict.fromkeys((entry.table, entry.columns) for entry in valid):
            keys = [entry.key for entry in valid if (entry.table, entry.columns) == (table, columns)]
            rows = rows_by_key(cursor, table_called(table), columns, keys)  # type: ignore[arg-type]
            found[table, columns] = {key: (row_leaf(table, text), text) for key, text, _moment, _at in rows}
        for entry in valid:
            check_entry(entry, found[entry.table, entry.columns].get(entry.key))
        checked.rows += len(valid)


def check_entry(entry: Entry, row: tuple[bytes, str] | None) -> None:
    if row is None:
        raise BadRecord(entry.table, entry.key, f"this row of seal {entry.seal} is missing.")
    leaf, text = row
    if leaf != entry.leaf:
        raise BadRecord(entry.table, entry.key, f"this row was changed after seal {entry.seal}.")
    if entry.table == RECORD and not is_ours(text, may_be_old=entry.seal == 1):
        raise BadRecord(entry.table, entry.key, "this row was not written by the application: its MAC does not fit.")


def is_ours(text: str, *, may_be_old: bool = False) -> bool:
    """Whether the application made the row. Rows from before the record was sealed have no MAC."""
    row = json.loads(text)
    if row["mac"] is None:
        return may_be_old
    row["at"] = datetime.fromisoformat(row["at"])
    return mac_of({name: row[name] for name in SIGNED}) == bytes.fromhex(row["mac"].removeprefix("\\x"))


def counts(cursor, condition: str, params: list) -> dict[str, int]:
    """How many rows of each sealed table fulfil the condition, in one statement; `moment` stands for its column."""
    parts = ", ".join(
        f"(SELECT count(*) FROM {table.name} WHERE {condition.format(moment=table.moment)})"  # noqa: S608
        for table in sealed_tables()
    )
    cursor.execute(f"SELECT {parts}", params * len(sealed_tables()))
    return dict(zip((table.name for table in sealed_tables()), cursor.fetchone(), strict=True))


def check_additions(cursor, checked: Checked) -> None:
    """No row may lie below the last seal that no seal holds."""
    found = counts(cursor, "{moment} < %s", [checked.upto])
    for table in sealed_tables():
        sealed = set(checked.keys.get(table.name, ()))
        if found[table.name] > len(sealed):
            raise BadRecord(table.name, first_addition(cursor, table, sealed, checked), "no seal holds this row.")


def first_addition(cursor, table: SealedTable, sealed: set[int], checked: Checked) -> int | None:
    rows = rows_from(cursor, table, table.columns, f"{table.moment} < %s", [checked.upto])
    return next((key for key, _text, _moment, _at in rows if key not in sealed), None)


def check_waiting(cursor, checked: Checked) -> None:
    """Rows of the record that wait for their seal carry the application's MAC already."""
    checked.waiting = sum(counts(cursor, "{moment} >= %s", [checked.upto]).values())
    record = sealed_tables()[0]
    if not checked.seals:
        return
    for key, text, _moment, _at in rows_from(cursor, record, record.columns, "moment >= %s", [checked.upto]):
        if not is_ours(text):
            raise BadRecord(RECORD, key, "this row was not written by the application: its MAC does not fit.")


def check_copies(cursor) -> None:
    """A row with its MAC may stand there once only."""
    cursor.execute(
        f"SELECT max(id) FROM {RECORD} WHERE mac IS NOT NULL GROUP BY mac HAVING count(*) > 1 ORDER BY 1 LIMIT 1"  # noqa: S608
    )
    if found := cursor.fetchone():
        raise BadRecord(RECORD, found[0], "this row is a copy of another.")


def check_unaccounted(cursor, checked: Checked) -> None:
    """Each row of history was written in a transaction of which the record says that something was changed."""
    if not checked.seals:
        return
    parts = " UNION ALL ".join(
        f"(SELECT '{table.name}', {table.key} FROM {table.name} AS history WHERE {table.moment} >= %s AND NOT EXISTS"  # noqa: S608
        f" (SELECT 1 FROM {RECORD} AS record WHERE record.moment = history.{table.moment} AND look = 'CHANGE')"
        f" ORDER BY {table.key} LIMIT 1)"
        for table in sealed_tables()[1:]
    )
    cursor.execute(parts, [checked.first_upto] * (len(sealed_tables()) - 1))
    if found := cursor.fetchone():
        raise BadRecord(found[0], found[1], "this change was written past the application: the record lacks it.")
