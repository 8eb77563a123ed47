"""May this viewer do that to this letter? Answers the reason why not, or nothing when it is allowed."""

from django.utils.translation import gettext as _

from core.scope import Viewer
from letters.choices import OPEN_TO_OFFICE, Classification, ReleaseState
from letters.models import Disposition, Letter, PressRelease
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


def why_not_edit_release(viewer: Viewer, release: PressRelease) -> str:
    """A draft is edited by whoever may write releases; what waits or was approved is not touched any more."""
    if not viewer.may("releases.write"):
        return _("Akun Anda tidak berwenang melakukan ini.")
    if release.state == ReleaseState.SUBMITTED:
        return _("Naskah ini sedang menunggu persetujuan. Minta dikembalikan lebih dahulu.")
    if release.state == ReleaseState.APPROVED:
        return _("Siaran pers ini sudah disetujui dan tidak diubah lagi. Susun yang baru.")
    return ""


def why_not_approve(viewer: Viewer, release: PressRelease, authors: set[int]) -> str:
    """The head or who acts as head decides, and nobody on what they wrote themselves."""
    if not viewer.may("releases.approve"):
        return _("Siaran pers disetujui oleh Kepala BP3MI atau yang bertindak sebagai kepala.")
    if release.state != ReleaseState.SUBMITTED:
        return _("Naskah ini tidak sedang menunggu persetujuan.")
    if viewer.user_id in authors:
        return _("Anda ikut menulis naskah ini. Minta orang lain yang berwenang menyetujuinya.")
    return ""
