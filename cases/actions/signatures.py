"""Signing a hand-over on the screen. A signature is bound to the facts of its moment by a digest."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.handovers import refuse_absent, refuse_nobody
from cases.choices import HandoverState, SignerRole
from cases.files import HANDOVER_SIGNATURE, HandoverFiles
from cases.models import Handover, HandoverSignature, Returnee
from cases.queries.wide_texts import facts_digest
from core.actions.files import keep_file, remove_file
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action

NEEDED = (SignerRole.GIVER, SignerRole.RECEIVER)


@action
def add_signature(
    *, handover: Handover, role: str, position_no: int, name: str, upload, by, form_id: UUID | None = None
) -> HandoverSignature:
    """The drawn line, or the photo of one. Only while the hand-over is prepared and its day is known.

    The same form sent twice signs once.
    """
    row = open_handover(handover)
    refuse_to_come(row)
    if not name.strip():
        raise DomainError(_("Tulis nama yang menandatangani."), field="name")
    there = row.signatures.select_related("file").filter(role=role, position_no=position_no).first()
    if there is not None and form_id is not None and there.file.form_id == form_id:
        return there
    if there is not None:
        raise DomainError(_("{nama} sudah menandatangani. Hapus dahulu bila salah.").format(nama=there.name))
    file = keep_file(
        upload=upload, kind=HANDOVER_SIGNATURE, owner_kind=HandoverFiles.kind, owner_id=row.pk, by=by, form_id=form_id
    )
    return HandoverSignature.objects.create(
        handover=row,
        role=role,
        position_no=position_no,
        name=name.strip(),
        file=file,
        digest=facts_digest(row),
        by=by,
    )


@action
def remove_signature(*, signature: HandoverSignature, reason: str, by) -> Handover:
    """A wrong one, while the hand-over is not finished. Its picture goes with the reason."""
    row = open_handover(signature.handover)
    remove_file(stored=signature.file, reason=reason, by=by)
    signature.delete()
    return row


@action
def finish_signing(*, handover: Handover, version: int, people: list[Returnee], by) -> Handover:
    """Who gives and who receives have signed these very facts: the hand-over took place."""
    row = open_handover(handover, version)
    refuse_to_come(row)
    refuse_nobody(people)
    refuse_absent(people)
    signatures = list(row.signatures.all())
    if set(NEEDED) - {signature.role for signature in signatures}:
        raise DomainError(_("Belum lengkap: yang menyerahkan dan yang menerima harus menandatangani."))
    digest = facts_digest(row)
    if changed := [signature.name for signature in signatures if signature.digest != digest]:
        sentence = _("Data berubah sesudah {nama} menandatangani. Hapus tanda tangannya dan minta tanda tangan lagi.")
        raise DomainError(sentence.format(nama=", ".join(changed)))
    row.state = HandoverState.SIGNED
    row.version += 1
    row.save(update_fields=["state", "version"])
    return row


def refuse_to_come(row: Handover) -> None:
    """A hand-over may be prepared for a day to come; it is signed when the day is there."""
    if row.on and row.on > timezone.localdate():
        raise DomainError(_("Tanggal ini belum terjadi. Periksa tanggalnya."))


def open_handover(handover: Handover, version: int | None = None) -> Handover:
    row = lock_version(Handover.objects.all(), pk=handover.pk, version=version)
    if row.state != HandoverState.PREPARED:
        raise DomainError(_("Serah terima ini sudah ditandatangani atau dibatalkan, jadi tanda tangannya tetap."))
    if row.on is None:
        raise DomainError(_("Isi dahulu tanggal serah terimanya, supaya yang ditandatangani tidak berubah lagi."))
    return row
