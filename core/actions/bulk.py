"""Checking a named list (a month, an operation) at once: one recorded look with its purpose, not a hundred alarms."""

from django.utils.translation import gettext as _

from core.actions.access import record_look
from core.exceptions import DomainError
from core.limits import take
from core.scope import current_viewer

LONGEST = 300


def look_at_list(*, list_name: str, purpose: str, **seen) -> None:
    """Record one look at everybody on the list (the fields of `Seen`); it counts once, however long the list is.

    `list_name` is what the office calls the list: "Laporan bulanan November 2026", "PM-2026-0012".
    """
    if not purpose.strip():
        raise DomainError(
            _("Tulis keperluan pemeriksaan daftar ini. Keperluan dan nama Anda dicatat."), field="purpose"
        )
    take("named_list", str(current_viewer().user_id))
    record_look(purpose=f"{list_name}: {purpose.strip()}"[:LONGEST], **seen)
