"""An old book: its title, its file, and what counts for rows that do not say it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.choices import ListName
from cases.forms.casework import CHOOSE
from cases.forms.list_imports import ACCEPTED
from cases.listing import Grid
from cases.listing.source import grids_of
from cases.queries import today
from core.forms import BaseForm
from core.sheets import SheetRefused


class OldSourceForm(BaseForm):
    title = forms.CharField(
        label=gettext_lazy("Judul"),
        max_length=150,
        help_text=gettext_lazy("Misalnya Buku pemulangan 2019-2022. Tampil sebagai sumber pada data orangnya."),
    )
    file = forms.FileField(
        label=gettext_lazy("Berkas"),
        allow_empty_file=True,
        help_text=gettext_lazy("XLSX, XLS, atau CSV, paling besar 10 MB. Satu lembar untuk tiap tahun boleh."),
    )
    cause = forms.ChoiceField(label=gettext_lazy("Sebab kepulangan bila tidak tertulis"))
    country = forms.ChoiceField(label=gettext_lazy("Negara"), required=False)
    fieldsets = [("", ["title", "file", "cause", "country"])]
    submit_label = gettext_lazy("Baca berkas")
    keep = "data-lama"
    form_tag = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.grids: list[Grid] = []
        self.fields["file"].widget.attrs["accept"] = ACCEPTED
        self.fields["cause"].choices = [*CHOOSE, *reference.choices(ListName.RETURN_CAUSE, today())]
        unknown = ("", _("Belum diketahui"))
        self.fields["country"].choices = [unknown, *reference.choices(ListName.COUNTRY, today())]

    def clean_file(self):
        file = self.cleaned_data["file"]
        try:
            self.grids = grids_of(file)
        except SheetRefused as refusal:
            raise forms.ValidationError(refusal.message) from refusal
        return file

    def told(self) -> dict[str, object]:
        data = self.cleaned_data
        names = {name: data[name] for name in ("title", "cause", "country")}
        return {**names, "file_name": data["file"].name, "grids": self.grids}
