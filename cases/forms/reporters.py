"""The form of one who told of a case, here or at another agency."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.choices import Kinship, ListName
from cases.forms.deaths import past_day
from cases.forms.journeys import short
from cases.models import CaseReporter
from cases.queries import today
from core.forms import OnceForm, PhoneField, VersionedFormMixin


class ReporterForm(OnceForm):
    name = short(gettext_lazy("Nama pengadu"), 200)
    kinship = forms.ChoiceField(label=gettext_lazy("Hubungan dengan orang itu"), choices=Kinship.choices)
    phone = PhoneField(label=gettext_lazy("Telepon"), required=False, max_length=30)
    agency = forms.ChoiceField(label=gettext_lazy("Mengadu kepada"), required=False)
    agency_name = short(gettext_lazy("Nama instansi"), 200)
    number = short(gettext_lazy("Nomor laporan"), 100)
    on = past_day(gettext_lazy("Tanggal"))
    note = short(gettext_lazy("Keterangan"), 300)
    fieldsets = [("", ["name", "kinship", "phone", "agency", "on"]), ("+", ["agency_name", "number", "note"])]
    keep = "pengadu"
    COLUMNS = ("name", "kinship", "phone", "agency", "agency_name", "number", "on", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", _("Kantor ini")), *reference.choices(ListName.AGENCY, today())]
        self.initial.setdefault("kinship", Kinship.UNKNOWN)

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        told = ("name", "phone", "agency", "agency_name")
        if not any(self.cleaned_data.get(name) for name in told) and not any(name in self.errors for name in told):
            self.add_error("name", _("Isi nama, telepon, atau instansi tempat mengadu."))
        return cleaned

    def values(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self.COLUMNS}


class EditReporterForm(VersionedFormMixin, ReporterForm):
    keep = "ubah-pengadu"


def reporter_values(row: CaseReporter) -> dict[str, object]:
    return {name: getattr(row, name) for name in (*ReporterForm.COLUMNS, "version")}
