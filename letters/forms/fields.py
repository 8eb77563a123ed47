"""An amount of money, an hour and another letter, each as people write it."""

import re
from decimal import Decimal, InvalidOperation

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from letters.models import Letter
from letters.queries import letter_named

MOST = Decimal(10) ** 12
THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")


class RupiahField(forms.Field):
    """`Rp 12.500.000`, `12500000`, `1.250,50`. Cleans to a Decimal or None."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off", "class": "input-short"})

    def prepare_value(self, value: object) -> object:
        """As it is typed here, in whichever language the page is."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value:,.2f}".translate(str.maketrans(",.", ".,"))
        return text.removesuffix(",00")

    def to_python(self, value: object) -> Decimal | None:
        text = re.sub(r"(?i)^rp\.?|,-$|\s", "", str(value or "").strip())
        if not text:
            return None
        whole, _comma, rest = text.partition(",")
        if THOUSANDS.fullmatch(whole):
            whole = whole.replace(".", "")
        try:
            amount = Decimal(f"{whole}.{rest or 0}") if whole.isdecimal() and (rest or "0").isdecimal() else None
        except InvalidOperation:
            amount = None
        if amount is None or amount >= MOST:
            raise ValidationError(_("Jumlah uang tidak terbaca. Tulis seperti 12.500.000."), code="unreadable")
        return amount.quantize(Decimal("0.01"))


class HourField(forms.TimeField):
    """`21.00` or `21:00`."""

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "input-short", "autocomplete": "off"}))
        super().__init__(input_formats=["%H.%M", "%H:%M"], **kwargs)

    def prepare_value(self, value: object) -> object:
        return f"{value:%H.%M}" if hasattr(value, "hour") else value


class LetterField(forms.CharField):
    """Another letter by its agenda number, or by its number as printed. Cleans to the letter or None."""

    def prepare_value(self, value: object) -> object:
        if isinstance(value, int):
            value = Letter.objects.filter(pk=value).first()
        return value.agenda_number if isinstance(value, Letter) else value

    def clean(self, value: object) -> Letter | None:  # type: ignore[override]
        text = super().clean(value)
        if not text:
            return None
        found = letter_named(text)
        if found is None:
            sentence = _('Surat "{nomor}" tidak ditemukan, atau ada beberapa. Tulis nomor agendanya.')
            raise ValidationError(sentence.format(nomor=text), code="missing")
        return found
