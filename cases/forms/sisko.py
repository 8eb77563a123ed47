"""Forms of the block of Sisko P2MI, and the filter of what is not entered yet."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.actions.sisko import SiskoFacts
from cases.choices import SiskoResult
from cases.forms.filters import district_choices
from cases.queries import today
from core.filters import FilterField, FilterForm, any_of
from core.forms import LongTextField, OnceForm, SourceDateField

PEOPLE, CASES = "orang", "kasus"
FACTS = ["on", "officer", "registration_number", "adu_number", "note"]


class SiskoForm(OnceForm):
    """Who did it and when; the number that Sisko P2MI gave. A case has the ministry's complaint number too."""

    on = SourceDateField(label=gettext_lazy("Tanggal"), required=False, allow_future=False)
    officer = forms.CharField(
        label=gettext_lazy("Oleh"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Petugas yang mengerjakannya di Sisko P2MI."),
    )
    registration_number = forms.CharField(
        label=gettext_lazy("Nomor registrasi di Sisko P2MI"), max_length=40, required=False
    )
    adu_number = forms.CharField(label=gettext_lazy("Nomor ADU (KP2MI)"), max_length=40, required=False)
    note = LongTextField(label=gettext_lazy("Catatan"), length=500, rows=2, required=False)

    def __init__(self, *args, is_case: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("registration_number", "adu_number"):
            self.fields[name].widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})
        if not is_case:
            del self.fields["adu_number"]

    def facts(self) -> SiskoFacts:
        told = {name: self.cleaned_data.get(name, "").strip() for name in FACTS if name != "on"}
        return SiskoFacts(on=self.cleaned_data["on"] or today(), **told)


class SiskoCheckForm(SiskoForm):
    result = forms.ChoiceField(
        label=gettext_lazy("Hasil"),
        choices=SiskoResult.choices,
        widget=forms.RadioSelect(attrs={"class": "choices-big"}),
    )
    fieldsets = [("", ["result", *FACTS])]
    keep = "sisko-periksa"


class SiskoEntryForm(SiskoForm):
    fieldsets = [("", FACTS)]
    submit_label = gettext_lazy("Sudah dimasukkan")
    keep = "sisko-masuk"


class SiskoFilter(FilterForm):
    jenis = FilterField(gettext_lazy("Yang belum dimasukkan"), lambda: [(PEOPLE, _("Orang")), (CASES, _("Kasus"))])
    name = forms.CharField(label=gettext_lazy("Nama"), required=False, max_length=200)
    checked = FilterField(
        gettext_lazy("Pemeriksaan"), any_of(lambda: [("none", _("Belum diperiksa")), *SiskoResult.choices])
    )
    district = FilterField(gettext_lazy("Daerah asal"), any_of(district_choices))

    def __init__(self, data, *, viewer):
        super().__init__(data, viewer=viewer)
        if not viewer.may("cases.view"):
            del self.fields["jenis"]
        if self.is_of_cases:
            del self.fields["name"]

    @property
    def is_of_cases(self) -> bool:
        return "jenis" in self.fields and self.data.get("jenis") == CASES
