"""Forms about one person. Only a name, an age and a sex are asked for, and each may be unknown."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.choices import ListName, Sex
from cases.facts import Age, PersonFacts, Place
from cases.forms.casework import OpenCaseForm
from cases.forms.fields import phone_warnings
from cases.numbers import digits_of, normal_nik
from cases.queries import mask, today
from cases.readings import read_passport
from core.fields import impossible_part
from core.forms import (
    AgeOrBirthDate,
    AgeOrBirthDateField,
    BaseForm,
    LongTextField,
    PersonNameField,
    PhoneField,
    VersionedFormMixin,
)
from regions.nik import read_nik

UNKNOWN = [("", gettext_lazy("Belum diketahui"))]
SAME_OTHER = "OTHER"
SAME_LATER = "LATER"


def as_age(told: AgeOrBirthDate | None) -> Age:
    """The form's answer as the plain fact that actions take; a date that cannot be is kept as printed."""
    if told is None:
        return Age()
    return Age(
        birth_date=told.birth_date,
        birth_year=told.birth_year,
        years=told.age_years,
        is_estimated=told.is_estimated,
        printed=told.printed if impossible_part(told.printed) else "",
    )


def told_age(worker) -> AgeOrBirthDate:
    """What is known of a person's age, as the field shows it."""
    if worker.birth_date:
        return AgeOrBirthDate(birth_date=worker.birth_date, birth_year=worker.birth_date.year)
    if worker.stated_age is not None or worker.birth_year:
        return AgeOrBirthDate(birth_year=worker.birth_year, age_years=worker.stated_age, is_estimated=True)
    return AgeOrBirthDate(is_unknown=True)


class PurposeForm(BaseForm):
    """What a list of numbers is opened for."""

    purpose = forms.CharField(
        label=gettext_lazy("Keperluan"),
        max_length=200,
        help_text=gettext_lazy("Misalnya: mencocokkan NIK dengan surat pengantar."),
    )
    submit_label = gettext_lazy("Tampilkan nomor")
    keep = "keperluan-nomor"


class PersonForm(BaseForm):
    """The short form of a person. `area_code` is filled by the area search; the text stays as written."""

    name = PersonNameField(label=gettext_lazy("Nama"), required=False)
    name_unknown = forms.BooleanField(label=gettext_lazy("Nama belum diketahui"), required=False)
    sex = forms.ChoiceField(
        label=gettext_lazy("Jenis kelamin"),
        choices=Sex.choices,
        widget=forms.RadioSelect(attrs={"class": "choices-inline"}),
        error_messages={"required": gettext_lazy('Pilih jenis kelamin, atau pilih "Belum diketahui".')},
    )
    age = AgeOrBirthDateField(
        label=gettext_lazy("Umur atau tanggal lahir"),
        help_text=gettext_lazy('Misalnya 34, 7 bulan, 1990, 12/05/1990, atau "belum diketahui".'),
    )
    place = forms.CharField(
        label=gettext_lazy("Desa atau daerah asal"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Tulis desa, lalu kabupaten. Pilih dari daftar bila muncul."),
    )
    area_code = forms.CharField(max_length=13, required=False, widget=forms.HiddenInput)
    nik = forms.CharField(label="NIK", max_length=40, required=False)
    phone = PhoneField(label=gettext_lazy("Telepon"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.warnings: list[str] = []
        self.fields["nik"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})
        self.fields["place"].widget.attrs.update({"autocomplete": "off", "data-area-search": "id_area_code"})

    def clean_nik(self) -> str:
        """Sixteen digits or nothing; everything else about a NIK only warns."""
        text = self.cleaned_data["nik"]
        if not text:
            return ""
        told = self.cleaned_data.get("age")
        reading = read_nik(
            text,
            birth_date=told.birth_date if told else None,
            sex=self.cleaned_data.get("sex", ""),
            on=today(),
        )
        if reading.problems:
            raise forms.ValidationError(reading.problems[0])
        self.warnings += reading.warnings
        return reading.digits

    def clean(self):
        cleaned = super().clean()
        self.warnings += phone_warnings(self)
        is_told = self.cleaned_data.get("name_unknown") or self.cleaned_data.get("name")
        if "name" in self.fields and not is_told and "name" not in self.errors:
            self.add_error("name", _('Isi nama seperti yang terdengar, atau pilih "Nama belum diketahui".'))
        return cleaned

    def told_name(self) -> str:
        return "" if self.cleaned_data["name_unknown"] else self.cleaned_data["name"]

    def told_age(self) -> Age:
        return as_age(self.cleaned_data["age"])

    def told_phone(self) -> str:
        return str(self.cleaned_data["phone"])[:30]

    def told_place(self) -> Place:
        """A code chosen for another writing does not count for this one."""
        is_stale = "place" in self.changed_data and "area_code" not in self.changed_data
        return Place(self.cleaned_data["place"], "" if is_stale else self.cleaned_data["area_code"])

    def facts(self) -> PersonFacts:
        return PersonFacts(
            name=self.told_name(),
            sex=self.cleaned_data["sex"],
            age=self.told_age(),
            place=self.told_place(),
            nik=self.cleaned_data["nik"],
            phone=self.told_phone(),
        )


class EditWorkerForm(VersionedFormMixin, PersonForm):
    """Changes of a person. NIK, KK and passport are not shown; an empty input keeps them."""

    family_card = forms.CharField(label=gettext_lazy("Nomor KK"), max_length=40, required=False)
    passport_number = forms.CharField(label=gettext_lazy("Nomor paspor/SPLP"), max_length=40, required=False)
    fieldsets = [
        ("", ["name", "name_unknown", "sex", "age", "place", "nik", "family_card", "passport_number", "phone"])
    ]
    keep = "ubah-orang"

    def __init__(self, *args, worker, **kwargs):
        super().__init__(*args, **kwargs)
        self.worker = worker
        for name, mode in (("nik", "numeric"), ("family_card", "numeric"), ("passport_number", "text")):
            self.fields[name].widget.attrs.update({"inputmode": mode, "autocomplete": "off"})
            if kept := getattr(worker, name):
                words = _("Tersimpan {nik}. Isi hanya bila diganti.").format(nik=mask(kept))
                self.fields[name].help_text = words

    def clean_family_card(self) -> str:
        text = self.cleaned_data["family_card"]
        number = normal_nik(text)
        if text and not number:
            sentence = _("Nomor KK terdiri atas 16 angka; yang diisi {n} angka. Anda dapat menyimpan tanpa nomor KK.")
            raise forms.ValidationError(sentence.format(n=len(digits_of(text))))
        return number

    def clean_passport_number(self) -> str:
        text = self.cleaned_data["passport_number"]
        if not text:
            return ""
        reading = read_passport(text, today())
        if reading.problem:
            sentence = _("Nomor paspor/SPLP tidak terbaca. Periksa huruf dan angkanya, atau kosongkan isian ini.")
            raise forms.ValidationError(sentence)
        return reading.text

    def _take_current_values(self) -> None:
        """Whoever takes the place now stored takes the area that was chosen for it too."""
        super()._take_current_values()
        if self.data.get("pakai_place") == "current":
            self.data = self.data.copy()
            self.data["area_code"] = self.initial.get("area_code", "")

    @classmethod
    def values_of(cls, worker, place: Place) -> dict[str, object]:
        """The row as the form's inputs."""
        return {
            "name": worker.told_name,
            "name_unknown": not worker.told_name,
            "sex": worker.sex,
            "age": told_age(worker),
            "place": place.text,
            "area_code": place.area_code,
            "phone": worker.phone,
            "version": worker.version,
        }

    def changes(self) -> dict[str, object]:
        """What `correct_worker` is to change: only what differs from the row as it was opened."""
        found: dict[str, object] = {"name": self.told_name(), "sex": self.cleaned_data["sex"]}
        if replace(self.cleaned_data["age"], printed="") != told_age(self.worker) or self.told_age().printed:
            found["age"] = self.told_age()
        if {"place", "area_code"} & set(self.changed_data):
            found["place"] = self.told_place()
        numbers = ("nik", "family_card", "passport_number")
        found |= {name: self.cleaned_data[name] for name in numbers if self.cleaned_data[name]}
        found["phone"] = self.told_phone()
        return found


PERSON = ("name", "name_unknown", "sex", "age", "place", "area_code", "nik", "passport_number", "phone")


class EditArrivalForm(EditWorkerForm):
    """One person's arrival and the person, in one form: what was left for later, and what was sent back.

    `version` is the stamp of both rows. Without `may_change_person` the person stays as verified.
    """

    cause = forms.ChoiceField(label=gettext_lazy("Sebab kepulangan"))
    deportation_reason = forms.ChoiceField(label=gettext_lazy("Alasan deportasi"), required=False)
    paper_held = forms.ChoiceField(label=gettext_lazy("Dokumen yang dipegang"), required=False)
    flags = forms.MultipleChoiceField(
        label=gettext_lazy("Kerentanan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    family_phone = PhoneField(label=gettext_lazy("Telepon keluarga"), required=False)
    note = LongTextField(label=gettext_lazy("Catatan"), length=2000, required=False)
    fieldsets = [
        (gettext_lazy("Orang"), ["name", "name_unknown", "sex", "age", "place", "nik", "passport_number", "phone"]),
        (
            gettext_lazy("Kedatangan"),
            ["cause", "deportation_reason", "paper_held", "flags", "family_phone", "note"],
        ),
    ]
    keep = "ubah-kedatangan"

    def __init__(self, *args, worker, may_change_person: bool, **kwargs):
        super().__init__(*args, worker=worker, **kwargs)
        self.may_change_person = may_change_person
        day = today()
        self.fields["cause"].choices = reference.choices(ListName.RETURN_CAUSE, day)
        reasons = reference.choices(ListName.DEPORTATION_REASON, day)
        self.fields["deportation_reason"].choices = [*UNKNOWN, *reasons]
        self.fields["paper_held"].choices = [*UNKNOWN, *reference.choices(ListName.DOCUMENT, day)]
        self.fields["flags"].choices = reference.choices(ListName.VULNERABILITY, day)
        for name in () if may_change_person else PERSON:
            del self.fields[name]

    def changes(self) -> dict[str, object]:
        return super().changes() if self.may_change_person else {}

    def arrival_changes(self) -> dict[str, object]:
        names = ("cause", "deportation_reason", "paper_held", "flags", "note")
        told = {name: self.cleaned_data[name] for name in names}
        return {**told, "family_phone": str(self.cleaned_data["family_phone"])[:30]}


class OpenCaseWithPersonForm(OpenCaseForm, PersonForm):
    """A new file about somebody told now. `same_as`: a known person's number, other, or decide later."""

    same_as = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    fieldsets = [
        (gettext_lazy("Orang"), ["name", "name_unknown", "sex", "age", "place", "phone"]),
        (gettext_lazy("Kasus"), ["category", "channel", "country", "summary"]),
        ("+", ["nik", "adu_number"]),
    ]

    @property
    def helper(self):
        """The choice among likely duplicates stands outside the form and names it."""
        helper = super().helper
        helper.form_id = "formulir"
        return helper
