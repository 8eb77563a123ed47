"""Letters by words of their number or sender. Row security keeps the database from its indexes of words, so a function
of the walls asks them (policies.py); it answers keys alone, which are then read under the rule of sight."""

from django.db.models import Q
from django.db.models.expressions import RawSQL


def like_words(text: str) -> str:
    """The text for a LIKE over capitals, with its own signs taken literally."""
    return text.upper().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def letters_with(text: str) -> Q:
    """Letters whose agenda number is the text, or whose number or sender holds it."""
    words = " ".join(text.split())
    return Q(agenda_number=words.upper()) | Q(pk__in=RawSQL("SELECT walls.letters_like(%s)", [like_words(words)]))
