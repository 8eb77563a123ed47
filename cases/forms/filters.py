"""Filters of the lists, sent by GET. What cannot be read is left out; the sentence says what is shown."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cases import reference
from cases.choices import ListName, RepatriationState, Sex
from core.forms import BaseForm
from regions.models import Area

ANY = [("", _("Semua"))]


def district_choices(viewer) -> list[tuple[str, str]]:
    """Districts of the office's province; a district account has no choice to make."""
    if viewer.district_ids:
        return []
    rows = Area.objects.districts().current().within(settings.OFFICE_PROVINCE_CODE).order_by("code")
    return [(str(area.pk), area.short_name()) for area in rows]


class FilterForm(BaseForm):
    """Bound to the query; `values` are what could be read, `is_used` whether anything was asked."""

    form_tag = False

    def __init__(self, data, *, viewer):
        super().__init__(data, auto_id="saring_%s")
        choices = district_choices(viewer)
        if choices:
            self.fields["district"].choices = [*ANY, *choices]
        else:
            del self.fields["district"]

    def values(self) -> dict[str, object]:
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value not in ("", None, False)}
        self._errors = forms.utils.ErrorDict()
        return found

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.fields)


class CaseFilter(FilterForm):
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("open", _("Terbuka")), ("done", _("Selesai")), ("all", _("Semua"))]
    )
    stage = forms.ChoiceField(label=_("Tahap"), required=False)
    category = forms.ChoiceField(label=_("Kategori"), required=False)
    country = forms.ChoiceField(label=_("Negara"), required=False)
    district = forms.ChoiceField(label=_("Daerah asal"), required=False)
    assignee = forms.ChoiceField(
        label=_("Petugas"),
        required=False,
        choices=[*ANY, ("me", _("Saya")), ("none", _("Belum ditugaskan"))],
    )
    is_overdue = forms.BooleanField(label=_("Lewat tenggat"), required=False)

    def __init__(self, data, *, viewer):
        super().__init__(data, viewer=viewer)
        for name, list_name in (
            ("stage", ListName.STAGE),
            ("category", ListName.CASE_CATEGORY),
            ("country", ListName.COUNTRY),
        ):
            self.fields[name].choices = [*ANY, *reference.choices(list_name)]


class WorkerFilter(FilterForm):
    name = forms.CharField(label=_("Nama"), required=False, max_length=200)
    sex = forms.ChoiceField(label=_("Jenis kelamin"), required=False, choices=[*ANY, *Sex.choices])
    district = forms.ChoiceField(label=_("Daerah asal"), required=False)
    is_place_open = forms.BooleanField(label=_("Tempat asal belum dikenali"), required=False)


class ReturnFilter(FilterForm):
    cause = forms.ChoiceField(label=_("Sebab kepulangan"), required=False)
    state = forms.ChoiceField(label=_("Keadaan"), required=False, choices=[*ANY, *RepatriationState.choices])
    district = forms.ChoiceField(label=_("Daerah asal"), required=False)
    is_waiting = forms.BooleanField(label=_("Menunggu verifikasi"), required=False)

    def __init__(self, data, *, viewer):
        super().__init__(data, viewer=viewer)
        self.fields["cause"].choices = [*ANY, *reference.choices(ListName.RETURN_CAUSE)]
