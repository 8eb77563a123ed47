"""The two levels of an arrival: the group once, then each person on one short card."""

from collections.abc import Iterable
from datetime import datetime
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.choices import ListName, Sex, TransportMode
from cases.facts import Age, ArrivalFacts, GroupFacts, PersonFacts, Place
from cases.forms.fields import ClockField, CountField, phone_warnings
from cases.villages import village_conflict, village_named
from core.fields import UNKNOWN_WORDS, impossible_part
from core.forms import AgeOrBirthDateField, BaseForm, LongTextField, PersonNameField, PhoneField, SourceDateField
from regions.nik import read_nik

NOTE_LENGTH = 2000
OUTSIDE = "0"  # of the letter's list
NOT_KNOWN = gettext_lazy("Belum diketahui")
# What is carried and seen most at a quay; the rest of the list stands behind "Lengkapi nanti".
PAPERS = ("SPLP", "PASPOR", "KTP", "KK", "AKTA_LAHIR", "SURAT_PENGANTAR_BP3MI", "E_KPMI", "PK", "BUKU_PELAUT")
FIRST_FLAGS = (
    "SAKIT_KRONIS", "HAMIL", "ANAK_TANPA_PENDAMPING", "LANSIA", "DISABILITAS", "MENYUSUI", "TANPA_IDENTITAS",
    "INDIKASI_TPPO",
)  # fmt: skip


def with_unknown(choices: list[tuple[str, str]]) -> list[tuple[str, object]]:
    return [("", NOT_KNOWN), *choices]


class OptionalNameField(PersonNameField):
    """A name as heard, or the words that say that it is not known, which clean to an empty text."""

    def clean(self, value: object) -> str:
        name = super().clean(value)
        plain = name.casefold().removeprefix("nama ").strip()
        return "" if plain in UNKNOWN_WORDS else name


class RecordGroupForm(BaseForm):
    """The group that comes off one ship or flight."""

    fieldsets = [
        (
            gettext_lazy("Rombongan"),
            [
                "cause",
                "country",
                "mode",
                "vessel",
                "place_of_arrival",
                "arrived_on",
                "arrival_time",
                "sending_office",
            ],
        ),
        ("+", ["printed_date", "group_total", "note"]),
    ]

    cause = forms.ChoiceField(label=gettext_lazy("Sebab kepulangan"))
    country = forms.ChoiceField(label=gettext_lazy("Negara"), required=False)
    mode = forms.ChoiceField(label=gettext_lazy("Moda"), choices=TransportMode)
    vessel = forms.CharField(label=gettext_lazy("Kapal/penerbangan"), max_length=100, required=False)
    place_of_arrival = forms.CharField(label=gettext_lazy("Pelabuhan/bandara"), max_length=150, required=False)
    arrived_on = SourceDateField(
        label=gettext_lazy("Tanggal tiba"), allow_future=False, keeps_printed=True, required=False
    )
    arrival_time = ClockField(label=gettext_lazy("Jam tiba (WITA)"), max_length=20, required=False)
    sending_office = forms.CharField(label=gettext_lazy("Unit pengirim"), max_length=200, required=False)
    printed_date = forms.CharField(
        label=gettext_lazy("Tanggal tertulis di surat, bila berbeda"), max_length=80, required=False
    )
    group_total = CountField(label=gettext_lazy("Bagian dari rombongan (jumlah orang)"), required=False)
    note = LongTextField(label=gettext_lazy("Catatan rombongan"), length=NOTE_LENGTH, rows=2, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["cause"].choices = reference.choices(ListName.RETURN_CAUSE, today)
        self.fields["country"].choices = with_unknown(reference.choices(ListName.COUNTRY, today))
        countries = reference.codes(ListName.COUNTRY, today)
        self.fields["country"].initial = countries[0] if countries else ""
        self.fields["vessel"].widget.attrs.update({"autocapitalize": "words", "autocomplete": "off"})
        self.fields["place_of_arrival"].widget.attrs.update({"autocapitalize": "words", "autocomplete": "off"})
        self.fields["sending_office"].widget.attrs.update({"autocapitalize": "words", "autocomplete": "off"})
        self.fields["arrival_time"].label = _("Jam tiba")

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        told = cleaned.get("arrived_on")
        if told is None and "arrived_on" not in self.errors:
            self.add_error("arrived_on", _("Isi tanggal tiba."))
        return cleaned

    @property
    def warnings(self) -> list[str]:
        """What is kept but must be looked at."""
        told = self.cleaned_data["arrived_on"]
        if told.value is not None:
            return []
        sentence = _(
            "Tanggal {teks} tidak ada di kalender. Tulisan aslinya disimpan; isi tanggal yang benar bila diketahui."
        )
        return [sentence.format(teks=told.printed)]

    def facts(self) -> GroupFacts:
        data = self.cleaned_data
        day, clock = data["arrived_on"].value, data["arrival_time"]
        moment = timezone.make_aware(datetime.combine(day, clock)) if day and clock else None
        return GroupFacts(
            cause=data["cause"],
            country=data["country"],
            sending_office=data["sending_office"],
            vessel=data["vessel"],
            mode=data["mode"],
            place_of_arrival=data["place_of_arrival"],
            arrived_on=day,
            arrival_at=moment,
            printed_date=data["printed_date"] or self._date_as_printed(),
            group_total=data["group_total"],
            note=data["note"],
            client_id=data["client_id"],
        )

    def _date_as_printed(self) -> str:
        """The writing of a date that no calendar has, also beside the corrected one, with its hour."""
        told, clock = self.cleaned_data["arrived_on"], self.cleaned_data["arrival_time"]
        printed = impossible_part(told.printed)
        if printed and told.value is None and clock:
            return f"{printed} {clock:%H.%M}"
        return printed


class RecordPersonForm(BaseForm):
    """One person on one card. Only name, age and sex are asked for, and each may be unknown."""

    fieldsets = [
        ("", ["name", "sex", "age", "village", "paper_held", "flags", "family_phone", "note"]),
        (
            "+",
            [
                "open_case",
                "nik",
                "passport_number",
                "phone",
                "deportation_reason",
                "more_flags",
                "entry",
                "unlisted_reason",
            ],
        ),
    ]
    submit_label = gettext_lazy("Simpan dan tambah orang")
    keep = "orang"

    name = OptionalNameField(label=gettext_lazy("Nama seperti terdengar"))
    sex = forms.ChoiceField(
        label=gettext_lazy("Jenis kelamin"),
        choices=Sex,
        widget=forms.RadioSelect(attrs={"class": "choices-big"}),
        error_messages={"required": gettext_lazy('Pilih jenis kelamin, atau pilih "Belum diketahui".')},
    )
    age = AgeOrBirthDateField(label=gettext_lazy("Umur atau tanggal lahir"))
    village = forms.CharField(label=gettext_lazy("Desa/kelurahan asal"), max_length=300, required=False)
    paper_held = forms.ChoiceField(label=gettext_lazy("Dokumen yang dibawa"), required=False)
    flags = forms.MultipleChoiceField(
        label=gettext_lazy("Keadaan"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "chip-set"})
    )
    family_phone = PhoneField(label=gettext_lazy("Telepon keluarga"), max_length=30, required=False)
    note = LongTextField(label=gettext_lazy("Catatan"), length=NOTE_LENGTH, rows=2, required=False)
    open_case = forms.BooleanField(label=gettext_lazy("Buka kasus"), required=False)
    nik = forms.CharField(label="NIK", required=False)
    passport_number = forms.CharField(label=gettext_lazy("Nomor paspor/SPLP"), max_length=20, required=False)
    phone = PhoneField(label=gettext_lazy("Telepon orang ini"), max_length=30, required=False)
    deportation_reason = forms.ChoiceField(label=gettext_lazy("Alasan deportasi"), required=False)
    more_flags = forms.MultipleChoiceField(
        label=gettext_lazy("Keadaan lainnya"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "chip-set"}),
    )
    entry = forms.ChoiceField(label=gettext_lazy("Baris pada daftar surat"), required=False)
    unlisted_reason = forms.CharField(
        label=gettext_lazy("Alasan tidak ada dalam daftar surat"), max_length=300, required=False
    )
    village_code = forms.CharField(widget=forms.HiddenInput, max_length=13, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    parent_client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    match = forms.CharField(widget=forms.HiddenInput, max_length=30, required=False)
    match_seen = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)

    def __init__(self, *args, cause: str = "", entries: Iterable[tuple[int, str]] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_lines(list(entries))
        today = timezone.localdate()
        documents = dict(reference.choices(ListName.DOCUMENT, today))
        self.fields["paper_held"].choices = with_unknown(
            [(code, documents[code]) for code in PAPERS if code in documents]
        )
        flags = dict(reference.choices(ListName.VULNERABILITY, today))
        self.fields["flags"].choices = [(code, flags.pop(code)) for code in FIRST_FLAGS if code in flags]
        self.fields["more_flags"].choices = list(flags.items())
        reasons = with_unknown(reference.choices(ListName.DEPORTATION_REASON, today))
        self.fields["deportation_reason"].choices = reasons
        if cause and cause != "DEPORTASI":
            del self.fields["deportation_reason"]
        if not self.is_bound:
            self.initial.setdefault("client_id", uuid4())
        for name, mode in (("nik", "numeric"), ("passport_number", "text")):
            self.fields[name].widget.attrs.update({"inputmode": mode, "autocomplete": "off"})
        self.fields["village"].widget.attrs.update(
            {"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false", "data-village": "village_code"}
        )
        self.warnings: list[str] = []

    def offer_lines(self, entries: list[tuple[int, str]]) -> None:
        """The open lines of the letter's list, on pages that show them; a phone keeps nobody's names."""
        if not entries:
            del self.fields["entry"]
            return
        lines = [(str(pk), words) for pk, words in entries]
        self.fields["entry"].choices = [("", _("Cocokkan menurut nama")), *lines, (OUTSIDE, _("Di luar daftar"))]

    def clean_nik(self) -> str:
        text = self.cleaned_data["nik"].strip()
        if not text:
            return ""
        reading = read_nik(text)
        if reading.problems:
            raise ValidationError(list(reading.problems))
        self.warnings += reading.warnings
        return reading.digits

    def clean(self) -> dict:
        cleaned = super().clean() or self.cleaned_data
        self.warnings += phone_warnings(self)
        code, text = cleaned.get("village_code", ""), cleaned.get("village", "")
        village = village_named(text, code)
        cleaned["village_code"] = village.code if village else ""
        elsewhere = village_conflict(text, village)
        if village and elsewhere:
            sentence = _("Desa {desa} berada di {kab}. Pilih kabupaten atau desa yang benar.")
            self.add_error("village", sentence.format(desa=village.name, kab=village.district.short_name()))
        return cleaned

    def keeps_printed(self) -> dict[str, str]:
        """Dates that were refused because no calendar has them: they travel on beside the corrected ones."""
        printed = impossible_part(self.data.get("age", "")) or self.data.get("age_tertulis", "")
        return {"age": printed[:100]} if printed else {}

    def person(self) -> PersonFacts:
        data = self.cleaned_data
        return PersonFacts(
            name=data.get("name", ""),
            sex=data.get("sex") or Sex.UNKNOWN,
            age=self._age(),
            place=Place(text=data.get("village", ""), area_code=data.get("village_code", "")),
            nik=data.get("nik", ""),
            passport_number=data.get("passport_number", "").upper(),
            phone=str(data.get("phone", "")),
            family_phone=str(data.get("family_phone", "")),
        )

    def _age(self) -> Age:
        told = self.cleaned_data.get("age")
        if told is None:
            return Age()
        is_words = any(char.isalpha() for char in told.printed) and not told.birth_date
        printed = told.printed if impossible_part(told.printed) or (is_words and not told.is_unknown) else ""
        return Age(
            birth_date=told.birth_date,
            birth_year=told.birth_year,
            years=told.age_years,
            is_estimated=told.is_estimated,
            printed=printed,
        )

    def arrival(self, captured_at: datetime | None = None) -> ArrivalFacts:
        data, line = self.cleaned_data, self.cleaned_data.get("entry", "")
        return ArrivalFacts(
            paper_held=data["paper_held"],
            flags=(*data["flags"], *data["more_flags"]),
            family_phone=str(data["family_phone"]),
            note=data["note"],
            client_id=data["client_id"],
            captured_at=captured_at,
            parent_client_id=data["parent_client_id"],
            same_as=self.same_as,
            open_case=data["open_case"],
            deportation_reason=data.get("deportation_reason", ""),
            entry_id=int(line) if line and line != OUTSIDE else None,
            is_unlisted=line == OUTSIDE,
            unlisted_reason=data["unlisted_reason"],
        )

    @property
    def same_as(self) -> str:
        """The number of the person chosen as the same, if one was."""
        chosen = self.cleaned_data.get("match", "")
        return "" if chosen in {"later", "other"} else chosen

    @property
    def others(self) -> list[str]:
        """Numbers of people that were shown and said to be somebody else."""
        if self.cleaned_data.get("match") != "other":
            return []
        return [number for number in self.cleaned_data.get("match_seen", "").split(",") if number]
