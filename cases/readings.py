"""What the writing of a source means for a field, and whether a record may take it over.

Whatever a source prints is kept letter by letter. Only a writing that can be read as what the field holds, and that
can be true, is ever used: `problem` says why another one is not.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.choices import Sex
from cases.counts import read_count
from cases.facts import Age, Count
from cases.numbers import normal_nik
from cases.spans import read_span
from cases.told_columns import read_moment
from core.dates import ImpossibleDate, UnreadableDate, parse_age, parse_date
from core.fields import FIRST_YEAR, LAST_YEAR, NAME_LENGTH, OLDEST_AGE, UNKNOWN_WORDS, PersonNameField, PhoneField
from core.templatetags.ui import tanggal
from regions.nik import read_nik

SEXES = {
    "l": Sex.MALE, "lk": Sex.MALE, "laki": Sex.MALE, "laki-laki": Sex.MALE, "pria": Sex.MALE, "m": Sex.MALE,
    "p": Sex.FEMALE, "pr": Sex.FEMALE, "perempuan": Sex.FEMALE, "wanita": Sex.FEMALE, "w": Sex.FEMALE, "f": Sex.FEMALE,
}  # fmt: skip
PASSPORT = re.compile(r"[A-Z]{0,3}\d[A-Z0-9]{4,15}")
PHONE_LENGTH = 30
DATE_FIELDS = frozenset({"arrived_on", "expected_on", "birth_date"})
AGE_FIELDS = frozenset({"birth_date", "age"})  # two ways of saying one thing


@dataclass(frozen=True)
class Reading:
    """What was read: a day, an age, a count, or a text. With a `problem` it is never used."""

    day: date | None = None
    age: Age | None = None
    count: Count | None = None
    text: str = ""
    problem: str = ""


def read_as(field: str, text: str, *, on: date) -> Reading:
    """What `text` means for `field` on the day `on`."""
    text = " ".join(text.split())
    if text.casefold() in UNKNOWN_WORDS or not text:
        return Reading(problem=_("Sumber ini tidak menyebut nilainya."))
    return READERS[field](text, on)


def read_day(text: str, on: date, *, is_past: bool, years_ahead: int = 0) -> Reading:
    try:
        day = parse_date(text, on=on, years_ahead=years_ahead)
    except ImpossibleDate:
        return Reading(problem=_("Tanggal ini tidak ada di kalender."))
    except UnreadableDate:
        return Reading(problem=_("Tulisan ini tidak terbaca sebagai tanggal."))
    return Reading(day=day, problem=why_not_day(day, on, is_past=is_past))


def why_not_day(day: date, on: date, *, is_past: bool) -> str:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return _("Tahun {n} terlalu jauh. Periksa tahunnya.").format(n=day.year)
    if is_past and day > on:
        return _("Tanggal {tgl} belum terjadi. Periksa tahunnya.").format(tgl=tanggal(day))
    return ""


def read_birth(text: str, on: date) -> Reading:
    found = read_day(text, on, is_past=True)
    return Reading(day=found.day, problem=found.problem or why_not_birth(found.day, on))


def why_not_birth(day: date | None, on: date) -> str:
    if day is not None and on.year - day.year > OLDEST_AGE:
        return _("Umur lebih dari 120 tahun. Periksa tahunnya.")
    return ""


def read_stated_age(text: str, on: date) -> Reading:
    """An age in years or months, or a year of birth. How old on which day, the source's date says."""
    found = parse_age(text)
    if found is None:
        return Reading(problem=_("Tulisan ini tidak terbaca sebagai umur."))
    if found.year is not None:
        old = on.year - found.year
        problem = "" if 0 <= old <= OLDEST_AGE else _("Umur lebih dari 120 tahun. Periksa tahunnya.")
        if old < 0:
            problem = _("Tahun {n} belum terjadi. Periksa tahunnya.").format(n=found.year)
        return Reading(age=Age(birth_year=found.year, is_estimated=True), problem=problem)
    problem = _("Umur lebih dari 120 tahun. Periksa angkanya.") if (found.years or 0) > OLDEST_AGE else ""
    return Reading(age=Age(years=found.years, is_estimated=True), problem=problem)


def read_total(text: str, on: date) -> Reading:
    count = read_count(text)
    return Reading(count=count, problem="" if count else _("Tulisan ini tidak terbaca sebagai jumlah orang."))


def read_name(text: str, on: date) -> Reading:
    try:
        return Reading(text=PersonNameField(length=NAME_LENGTH).clean(text))
    except ValidationError as error:
        return Reading(problem=" ".join(error.messages))


def read_sex(text: str, on: date) -> Reading:
    sex = SEXES.get(text.casefold().strip("."))
    return Reading(text=sex or "", problem="" if sex else _("Tulisan ini tidak terbaca sebagai jenis kelamin."))


def read_number(text: str, on: date) -> Reading:
    found = read_nik(text)
    return Reading(text=found.digits, problem=next(iter(found.problems), ""))


def read_family_card(text: str, on: date) -> Reading:
    number = normal_nik(text)
    return Reading(text=number, problem="" if number else _("Nomor KK terdiri dari 16 angka."))


def read_passport(text: str, on: date) -> Reading:
    bare = re.sub(r"[\s.-]", "", text).upper()
    problem = "" if PASSPORT.fullmatch(bare) else _("Tulisan ini tidak terbaca sebagai nomor paspor/SPLP.")
    return Reading(text=bare, problem=problem)


def read_phone(text: str, on: date) -> Reading:
    problem = _("Tulisan ini tidak terbaca sebagai nomor telepon.")
    try:
        number = PhoneField(required=False).clean(text)
    except ValidationError:
        return Reading(problem=problem)
    return Reading(text=str(number), problem=problem if number.is_doubtful or len(number) > PHONE_LENGTH else "")


def read_length_of_time(text: str, on: date) -> Reading:
    problem = "" if read_span(text) else _("Tulisan ini tidak terbaca sebagai lama waktu, misalnya 4 bulan.")
    return Reading(text=text, problem=problem)


def read_moment_of_past(text: str, on: date) -> Reading:
    day, year = read_moment(text, on)
    if year is None:
        return Reading(problem=_("Tulisan ini tidak memuat tanggal atau tahun."))
    is_ahead = day > on if day else year > on.year
    problem = _("Tahun {n} belum terjadi. Periksa tahunnya.").format(n=year) if is_ahead else ""
    return Reading(text=text, problem=problem)


def words(length: int) -> Callable[[str, date], Reading]:
    """A text that the record holds up to `length` signs of."""

    def read(text: str, on: date) -> Reading:
        if len(text) <= length:
            return Reading(text=text)
        sentence = _("Tulisan ini lebih panjang dari {max} huruf. Isi bacaannya dengan lebih singkat.")
        return Reading(problem=sentence.format(max=length))

    return read


READERS: dict[str, Callable[[str, date], Reading]] = {
    "arrived_on": lambda text, on: read_day(text, on, is_past=True),
    "expected_on": lambda text, on: read_day(text, on, is_past=False, years_ahead=5),
    "group_total": read_total,
    "vessel": words(100),
    "place_of_arrival": words(150),
    "sending_office": words(200),
    "name": read_name,
    "sex": read_sex,
    "birth_date": read_birth,
    "age": read_stated_age,
    "place": words(300),
    "nik": read_number,
    "family_card": read_family_card,
    "passport_number": read_passport,
    "phone": read_phone,
    "occupation": words(200),
    "employer": words(200),
    "work_place": words(200),
    "arrest_place": words(200),
    "work_printed": read_length_of_time,
    "departed_printed": read_moment_of_past,
    "arrested_printed": read_moment_of_past,
}


def reading_of(value, *, on: date) -> Reading:
    """The reading of a `SourcedValue`. A day that an officer read stands; everything else is read anew."""
    if value.field not in READERS:
        return Reading(problem=_("Keterangan ini hanya dicatat, tidak dipakai."))
    if value.field in DATE_FIELDS and value.read_date is not None:
        is_past = value.field != "expected_on"
        problem = why_not_day(value.read_date, on, is_past=is_past)
        if value.field == "birth_date":
            problem = problem or why_not_birth(value.read_date, on)
        return Reading(day=value.read_date, problem=problem)
    return read_as(value.field, value.read_text or value.printed, on=on)
