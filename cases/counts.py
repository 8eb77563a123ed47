"""Numbers of people as sources give them: exact, about, a range, or only a bound."""

import re

from django.utils.translation import gettext as _

from cases.facts import Count
from core.templatetags.ui import angka

MOST = 100_000
NUMBER = r"(\d{1,3}(?:[.,]\d{3})+|\d+)"
WORDS_AFTER = r"(?:\s+[^\d]{0,60})?"  # "orang", "PMI dan keluarganya"
ABOUT = re.compile(r"(?:±|\+/-|~|sekitar|kira-kira|kira kira|kurang lebih|lebih kurang|hampir|about)\s*")
MORE = re.compile(rf"(?:lebih dari|lebih|di atas|more than|over|>)\s*{NUMBER}{WORDS_AFTER}")
LEAST = re.compile(rf"(?:sedikitnya|setidaknya|paling sedikit|minimal|at least|>=|≥)\s*{NUMBER}{WORDS_AFTER}")
FEWER = re.compile(rf"(?:kurang dari|di bawah|less than|<)\s*{NUMBER}{WORDS_AFTER}")
MOSTLY = re.compile(rf"(?:paling banyak|maksimal|hingga|at most|<=|≤)\s*{NUMBER}{WORDS_AFTER}")
BETWEEN = r"\s*(?:-|–|sampai dengan|sampai|s/d|s\.d\.|hingga|dan|to|and)\s*"
RANGE = re.compile(rf"(?:antara\s*|between\s*)?{NUMBER}{BETWEEN}{NUMBER}{WORDS_AFTER}")
TENS = re.compile(rf"(\d*0)\s*-?an{WORDS_AFTER}")
EXACT = re.compile(rf"{NUMBER}{WORDS_AFTER}")
NAMED = {"belasan": (11, 19), "puluhan": (20, 99), "ratusan": (100, 999), "ribuan": (1000, 9999)}


def read_count(text: str) -> Count | None:
    """`81`, `81 orang`, `sekitar 80`, `70-80`, `80-an`, `lebih dari 50`, `puluhan`; None when it is no such number."""
    text = " ".join(text.split()).casefold()
    about = ABOUT.match(text)
    found = _read(text[about.end() :]) if about else _read(text)
    if found is None or not is_possible(found):
        return None
    return Count(found.low, found.high, is_about=True) if about else found


def is_possible(count: Count) -> bool:
    high = MOST if count.high is None else count.high
    return count.low <= high <= MOST and (count.low, count.high) != (0, None)


def _read(text: str) -> Count | None:
    for word, (low, high) in NAMED.items():
        if re.fullmatch(word + WORDS_AFTER, text):
            return Count(low, high, is_about=True)
    if found := RANGE.fullmatch(text):
        return Count(_number(found[1]), _number(found[2]))
    if found := TENS.fullmatch(text):
        return Count(_number(found[1]), _number(found[1]) + 9, is_about=True)
    if found := EXACT.fullmatch(text):
        return Count(_number(found[1]), _number(found[1]))
    return _read_bound(text)


def _read_bound(text: str) -> Count | None:
    if found := MORE.fullmatch(text):
        return Count(_number(found[1]) + 1, None)
    if found := LEAST.fullmatch(text):
        return Count(_number(found[1]), None)
    if found := FEWER.fullmatch(text):
        return Count(0, _number(found[1]) - 1)
    if found := MOSTLY.fullmatch(text):
        return Count(0, _number(found[1]))
    return None


def _number(text: str) -> int:
    return int(text.replace(".", "").replace(",", "")[:12])


def count_words(count: Count) -> str:
    """`81`, `sekitar 80`, `70–80`, `lebih dari 50`, `paling banyak 19`; each is read again as the same."""
    if count.high is None:
        return _("lebih dari {n}").format(n=angka(count.low - 1))
    if count.low == 0 and count.high:
        return _("paling banyak {n}").format(n=angka(count.high))
    words = angka(count.low) if count.low == count.high else f"{angka(count.low)}–{angka(count.high)}"
    return _("sekitar {n}").format(n=words) if count.is_about else words
