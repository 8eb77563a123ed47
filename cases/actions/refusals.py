"""Refusals of rehabilitation (Permen P2MI 32/2025 art. 39): prepared, corrected, signed, cancelled with a reason."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.cases import taken
from cases.choices import HandoverState
from cases.files import REFUSAL_PAPER, RefusalFiles
from cases.models import RehabilitationRefusal, Returnee
from core.actions.files import keep_file
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from core.models import StoredFile


@action
def prepare_refusal(*, returnee: Returnee, values: dict, by, form_id: UUID | None = None) -> RehabilitationRefusal:
    """What is not known yet is printed as a blank line."""
    if made := taken(RehabilitationRefusal, form_id):
        return made
    refuse_half_told(values)
    return RehabilitationRefusal.objects.create(returnee=returnee, form_id=form_id, created_by=by, **values)


@action
def correct_refusal(*, refusal: RehabilitationRefusal, version: int, values: dict, by) -> RehabilitationRefusal:
    refuse_half_told(values)
    return changed(refusal, version, values)


@action
def sign_refusal(
    *, refusal: RehabilitationRefusal, version: int, upload, by, form_id: UUID | None = None
) -> StoredFile:
    """The photo or scan of the signed paper completes it."""
    if refusal.on is None:
        raise DomainError(_("Isi dahulu tanggal pernyataannya."))
    if refusal.on > timezone.localdate():
        raise DomainError(_("Tanggal ini belum terjadi. Periksa tanggalnya."))
    row = changed(refusal, version, {"state": HandoverState.SIGNED})
    return keep_file(
        upload=upload, kind=REFUSAL_PAPER, owner_kind=RefusalFiles.kind, owner_id=row.pk, by=by, form_id=form_id
    )


@action
def cancel_refusal(*, refusal: RehabilitationRefusal, version: int, reason: str, by) -> RehabilitationRefusal:
    """The person changed their mind, or it was written by mistake."""
    if not reason.strip():
        raise DomainError(_("Tulis mengapa pernyataan ini dibatalkan."), field="reason")
    row = lock_version(RehabilitationRefusal.objects.all(), pk=refusal.pk, version=version)
    row.state = HandoverState.CANCELLED
    row.note = "\n".join(filter(None, [row.note, reason.strip()]))
    row.version += 1
    row.save()
    return row


def refuse_half_told(values: dict) -> None:
    """The family states it only for somebody who cannot; then it is said why."""
    if values.get("is_by_family") and not values.get("incapacity", "").strip():
        raise DomainError(_("Tulis mengapa orang itu tidak dapat menyatakan sendiri."), field="incapacity")


def changed(refusal: RehabilitationRefusal, version: int, values: dict) -> RehabilitationRefusal:
    row = lock_version(RehabilitationRefusal.objects.all(), pk=refusal.pk, version=version)
    if row.state != HandoverState.PREPARED:
        raise DomainError(_("Pernyataan ini sudah ditandatangani atau dibatalkan."))
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return row
