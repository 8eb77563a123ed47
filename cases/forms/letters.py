"""Linking a letter: from a return or a case by the letter's number, from the letter by the other's number."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import LetterRole
from cases.models import Case, Repatriation
from core.forms import BaseForm
from letters.forms.fields import LetterField


class LinkLetterForm(BaseForm):
    letter = LetterField(
        label=gettext_lazy("Nomor surat"),
        max_length=100,
        help_text=gettext_lazy("Nomor agenda atau nomor seperti tertulis pada surat."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Peran surat"), choices=LetterRole.choices)
    submit_label = gettext_lazy("Tautkan")
    keep = "tautan-surat"


class LinkFromLetterForm(BaseForm):
    """`to` cleans to the return or the case in sight."""

    to = forms.CharField(
        label=gettext_lazy("Nomor pemulangan atau kasus"),
        max_length=20,
        help_text=gettext_lazy("Misalnya PM-2026-0031 atau KS-2026-0123."),
    )
    role = forms.ChoiceField(label=gettext_lazy("Peran surat"), choices=LetterRole.choices)
    submit_label = gettext_lazy("Tautkan")
    keep = "tautan-surat"

    def clean_to(self) -> Repatriation | Case:
        number = "-".join(self.cleaned_data["to"].upper().split())
        found = Repatriation.objects.filter(number=number).first() or Case.objects.filter(number=number).first()
        if found is None:
            raise ValidationError(_("Tidak ada pemulangan atau kasus dengan nomor itu."), code="missing")
        return found
