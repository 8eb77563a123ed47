"""To whom the open work of a user goes."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import BaseForm


class HandOverForm(BaseForm):
    """One taker for all, and another for single pieces where wanted. Every piece shown comes back with the form."""

    form_tag = False
    keep = "serah-terima"

    to = forms.ModelChoiceField(None, label=gettext_lazy("Semua diserahkan kepada"), empty_label=gettext_lazy("Pilih"))

    def __init__(self, *args, work: list, takers, **kwargs):
        self.work = work
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = takers
        self.fields["to"].label_from_instance = taker_label
        self.fields["to"].required = bool(work)
        choices = [("", _("Seperti pilihan di atas")), *((user.pk, taker_label(user)) for user in takers)]
        self.takers = {user.pk: user for user in takers}
        for key, kind, line in work:
            field = forms.TypedChoiceField(
                label=f"{kind} {line}", choices=choices, coerce=int, required=False, empty_value=None
            )
            self.fields[field_name(key)] = field

    def shown(self) -> set[str]:
        """The pieces that stood on the page."""
        return set(self.data.getlist("shown"))

    def lines(self) -> list[dict]:
        return [
            {"name": field_name(key), "kind": kind, "line": line, "field": self[field_name(key)]}
            for key, kind, line in self.work
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.shown() != {field_name(key) for key, _kind, _line in self.work}:
            raise forms.ValidationError(
                _("Daftar tugas berubah sejak halaman dibuka. Periksa daftar terbaru, lalu serahkan kembali.")
            )
        return cleaned

    def plan(self) -> dict:
        cleaned = self.cleaned_data
        return {key: self.takers.get(cleaned.get(field_name(key)), cleaned["to"]) for key, _kind, _line in self.work}


def field_name(key: tuple[str, int]) -> str:
    return f"to-{key[0]}-{key[1]}"


def taker_label(user) -> str:
    return f"{user.full_name} · {user.office.short_name}"
