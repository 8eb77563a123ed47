"""A new list of a return beside those that stand. A part of actions."""

from django.utils.translation import gettext as _

from cases.actions.keeping import standing_lists
from cases.models import Manifest, Repatriation
from cases.standing_lists import Stand
from core.exceptions import DomainError


def place_list(repatriation: Repatriation, stand: Stand | None, **columns) -> tuple[Manifest, list[Manifest]]:
    """The new list, and those whose place it takes; without a `stand` that is all of them.

    Raises DomainError when other lists stand by now than those that were looked at.
    """
    standing = standing_lists(repatriation)
    if stand is None:
        stand = Stand(frozenset(standing))
    elif stand.seen != standing.keys():
        sentence = _("Daftar lain baru saja dimasukkan atau diganti. Periksa lagi bedanya, lalu pilih kembali.")
        raise DomainError(sentence, field="relation")
    is_addition = bool(standing) and not stand.replaces
    manifest = Manifest.objects.create(repatriation=repatriation, is_addition=is_addition, **columns)
    return manifest, [standing[pk] for pk in sorted(stand.replaces)]
