"""Keeping, removing and forgetting files. A file is on the disk before its row is written, and never half of it."""

import logging
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.files import CheckedFile, FileDamaged, FileRefused, check_upload, content_of
from core.history import action
from core.keys import CannotDecrypt, key_id_of, key_ring
from core.limited import MB
from core.locks import lock_once
from core.models import StoredFile
from core.models.files import CONTENT_COLUMN
from core.storage import random_place, stored_files
from core.templatetags.ui import angka

logger = logging.getLogger(__name__)
HEAD = 64  # bytes of a content that are enough to name its key
KEPT_AFTER_REMOVAL = timedelta(days=30)


@action
def keep_file(*, upload, kind: str, owner_kind: str, owner_id: int, by, form_id: UUID | None = None) -> StoredFile:
    """Check, clean, encrypt and keep what was uploaded for this owner. The same file of the same form is kept once.

    Raises FileRefused with a sentence for the person at the screen.
    """
    checked = check_upload(upload, kind)
    lock_once(f"files:{owner_kind}:{owner_id}")
    lock_once(f"files:user:{by.pk}")
    owned = StoredFile.objects.of(owner_kind, owner_id)
    there = owned.filter(form_id=form_id, sha256=checked.sha256).first() if form_id else None
    if there is not None:
        return there
    check_room(checked, owned.kept(), by)
    return write_file(checked, owner_kind=owner_kind, owner_id=owner_id, by=by, form_id=form_id)


def check_room(checked: CheckedFile, owned, by) -> None:
    """Raises FileRefused when the owner or the user's day is full."""
    rules, size = checked.kind, len(checked.content)
    if owned.count() >= rules.owner_files:
        why = _("Sudah ada {n} berkas di sini. Hapus yang tidak diperlukan.").format(n=angka(rules.owner_files))
        raise FileRefused("OWNER_FULL", why)
    if total(owned) + size > rules.owner_bytes:
        why = _("Berkas di sini sudah mencapai {n} MB. Hapus yang tidak diperlukan.")
        raise FileRefused("OWNER_FULL", why.format(n=angka(rules.owner_bytes // MB)))
    day = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = total(StoredFile.objects.filter(uploaded_by=by, uploaded_at__gte=day))
    if today + size > rules.user_day_bytes:
        why = _("Hari ini Anda sudah mengunggah {n} MB. Lanjutkan besok, atau hubungi Administrator Sistem.")
        raise FileRefused("DAY_FULL", why.format(n=angka(rules.user_day_bytes // MB)))


def total(files) -> int:
    return files.order_by().aggregate(total=Sum("size"))["total"] or 0


def write_file(checked: CheckedFile, *, owner_kind: str, owner_id: int, by, form_id: UUID | None) -> StoredFile:
    key = uuid4()
    stored = StoredFile(
        key=key,
        kind=checked.kind.kind,
        owner_kind=owner_kind,
        owner_id=owner_id,
        mime=checked.mime,
        size=len(checked.content),
        sha256=checked.sha256,
        place=put(key, checked.content),
        file_name=checked.name,
        uploaded_by=by,
        form_id=form_id,
    )
    stored.save(force_insert=True)
    stored.refresh_from_db(fields=["uploaded_at"])
    return stored


def put(key: UUID, content: bytes) -> str:
    """Encrypt onto the disk; answers the place. A full disk is told in a sentence and leaves nothing behind."""
    sealed = key_ring().encrypt(CONTENT_COLUMN, str(key), content)
    try:
        return stored_files().save(random_place(), ContentFile(sealed))
    except OSError as error:
        logger.exception("A file could not be written.")
        why = _("Berkas tidak dapat disimpan karena ruang penyimpanan bermasalah. Hubungi Administrator Sistem.")
        raise DomainError(why) from error


@action
def remove_file(*, stored: StoredFile, reason: str, by) -> StoredFile:
    """Nobody can open it any more. The row stays with who, when and why; the content goes after 30 days."""
    if not reason.strip():
        raise DomainError(_("Tulis alasan berkas ini dihapus."), field="reason")
    row = StoredFile.objects.select_for_update(of=("self",)).get(pk=stored.pk)
    if row.removed_at is not None:
        return row
    row.removed_at, row.removed_by, row.removed_reason = timezone.now(), by, reason.strip()[:500]
    row.save(update_fields=["removed_at", "removed_by", "removed_reason"])
    return row


def purge_removed(now: datetime) -> int:
    """Destroy the content of files that were removed long ago; their rows stay. Answers how many.

    Called by a task that sees everything.
    """
    due = StoredFile.objects.filter(removed_at__lt=now - KEPT_AFTER_REMOVAL, purged_at__isnull=True)
    places = list(due.values_list("pk", "place"))
    with transaction.atomic():
        StoredFile.objects.filter(pk__in=[pk for pk, _place in places]).update(purged_at=now)
        for _pk, place in places:
            transaction.on_commit(partial(stored_files().delete, place), robust=True)
    return len(places)


class StoredContents:
    """The contents on the disk, as one of the places that a change of keys writes anew (core/actions/rotation.py).

    A content that cannot be read keeps what it holds, and holds nothing back: a backup may still have it whole.
    """

    name = "stored_files"

    def rewrite(self, after: int, size: int) -> tuple[int, int] | None:
        rows = self.rows().filter(pk__gt=after).order_by("pk").select_for_update(of=("self",), skip_locked=True)
        done = list(islice(filter(put_anew, rows.iterator(chunk_size=size)), size))
        return (done[-1].pk, len(done)) if done else None

    def left(self) -> int:
        return sum(old_content(row) is not None for row in self.rows().iterator())

    def rows(self):
        return StoredFile._base_manager.filter(purged_at__isnull=True)


def put_anew(row: StoredFile) -> bool:
    """The same content under the current key, at a new place; the old one goes when the row is written."""
    content, old = old_content(row), row.place
    if content is None:
        return False
    row.place = put(row.key, content)
    row.save(update_fields=["place"])
    transaction.on_commit(partial(stored_files().delete, old), robust=True)
    return True


def old_content(row: StoredFile) -> bytes | None:
    """The content, when another key than the one that writes now wrote it and it can be read."""
    try:
        with stored_files().open(row.place) as stream:
            is_old = key_id_of(stream.read(HEAD)) != key_ring().data_key_id
        return content_of(row) if is_old else None
    except (OSError, CannotDecrypt, FileDamaged):
        logger.exception("The file %s cannot be read and keeps what it holds.", row.key)
        return None
