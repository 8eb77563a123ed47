"""Form fields of casework: a number of people as it is told, and what must be said of telephone numbers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.counts import count_words, read_count
from cases.facts import Count
from core.fields import PhoneText


def phone_warnings(form: forms.Form) -> list[str]:
    """A telephone number never blocks; one that does not read as a number is said to be looked at."""
    told = [(form[name].label, form.cleaned_data.get(name)) for name in form.fields]
    sentence = _('"{label}" tidak terbaca sebagai nomor telepon. Isian tetap tersimpan; periksa lagi.')
    return [sentence.format(label=label) for label, value in told if isinstance(value, PhoneText) and value.is_doubtful]


class CountField(forms.Field):
    """`81`, `sekitar 80`, `70-80`, `lebih dari 50`, `puluhan`. Cleans to a Count or None."""

    widget = forms.TextInput

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.setdefault("class", "input-short")

    def prepare_value(self, value: object) -> object:
        return count_words(value) if isinstance(value, Count) else value

    def to_python(self, value: object) -> Count | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = read_count(text)
        if found is None:
            sentence = _("Jumlah tidak terbaca. Tulis seperti 81, sekitar 80, 70-80, atau lebih dari 50.")
            raise ValidationError(sentence, code="unreadable")
        return found

    def has_changed(self, initial: object, data: object) -> bool:
        try:
            return self.to_python(data) != initial
        except ValidationError:
            return True
