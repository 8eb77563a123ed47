"""Passwords: length, common words and patterns only (OWASP ASVS 6.2); no rules of composition, no expiry."""

from itertools import pairwise

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


LONGEST_PIECE = 4
MOST_STEPS = 3  # a password of 12 signs that runs "abcdefghijkl" leaves its path nowhere; a sentence nearly always


class PatternValidator:
    """Refuses one piece said over and over (aaaaaaaaaaaa, 12121212 ...) and runs of the alphabet or of the digits."""

    def validate(self, password: str, user=None) -> None:
        if is_repeated(password.lower()) or is_run(password.lower()):
            sentence = _("Kata sandi mudah ditebak: hanya pengulangan atau urutan. Pakai beberapa kata yang berbeda.")
            raise ValidationError(sentence, code="pattern")

    def get_help_text(self) -> str:
        return _("Jangan memakai satu huruf yang diulang-ulang, atau urutan seperti abcdef dan 123456.")


def is_repeated(text: str) -> bool:
    """`aaaa`, `abab`, `kopikopikop`: a piece of at most four signs, again and again."""
    pieces = (text[:size] for size in range(1, LONGEST_PIECE + 1))
    return any((piece * len(text))[: len(text)] == text for piece in pieces if piece)


def is_run(text: str) -> bool:
    """Signs that follow each other in the alphabet or among the digits, up or down, with few breaks."""
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    breaks = sum(1 for step in steps if step not in {0, 1, -1})
    return len(text) > 2 * MOST_STEPS and breaks <= MOST_STEPS
