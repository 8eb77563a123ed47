"""Edits that do not overwrite what somebody else wrote meanwhile."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.exceptions import StaleEdit


def lock_version(queryset, *, pk: int, version: int | None):
    """The row, locked for this transaction.

    Raises StaleEdit when `version` is not the row's version any more: the form was opened before a
    colleague saved. `version=None` skips the comparison (for actions that add and never overwrite).
    """
    row = queryset.select_for_update(of=("self",)).get(pk=pk)
    if version is not None and row.version != version:
        raise stale_edit(row)
    return row


def stale_edit(*rows) -> StaleEdit:
    """That one of `rows`, which are edited together, was changed meanwhile; the newest change is told."""
    name, at = max((last_change(row) for row in rows), key=lambda change: (change[1] is not None, change[1]))
    message = _("{nama} sudah mengubah data ini pukul {jam} {zona}. Isian Anda masih ada. Pilih nilai yang dipakai.")
    told = message.format(nama=name, jam=hour_of(at), zona=zone_label())
    return StaleEdit(rows[0], told, changed_by=name, changed_at=at)


def hour_of(at: datetime | None) -> str:
    return date_format(localtime(at), "H.i") if at else "-"


def zone_label() -> str:
    from django.conf import settings

    return settings.TIME_ZONE_LABEL


def last_change(row) -> tuple[str, datetime | None]:
    """Name of who changed the row last, and when, from its history."""
    from django.contrib.auth import get_user_model

    event = row.events.order_by("-pgh_id").first()
    if event is None:
        return _("Pengguna lain"), None
    user_id = (event.pgh_context or {}).get("user")
    user = get_user_model().objects.filter(pk=user_id).first()
    return (str(user) if user else _("Pengguna lain")), event.pgh_created_at
