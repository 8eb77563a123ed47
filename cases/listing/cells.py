"""Reading single cells. A reader answers what it read and complains about the rest; nothing is thrown away."""

import datetime as dt
import re
from functools import lru_cache

from cases.choices import Sex
from cases.listing.rows import ListedRow
from core.dates import Age, ImpossibleDate, UnreadableDate, parse_age, parse_date

Cell = str | int | float | dt.date | dt.datetime
OLDEST = 120
FIRST_YEAR = 1900
SEX_WORDS = {
    **dict.fromkeys(("l", "lk", "lk2", "laki", "laki-laki", "laki laki", "laki2", "lelaki", "pria", "m", "male",
                     "cowok", "lak", "laki - laki"), Sex.MALE),
    **dict.fromkeys(("p", "pr", "prp", "perempuan", "wanita", "w", "f", "female", "pompuan", "cewek", "wnt"),
                    Sex.FEMALE),
}  # fmt: skip
TICKS = frozenset({"√", "v", "x", "✓", "✔", "1", "*", "ü", "ada", "y", "ya", "☑", "✅", "o", "●"})
BLANKS = frozenset({"", "-", "--", "–", "—", "nihil", "n/a", "na", "tidak ada", "tdk ada", "."})
LONGEST_BLANK = 9
AGE_WORDS = frozenset({"dewasa", "anak", "anak-anak", "anak anak", "anak2", "bayi", "balita", "lansia", "remaja"})
NAMELESS = frozenset(
    {"nn", "n n", "tanpa nama", "tidak diketahui", "tdk diketahui", "belum diketahui", "blm diketahui", "unknown",
     "x", "xx", "xxx", "mr x", "mrs x", "belum ada nama", "noname", "no name", "tidak ada nama", "tidak tahu"}
)  # fmt: skip
DOTTED = re.compile(r"(?:[^\W\d_]\s*\.\s*){1,6}[^\W\d_]?")
SPACED = re.compile(r"(?:[^\W\d_]\s+){1,5}[^\W\d_]")
SHORT = re.compile(r"[A-Z]{1,2}|[BCDFGHJKLMNPQRSTVWXZ]{3}")
PASSPORT = re.compile(r"[A-Z]{0,3}\d[A-Z0-9]{4,15}")
DATE_PART = re.compile(r"\d{1,4}\s*[-/. ]\s*(?:\d{1,2}|[^\W\d_]{3,10})\.?\s*[-/., ]\s*\d{2,4}(?!\d)")
DAY_ZERO = dt.date(1899, 12, 30)  # of a spreadsheet's numbered days
AGE_LABEL = re.compile(r"^(?:umur|usia)\s*[:.]?\s*", re.IGNORECASE)
NO_WORD = re.compile(r"[^\w]+")
NO_DAY = re.compile(r"\D*(?:19|20)\d\d\D*|[^\d]+")  # a year alone, or a place alone, is no mistake


def text_of(cell: Cell) -> str:
    """A cell as one line of text; a day as it is written here."""
    if isinstance(cell, str):
        return " ".join(cell.split()) if cell else ""
    if isinstance(cell, dt.datetime):
        return f"{cell:%d-%m-%Y}"
    if isinstance(cell, dt.date):
        return f"{cell:%d-%m-%Y}"
    return str(cell)


def told(cell: Cell) -> str:
    """The text, without the signs that stand for nothing."""
    text = " ".join(cell.split()) if isinstance(cell, str) else text_of(cell)
    return "" if len(text) <= LONGEST_BLANK and text.casefold() in BLANKS else text


def plain_words(text: str) -> str:
    return " ".join(NO_WORD.sub(" ", text.casefold()).split())


def is_nameless(text: str) -> bool:
    return plain_words(text) in NAMELESS


def is_initials(name: str) -> bool:
    """`A.B.`, `L H`, `MRS`: letters that stand for a name, not a short name such as Ali."""
    if len(name) <= 3 and SHORT.fullmatch(name):
        return True
    return bool("." in name and DOTTED.fullmatch(name) or name[1:2].isspace() and SPACED.fullmatch(name))


def sex_of(text: str) -> str:
    """L, P, or nothing."""
    return SEX_WORDS.get(text.casefold().strip(" .()[]"), "")


def take_sex(row: ListedRow, cell: Cell, letter: str) -> None:
    text = told(cell)
    if not text:
        return
    found = sex_of(text)
    if not found:
        row.complain("SEX_UNREAD", letter, text)
    elif row.sex not in (Sex.UNKNOWN, found):
        row.complain("SEX_BOTH", letter, text)
    else:
        row.sex = found


def take_tick(row: ListedRow, cell: Cell, letter: str, sex: str, on: dt.date) -> None:
    """One of the two columns L and P: a tick, a letter, or the age itself."""
    text = told(cell)
    if not text or text == "0":
        return
    if row.sex not in (Sex.UNKNOWN, sex):
        row.sex = Sex.UNKNOWN
        row.complain("SEX_BOTH", letter, text)
        return
    row.sex = sex
    if text.casefold() not in TICKS and not sex_of(text):
        take_age(row, cell, letter, on)


def take_age(row: ListedRow, cell: Cell, letter: str, on: dt.date) -> None:
    """Years, or the writing where it is something else. A day in this column is a day of birth."""
    if isinstance(cell, dt.date):
        take_birth(row, cell, letter, on)
        return
    text = told(cell)
    if not text:
        return
    row.age_printed = text[:50]
    found = age_of(text)
    if isinstance(cell, float) and 0 <= cell <= OLDEST:
        row.age = int(cell)
    elif found is not None and found.years is not None:
        set_age(row, found.years, letter, text)
    elif text.casefold() in AGE_WORDS:
        row.complain("AGE_WORD", letter, text)
    elif found is not None or DATE_PART.search(text):
        row.age_printed = ""
        take_birth(row, cell, letter, on)
    elif not take_age_and_sex(row, text, letter):
        row.complain("AGE_UNREAD", letter, text)


@lru_cache(maxsize=4096)
def age_of(text: str) -> Age | None:
    return parse_age(AGE_LABEL.sub("", text))


def take_age_and_sex(row: ListedRow, text: str, letter: str) -> bool:
    """`24 / L`, `P/19 th`: both in one cell, in either order."""
    parts = [part for part in re.split(r"\s*[/,;|-]\s*", text) if part]
    for age, sex in (parts, parts[::-1]) if len(parts) == 2 else ():
        found = parse_age(age)
        if found is not None and found.years is not None and sex_of(sex):
            take_sex(row, sex, letter)
            set_age(row, found.years, letter, text)
            return True
    return False


def set_age(row: ListedRow, years: int, letter: str, text: str) -> None:
    if years > OLDEST:
        row.complain("AGE_IMPOSSIBLE", letter, text)
    else:
        row.age = years


def take_birth(row: ListedRow, cell: Cell, letter: str, on: dt.date) -> None:
    """The writing is kept always; the day only where a calendar has it and somebody can be born on it."""
    if isinstance(cell, int | float) and 10_000 < cell < 60_000:
        cell = DAY_ZERO + dt.timedelta(days=int(cell))
        row.complain("BIRTH_SERIAL", letter, text_of(cell))
    text = told(cell)
    if not text:
        return
    row.birth_printed = f"{row.birth_printed}, {text}"[:100] if row.birth_printed else text[:100]
    day = cell if isinstance(cell, dt.date) else read_day(text, on)
    if isinstance(day, dt.date):
        set_birth(row, day.date() if isinstance(day, dt.datetime) else day, letter, text, on)
    elif day:
        row.complain(day, letter, text)


@lru_cache(maxsize=32768)
def read_day(text: str, on: dt.date) -> dt.date | str:
    """The day, or why there is none; empty where none is told."""
    found = DATE_PART.search(text)
    try:
        return parse_date(found[0] if found else text, on=on)
    except ImpossibleDate:
        return "BIRTH_IMPOSSIBLE"
    except UnreadableDate:
        return "" if NO_DAY.fullmatch(text) else "BIRTH_UNREAD"


def set_birth(row: ListedRow, day: dt.date, letter: str, text: str, on: dt.date) -> None:
    if day.year < FIRST_YEAR or day > on or on.year - day.year > OLDEST:
        row.complain("BIRTH_IMPOSSIBLE", letter, text)
    elif row.birth_date not in (None, day):
        row.complain("BIRTH_UNREAD", letter, text)
    else:
        row.birth_date = day


def take_nik(row: ListedRow, cell: Cell, letter: str, *, is_cut: bool = False) -> None:
    """As printed. A number that a spreadsheet rounded, or that has no sixteen digits, is marked and kept."""
    text = told(cell).strip("'`’")
    if not text:
        return
    row.nik = text[:40]
    if len(text) == 16 and text.isascii() and text.isdigit() and not is_cut and isinstance(cell, str):
        return
    digits = "".join(sign for sign in text if sign.isdigit())
    if is_cut or isinstance(cell, float) or re.fullmatch(r"\d(?:[.,]\d+)?e\+?\d+", text, re.IGNORECASE):
        row.complain("NIK_DAMAGED", letter, text)
    elif len(digits) != 16 or re.search(r"[^\W\d_]", text):
        row.complain("NIK_DIGITS", letter, text)
    else:
        row.nik = digits


def take_passport(row: ListedRow, cell: Cell, letter: str) -> None:
    text = told(cell)
    if not text:
        return
    row.passport = text[:40]
    if not PASSPORT.fullmatch(re.sub(r"[\s.-]", "", text).upper()):
        row.complain("PASSPORT_UNREAD", letter, text)
