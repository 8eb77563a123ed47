"""May this viewer do that to this letter? Answers the reason why not, or nothing when it is allowed."""

from django.utils.translation import gettext as _

from core.scope import Viewer
from letters.choices import OPEN_TO_OFFICE, Classification
from letters.models import Disposition, Letter
from letters.querysets import KEEPERS


def why_not_change(viewer: Viewer, letter: Letter) -> str:
    """The office changes what it sees; others what they recorded."""
    if not viewer.may("letters.edit"):
        return _("Akun Anda tidak berwenang melakukan ini.")
    if viewer.is_province or viewer.roles & KEEPERS or letter.created_by_id == viewer.user_id:
        return ""
    return _("Surat ini diubah oleh BP3MI atau petugas yang mencatatnya.")


def why_not_classify(viewer: Viewer, letter: Letter, classification: str) -> str:
    """Nobody hides a letter from themselves: the head or who recorded it makes it secret."""
    hides = letter.classification in OPEN_TO_OFFICE and classification not in OPEN_TO_OFFICE
    if not hides or "head" in viewer.roles or viewer.sees_everything or letter.created_by_id == viewer.user_id:
        return ""
    word = Classification(classification).label
    sentence = _('Sifat "{sifat}" ditetapkan oleh kepala atau petugas yang mencatat surat ini.')
    return sentence.format(sifat=word)


def why_not_give(viewer: Viewer, letter: Letter) -> str:
    if not viewer.may("letters.dispose"):
        return _("Disposisi diberikan oleh Kepala BP3MI atau yang bertindak sebagai kepala.")
    return "" if letter.is_in else _("Surat keluar tidak didisposisikan.")


def may_finish(viewer: Viewer, disposition: Disposition) -> bool:
    """Who was given the letter says that it is done; the head may too."""
    return viewer.may("letters.dispose") or disposition.to_id == viewer.user_id
