"""Numbers such as KS-2026-0123. Taken in the transaction that uses them: no gap, no double."""

from datetime import date

from django.db import connection


def next_number(prefix: str, *, on: date) -> str:
    """The next number of the series of `prefix` in the year of `on`; the series is locked until commit."""
    return take_numbers(prefix, on=on, count=1)[0]


def take_numbers(prefix: str, *, on: date, count: int) -> list[str]:
    """`count` numbers at once, for imports."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_numberseries (prefix, year, last) VALUES (%s, %s, %s)"
            " ON CONFLICT (prefix, year) DO UPDATE SET last = core_numberseries.last + EXCLUDED.last"
            " RETURNING last",
            [prefix, on.year, count],
        )
        last = cursor.fetchone()[0]
    return [f"{prefix}-{on.year}-{number:04d}" for number in range(last - count + 1, last + 1)]
