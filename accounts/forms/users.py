"""Accounts and their roles by date."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.facts import Period, UserFacts
from accounts.models import Office, User
from accounts.roles import ROLES, role_label
from core.forms import BaseForm, BaseModelForm, PersonNameField, PhoneField, SourceDateField, VersionedFormMixin

ALL, ACTIVE, ENDED = "", "aktif", "berakhir"


class UserFilterForm(BaseForm):
    """What the list of users shows."""

    form_tag = False

    q = forms.CharField(label=gettext_lazy("Nama"), required=False, max_length=100)
    office = forms.ModelChoiceField(
        Office.objects.none(), label=gettext_lazy("Unit kerja"), required=False, empty_label=gettext_lazy("Semua unit")
    )
    role = forms.ChoiceField(label=gettext_lazy("Peran"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("Keadaan"),
        required=False,
        choices=[
            (ALL, gettext_lazy("Semua")),
            (ACTIVE, gettext_lazy("Aktif")),
            (ENDED, gettext_lazy("Berakhir")),
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].queryset = Office.objects.all()
        self.fields["role"].choices = [("", _("Semua peran")), *((code, role_label(code)) for code in ROLES)]


class UserForm(VersionedFormMixin, BaseModelForm):
    """The account without its roles, which stand in a table of their own."""

    form_tag = False
    keep = "pengguna"
    fieldsets = [
        (gettext_lazy("Orang"), ["full_name", "username", "position", "employee_number", "phone", "email"]),
        (gettext_lazy("Unit dan masa berlaku"), ["office", "vouched_by", "voucher", "ends_on"]),
    ]

    full_name = PersonNameField(
        label=gettext_lazy("Nama lengkap"), error_messages={"required": gettext_lazy('Isi "Nama lengkap".')}
    )
    phone = PhoneField(max_length=30, label=gettext_lazy("Nomor WhatsApp"), required=False)
    ends_on = SourceDateField(
        label=gettext_lazy("Berlaku sampai"),
        required=False,
        help_text=gettext_lazy("Wajib untuk akun dinas kabupaten/kota."),
    )

    class Meta:
        model = User
        fields = [
            "full_name",
            "position",
            "employee_number",
            "phone",
            "email",
            "office",
            "vouched_by",
            "voucher",
            "ends_on",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        open_offices = Office.objects.filter(closed_on__isnull=True) | Office.objects.filter(pk=self.instance.office_id)
        self.fields["office"].queryset = open_offices
        self.fields["vouched_by"].help_text = _("Pejabat yang bertanggung jawab atas akun dinas, dengan jabatannya.")
        others = User.objects.filter(is_active=True) | User.objects.filter(pk=self.instance.voucher_id)
        self.fields["voucher"].queryset = others.exclude(pk=self.instance.pk)
        self.fields["voucher"].help_text = _(
            "Bila punya akun: selain kepala kantor, ia dapat menjadi orang kedua saat faktor kedua diatur ulang."
        )

    def _post_clean(self) -> None:
        """The instance stays as the database has it: the action writes."""

    def facts(self, roles: dict[str, Period]) -> UserFacts:
        names = [name for name in self.Meta.fields if name in self.cleaned_data]
        return UserFacts(**{name: self.cleaned_data[name] for name in names}, roles=roles)


class NewUserForm(UserForm):
    """A new account chooses its user name once."""

    username = forms.CharField(
        label=gettext_lazy("Nama pengguna"),
        max_length=60,
        help_text=gettext_lazy("Huruf kecil, angka, titik, garis. Tidak dapat diubah kemudian."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        validators=[
            RegexValidator(
                r"^[A-Za-z0-9][A-Za-z0-9._-]{2,}$",
                gettext_lazy("Nama pengguna paling sedikit 3 huruf: huruf, angka, titik, atau garis, tanpa spasi."),
            )
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].required = False


class RolesForm(BaseForm):
    """One line for each role: held or not, from when, until when."""

    form_tag = False

    def __init__(self, *args, standing: dict, on, is_own: bool = False, **kwargs):
        self.standing, self.on = standing, on
        super().__init__(*args, **kwargs)
        for code in ROLES:
            self._add_line(code, standing.get(code))
        if is_own:
            for field in self.fields.values():
                field.disabled = True

    def _add_line(self, code: str, row) -> None:
        label = role_label(code)
        self.fields[f"{code}-held"] = forms.BooleanField(label=label, required=False, initial=row is not None)
        self.fields[f"{code}-from"] = SourceDateField(
            label=_("{peran}: mulai").format(peran=label), required=False, initial=row.starts_on if row else self.on
        )
        self.fields[f"{code}-until"] = SourceDateField(
            label=_("{peran}: sampai").format(peran=label), required=False, initial=row.ends_on if row else None
        )

    def lines(self) -> list[dict]:
        return [
            {"held": self[f"{code}-held"], "from": self[f"{code}-from"], "until": self[f"{code}-until"]}
            for code in ROLES
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        for code in ROLES:
            begin, end = cleaned.get(f"{code}-from"), cleaned.get(f"{code}-until")
            if cleaned.get(f"{code}-held") and begin and end and end < begin:
                self.add_error(f"{code}-until", _("Tanggal akhir peran sebelum tanggal mulainya. Periksa keduanya."))
        return cleaned

    def periods(self) -> dict[str, Period]:
        cleaned = self.cleaned_data
        return {
            code: Period(cleaned.get(f"{code}-from") or self.on, cleaned.get(f"{code}-until"))
            for code in ROLES
            if cleaned.get(f"{code}-held")
        }
