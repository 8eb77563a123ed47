"""Forms of the sick: what they need to travel, and where they were treated."""

from django import forms
from django.utils.translation import gettext_lazy

from cases.choices_aftercare import Fitness, TreatedWhere
from cases.forms.deaths import countries, past_day
from cases.forms.fields import FromUntilMixin
from cases.forms.journeys import short
from cases.models import HospitalStay, Illness
from core.forms import LongTextField, OnceForm, VersionedFormMixin


class IllnessForm(OnceForm):
    fitness = forms.ChoiceField(label=gettext_lazy("Keadaan dalam perjalanan"), choices=Fitness.choices)
    escort = short(gettext_lazy("Pendamping atau perawat perjalanan"), 200)
    equipment = short(
        gettext_lazy("Perlengkapan khusus"), 300, help_text=gettext_lazy("Misalnya kursi roda atau oksigen.")
    )
    bedside = short(gettext_lazy("Yang mendampingi selama sakit"), 300)
    traced_by = short(
        gettext_lazy("Keluarga ditelusuri oleh"), 200, help_text=gettext_lazy("Misalnya Polsek setempat.")
    )
    traced_on = past_day(gettext_lazy("Ditelusuri pada"))
    informed_on = past_day(gettext_lazy("Keluarga diberi tahu pada"))
    informed_whom = short(gettext_lazy("Siapa yang diberi tahu"), 200)
    note = LongTextField(label=gettext_lazy("Keterangan"), length=1000, rows=2, required=False)
    fieldsets = [
        ("", ["fitness", "escort", "equipment", "bedside"]),
        (gettext_lazy("Keluarga"), ["traced_by", "traced_on", "informed_on", "informed_whom"]),
        ("+", ["note"]),
    ]
    keep = "orang-sakit"
    COLUMNS = (
        "fitness", "escort", "equipment", "bedside", "traced_by", "traced_on", "informed_on", "informed_whom", "note"
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("fitness", Fitness.UNKNOWN)

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.COLUMNS}


class EditIllnessForm(VersionedFormMixin, IllnessForm):
    keep = "ubah-orang-sakit"


def illness_values(illness: Illness) -> dict[str, object]:
    return {name: getattr(illness, name) for name in (*IllnessForm.COLUMNS, "version")}


class HospitalStayForm(FromUntilMixin, OnceForm):
    where = forms.ChoiceField(label=gettext_lazy("Dirawat di mana"), choices=TreatedWhere.choices)
    hospital = forms.CharField(
        label=gettext_lazy("Rumah sakit atau tempat"),
        max_length=200,
        error_messages={"required": gettext_lazy("Isi nama rumah sakit atau tempatnya, seperti pada sumber.")},
    )
    country = forms.ChoiceField(label=gettext_lazy("Negara"), required=False)
    from_on = past_day(gettext_lazy("Sejak"))
    until_on = past_day(gettext_lazy("Sampai"))
    length = short(
        gettext_lazy("Lamanya"), 100, help_text=gettext_lazy("Bila tanggalnya tidak diketahui, misalnya satu bulan.")
    )
    diagnosis = LongTextField(label=gettext_lazy("Penyakit seperti diceritakan"), length=500, rows=2, required=False)
    told_by = short(gettext_lazy("Menurut siapa atau surat apa"), 200)
    companion = short(gettext_lazy("Didampingi oleh"), 200)
    outcome = short(gettext_lazy("Hasil perawatan"), 300)
    fieldsets = [
        ("", ["where", "hospital", "country", "from_on", "until_on", "length"]),
        ("", ["diagnosis", "told_by"]),
        ("+", ["companion", "outcome"]),
    ]
    keep = "perawatan"
    COLUMNS = (
        "where", "hospital", "country", "from_on", "until_on", "length", "diagnosis", "told_by", "companion", "outcome"
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = countries()

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.COLUMNS}


class EditHospitalStayForm(VersionedFormMixin, HospitalStayForm):
    keep = "ubah-perawatan"


def hospital_values(stay: HospitalStay) -> dict[str, object]:
    return {name: getattr(stay, name) for name in (*HospitalStayForm.COLUMNS, "version")}
