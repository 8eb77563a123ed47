"""A name and an address of a person, each as one source gives it; and a state of the person from a day on."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.choices import AddressKind, ListName, NameKind, SourceKind
from cases.facts import Place, Source
from cases.queries import today
from core.forms import BaseForm, PersonNameField, SourceDateField

# What is offered; the official name is given by editing the person, or by using what a source says.
NAME_KINDS = [(kind.value, kind.label) for kind in NameKind if kind != NameKind.OFFICIAL]


class ToldForm(BaseForm):
    """Where a statement stands."""

    source_kind = forms.ChoiceField(label=gettext_lazy("Jenis sumber"), choices=SourceKind.choices)
    source = forms.CharField(label=gettext_lazy("Sumber"), max_length=200, required=False)
    source_date = SourceDateField(label=gettext_lazy("Tanggal sumber"), required=False, allow_future=False)

    def told_source(self) -> Source:
        data = self.cleaned_data
        return Source(data["source_kind"], data["source"], data["source_date"])


class NameForm(ToldForm):
    text = PersonNameField(
        label=gettext_lazy("Nama"), error_messages={"required": gettext_lazy("Isi nama seperti pada sumbernya.")}
    )
    kind = forms.ChoiceField(label=gettext_lazy("Jenis nama"), choices=NAME_KINDS)
    fieldsets = [("", ["text", "kind", "source_kind", "source", "source_date"])]
    keep = "nama-orang"


class AddressForm(ToldForm):
    """`area_code` is filled by the area search; the text stays as written."""

    kind = forms.ChoiceField(label=gettext_lazy("Jenis alamat"), choices=AddressKind.choices)
    place = forms.CharField(
        label=gettext_lazy("Alamat"),
        max_length=300,
        help_text=gettext_lazy("Tulis desa, lalu kabupaten. Pilih dari daftar bila muncul."),
    )
    area_code = forms.CharField(max_length=13, required=False, widget=forms.HiddenInput)
    is_counted = forms.BooleanField(
        label=gettext_lazy("Dihitung dalam laporan"),
        required=False,
        help_text=gettext_lazy("Satu alamat seseorang dihitung; laporan bulan-bulan lalu ikut berubah."),
    )
    fieldsets = [("", ["kind", "place", "source_kind", "source", "source_date", "is_counted"])]
    keep = "alamat-orang"

    def __init__(self, *args, may_count: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].widget.attrs.update({"autocomplete": "off", "data-area-search": "id_area_code"})
        if not may_count:
            del self.fields["is_counted"]

    def told_place(self) -> Place:
        return Place(self.cleaned_data["place"], self.cleaned_data["area_code"])


class StatusForm(BaseForm):
    """CPMI, PMI, purna and the other states: since when, and where. A day that nobody knows is said to be unknown."""

    status = forms.ChoiceField(label=gettext_lazy("Status"))
    starts_on = SourceDateField(
        label=gettext_lazy("Sejak tanggal"),
        required=False,
        allow_future=False,
        help_text=gettext_lazy("Misalnya 24/11/2026 atau 24 Nov 2026."),
    )
    date_unknown = forms.BooleanField(label=gettext_lazy("Tanggal belum diketahui"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Negara"), required=False)
    note = forms.CharField(label=gettext_lazy("Catatan"), max_length=300, required=False)
    fieldsets = [("", ["status", "starts_on", "date_unknown", "country", "note"])]
    keep = "status-orang"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        day = today()
        self.fields["status"].choices = [("", gettext_lazy("Pilih")), *reference.choices(ListName.WORKER_STATUS, day)]
        unknown = ("", gettext_lazy("Belum diketahui"))
        self.fields["country"].choices = [unknown, *reference.choices(ListName.COUNTRY, day)]

    def clean(self):
        cleaned = super().clean()
        is_dated, is_unknown = bool(self.cleaned_data.get("starts_on")), self.cleaned_data.get("date_unknown")
        if "starts_on" not in self.errors and is_dated == bool(is_unknown):
            self.add_error("starts_on", _('Isi tanggalnya, atau pilih "Tanggal belum diketahui"; salah satu saja.'))
        return cleaned

    def told_status(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in ("status", "starts_on", "country", "note")}
