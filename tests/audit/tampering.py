"""Ways to tamper with the record as one who owns the database but not the key. Each answers where it must be found."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from core.models import Seal, SealPart
from core.sealing.merkle import HASH, Tree, split
from core.sealing.notes import seal_hash, seal_text
from core.sealing.rows import RECORD, row_leaf, rows_by_key, sealed_tables, table_called, write_plainly
from tests.database import connected_as_owner

CHANGES = {
    "character varying": "CASE WHEN left({c}, 1) = 'X' THEN overlay({c} placing 'Z' from 1 for 1)"
    " WHEN {c} IS NULL OR {c} = '' THEN 'X' ELSE overlay({c} placing 'X' from 1 for 1) END",
    "text": "coalesce({c}, '') || 'X'",
    "bigint": "coalesce({c}, 0) + 1",
    "integer": "coalesce({c}, 0) + 1",
    "smallint": "coalesce({c}, 0) + 1",
    "boolean": "NOT coalesce({c}, false)",
    "timestamp with time zone": "coalesce({c}, now()) - interval '1 hour'",
    "date": "coalesce({c}, current_date) - 1",
    "uuid": "gen_random_uuid()",
    "jsonb": "coalesce({c}, '{{}}') || '{{\"user\": 999999}}'",
    "bytea": "coalesce({c}, '') || '\\x00'",
}


@dataclass(frozen=True)
class Place:
    table: str
    key: int


@contextmanager
def tampering_as_owner(seed: object) -> "Iterator[Tampering]":
    """With the rights of the owner of the tables, and their triggers at rest."""
    with connected_as_owner():
        tampering = Tampering(seed if isinstance(seed, Random) else Random(seed))
        with tampering.open_gates():
            yield tampering


class Tampering:
    """One tampering at a time, in the open transaction; the caller rolls it back."""

    def __init__(self, random: Random):
        self.random = random
        self.types = self.column_types()

    def run(self, sql: str, params: tuple = ()) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []

    def column_types(self) -> dict[tuple[str, str], str]:
        names = [table.name for table in sealed_tables()]
        rows = self.run(
            "SELECT table_name, column_name, CASE WHEN data_type = 'ARRAY' THEN 'ARRAY' ELSE data_type END"
            " FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ANY(%s)",
            (names,),
        )
        return {(table, column): kind for table, column, kind in rows}

    @contextmanager
    def open_gates(self) -> Iterator[None]:
        """What an owner of the tables can do: put the triggers to rest."""
        names = [*(table.name for table in sealed_tables()), "core_seal", "core_sealpart"]
        for name in names:
            self.run(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        yield
        for name in names:
            self.run(f"ALTER TABLE {name} ENABLE TRIGGER USER")

    # -- rows ---------------------------------------------------------------------------------

    def some_row(self, *, history: bool | None = None) -> Place:
        """A sealed row, of the record or of a history."""
        parts = [part for part in SealPart.objects.all() if history is None or (part.table != RECORD) == history]
        part = self.random.choice(parts)
        return Place(part.table, self.random.choice(part.ids))

    def first_of(self, *places: Place) -> Place:
        """The one that stands first under the seals."""
        order = {}
        for part in SealPart.objects.order_by("seal_id", "position"):
            for key in part.ids:
                order.setdefault((part.table, key), len(order))
        return min(places, key=lambda place: order[place.table, place.key])

    def change(self, place: Place) -> None:
        table = table_called(place.table)
        column = self.random.choice([name for name in table.columns if name != table.key])
        kind = self.types[table.name, column]
        quoted = connection.ops.quote_name(column)
        changed = f"array_append({quoted}, NULL)" if kind == "ARRAY" else CHANGES[kind].format(c=quoted)
        self.run(f"UPDATE {table.name} SET {quoted} = {changed} WHERE {table.key} = %s", (place.key,))

    def update(self) -> Place:
        place = self.some_row()
        self.change(place)
        return place

    def delete(self) -> Place:
        place = self.some_row()
        self.run(f"DELETE FROM {place.table} WHERE {table_called(place.table).key} = %s", (place.key,))
        return place

    def copy(self, place: Place, *, moment: str, **changed: str) -> Place:
        """A new row like another, with a moment of today or of then and other values."""
        table = table_called(place.table)
        values = {name: connection.ops.quote_name(name) for name in table.columns if name != table.key}
        values |= {table.moment: moment or table.moment, **changed}
        names = ", ".join(connection.ops.quote_name(name) for name in values)
        ((key,),) = self.run(
            f"INSERT INTO {table.name} ({names}) SELECT {', '.join(values.values())} FROM {table.name}"
            f" WHERE {table.key} = %s RETURNING {table.key}",
            (place.key,),
        )
        return Place(table.name, key)

    def copied_look(self) -> Place:
        """A true row with its true MAC, once more."""
        return self.copy(self.some_row(history=False), moment=self.random.choice(["core_moment()", ""]))

    def forged_look(self) -> Place:
        return self.copy(
            self.some_row(history=False),
            moment=self.random.choice(["core_moment()", ""]),
            user_id="999999",
            mac=self.random.choice(["NULL", "mac", "sha256('x')"]),
        )

    def forged_change(self) -> Place:
        """A change of history put into somebody's mouth, of today or of then."""
        return self.copy(
            self.some_row(history=True),
            moment=self.random.choice(["core_moment()", ""]),
            pgh_context="'{\"user\": 999999}'",
        )

    def swap(self) -> Place:
        """Two rows of a table change places."""
        one = self.some_row(history=False)
        other = next(place for place in iter(lambda: self.some_row(history=False), None) if place.key != one.key)
        for old, new in ((one.key, -1), (other.key, one.key), (-1, other.key)):
            self.run(f"UPDATE {RECORD} SET id = %s WHERE id = %s", (new, old))
        return self.first_of(one, other)

    def move(self) -> Place:
        """A row gets a new place at the end."""
        place = self.some_row()
        table = table_called(place.table)
        self.run(f"UPDATE {table.name} SET {table.key} = 900000 WHERE {table.key} = %s", (place.key,))
        return place

    # -- seals --------------------------------------------------------------------------------

    def last_number(self) -> int:
        return self.run("SELECT max(number) FROM core_seal")[0][0]

    def take_seals_from(self, number: int) -> None:
        self.run("DELETE FROM core_sealpart WHERE seal_id >= %s", (number,))
        self.run("DELETE FROM core_seal WHERE number >= %s", (number,))

    def cut_tail(self) -> Place:
        """The last seals with all their rows, as an older backup would have it."""
        number = self.random.randint(2, self.last_number())
        for part in SealPart.objects.filter(seal_id__gte=number):
            self.run(f"DELETE FROM {part.table} WHERE {table_called(part.table).key} = ANY(%s)", (part.ids,))
        self.take_seals_from(number)
        return Place("core_seal", number)

    def remove_seals(self) -> Place:
        """The last seals, or all, and no row."""
        number = self.random.randint(1, self.last_number())
        self.take_seals_from(number)
        return Place("core_seal", number)

    def remove_middle_seal(self) -> Place:
        number = self.random.randint(1, self.last_number() - 1)
        self.run("DELETE FROM core_sealpart WHERE seal_id = %s", (number,))
        self.run("DELETE FROM core_seal WHERE number = %s", (number,))
        return Place("core_seal", number)

    def change_seal(self) -> Place:
        number = self.random.randint(1, self.last_number())
        what = self.random.choice(
            ["made_at = made_at - interval '1 day'", "note = note || 'X'", "kind = 'NOTE'", "size = size + 1",
             "upto = upto + 1", "root = sha256(root)", "signature = sha256(signature) || sha256(root)"]
        )  # fmt: skip
        self.run(f"UPDATE core_seal SET {what} WHERE number = %s", (number,))
        return Place("core_seal", number)

    def change_leaves(self) -> Place:
        """The hash of a row in the seal's own list."""
        part = self.random.choice(list(SealPart.objects.all()))
        at = self.random.randrange(len(part.leaves))
        leaves = bytearray(part.leaves)
        leaves[at] ^= 1 << self.random.randrange(8)
        self.run("UPDATE core_sealpart SET leaves = %s WHERE id = %s", (bytes(leaves), part.pk))
        return Place("core_seal", part.seal_id)

    def recompute(self) -> Place:
        """Change a row, then hash everything anew from there on, signed with a key of one's own."""
        place = self.some_row()
        self.change(place)
        first = None
        for part in SealPart.objects.order_by("seal_id", "position"):
            if part.table == place.table and place.key in part.ids:
                self.put_leaf(part, place.key)
                first = part.seal_id
        self.sign_anew(first)
        return Place("core_seal", first)

    def put_leaf(self, part: SealPart, key: int) -> None:
        table = table_called(part.table)
        with connection.cursor() as cursor:
            write_plainly(cursor)
            ((_key, text, _moment, _at),) = rows_by_key(cursor, table, part.columns, [key])
        leaves = split(bytes(part.leaves))
        leaves[part.ids.index(key)] = row_leaf(table.name, text)
        self.run("UPDATE core_sealpart SET leaves = %s WHERE id = %s", (b"".join(leaves), part.pk))

    def sign_anew(self, first: int) -> None:
        key, keeps_signature = Ed25519PrivateKey.generate(), self.random.random() < 0.3
        tree, previous = Tree(), bytes(HASH)
        for seal in Seal.objects.order_by("number").prefetch_related("parts"):
            for part in sorted(seal.parts.all(), key=lambda part: part.position):
                tree.extend(split(bytes(part.leaves)))
            seal.root, seal.frontier, seal.previous = tree.root, tree.frontier, previous
            if seal.number >= first and not keeps_signature:
                seal.signature = key.sign(seal_text(seal).encode())
            previous = seal_hash(seal)
            self.run(
                "UPDATE core_seal SET root = %s, frontier = %s, previous = %s, signature = %s WHERE number = %s",
                (seal.root, seal.frontier, seal.previous, bytes(seal.signature), seal.number),
            )

    def any(self) -> tuple[str, Place]:
        """A tampering of a random kind: its name, and where it must be found."""
        kinds = [
            self.update, self.update, self.update, self.delete, self.delete, self.copied_look, self.forged_look,
            self.forged_change, self.swap, self.move, self.cut_tail, self.remove_seals, self.remove_middle_seal,
            self.change_seal, self.change_leaves, self.recompute,
        ]  # fmt: skip
        kind = self.random.choice(kinds)
        return kind.__name__, kind()
