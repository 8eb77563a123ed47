"""The quick ways to write many rows: COPY for new ones, one UPDATE for many. Triggers and checks work as ever."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection

LINES_AT_ONCE = 2000
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\b": "\\b", "\f": "\\f", "\v": "\\v"})
QUOTES = str.maketrans({"\\": "\\\\", '"': '\\"'})


@contextmanager
def very_many() -> Iterator[None]:
    """Rows that are made by the hundred thousand are no cycles: looking for some over and over costs a quarter."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write `rows` (values in the order of `columns`) and answer how many; they are read as they are sent."""
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    command = f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN"
    stream = RowStream(rows)
    try:
        with connection.cursor() as cursor, connection.wrap_database_errors:
            cursor.copy_expert(command, stream)
    except DatabaseError:
        if stream.error:
            raise stream.error from None
        raise
    return stream.sent


class RowStream:
    """What the driver reads from: rows as lines of COPY's text format. An error of theirs is kept in `error`."""

    def __init__(self, rows: Iterable[Sequence[Any]]):
        self.lines: Iterator[str] = map(as_line, rows)
        self.sent = 0
        self.error: Exception | None = None

    def read(self, _size: int = -1) -> str:
        try:
            lines = list(islice(self.lines, LINES_AT_ONCE))
        except Exception as error:
            self.error = error
            raise
        self.sent += len(lines)
        return "".join(lines)


def as_line(row: Sequence[Any]) -> str:
    return "\t".join([as_field(value) for value in row]) + "\n"


def as_field(value: Any) -> str:
    """One value in COPY's text format. Raises TypeError for a type that has no rule here."""
    writer = WRITERS.get(type(value))
    if writer is not None:
        return writer(value)
    if isinstance(value, str):  # a stored code of an enumeration
        return as_text(str(value))
    raise TypeError(f"COPY has no rule for {type(value).__name__}.")


def as_text(value: str) -> str:
    return value.translate(ESCAPES)


def as_moment(value: datetime) -> str:
    """Raises ValueError for a moment without a zone: the session's zone would decide."""
    if value.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return value.isoformat()


def as_array(value: Sequence[Any]) -> str:
    return as_text("{" + ",".join(as_element(item) for item in value) + "}")


def as_element(item: Any) -> str:
    if item is None:
        return "NULL"
    if isinstance(item, str):
        return f'"{item.translate(QUOTES)}"'
    return as_field(item)


WRITERS: dict[type, Callable[[Any], str]] = {
    str: as_text,
    int: str,
    float: repr,
    bool: lambda value: "t" if value else "f",
    type(None): lambda _value: "\\N",
    date: date.isoformat,
    datetime: as_moment,
    Decimal: str,
    UUID: str,
    bytes: lambda value: f"\\\\x{value.hex()}",
    list: as_array,
    tuple: as_array,
}


def insert_rows(table: str, columns: dict[str, str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows to a table behind walls, which COPY refuses: `columns` (name to type), some thousands a statement."""
    left = iter(rows)
    with connection.cursor() as cursor:
        while some := list(islice(left, LINES_AT_ONCE)):
            cursor.execute(*insert_statement(table, columns, some))


def insert_statement(table: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> tuple[str, list[str]]:
    """One INSERT of these rows and its parameters: a column is one array of texts, which the server takes apart."""
    quote = connection.ops.quote_name
    names = [quote(name) for name in columns]
    values = [
        f"decode({name}, 'hex')" if kind == "bytea" else f"{name}::{kind}"
        for name, kind in zip(names, columns.values(), strict=True)
    ]
    arrays = ", ".join(["%s::text[]"] * len(names))
    command = (
        f"INSERT INTO {quote(table)} ({', '.join(names)}) SELECT {', '.join(values)}"  # noqa: S608
        f" FROM unnest({arrays}) AS told({', '.join(names)})"
    )
    return command, [as_texts(column) for column in zip(*rows, strict=True)]


def as_texts(values: Sequence[Any]) -> str:
    """An array of texts as PostgreSQL reads it, each the writing of a value; of bytes their hexadecimal digits."""
    return "{" + ",".join([TEXTS.get(type(value), quoted)(value) for value in values]) + "}"


def quoted(value: Any) -> str:
    """A value whose writing may hold signs that part an array. Raises TypeError for a type without a rule."""
    if isinstance(value, list | tuple):
        value = "{" + ",".join(as_element(item) for item in value) + "}"
    elif isinstance(value, str):
        value = str(value)
    else:
        value = as_field(value)
    return f'"{value.translate(QUOTES)}"' if needs_quotes(value) else value


def needs_quotes(text: str) -> bool:
    return not text.isalnum() or not text.isascii() or text.casefold() == "null"


TEXTS: dict[type, Callable[[Any], str]] = {
    int: str,
    bool: lambda value: "t" if value else "f",
    type(None): lambda _value: "NULL",
    date: date.isoformat,
    bytes: lambda value: value.hex() or '""',
}


def update_rows(table: str, key: str, columns: dict[str, str], rows: Sequence[Sequence[Any]]) -> int:
    """Write `columns` (name to type) of many rows in one statement; each row is its key and then the values."""
    if not rows:
        return 0
    quote = connection.ops.quote_name
    names = [quote(name) for name in columns]
    sets = ", ".join(f"{name} = v.{name}" for name in names)
    command = (
        f"UPDATE {quote(table)} AS t SET {sets} FROM (VALUES %s) AS v ({quote(key)}, {', '.join(names)})"  # noqa: S608
        f" WHERE t.{quote(key)} = v.{quote(key)}"
    )
    template = f"(%s, {', '.join(f'%s::{kind}' for kind in columns.values())})"
    with connection.cursor() as cursor:
        values = b", ".join(cursor.cursor.mogrify(template, row) for row in rows).decode()
        cursor.execute(command % values)
        return cursor.rowcount
