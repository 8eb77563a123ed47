"""Spelling keys of place names: two spellings of one name give one key.

`Talaga I`, `Talaga 1` and `Desa Talaga Satu` all give `talagasatu`; `Bau-Bau` and `Baubau` give `baubau`.
A key holds only a-z and 0-9, without spaces, because offices write the same name joined and apart.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LONGEST_TEXT = 300  # a place text longer than this is cut before it is searched

_UNITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_ROMAN_VALUES = {numeral: value for value, numeral in enumerate(_ROMAN, start=1)}
_FIRST_WORDS = {"kep": "kepulauan", "gn": "gunung", "tj": "tanjung", "tg": "tanjung", "kp": "kampung"}
_LATER_WORDS = {
    "sel": "selatan",
    "slt": "selatan",
    "utr": "utara",
    "tgh": "tengah",
    "teng": "tengah",
    "tim": "timur",
    "tmr": "timur",
    "brt": "barat",
    "kep": "kepulauan",
    "tgr": "tenggara",
}
# Old spellings and letters that clerks exchange; each rule shortens the key or removes the letter for good.
_SPELLINGS = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("f", "p"), ("v", "p"))

_KINDS = {
    "prov": "PROVINCE",
    "provinsi": "PROVINCE",
    "propinsi": "PROVINCE",
    "kab": "DISTRICT",
    "kabupaten": "DISTRICT",
    "kota": "DISTRICT",
    "kotamadya": "DISTRICT",
    "kodya": "DISTRICT",
    "kec": "SUBDISTRICT",
    "kecamatan": "SUBDISTRICT",
    "distrik": "SUBDISTRICT",
    "desa": "VILLAGE",
    "ds": "VILLAGE",
    "kel": "VILLAGE",
    "kelurahan": "VILLAGE",
}
_CITY_WORDS = frozenset({"kota", "kotamadya", "kodya"})
_WORDS = re.compile(r"[a-z]+|[0-9]+")
_APOSTROPHES = re.compile(r"['’‘`ʼ´]")
_DOUBLED = re.compile(r"([a-z])\1+")
_TWICE = re.compile(r"\b([^\W\d_]{2,})2\b")
_BREAKS = re.compile(r"[,;/|\n\r\t()]+|\s[-–—]\s")
_KIND_INSIDE = re.compile(
    r"(?<=\w)[\s.]+(?=(?:prov|provinsi|propinsi|kab|kabupaten|kota|kec|kecamatan|desa|kel|kelurahan)\b[.\s]+\w)",
    re.IGNORECASE,
)
_NOISE = re.compile(r"^\W*(?:rt|rw|jl|jln|jalan|no|dusun|dsn|lingkungan|lr|lorong|indonesia)\b", re.IGNORECASE)


@dataclass(frozen=True)
class PlacePart:
    """One name in a place text, with the level and kind that its prefix claims."""

    text: str
    keys: tuple[str, ...]
    level: str = ""
    is_city: bool | None = None


def name_key(text: str, *, drop_kind: bool = True) -> str:
    """The spelling key; the key of a key is the key. `drop_kind` removes a leading desa, kel., kec., kab., kota."""
    key = _key_once(text, drop_kind)
    while (again := _key_once(key, drop_kind)) != key:
        key = again
    return key


def _key_once(text: str, drop_kind: bool) -> str:
    words = plain_words(text)
    if drop_kind:
        words = _without_kind(words)
    spelt = [_spell_word(word, is_first=index == 0) for index, word in enumerate(words)]
    return _respell("".join(spelt))


def plain_words(text: str) -> list[str]:
    """Lower case words and numbers, without accents, apostrophes and punctuation."""
    decomposed = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _WORDS.findall(bare.lower())


def _without_kind(words: list[str]) -> list[str]:
    return words[1:] if len(words) > 1 and words[0] in _KINDS else words


def _spell_word(word: str, *, is_first: bool) -> str:
    if word.isdigit():
        return _spell_number(int(word)) if len(word) <= 2 else word
    if is_first:
        return _FIRST_WORDS.get(word, word)
    if word in _ROMAN_VALUES:
        return _spell_number(_ROMAN_VALUES[word])
    return _LATER_WORDS.get(word, word)


def _spell_number(value: int) -> str:
    tens, unit = divmod(value, 10)
    if tens == 0:
        return _UNITS[unit]
    if value in (10, 11):
        return ("sepuluh", "sebelas")[unit]
    if tens == 1:
        return _UNITS[unit] + "belas"
    return _UNITS[tens] + "puluh" + (_UNITS[unit] if unit else "")


def _respell(key: str) -> str:
    before = ""
    while before != key:
        before = key
        for old, new in _SPELLINGS:
            key = key.replace(old, new)
        key = _DOUBLED.sub(r"\1", key)
    return key


@lru_cache(maxsize=8192)
def read_part(text: str) -> PlacePart:
    """One name: its keys (with the prefix dropped, as written, and with `wangi2` read as `wangi-wangi`)."""
    words = plain_words(text)
    kind = words[0] if len(words) > 1 and words[0] in _KINDS else ""
    spellings = [name_key(text), name_key(text, drop_kind=False), name_key(_TWICE.sub(r"\1 \1", text))]
    keys = tuple(dict.fromkeys(key for key in spellings if key))
    is_city = kind in _CITY_WORDS if _KINDS.get(kind) == "DISTRICT" else None
    return PlacePart(text=" ".join(text.split()), keys=keys, level=_KINDS.get(kind, ""), is_city=is_city)


def split_place(text: str) -> list[PlacePart]:
    """The names of a place text from the smallest to the widest; streets, RT/RW and the country are left out."""
    pieces = [piece for chunk in _BREAKS.split(text[:LONGEST_TEXT]) for piece in _KIND_INSIDE.split(chunk)]
    parts = [read_part(piece) for piece in pieces if not _NOISE.match(piece)]
    return [part for part in parts if part.keys]
