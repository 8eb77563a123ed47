"""The forms of the reports. They validate and never write."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fields import LongTextField
from core.forms import BaseForm
from core.models import AccessRecord
from reports.words import KIND_WORDS, kind_word, look_word


class RequestExportForm(BaseForm):
    """Why the file is wanted. `form_id` makes a second click harmless."""

    submit_label = _("Siapkan berkas")
    keep = "keperluan-unduhan"
    purpose = LongTextField(
        label=_("Keperluan"),
        length=300,
        rows=3,
        help_text=_("Tulis keperluan unduhan ini. Keperluan dan nama Anda dicatat."),
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class LookFilterForm(BaseForm):
    """Filters of the record of looks."""

    hari = forms.DateField(
        label=_("Hari"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    pengguna = forms.ModelChoiceField(
        label=_("Pengguna"), required=False, queryset=User.objects.none(), empty_label=_("Semua")
    )
    cara = forms.ChoiceField(label=_("Cara"), required=False)
    jenis = forms.ChoiceField(label=_("Jenis data"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("Semua"))
        self.fields["pengguna"].queryset = User.objects.order_by("full_name")
        self.fields["cara"].choices = [everything, *((look.value, look_word(look.value)) for look in AccessRecord.Look)]
        self.fields["jenis"].choices = [everything, *((kind, kind_word(kind)) for kind in KIND_WORDS)]
