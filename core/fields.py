"""Form fields for facts as they are found: names as heard, dates as printed, ages as told, numbers as given.

Each field keeps what was typed, and answers a whole sentence when it cannot be read.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.dates import ImpossibleDate, UnreadableDate, parse_age, parse_date
from core.templatetags.ui import tanggal

NAME_LENGTH = 200
LONG_TEXT_LENGTH = 5000
OLDEST_AGE = 120
FIRST_YEAR, LAST_YEAR = 1900, 2100  # a date beyond them is a slip of the finger
BLANKS = re.compile(r"\s+")
BIDI_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNKNOWN_WORDS = frozenset(
    {"belum diketahui", "tidak diketahui", "tidak tahu", "tdk diketahui", "blm diketahui", "unknown", "?", "-"}
)


def has_control_characters(text: str) -> bool:
    """True for characters that cannot be seen: controls, and marks that turn the direction of writing."""
    return any(unicodedata.category(char) in {"Cc", "Cs", "Co", "Cn"} or char in BIDI_MARKS for char in text)


def refuse_control_characters(text: str) -> None:
    if has_control_characters(text):
        raise ValidationError(
            _("Isian ini memuat karakter yang tidak terbaca. Hapus, lalu ketik ulang bagian itu."), code="control"
        )


def refuse_control_characters_in_text(text: str) -> None:
    """The same for a text of several lines."""
    refuse_control_characters(text.replace("\r", "").replace("\n", "").replace("\t", ""))


class PersonNameField(forms.CharField):
    """A name as heard. Spaces are joined; blank, unreadable or endless names are refused with a sentence."""

    default_error_messages = {
        "required": gettext_lazy('Isi nama seperti yang terdengar, atau pilih "Nama belum diketahui".'),
    }

    def __init__(self, *, length: int = NAME_LENGTH, **kwargs: Any) -> None:
        self.length = length
        super().__init__(strip=False, **kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("autocapitalize", "words")
        self.widget.attrs.setdefault("spellcheck", "false")

    def to_python(self, value: object) -> str:
        return BLANKS.sub(" ", str(super().to_python(value))).strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        refuse_control_characters(value)
        if len(value) > self.length:
            raise ValidationError(
                _("Nama terlalu panjang: {n} huruf. Tulis paling banyak {max} huruf.").format(
                    n=len(value), max=self.length
                ),
                code="max_length",
            )
        if value and not any(char.isalpha() for char in value):
            raise ValidationError(self.error_messages["required"], code="required")


class LongTextField(forms.CharField):
    """A story or a note. Line breaks stay; other control characters are refused; the length is said in a sentence."""

    widget = forms.Textarea

    def __init__(self, *, length: int = LONG_TEXT_LENGTH, rows: int = 4, **kwargs: Any) -> None:
        self.length = length
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: object) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        refuse_control_characters_in_text(value)
        if len(value) > self.length:
            raise ValidationError(
                _("Tulisan terlalu panjang: {n} huruf. Ringkas menjadi paling banyak {max} huruf.").format(
                    n=len(value), max=self.length
                ),
                code="max_length",
            )


class TypedText(str):
    """Text of an input, with what was typed there before and could not be a date (``printed``)."""

    printed: str

    def __new__(cls, text: str, printed: str = "") -> "TypedText":
        typed = super().__new__(cls, text)
        typed.printed = printed
        return typed


class PrintedTextInput(forms.TextInput):
    """A text input that carries an impossible date along, so that the original is kept beside the corrected one."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedText | None:
        text = data.get(name)
        return None if text is None else TypedText(text, data.get(f"{name}_tertulis", "")[:100])

    def render(self, name: str, value: object, attrs: dict | None = None, renderer: Any = None) -> SafeString:
        shown = super().render(name, value, attrs, renderer)
        printed = impossible_part(value) or getattr(value, "printed", "")
        if not printed:
            return shown
        hidden = {"type": "hidden", "name": f"{name}_tertulis", "value": printed}
        label = _("Tertulis di sumber:")
        return format_html(
            '{}<input{}><p class="field-printed">{} <q>{}</q></p>', shown, flatatt(hidden), label, printed
        )


def impossible_part(value: object) -> str:
    """The text if it reads as a date that no calendar has, else nothing."""
    try:
        parse_date(str(value or ""), on=timezone.localdate())
    except ImpossibleDate:
        return str(value)
    except UnreadableDate:
        return ""
    return ""


def _no_such_date(text: str) -> ValidationError:
    sentence = _(
        "Tanggal {teks} tidak ada di kalender. Tulisan aslinya disimpan; isi tanggal yang benar bila diketahui."
    )
    return ValidationError(sentence.format(teks=text), code="no_such_date")


def _no_such_day(text: str) -> ValidationError:
    """The same where nothing but the right date is kept."""
    sentence = _("Tanggal {teks} tidak ada di kalender. Isi tanggal yang benar.")
    return ValidationError(sentence.format(teks=text), code="no_such_date")


def _far_away(day: dt.date) -> ValidationError:
    return ValidationError(_("Tahun {n} terlalu jauh. Periksa tahunnya.").format(n=day.year), code="far_away")


def _future(day: dt.date) -> ValidationError:
    sentence = _("Tanggal {tgl} belum terjadi. Periksa tahunnya.")
    return ValidationError(sentence.format(tgl=tanggal(day)), code="future")


@dataclass(frozen=True)
class SourceDate:
    """A date as a source gives it: ``printed`` as it stands there, ``value`` as read (None when it cannot be)."""

    printed: str
    value: dt.date | None


class SourceDateField(forms.Field):
    """A date typed as people write it: 24/11/2026, 24-11-26, 24 Nov 2026, 2026-11-24. Cleans to a date or None.

    ``allow_future=False`` refuses days to come. ``keeps_printed=True`` cleans to a ``SourceDate`` instead: then an
    impossible date is no error but stays as text. ``is_sourced=True``: it is an error, and its writing travels on as
    ``printed``, which the form promises to keep.
    """

    def __init__(
        self, *, allow_future: bool = True, keeps_printed: bool = False, is_sourced: bool = False, **kwargs: Any
    ) -> None:
        self.allow_future = allow_future
        self.keeps_printed = keeps_printed
        self.is_sourced = is_sourced
        kwargs.setdefault("widget", PrintedTextInput if is_sourced or keeps_printed else forms.TextInput)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("class", "input-short")

    def prepare_value(self, value: object) -> object:
        if isinstance(value, SourceDate):
            return value.printed or value.value
        return f"{value.day:02}/{value.month:02}/{value.year}" if isinstance(value, dt.date) else value

    def to_python(self, value: object) -> dt.date | SourceDate | None:
        text = BLANKS.sub(" ", str(value or "")).strip()
        if not text:
            return None
        refuse_control_characters(text)
        day = self._read(text)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise _far_away(day)
        if day and not self.allow_future and day > timezone.localdate():
            raise _future(day)
        if not self.keeps_printed:
            return day
        return SourceDate(printed=getattr(value, "printed", "") or text, value=day)

    def _read(self, text: str) -> dt.date | None:
        try:
            return parse_date(text, on=timezone.localdate(), years_ahead=5 if self.allow_future else 0)
        except ImpossibleDate as error:
            if self.keeps_printed:
                return None
            raise (_no_such_date(text) if self.is_sourced else _no_such_day(text)) from error
        except UnreadableDate as error:
            sentence = _("Tanggal tidak terbaca. Tulis seperti 24/11/2026 atau 24 Nov 2026.")
            raise ValidationError(sentence, code="unreadable") from error


@dataclass(frozen=True)
class AgeOrBirthDate:
    """What is known of somebody's age. ``printed``: as first typed, when that differs from what was read."""

    birth_date: dt.date | None = None
    birth_year: int | None = None
    age_years: int | None = None
    age_months: int | None = None
    is_estimated: bool = False
    is_unknown: bool = False
    printed: str = ""


class AgeOrBirthDateField(forms.Field):
    """One input for ``34``, ``34 th``, ``7 bulan``, ``12/05/1990``, ``1990`` or ``belum diketahui``."""

    widget = PrintedTextInput
    default_error_messages = {
        "required": gettext_lazy('Isi tanggal lahir atau perkiraan umur, atau pilih "Belum diketahui".'),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("class", "input-short")

    def prepare_value(self, value: object) -> object:
        return age_text(value) if isinstance(value, AgeOrBirthDate) else value

    def to_python(self, value: object) -> AgeOrBirthDate | None:
        text = BLANKS.sub(" ", str(value or "")).strip()
        if not text:
            return None
        refuse_control_characters(text)
        earlier = getattr(value, "printed", "")
        if text.casefold() in UNKNOWN_WORDS:
            return AgeOrBirthDate(is_unknown=True, printed=earlier or text)
        return self._age(text, earlier) or self._birth_date(text, earlier)

    def _age(self, text: str, earlier: str) -> AgeOrBirthDate | None:
        age = parse_age(text)
        if age is None:
            return None
        this_year = timezone.localdate().year
        if age.year and age.year > this_year:
            raise ValidationError(_("Tahun {n} belum terjadi. Periksa tahunnya.").format(n=age.year), code="future")
        if (age.years or 0) > OLDEST_AGE or (age.year and this_year - age.year > OLDEST_AGE):
            raise ValidationError(_("Umur lebih dari 120 tahun. Periksa angkanya."), code="too_old")
        return AgeOrBirthDate(
            birth_year=age.year,
            age_years=age.years,
            age_months=age.months,
            is_estimated=True,
            printed=earlier or text,
        )

    def _birth_date(self, text: str, earlier: str) -> AgeOrBirthDate:
        today = timezone.localdate()
        try:
            day = parse_date(text, on=today)
        except ImpossibleDate as error:
            raise _no_such_date(text) from error
        except UnreadableDate as error:
            sentence = _('Umur tidak terbaca. Tulis seperti 34, 7 bulan, 1990, 12/05/1990, atau "belum diketahui".')
            raise ValidationError(sentence, code="unreadable") from error
        if day > today:
            raise _future(day)
        if today.year - day.year > OLDEST_AGE:
            raise ValidationError(_("Umur lebih dari 120 tahun. Periksa tahunnya."), code="too_old")
        return AgeOrBirthDate(birth_date=day, birth_year=day.year, printed=earlier or text)


def age_text(value: AgeOrBirthDate) -> str:
    """The value as a person would type it again."""
    if value.is_unknown:
        return _("belum diketahui")
    if value.birth_date:
        return f"{value.birth_date.day:02}/{value.birth_date.month:02}/{value.birth_date.year}"
    if value.age_months is not None and not value.age_years:
        return _("{n} bulan").format(n=value.age_months)
    return str(value.age_years if value.age_years is not None else value.birth_year or "")


class PhoneText(str):
    """A telephone number as typed, with its international form (``e164``) when it reads as one."""

    e164: str
    is_doubtful: bool

    def __new__(cls, text: str, e164: str = "") -> "PhoneText":
        number = super().__new__(cls, text)
        number.e164 = e164
        number.is_doubtful = bool(text) and not e164
        return number


class PhoneField(forms.CharField):
    """A telephone number. It never blocks: what does not read as a number is kept and marked as doubtful."""

    regions = ("ID", "MY")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "tel")
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: object) -> PhoneText:
        text = BLANKS.sub(" ", super().clean(value)).strip()
        refuse_control_characters(text)
        return PhoneText(text, self._international(text))

    def _international(self, text: str) -> str:
        for region in self.regions:
            try:
                number = phonenumbers.parse(text, region)
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_valid_number(number):
                return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        return ""


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; empty ones come through, so that they are refused by name."""

    widget = ManyFilesInput

    def clean(self, data, initial=None) -> list:
        return [file for file in data or [] if file]
