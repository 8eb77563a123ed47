"""Filters of the lists, sent by GET. What cannot be read is left out; the sentence says what is shown."""

from collections.abc import Callable

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cases import reference
from cases.choices import ListName, RepatriationState, Sex
from core.filters import FilterField, FilterForm, any_of
from core.remember import remembered
from regions.queries import districts_of


def of_list(list_name: str) -> Callable[[], list[tuple[str, str]]]:
    return any_of(lambda: reference.choices(list_name))


def district_choices() -> list[tuple[str, str]]:
    """Districts of the office's province."""
    return _district_choices(settings.OFFICE_PROVINCE_CODE, get_language())


@remembered
def _district_choices(province_code: str, language: str | None) -> list[tuple[str, str]]:
    return [(str(area.pk), area.short_name()) for area in districts_of(province_code)]


class CaseFilter(FilterForm):
    status = FilterField(
        gettext_lazy("Status"),
        [("open", gettext_lazy("Terbuka")), ("done", gettext_lazy("Selesai")), ("all", gettext_lazy("Semua"))],
    )
    stage = FilterField(gettext_lazy("Tahap"), of_list(ListName.STAGE))
    category = FilterField(gettext_lazy("Kategori"), of_list(ListName.CASE_CATEGORY))
    country = FilterField(gettext_lazy("Negara"), of_list(ListName.COUNTRY))
    district = FilterField(gettext_lazy("Daerah asal"), any_of(district_choices))
    assignee = FilterField(
        gettext_lazy("Petugas"), any_of(lambda: [("me", _("Saya")), ("none", _("Belum ditugaskan"))])
    )
    is_overdue = forms.BooleanField(label=gettext_lazy("Lewat tenggat"), required=False)


class WorkerFilter(FilterForm):
    name = forms.CharField(label=gettext_lazy("Nama"), required=False, max_length=200)
    sex = FilterField(gettext_lazy("Jenis kelamin"), any_of(lambda: list(Sex.choices)))
    district = FilterField(gettext_lazy("Daerah asal"), any_of(district_choices))
    is_place_open = forms.BooleanField(label=gettext_lazy("Tempat asal belum dikenali"), required=False)


class ReturnFilter(FilterForm):
    cause = FilterField(gettext_lazy("Sebab kepulangan"), of_list(ListName.RETURN_CAUSE))
    state = FilterField(gettext_lazy("Keadaan"), any_of(lambda: list(RepatriationState.choices)))
    district = FilterField(gettext_lazy("Daerah asal"), any_of(district_choices))
    is_waiting = forms.BooleanField(label=gettext_lazy("Menunggu verifikasi"), required=False)
