"""For which day, or between which days, accounts are asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import BaseForm


def day_field(label) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class AsOfForm(BaseForm):
    hari = day_field(_("Keadaan pada hari"))
    dari = day_field(_("Perubahan sejak"))
    sampai = day_field(_("sampai"))
