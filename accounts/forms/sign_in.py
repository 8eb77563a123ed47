"""Signing in and new passwords. What is typed here is never kept by the browser's drafts."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import BaseForm
from core.limits import check, count

LONGEST_PASSWORD = 128


def password_field(label: str, autocomplete: str, **kwargs) -> forms.CharField:
    """A password as typed: nothing is stripped, pasting is allowed."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "autocapitalize": "none", "spellcheck": "false"})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget, **kwargs)


class SignInForm(BaseForm):
    submit_label = gettext_lazy("Masuk")

    username = forms.CharField(
        label=gettext_lazy("Nama pengguna"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )
    password = password_field(gettext_lazy("Kata sandi"), "current-password")


class NewPasswordForm(BaseForm):
    """A password for `user`, checked by the rules of passwords."""

    submit_label = gettext_lazy("Simpan kata sandi")

    password = password_field(
        gettext_lazy("Kata sandi baru"),
        "new-password",
        help_text=gettext_lazy("Paling sedikit 12 huruf. Beberapa kata yang tidak berhubungan mudah diingat."),
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class ChangePasswordForm(NewPasswordForm):
    current = password_field(gettext_lazy("Kata sandi sekarang"), "current-password")
    field_order = ["current", "password"]

    def clean_current(self) -> str:
        """Guesses count like those on the page that asks who one is."""
        check("step_up", str(self.user.pk))
        if not self.user.check_password(self.cleaned_data["current"]):
            count("step_up", str(self.user.pk))
            raise forms.ValidationError(_("Kata sandi sekarang tidak cocok. Periksa huruf besar dan kecil."))
        return self.cleaned_data["current"]
