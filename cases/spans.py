"""How long something lasted, as told: `4 bulan`, `lebih dari 3 tahun`, `sekitar 2 tahun`, `beberapa bulan`."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

DAY, MONTH = "DAY", "MONTH"
LONGEST = {DAY: 3660, MONTH: 1200}
UNITS = {
    "hari": (DAY, 1), "hr": (DAY, 1), "day": (DAY, 1), "minggu": (DAY, 7), "mgg": (DAY, 7), "week": (DAY, 7),
    "bulan": (MONTH, 1), "bln": (MONTH, 1), "bl": (MONTH, 1), "month": (MONTH, 1),
    "tahun": (MONTH, 12), "thn": (MONTH, 12), "th": (MONTH, 12), "year": (MONTH, 12),
}  # fmt: skip
UNIT = rf"({'|'.join(UNITS)})s?\.?"
NUMBER = r"(\d{1,4}(?:[.,]5)?|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|se|setengah)"
WORDS = {
    "satu": 1, "se": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
    "sembilan": 9, "sepuluh": 10, "setengah": 0.5,
}  # fmt: skip
ONE = re.compile(rf"{NUMBER}\s*{UNIT}")
TWO = re.compile(rf"{NUMBER}\s*{UNIT}\s*(?:dan\s+)?{NUMBER}\s*{UNIT}")
RANGE = re.compile(rf"{NUMBER}\s*(?:-|–|sampai|s/d|hingga|atau)\s*{NUMBER}\s*{UNIT}")
SOME = re.compile(rf"(?:beberapa|some|a few)\s*{UNIT}")
SOME_OF = {(DAY, 1): (2, 6), (DAY, 7): (14, 28), (MONTH, 1): (2, 11), (MONTH, 12): (24, 108)}
LEADS = (
    (re.compile(r"(?:lebih dari|lebih|di atas|selama lebih dari|more than|over|>)\s*"), "more"),
    (re.compile(r"(?:kurang dari|di bawah|belum sampai|less than|<)\s*"), "less"),
    (re.compile(r"(?:±|\+/-|~|sekitar|kira-kira|kurang lebih|hampir|about|almost)\s*"), "about"),
)


@dataclass(frozen=True)
class Span:
    """From `low` to `high` days or months (`unit`); no `high`: or more. Equal ones are exact unless `is_about`."""

    low: int
    high: int | None
    unit: str = MONTH
    is_about: bool = False


def read_span(text: str) -> Span | None:
    """None when it is no length of time, or an impossible one."""
    text = " ".join(text.split()).casefold().removeprefix("selama ")
    for pattern, kind in LEADS:
        if found := pattern.match(text):
            return _bounded(_read(text[found.end() :]), kind)
    return _read(text)


def _bounded(span: Span | None, kind: str) -> Span | None:
    if span is None or kind == "about":
        return span and Span(span.low, span.high, span.unit, is_about=True)
    return Span(span.low, None, span.unit) if kind == "more" else Span(0, span.high, span.unit)


def _read(text: str) -> Span | None:
    if found := SOME.fullmatch(text):
        low, high = SOME_OF[UNITS[found[1]]]
        return Span(low, high, UNITS[found[1]][0], is_about=True)
    if found := RANGE.fullmatch(text):
        unit, size = UNITS[found[3]]
        return _possible(_times(found[1], size), _times(found[2], size), unit)
    if (found := TWO.fullmatch(text)) and UNITS[found[2]][0] == UNITS[found[4]][0]:
        months = _times(found[1], UNITS[found[2]][1]) + _times(found[3], UNITS[found[4]][1])
        return _possible(months, months, UNITS[found[2]][0])
    if found := ONE.fullmatch(text):
        unit, size = UNITS[found[2]]
        return _possible(_times(found[1], size), _times(found[1], size), unit)
    return None


def _times(number: str, size: int) -> int:
    return int((WORDS.get(number) or float(number.replace(",", "."))) * size)


def _possible(low: int, high: int, unit: str) -> Span | None:
    return Span(low, high, unit) if 0 < low <= high <= LONGEST[unit] else None


def span_words(span: Span | None) -> str:
    """`4 bulan`, `lebih dari 3 tahun`, `2–11 bulan`; each is read again as the same, `sekitar` apart."""
    if span is None:
        return ""
    if span.high is None:
        return _("lebih dari {lama}").format(lama=_length(span.low, span.unit))
    if span.low == 0:
        return _("kurang dari {lama}").format(lama=_length(span.high, span.unit))
    if span.low != span.high:
        size = 12 if span.unit == MONTH and span.low % 12 == span.high % 12 == 0 else 1
        words = f"{span.low // size}–{_length(span.high, span.unit)}"
    else:
        words = _length(span.low, span.unit)
    return _("sekitar {n}").format(n=words) if span.is_about else words


def _length(number: int, unit: str) -> str:
    if unit == DAY:
        return _("{n} hari").format(n=number)
    years, months = divmod(number, 12)
    parts = [_("{n} tahun").format(n=years) if years else "", _("{n} bulan").format(n=months) if months else ""]
    return " ".join(part for part in parts if part)
