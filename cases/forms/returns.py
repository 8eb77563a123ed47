"""Forms of a return: the group, the letter's list, its people, and what sources say."""

import re
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.ages import years_words
from cases.choices import ListName, NotArrivedReason, RepatriationState, Sex, SourceKind, TransportMode
from cases.facts import GroupFacts, ListedPerson, Source
from cases.forms.arrivals import OUTSIDE
from cases.forms.casework import CHOOSE, ReasonForm
from cases.forms.fields import CountField
from cases.forms.list_letters import LetterHeadForm, StandForm
from cases.queries import today
from cases.readings import DATE_FIELDS, SEXES, Reading, read_as
from core.dates import parse_age
from core.fields import impossible_part
from core.forms import BaseForm, LongTextField, OnceForm, SourceDate, SourceDateField, VersionedFormMixin
from core.templatetags.ui import tanggal

UNKNOWN = [("", gettext_lazy("Belum diketahui"))]
MOST_LINES = 500


class EditReturnForm(VersionedFormMixin, BaseForm):
    """The group's own facts. A printed date that cannot be is kept as a value by source beside the right one."""

    cause = forms.ChoiceField(label=gettext_lazy("Sebab kepulangan"))
    country = forms.ChoiceField(label=gettext_lazy("Negara"), required=False)
    sending_office = forms.CharField(label=gettext_lazy("Unit pengirim"), max_length=200, required=False)
    mode = forms.ChoiceField(label=gettext_lazy("Moda"), choices=TransportMode.choices)
    vessel = forms.CharField(label=gettext_lazy("Kapal atau penerbangan"), max_length=100, required=False)
    place_of_arrival = forms.CharField(label=gettext_lazy("Pelabuhan atau bandara"), max_length=150, required=False)
    expected_on = SourceDateField(label=gettext_lazy("Rencana tiba"), required=False, is_sourced=True)
    arrived_on = SourceDateField(
        label=gettext_lazy("Tanggal tiba"), required=False, allow_future=False, is_sourced=True
    )
    group_total = CountField(
        label=gettext_lazy("Bagian dari rombongan"),
        required=False,
        help_text=gettext_lazy("Jumlah orang dalam rombongan besar: 81, sekitar 80, 70-80, atau lebih dari 50."),
    )
    state = forms.ChoiceField(label=gettext_lazy("Keadaan"), choices=RepatriationState.choices)
    note = LongTextField(label=gettext_lazy("Catatan"), length=2000, required=False)
    fieldsets = [
        ("", ["cause", "country", "sending_office", "mode", "vessel", "place_of_arrival"]),
        (gettext_lazy("Waktu dan jumlah"), ["expected_on", "arrived_on", "group_total", "state", "note"]),
    ]
    keep = "ubah-pemulangan"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cause"].choices = reference.choices(ListName.RETURN_CAUSE, today())
        self.fields["country"].choices = [*UNKNOWN, *reference.choices(ListName.COUNTRY, today())]

    def changes(self) -> dict[str, object]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def printed(self) -> dict[str, str]:
        """Writings of dates that were refused because no calendar has them; they travelled on beside the right ones."""
        told = {name: getattr(self[name].data, "printed", "") for name in DATE_FIELDS & set(self.fields)}
        return {name: text for name, text in told.items() if impossible_part(text)}


class AnnounceReturnForm(OnceForm):
    """A group that is expected: who sends it, on what, when. Its people are logged when they come."""

    cause = forms.ChoiceField(label=gettext_lazy("Sebab kepulangan"))
    country = forms.ChoiceField(label=gettext_lazy("Negara"), required=False)
    sending_office = forms.CharField(label=gettext_lazy("Unit pengirim"), max_length=200, required=False)
    mode = forms.ChoiceField(label=gettext_lazy("Moda"), choices=TransportMode.choices)
    vessel = forms.CharField(label=gettext_lazy("Kapal atau penerbangan"), max_length=100, required=False)
    place_of_arrival = forms.CharField(label=gettext_lazy("Pelabuhan atau bandara"), max_length=150, required=False)
    expected_on = SourceDateField(
        label=gettext_lazy("Rencana tiba"),
        required=False,
        keeps_printed=True,
        help_text=gettext_lazy("Kosongkan bila belum diketahui."),
    )
    group_total = CountField(
        label=gettext_lazy("Bagian dari rombongan"),
        required=False,
        help_text=gettext_lazy("Jumlah orang dalam rombongan besar: 81, sekitar 80, 70-80, atau lebih dari 50."),
    )
    note = LongTextField(label=gettext_lazy("Catatan"), length=2000, required=False)
    fieldsets = [
        ("", ["cause", "country", "sending_office"]),
        (gettext_lazy("Perjalanan"), ["mode", "vessel", "place_of_arrival", "expected_on", "group_total", "note"]),
    ]
    submit_label = gettext_lazy("Catat rencana")
    keep = "rencana-pemulangan"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cause"].choices = reference.choices(ListName.RETURN_CAUSE, today())
        self.fields["country"].choices = [*UNKNOWN, *reference.choices(ListName.COUNTRY, today())]

    def clean_expected_on(self) -> SourceDate | None:
        """A day that has passed is no plan: who came then is logged as an arrival."""
        told = self.cleaned_data["expected_on"]
        if told and told.value and told.value < today():
            sentence = _("Tanggal {tgl} sudah lewat. Bila rombongan sudah datang, pilih Catat kedatangan.")
            raise forms.ValidationError(sentence.format(tgl=tanggal(told.value)))
        return told

    def facts(self) -> GroupFacts:
        data = self.cleaned_data
        told = data["expected_on"]
        names = ("cause", "country", "sending_office", "mode", "vessel", "place_of_arrival", "group_total", "note")
        return GroupFacts(
            **{name: data[name] for name in names},
            expected_on=told.value if told else None,
            printed_plan=impossible_part(told.printed) if told else "",
            client_id=data["form_id"],
        )


class SendBackForm(ReasonForm):
    """`seen` says what the office looked at: rows and their stamps."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    submit_label = gettext_lazy("Kembalikan")


class NotArrivedForm(BaseForm):
    not_arrived_reason = forms.ChoiceField(
        label=gettext_lazy("Mengapa tidak datang"),
        choices=NotArrivedReason.choices,
        widget=forms.RadioSelect(attrs={"class": "choices-big choices-long"}),
        required=False,
    )
    submit_label = gettext_lazy("Simpan")
    keep = "tidak-datang"


class MatchEntryForm(BaseForm):
    entry = forms.ChoiceField(
        label=gettext_lazy("Baris pada daftar"), widget=forms.RadioSelect(attrs={"class": "choices-big choices-long"})
    )
    unlisted_reason = forms.CharField(
        label=gettext_lazy("Keterangan bila di luar daftar"), max_length=300, required=False
    )
    OUTSIDE = OUTSIDE
    keep = "pasangan-daftar"

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["entry"].choices = [
            *((str(entry.pk), entry_words(entry)) for entry in entries),
            (self.OUTSIDE, _("Di luar daftar")),
        ]


def entry_words(entry) -> str:
    """`3. La Contoh, Laki-laki, 41 tahun, Muna`."""
    parts = [f"{entry.position}. {entry.name or _('Tanpa nama')}"]
    if entry.sex != Sex.UNKNOWN:
        parts.append(str(entry.get_sex_display()))
    if entry.stated_age is not None:
        parts.append(years_words(entry.stated_age))
    return ", ".join([*parts, *([entry.printed_origin] if entry.printed_origin else [])])


@dataclass(frozen=True)
class ReadLine:
    """One line of a pasted list as it was read, and what could not be read."""

    text: str
    person: ListedPerson
    doubt: str = ""


AGE_ONLY = re.compile(r"(?:umur\s*)?(\d{1,3})\s*(?:th|thn|tahun)?\.?", re.IGNORECASE)
NUMBERED = re.compile(r"^\s*\d{1,3}\s*[.)]\s*|^\s*\d{1,3}\s*\t\s*")
PARTS = re.compile(r"\t|;|\||,")


def read_line(text: str) -> ReadLine:
    """`1. La Contoh, L, 41, Muna`: the name first; sex and age in any order; the rest is the origin."""
    parts = [" ".join(part.split()) for part in PARTS.split(NUMBERED.sub("", text, count=1))]
    name, sex, age, origin = parts[0][:200], Sex.UNKNOWN, None, []
    for part in filter(None, parts[1:]):
        if sex == Sex.UNKNOWN and part.casefold().strip(".") in SEXES:
            sex = SEXES[part.casefold().strip(".")]
        elif age is None and AGE_ONLY.fullmatch(part):
            age = parse_age(AGE_ONLY.fullmatch(part)[1]).years
        else:
            origin.append(part)
    doubt = ""
    if age is not None and age > 120:
        age, doubt = None, _("Umur lebih dari 120 tahun. Periksa angkanya.")
    if not any(sign.isalpha() for sign in name):
        doubt = _("Nama tidak terbaca pada baris ini.")
    return ReadLine(text, ListedPerson(name, sex, age, ", ".join(origin)[:300]), doubt)


def read_lines(text: str) -> list[ReadLine]:
    return [read_line(line) for line in text.splitlines() if line.strip()]


class ManifestForm(StandForm, LetterHeadForm):
    """The list of a letter: its head once, then one person a line."""

    people = LongTextField(
        label=gettext_lazy("Daftar nama"),
        length=50000,
        rows=12,
        required=False,
        help_text=gettext_lazy(
            "Satu orang satu baris: nama, L atau P, umur, asal. Pisahkan dengan koma, titik koma, atau tab. "
            "Tempelan dari lembar kerja dapat dibaca."
        ),
    )
    keep = "daftar-surat"
    may_ask_again = True
    form_tag = False  # the page brings its own buttons: read, then save

    @property
    def fieldsets(self):
        first, *more = self.letter_fieldsets
        return [first, (gettext_lazy("Daftar nama sesuai surat"), ["people", "relation"]), *more]

    def clean_people(self) -> str:
        text = self.cleaned_data["people"]
        lines = read_lines(text)
        if len(lines) > MOST_LINES:
            sentence = _("Daftar ini memuat {n} baris. Masukkan paling banyak {max} baris sekaligus.")
            raise forms.ValidationError(sentence.format(n=len(lines), max=MOST_LINES))
        return text

    def lines(self) -> list[ReadLine]:
        return read_lines(self.cleaned_data.get("people", ""))


class SourceValueForm(BaseForm):
    """What one source says of one field, letter by letter, and what was read from it."""

    field = forms.ChoiceField(label=gettext_lazy("Keterangan tentang"))
    printed = forms.CharField(label=gettext_lazy("Tertulis di sumber"), max_length=500)
    read = forms.CharField(
        label=gettext_lazy("Dibaca sebagai"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Kosongkan bila sama dengan tulisannya, atau bila tidak dapat dibaca."),
    )
    source_kind = forms.ChoiceField(label=gettext_lazy("Jenis sumber"), choices=SourceKind.choices)
    source = forms.CharField(label=gettext_lazy("Sumber"), max_length=200, required=False)
    source_date = SourceDateField(label=gettext_lazy("Tanggal sumber"), required=False, allow_future=False)
    keep = "nilai-sumber"

    def __init__(self, *args, fields_offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [*CHOOSE, *fields_offered]

    def clean(self) -> dict[str, object] | None:
        """What the officer reads into a writing must be readable; the writing itself is kept however it is."""
        cleaned = super().clean()
        field, read = self.cleaned_data.get("field"), self.cleaned_data.get("read")
        problem = read_as(field, read, on=today()).problem if field and read else ""
        if problem:
            self.add_error("read", problem)
        return cleaned

    def told_source(self) -> Source:
        data = self.cleaned_data
        return Source(data["source_kind"], data["source"], data["source_date"])

    def reading(self) -> Reading:
        data = self.cleaned_data
        return read_as(data["field"], data["read"] or data["printed"], on=today())


class UseSourceForm(VersionedFormMixin, ReasonForm):
    submit_label = gettext_lazy("Pakai nilai ini")


class GroupFactForm(BaseForm):
    """A fact of the whole group that no source assigns to a person."""

    FIELDS = [
        ("origin", gettext_lazy("Daerah asal")),
        ("count", gettext_lazy("Jumlah orang")),
        ("age", gettext_lazy("Umur")),
        ("health", gettext_lazy("Kesehatan")),
        ("route", gettext_lazy("Rute perjalanan")),
        ("other", gettext_lazy("Lainnya")),
    ]
    field = forms.ChoiceField(label=gettext_lazy("Keterangan tentang"), choices=FIELDS)
    text = forms.CharField(
        label=gettext_lazy("Isi keterangan"),
        max_length=300,
        help_text=gettext_lazy('Seperti pada sumber, misalnya "Muna dan Wakatobi".'),
    )
    source_kind = forms.ChoiceField(label=gettext_lazy("Jenis sumber"), choices=SourceKind.choices)
    source = forms.CharField(label=gettext_lazy("Sumber"), max_length=200, required=False)
    source_date = SourceDateField(label=gettext_lazy("Tanggal sumber"), required=False, allow_future=False)

    keep = "keterangan-rombongan"

    told_source = SourceValueForm.told_source
