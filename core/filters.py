"""Filters of lists, sent by GET: what they have in common."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext as _

from core.rendering import ListSelect


def any_of(choices: Callable[[], list[tuple[str, str]]]) -> Callable[[], list[tuple[str, str]]]:
    """The choices with "Semua" before them, asked for when the form is shown."""
    return lambda: [("", _("Semua")), *choices()]


class FilterField(forms.ChoiceField):
    """One of a list, or all. Its choices may be a function."""

    widget = ListSelect

    def __init__(self, label, choices, **kwargs):
        super().__init__(label=label, choices=choices, required=False, **kwargs)


class FilterForm(forms.Form):
    """Bound to the query; `values` are what could be read, `is_used` whether anything was asked.

    A district account has no choice of district to make.
    """

    def __init__(self, data, *, viewer):
        super().__init__(data, auto_id="saring_%s")
        if viewer.district_ids:
            self.fields.pop("district", None)

    def values(self) -> dict[str, object]:
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value not in ("", None, False)}
        self._errors = forms.utils.ErrorDict()
        return found

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.fields)
