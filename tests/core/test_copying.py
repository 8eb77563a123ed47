"""COPY writes what it was given, whatever stands in it."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from cases.choices import Sex
from core.copying import LINES_AT_ONCE, copy_rows, insert_rows

pytestmark = pytest.mark.django_db
COLUMNS = ["place", "word", "flag", "day", "moment", "amount", "key", "words", "numbers"]


@pytest.fixture
def scratch(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE scratch (place int PRIMARY KEY, word text, flag boolean, day date, moment timestamptz,"
            " amount numeric, key uuid, words text[], numbers bigint[]) ON COMMIT DROP"
        )


def read_back() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM scratch ORDER BY place")
        return cursor.fetchall()


def test_copy_rows_keeps_every_value(scratch):
    moment = datetime(2026, 11, 24, 7, 30, 0, 123456, tzinfo=UTC)
    key = UUID("12345678-1234-5678-1234-567812345678")
    words = ['a"b', "back\\slash", "tab\there", "", "NULL", "{x},y", None]
    rows = [
        (1, "La Ode\tBudi\\N\nbin\r'Ali\"", True, date(2026, 2, 28), moment, Decimal("1.50"), key, words, [1, 2]),
        (2, None, None, None, None, None, None, None, None),
        (3, "\\N", False, date(1900, 1, 1), moment, Decimal(0), key, [], []),
        (4, "", False, date(1900, 1, 1), moment, Decimal(0), key, ["\\."], []),
        (5, "\\.", False, date(1900, 1, 1), moment, Decimal(0), key, ["é ñ 漢"], [-1]),
    ]
    assert copy_rows("scratch", COLUMNS, iter(rows)) == 5
    assert read_back() == rows


def test_copy_rows_more_than_one_portion(scratch):
    wanted = LINES_AT_ONCE * 3 + 1
    assert copy_rows("scratch", ["place", "word"], ((n, "x" * 200) for n in range(wanted))) == wanted
    assert len(read_back()) == wanted


def test_copy_rows_writes_the_code_of_a_choice(scratch):
    copy_rows("scratch", ["place", "word"], [(1, Sex.FEMALE)])
    assert read_back()[0][1] == "P"


def test_copy_rows_refuses_a_moment_without_zone(scratch):
    with pytest.raises(ValueError, match="time zone"):
        copy_rows("scratch", ["place", "moment"], [(1, datetime(2026, 11, 24))])


def test_copy_rows_refuses_an_unknown_type(scratch):
    with pytest.raises(TypeError, match="no rule for object"):
        copy_rows("scratch", ["place", "word"], [(1, object())])


def test_copy_rows_checks_constraints(scratch):
    with pytest.raises(IntegrityError):
        copy_rows("scratch", ["place"], [(1,), (1,)])


def test_insert_rows_keeps_every_value(scratch):
    key = UUID("12345678-1234-5678-1234-567812345678")
    moment = datetime(2026, 11, 24, 7, 30, tzinfo=UTC)
    kinds = ["int", "text", "boolean", "date", "timestamptz", "numeric", "uuid", "text[]", "bigint[]"]
    rows = [
        (1, "100% %s 'x' \\N; DROP", True, date(2026, 2, 28), moment, Decimal("1.50"), key, ["a'b", "%"], [1, 2]),
        (2, None, None, None, None, None, None, [], []),
    ]
    rows += [(at, "x", False, None, None, None, None, [], []) for at in range(3, LINES_AT_ONCE)]
    insert_rows("scratch", dict(zip(COLUMNS, kinds, strict=True)), iter(rows))
    assert read_back() == rows
