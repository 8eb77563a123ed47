"""Reading dates and ages as people in the field write them."""

import datetime as dt
import re
from dataclasses import dataclass

MONTH_WORDS = {
    "jan": 1, "januari": 1, "january": 1,
    "feb": 2, "peb": 2, "februari": 2, "pebruari": 2, "february": 2,
    "mar": 3, "mrt": 3, "maret": 3, "march": 3,
    "apr": 4, "april": 4,
    "mei": 5, "may": 5,
    "jun": 6, "juni": 6, "june": 6,
    "jul": 7, "juli": 7, "july": 7,
    "agu": 8, "ags": 8, "agt": 8, "agust": 8, "agustus": 8, "aug": 8, "august": 8,
    "sep": 9, "sept": 9, "september": 9,
    "okt": 10, "oct": 10, "oktober": 10, "october": 10,
    "nov": 11, "nop": 11, "november": 11, "nopember": 11,
    "des": 12, "dec": 12, "desember": 12, "december": 12,
}  # fmt: skip
DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
WITH_WORD = re.compile(r"(\d{1,2})[\s.\-/]*([^\W\d_]{3,})\.?[\s.\-/,]*(\d{4}|\d{2})")
ABOUT = r"(?:±|\+/-|kira-kira|kira kira|sekitar|kurang lebih|about|~)?\s*"
YEARS = re.compile(ABOUT + r"(\d{1,3})\s*(?:-?an)?\s*(?:th|thn|tahun|years?|y)?\.?")
MONTHS = re.compile(ABOUT + r"(\d{1,2})\s*(?:bl|bln|bulan|months?)\.?")
DAYS = re.compile(ABOUT + r"(\d{1,2})\s*(?:hr|hari|minggu|mgg|days?|weeks?)\.?")
YEAR = re.compile(r"(?:lahir|thn|tahun|th\.?)?\s*(1[89]\d{2}|2[01]\d{2})")


class UnreadableDate(ValueError):
    """The text does not look like a date."""


class ImpossibleDate(UnreadableDate):
    """The text looks like a date, but no calendar has that day."""


def parse_date(text: str, *, on: dt.date, years_ahead: int = 0) -> dt.date:
    """The day that ``text`` names; a two-digit year is the latest one up to ``years_ahead`` after ``on``.

    Raises ImpossibleDate for 31/04/2025 and UnreadableDate for what is no date at all.
    """
    year, month, day = _parts(" ".join(text.split()).casefold())
    try:
        return dt.date(_full_year(year, on.year + years_ahead), month, day)
    except ValueError as error:
        raise ImpossibleDate(text) from error


def _parts(text: str) -> tuple[str, int, int]:
    if found := YEAR_FIRST.fullmatch(text):
        return found[1], int(found[2]), int(found[3])
    if found := DAY_FIRST.fullmatch(text):
        return found[3], int(found[2]), int(found[1])
    if (found := WITH_WORD.fullmatch(text)) and found[2] in MONTH_WORDS:
        return found[3], MONTH_WORDS[found[2]], int(found[1])
    raise UnreadableDate(text)


def _full_year(year: str, latest: int) -> int:
    if len(year) == 4:
        return int(year)
    century = latest // 100 * 100
    return century + int(year) - (100 if century + int(year) > latest else 0)


@dataclass(frozen=True)
class Age:
    """An age in years, or in months for a small child, or only the year of birth."""

    years: int | None = None
    months: int | None = None
    year: int | None = None


def parse_age(text: str) -> Age | None:
    """``34``, ``34 th``, ``sekitar 40``, ``7 bulan``, ``10 hari``, ``1990``; None when it is something else."""
    text = " ".join(text.split()).casefold()
    if found := YEAR.fullmatch(text):
        return Age(year=int(found[1]))
    if found := MONTHS.fullmatch(text):
        months = int(found[1])
        return Age(years=months // 12, months=months)
    if DAYS.fullmatch(text):
        return Age(years=0, months=0)
    if found := YEARS.fullmatch(text):
        return Age(years=int(found[1]))
    return None
