"""Numbers of outgoing letters, where the office has switched them on: SRIKANDI numbers letters otherwise."""

from datetime import date

from django.conf import settings

from core.numbering import next_number

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def is_numbered_here() -> bool:
    return bool(settings.LETTER_NUMBER_PATTERN)


def own_number(on: date) -> str:
    """The next number of the office's own series, as it writes them. Taken in the transaction that uses it."""
    count = int(next_number("NK", on=on).rpartition("-")[2])
    return settings.LETTER_NUMBER_PATTERN.format(n=count, bulan=ROMAN[on.month - 1], tahun=on.year)
