"""How the writing of a fact in an interview becomes its columns. The writing itself always stays beside them."""

import re
from datetime import date

from cases.spans import MONTH, Span, read_span
from core.dates import UnreadableDate, parse_date

YEAR = re.compile(r"\b(19[5-9]\d|20\d\d)\b")
MOMENTS = {"departed": "departed_printed", "arrested": "arrested_printed"}
TEXTS = ("occupation", "employer", "work_place", "arrest_place")


def span_columns(prefix: str, text: str) -> dict[str, object]:
    """A length of time: what is read of it, and the writing."""
    span = read_span(text) or Span(0, None)
    is_read = span != Span(0, None)
    return {
        f"{prefix}_low": span.low if is_read else None,
        f"{prefix}_high": span.high if is_read else None,
        f"{prefix}_unit": span.unit if is_read else MONTH,
        f"{prefix}_is_about": span.is_about,
        f"{prefix}_printed": text,
    }


def moment_columns(prefix: str, text: str, on: date) -> dict[str, object]:
    """A day, or only a year ("akhir 2023", "Juni 2019"); a day that no calendar has leaves its year."""
    day, year = read_moment(text, on)
    return {f"{prefix}_on": day, f"{prefix}_year": year, f"{prefix}_printed": text}


def read_moment(text: str, on: date) -> tuple[date | None, int | None]:
    try:
        day = parse_date(text, on=on)
    except UnreadableDate:
        found = YEAR.search(text)
        return None, int(found[1]) if found else None
    return day, day.year


def told_columns(field: str, text: str, on: date) -> dict[str, object]:
    """The columns for what a source says of one fact of an interview."""
    if field == "work_printed":
        return span_columns("work", text)
    if field in MOMENTS.values():
        return moment_columns(field.removesuffix("_printed"), text, on)
    return {field: text}
