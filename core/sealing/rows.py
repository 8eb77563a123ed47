"""Which tables are sealed, and the hash of each row: over its columns by name, as JSON that PostgreSQL writes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connection

from core.models import AccessRecord
from core.sealing.merkle import leaf_hash

RECORD = AccessRecord._meta.db_table
CHUNK = 5000


@dataclass(frozen=True)
class SealedTable:
    """`columns` are those of the model now; a seal remembers those of its day."""

    name: str
    key: str
    moment: str
    at: str
    columns: tuple[str, ...]


@cache
def sealed_tables() -> tuple[SealedTable, ...]:
    """The record of looks, and the history table of each tracked model."""
    events = sorted(
        (model for model in apps.get_models() if hasattr(model, "pgh_tracked_model") and not model._meta.abstract),
        key=lambda model: model._meta.db_table,
    )
    return (
        SealedTable(RECORD, "id", "moment", "at", columns_of(AccessRecord)),
        *(
            SealedTable(model._meta.db_table, "pgh_id", "pgh_moment", "pgh_created_at", columns_of(model))
            for model in events
        ),
    )


def columns_of(model) -> tuple[str, ...]:
    return tuple(sorted(field.column for field in model._meta.concrete_fields))


@cache
def table_called(name: str) -> SealedTable | None:
    return next((table for table in sealed_tables() if table.name == name), None)


def write_plainly(cursor) -> None:
    """Let PostgreSQL write values in one way, whoever connects, until this transaction ends."""
    cursor.execute("SET LOCAL TIME ZONE 'UTC'; SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1")


def row_leaf(table: str, text: str) -> bytes:
    return leaf_hash(f"{table}\n{text}".encode())


def rows_from(cursor, table: SealedTable, columns: Sequence[str], where: str, params: list) -> Iterator[tuple]:
    """(key, text, moment, time) of the rows, by key. `columns` may be those of an older day."""
    later = [name for name in table.columns if name not in columns]
    name, key = connection.ops.quote_name(table.name), table.key
    # All names come from the models.
    cursor.execute(
        f"SELECT {key}, (to_jsonb(sealed) - %s::text[])::text, {table.moment}, {table.at}"  # noqa: S608
        f" FROM {name} AS sealed WHERE {where} ORDER BY {key}",
        [later, *params],
    )
    while rows := cursor.fetchmany(CHUNK):
        yield from rows


def rows_between(cursor, table: SealedTable, low: int, high: int) -> Iterator[tuple]:
    return rows_from(cursor, table, table.columns, f"{table.moment} >= %s AND {table.moment} < %s", [low, high])


def rows_by_key(cursor, table: SealedTable, columns: Sequence[str], keys: list[int]) -> Iterator[tuple]:
    return rows_from(cursor, table, columns, f"{table.key} = ANY(%s)", [keys])
