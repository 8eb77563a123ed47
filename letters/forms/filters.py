"""The filter of the list, sent by GET."""

from django import forms
from django.utils.translation import gettext_lazy

from core.filters import FilterField, FilterForm, any_of
from letters import reference
from letters.choices import Classification, Direction, Handling, ListName


class LetterFilter(FilterForm):
    arah = forms.ChoiceField(choices=Direction.choices, required=False, widget=forms.HiddenInput)
    q = forms.CharField(label=gettext_lazy("Nomor atau pengirim"), required=False, max_length=100)
    handling = FilterField(gettext_lazy("Keadaan"), any_of(lambda: list(Handling.choices)))
    kind = FilterField(gettext_lazy("Jenis"), any_of(lambda: reference.choices(ListName.KIND)))
    classification = FilterField(gettext_lazy("Sifat"), any_of(lambda: list(Classification.choices)))
    is_mine = forms.BooleanField(label=gettext_lazy("Disposisi saya yang terbuka"), required=False)
