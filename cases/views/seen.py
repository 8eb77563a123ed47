"""What somebody looked at before deciding on it: rows and their stamps, carried by the form as `12:3,13:1`."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cases.exceptions import ChangedMeanwhile
from cases.models import Returnee

LONGEST_KEY = 18  # digits that every integer of the database has room for


def as_seen(rows: Iterable[Returnee]) -> str:
    return ",".join(f"{row.pk}:{row.stamp}" for row in rows)


def seen_of(text: str) -> dict[int, int]:
    """Stamp by row; what is no such pair is left out."""
    pairs = [piece.split(":") for piece in text.split(",") if piece.count(":") == 1]
    return {int(pk): int(stamp) for pk, stamp in pairs if is_key(pk) and is_key(stamp)}


def is_key(text: str) -> bool:
    return text.isdecimal() and len(text) <= LONGEST_KEY


def looked_at(stamp: int | None) -> int:
    """The stamp that the page carried; raises ChangedMeanwhile for a page that carried none."""
    if stamp is None:
        raise ChangedMeanwhile(_("Halaman ini sudah lama terbuka. Muat ulang, lalu periksa lagi."))
    return stamp
