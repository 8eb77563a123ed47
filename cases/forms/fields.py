"""Form fields of casework: numbers of people, times of day, amounts, people of a group; doubtful telephone numbers."""

import re
from collections.abc import Mapping
from datetime import time
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.counts import count_words, read_count
from cases.facts import Count
from cases.models import Returnee
from core.fields import PhoneText
from core.templatetags.ui import tanggal

CLOCK = re.compile(r"([01]?\d|2[0-3])\s*[.:,]?\s*([0-5]\d)?\s*(?:wita|wib|wit)?", re.IGNORECASE)
MOST_RUPIAH = Decimal("100000000000")


def phone_warnings(form: forms.Form) -> list[str]:
    """A telephone number never blocks; one that does not read as a number is said to be looked at."""
    told = [(form[name].label, form.cleaned_data.get(name)) for name in form.fields]
    sentence = _('"{label}" tidak terbaca sebagai nomor telepon. Isian tetap tersimpan; periksa lagi.')
    return [sentence.format(label=label) for label, value in told if isinstance(value, PhoneText) and value.is_doubtful]


class FromUntilMixin:
    """For forms with `from_on` and `until_on`: the last day is not before the first."""

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()  # type: ignore[misc]
        told = self.cleaned_data  # type: ignore[attr-defined]
        begins, ends = told.get("from_on"), told.get("until_on")
        if begins and ends and ends < begins:
            sentence = _("Hari terakhir lebih awal daripada {tgl}.").format(tgl=tanggal(begins))
            self.add_error("until_on", sentence)  # type: ignore[attr-defined]
        return cleaned


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


class ClockField(forms.CharField):
    """A time of day: 21.00, 21:00, 2100 or 21."""

    def clean(self, value: object) -> time | None:
        text = super().clean(value)
        if not text:
            return None
        found = CLOCK.fullmatch(text)
        if found is None:
            raise ValidationError(_("Jam tidak terbaca. Tulis seperti 21.00."), code="unreadable")
        return time(int(found[1]), int(found[2] or 0))

    def prepare_value(self, value: object) -> object:
        return f"{value:%H.%M}" if isinstance(value, time) else value


class RupiahField(forms.CharField):
    """`350.000`, `Rp350.000`, `350000,50`. Cleans to an amount or None."""

    def __init__(self, **kwargs) -> None:
        super().__init__(max_length=30, required=False, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "class": "input-short"}

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, Decimal):
            return value
        text = f"{value:,.2f}".removesuffix(".00")
        return text.translate(str.maketrans(",.", ".,"))

    def clean(self, value: object) -> Decimal | None:
        text = re.sub(r"(?i)^rp\.?|\s", "", super().clean(value))
        if not text:
            return None
        plain = text.replace(".", "").replace(",", ".") if re.fullmatch(r"[\d.]+(,\d{1,2})?", text) else text
        try:
            amount = Decimal(plain)
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount < 0 or amount > MOST_RUPIAH:
            raise ValidationError(_("Jumlah uang tidak terbaca. Tulis seperti 350.000."), code="unreadable")
        return amount


class PeopleField(forms.ModelMultipleChoiceField):
    """Some people of a group, ticked by name. Its form gives it a queryset of returnees with their worker.

    `marks` says beside a name to whose family the person belongs, by key.
    """

    widget = forms.CheckboxSelectMultiple
    marks: Mapping[int, str] = {}

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=None, **kwargs)

    def label_from_instance(self, obj: Returnee) -> str:
        mark = self.marks.get(obj.pk, "")
        return f"{obj.worker} ({mark})" if mark else str(obj.worker)
