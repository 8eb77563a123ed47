"""Giving a letter to somebody in two taps, and saying what came of it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import BaseForm, LongTextField, SourceDateField
from letters import reference
from letters.choices import DispositionState, ListName
from letters.queries import today, who_may_be_given


class GiveForm(BaseForm):
    """What is to be done is chosen, the person is the button that sends the form."""

    keep = "disposisi"

    instruction = forms.ChoiceField(
        label=gettext_lazy("Isi disposisi"), widget=forms.RadioSelect(attrs={"class": "choices-big"})
    )
    text = forms.CharField(label=gettext_lazy("Pesan"), max_length=500, required=False)
    due_on = SourceDateField(label=gettext_lazy("Tenggat"), required=False)
    to = forms.ModelChoiceField(label=gettext_lazy("Kepada"), queryset=None)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["instruction"].choices = reference.choices(ListName.INSTRUCTION, today())
        self.initial.setdefault("instruction", self.fields["instruction"].choices[0][0])
        self.fields["to"].queryset = who_may_be_given(today())
        self.fields["to"].error_messages["required"] = _("Pilih siapa yang mengerjakannya.")


class FinishForm(BaseForm):
    """What came of it. The head may take a disposition back."""

    keep = "hasil-disposisi"

    state = forms.ChoiceField(
        label=gettext_lazy("Keadaan"),
        choices=DispositionState.choices,
        widget=forms.RadioSelect(attrs={"class": "choices-big"}),
    )
    answer = LongTextField(label=gettext_lazy("Hasil"), length=1000, rows=3, required=False)
