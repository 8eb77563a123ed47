"""Forms of the data-protection officer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.fields import LongTextField
from core.forms import BaseForm
from reports.models import UnusualPattern


def day_field(label, **options) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, **options)


class SubjectForm(BaseForm):
    """Whose record: a number of ours, or a name."""

    q = forms.CharField(label=_("Nomor PMI, nomor kasus, atau nama"), required=False, max_length=200)


class SummaryForm(BaseForm):
    """How much was looked at: by all on a day, or by one user in the weeks before it."""

    hari = day_field(_("Hari"))
    pengguna = forms.ModelChoiceField(
        label=_("Pengguna"), required=False, queryset=User.objects.none(), empty_label=_("Semua")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pengguna"].queryset = User.objects.order_by("full_name")


class PatternFilterForm(BaseForm):
    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keadaan"].choices = [("", _("Semua")), *UnusualPattern.State.choices]


class ExplainForm(BaseForm):
    """What the officer says of a pattern."""

    submit_label = _("Simpan")
    keep = "pola-tidak-biasa"
    state = forms.ChoiceField(
        label=_("Keadaan"),
        choices=[choice for choice in UnusualPattern.State.choices if choice[0] != UnusualPattern.State.NEW],
        widget=forms.RadioSelect,
    )
    note = LongTextField(
        label=_("Penjelasan"),
        length=500,
        rows=4,
        required=False,
        help_text=_(
            "Siapa yang ditanya, apa jawabnya, dan apa tindak lanjutnya. Jangan menulis data orang yang dilayani."
        ),
    )
