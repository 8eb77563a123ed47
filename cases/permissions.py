"""May this viewer do that to this row? Answers the reason why not, or nothing when it is allowed."""

from django.utils.translation import gettext as _

from cases.choices import SubmissionState
from cases.models import Case, Returnee
from core.scope import Viewer


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


def why_not_work(viewer: Viewer, case: Case, right: str) -> str:
    """Nothing moves in a closed case until it is opened again."""
    if not viewer.may(right):
        return _("Akun Anda tidak berwenang melakukan ini.")
    if case.closed_at is not None:
        return _("Kasus ini sudah ditutup. Buka kembali lebih dahulu.")
    return ""
