"""The form of a text's or a paper's wording and sheet."""

from django import forms
from django.utils.translation import gettext_lazy

from core.forms import BaseModelForm, LongTextField
from core.papers import Sheet
from letters.models import PaperTemplate
from letters.queries import InUse
from letters.writings import SIZES

SHEET = ("size", "top", "bottom", "left", "right", "has_letterhead")


class TemplateForm(BaseModelForm):
    keep = "naskah-baku"
    body = LongTextField(
        label=gettext_lazy("Isi"),
        length=20_000,
        rows=20,
        help_text=gettext_lazy(
            "Nilai ditulis dalam dua kurung kurawal. Baris kosong memisahkan paragraf; baris yang diawali ## "
            "menjadi judul."
        ),
    )
    fieldsets = [("", ["body"]), (gettext_lazy("Kertas (milimeter)"), [*SHEET])]

    class Meta:
        model = PaperTemplate
        fields = ["body", *SHEET]

    def __init__(self, *args, in_use: InUse, **kwargs):
        super().__init__(*args, **kwargs)
        if not in_use.writing.has_wording:
            del self.fields["body"]
        if not in_use.writing.layout:
            for name in SHEET:
                del self.fields[name]
        for name in ("top", "bottom", "left", "right"):
            if name in self.fields:
                self.fields[name].widget = forms.NumberInput(attrs={"class": "input-short"})

    def values(self) -> dict[str, object]:
        return dict(self.cleaned_data)


def template_values(found: InUse) -> dict[str, object]:
    """What is in use as the inputs of the form."""
    sheet: Sheet = found.sheet
    size = next((code for code, sides in SIZES.items() if sides == (sheet.width, sheet.height)), "A4")
    plain = {name: getattr(sheet, name) for name in SHEET if name != "size"}
    return {"body": found.body, "size": size, **plain}
