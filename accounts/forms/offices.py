"""Offices and acting heads."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from accounts.choices import ActingTitle, OfficeKind
from accounts.facts import OfficeFacts, Period
from accounts.models import Office, User
from core.forms import BaseForm, BaseModelForm, PhoneField, SourceDateField
from regions.models import Area


class OfficeForm(BaseModelForm):
    keep = "unit"
    fieldsets = [
        ("", ["kind", "name", "short_name", "district", "parent", "phone", "closed_on"]),
    ]

    phone = PhoneField(max_length=30, label=gettext_lazy("Telepon"), required=False)
    closed_on = SourceDateField(label=gettext_lazy("Ditutup tanggal"), required=False)

    class Meta:
        model = Office
        fields = ["kind", "name", "short_name", "district", "parent", "phone", "closed_on"]
        labels = {"parent": gettext_lazy("Unit induk")}
        help_texts = {
            "name": gettext_lazy("Nama resmi seperti pada kop surat unit itu sendiri."),
            "district": gettext_lazy("Wajib untuk dinas; menentukan data yang dilihat penggunanya."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = OfficeKind.choices
        own = Area.objects.districts().filter(code__startswith=f"{settings.OFFICE_PROVINCE_CODE}.")
        self.fields["district"].queryset = own.order_by("name")
        self.fields["parent"].queryset = Office.objects.exclude(pk=self.instance.pk)

    def _post_clean(self) -> None:
        """The instance stays as the database has it: the action writes."""

    def facts(self) -> OfficeFacts:
        cleaned = self.cleaned_data
        return OfficeFacts(
            kind=cleaned["kind"],
            name=cleaned["name"].strip(),
            short_name=cleaned["short_name"].strip(),
            district_id=cleaned["district"].pk if cleaned["district"] else None,
            parent_id=cleaned["parent"].pk if cleaned["parent"] else None,
            phone=cleaned["phone"],
            closed_on=cleaned["closed_on"],
        )


class ActingForm(BaseForm):
    submit_label = gettext_lazy("Tunjuk")
    keep = "plh"

    user = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Pegawai"))
    title = forms.ChoiceField(label=gettext_lazy("Sebutan"), choices=ActingTitle.choices)
    starts_on = SourceDateField(label=gettext_lazy("Mulai tanggal"))
    ends_on = SourceDateField(label=gettext_lazy("Sampai tanggal"))
    order_number = forms.CharField(label=gettext_lazy("Nomor surat perintah"), max_length=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        users = User.objects.filter(is_active=True, office__kind=OfficeKind.PROVINCE)
        self.fields["user"].queryset = users.order_by("full_name")

    def period(self) -> Period:
        return Period(self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])
