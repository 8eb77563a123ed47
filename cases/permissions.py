"""May this viewer do that to this row? Answers the reason why not, or nothing when it is allowed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import HandoverState, SubmissionState
from cases.models import (
    Case,
    Coordination,
    Handover,
    Interview,
    RehabilitationRefusal,
    Repatriation,
    Returnee,
    ReturnPaper,
    Worker,
)
from cases.queries import is_verified
from core.models import StoredFile
from core.scope import Viewer

SIGNED_ON_SCREEN = gettext_lazy(
    "Serah terima ini ditandatangani di layar, jadi isinya tidak diubah lagi. Hapus tanda tangannya selama belum "
    "selesai, atau batalkan serah terimanya."
)


def why_not_right(viewer: Viewer, right: str) -> str:
    if viewer.may(right):
        return ""
    return _("Akun Anda tidak berwenang melakukan ini.")


def why_not_change_returnee(viewer: Viewer, returnee: Returnee) -> str:
    """Those who log may change until the office has verified; the office may always."""
    if viewer.may("returns.verify"):
        return ""
    if not viewer.may("returns.record"):
        return _("Akun Anda tidak berwenang melakukan ini.")
    if returnee.submission_state == SubmissionState.VERIFIED:
        return _("Sudah diverifikasi oleh BP3MI. Minta BP3MI mengubahnya, atau mengembalikannya kepada Anda.")
    return ""


def why_not_tick(viewer: Viewer, returnee: Returnee) -> str:
    """Those named for a pick-up tick until the office has looked at the person and verified; the office may always."""
    if viewer.may("returns.verify") or not (returnee.checked_by_id and returnee.submission_state == "VERIFIED"):
        return ""
    return _("Sudah diverifikasi oleh BP3MI. Minta BP3MI mengubahnya.")


def why_not_change_worker(viewer: Viewer, worker: Worker) -> str:
    """Those who log may change the person until the office has verified one of their returns; the office may always."""
    if viewer.may("returns.verify") or viewer.sees_everything:
        return ""
    if not viewer.may("workers.edit"):
        return _("Akun Anda tidak berwenang melakukan ini.")
    if is_verified(worker):
        return _("Data orang ini sudah diverifikasi oleh BP3MI. Minta BP3MI mengubahnya.")
    return ""


def why_not_work(viewer: Viewer, case: Case, right: str) -> str:
    """Nothing moves in a closed case until it is opened again."""
    if not viewer.may(right):
        return _("Akun Anda tidak berwenang melakukan ini.")
    if case.closed_at is not None:
        return _("Kasus ini sudah ditutup. Buka kembali lebih dahulu.")
    return ""


def why_not_change_return(viewer: Viewer, repatriation: Repatriation) -> str:
    """The group's own facts: the office, and whoever logged the group."""
    if viewer.may("returns.verify"):
        return ""
    if viewer.may("returns.record") and repatriation.created_by_id == viewer.user_id:
        return ""
    return _("Data rombongan ini diubah oleh BP3MI atau petugas yang mencatatnya.")


def why_not_change_coordination(viewer: Viewer, row: Coordination) -> str:
    """A contact is corrected by whoever noted it, and by those who change the return."""
    if viewer.may("returns.record") and row.created_by_id == viewer.user_id:
        return ""
    return why_not_change_return(viewer, row.repatriation)


def why_not_change_handover(viewer: Viewer, handover: Handover) -> str:
    if not viewer.may("returns.record"):
        return _("Akun Anda tidak berwenang melakukan ini.")
    if handover.state == HandoverState.CANCELLED:
        return _("Serah terima ini sudah dibatalkan. Buat yang baru.")
    return ""


def why_not_interview(viewer: Viewer, case: Case | None) -> str:
    """Interviews are recorded and corrected by those with the right; those of a closed file wait until it is open."""
    if case is not None:
        return why_not_work(viewer, case, "interviews.record")
    return why_not_right(viewer, "interviews.record")


def why_not_change_interview(viewer: Viewer, row: Interview) -> str:
    return why_not_interview(viewer, row.case)


def why_not_correct_handover(viewer: Viewer, handover: Handover) -> str:
    """What was signed on the screen stays as it was signed."""
    why_not = why_not_change_handover(viewer, handover)
    return why_not or (str(SIGNED_ON_SCREEN) if handover.signatures.exists() else "")


def why_not_remove_paper(viewer: Viewer, file: StoredFile) -> str:
    """A wrong photo is taken away by who added it, or by the head."""
    if viewer.may("returns.record") and (file.uploaded_by_id == viewer.user_id or "head" in viewer.roles):
        return ""
    return _("Foto ini dihapus oleh yang menambahkannya, atau oleh Kepala BP3MI.")


def why_not_change_paper(viewer: Viewer, paper: ReturnPaper) -> str:
    if not viewer.may("returns.record"):
        return _("Akun Anda tidak berwenang melakukan ini.")
    if paper.letter_id is not None:
        return _("Naskah ini sudah dicatat sebagai surat keluar dan tidak diubah lagi.")
    return ""


def why_not_change_refusal(viewer: Viewer, refusal: RehabilitationRefusal) -> str:
    if not viewer.may("returns.record"):
        return _("Akun Anda tidak berwenang melakukan ini.")
    if refusal.state == HandoverState.CANCELLED:
        return _("Pernyataan ini sudah dibatalkan. Buat yang baru.")
    if refusal.state == HandoverState.SIGNED:
        return _("Pernyataan ini sudah ditandatangani dan tidak diubah lagi. Batalkan, lalu buat yang baru.")
    return ""


def why_not_join(viewer: Viewer, worker: Worker, other: Worker | None) -> str:
    """Joining two records needs sight of both, and the right to change both."""
    if not viewer.may("workers.match"):
        return _("Akun Anda tidak berwenang melakukan ini.")
    if other is None:
        return _("Data yang mirip ada di luar wilayah kerja Anda. Minta BP3MI memutuskannya.")
    return why_not_change_worker(viewer, worker) or why_not_change_worker(viewer, other)
