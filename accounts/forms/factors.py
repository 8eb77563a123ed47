"""Second factors, and confirming who one is. What proves it is kept in no draft."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.sign_in import password_field
from accounts.proofs import what_is_wrong, wrong_code
from core.forms import BaseForm


class OnceInput(forms.TextInput):
    """A code counts once, so it is not shown again."""

    def format_value(self, value):
        return None


def code_field(**kwargs) -> forms.CharField:
    """A code of six digits or a recovery code; phones offer the code of the app."""
    attrs = {
        "autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false", "data-no-keep": "",
        "inputmode": "text",
    }  # fmt: skip
    kwargs.setdefault("label", gettext_lazy("Kode"))
    return forms.CharField(max_length=40, widget=OnceInput(attrs=attrs), **kwargs)


def clock_field() -> forms.CharField:
    """What the clock of this device says; clock.js writes it when the form is sent."""
    return forms.CharField(required=False, max_length=20, widget=forms.HiddenInput(attrs={"data-clock": ""}))


class CodeForm(BaseForm):
    """A code of the authenticator app, or a recovery code."""

    submit_label = gettext_lazy("Lanjutkan")

    code = code_field(help_text=gettext_lazy("Enam angka dari aplikasi kode, atau satu kode cadangan."))
    clock = clock_field()


class ConfirmAppForm(BaseForm):
    submit_label = gettext_lazy("Pasang aplikasi kode")

    code = code_field(
        label=gettext_lazy("Kode dari aplikasi"), help_text=gettext_lazy("Enam angka yang tampil sekarang.")
    )
    clock = clock_field()


class SureForm(BaseForm):
    """Password, and a code where the account has a second factor."""

    submit_label = gettext_lazy("Lanjutkan")
    form_tag = False

    sure_password = password_field(gettext_lazy("Kata sandi"), "current-password")
    sure_code = code_field(help_text=gettext_lazy("Enam angka dari aplikasi kode, atau satu kode cadangan."))
    sure_clock = clock_field()

    def __init__(self, *args, has_factor: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_factor:
            del self.fields["sure_code"]

    def proves(self, request: HttpRequest) -> bool:
        """Whether both are right; the form says what is not."""
        wrong = what_is_wrong(request.user, self.cleaned_data["sure_password"], self.cleaned_data.get("sure_code"))
        if wrong == "password":
            self.add_error("sure_password", _("Kata sandi tidak cocok. Periksa huruf besar dan kecil."))
        elif wrong:
            self.add_error("sure_code", wrong_code(self.cleaned_data.get("sure_clock")))
        return not wrong


class PasskeyNameForm(BaseForm):
    form_tag = False

    name = forms.CharField(
        label=gettext_lazy("Nama perangkat"),
        max_length=60,
        help_text=gettext_lazy("Misalnya: ponsel kantor, laptop. Nama ini tampil bila perangkat harus diputus."),
    )


class AskResetForm(BaseForm):
    """How the first person made sure whom it is about."""

    submit_label = gettext_lazy("Minta pengaturan ulang")
    keep = "atur-ulang"

    identity_note = forms.CharField(
        label=gettext_lazy("Cara memastikan orangnya"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Misalnya: datang sendiri dengan KTP, atau panggilan video dan nomor yang dikenal."),
    )


class LostDeviceForm(BaseForm):
    """Whose device was lost."""

    form_tag = False

    q = forms.CharField(label=gettext_lazy("Nama pengguna atau nama orang"), max_length=100, required=False)
