"""Passwords: length and common words only (OWASP ASVS 6.2); no rules of composition, no expiry."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LOCAL_WORDS = (
    "bp3mi",
    "bp2mi",
    "kp2mi",
    "sultra",
    "kendari",
    "baubau",
    "pemulangan",
    "indonesia",
    "petugas",
    "password",
)


class LocalWordsValidator:
    """Refuses a password that is little more than words of this office or the user's own name."""

    def validate(self, password: str, user=None) -> None:
        rest = password.lower()
        own = [user.username, *user.full_name.split()] if user is not None else []
        for word in [*LOCAL_WORDS, *(name.lower() for name in own if len(name) > 2)]:
            rest = rest.replace(word, "")
        if len(rest) < 6:
            raise ValidationError(
                _("Kata sandi mudah ditebak. Pakai beberapa kata yang tidak berhubungan dengan kantor atau nama Anda."),
                code="local_words",
            )

    def get_help_text(self) -> str:
        return _("Jangan memakai nama sendiri, nama kantor, atau nama kota.")
