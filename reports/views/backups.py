"""How backups, keys and the clock stand, for the system administrator."""

import datetime as dt
import shutil
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.views.tabs import settings_tabs
from core.access import requires
from core.backups.health import nearest, problems
from core.backups.manifest import read_lock
from core.clock import newest_record_at
from core.models import BackupRun
from core.templatetags.ui import angka, jam, tanggal_jam, ukuran

SHOWN = 30
STATES = {"RUNNING": "job_run", "OK": "backup_ok", "FAILED": "job_failed"}


@requires("users.manage")
@require_safe
def backups(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    runs = list(BackupRun.objects.order_by("-started_at", "-pk")[:SHOWN])
    context = {
        "problems": problems(now),
        "facts": facts(now),
        "rows": [line(run) for run in runs],
        "columns": [
            {"label": label} for label in (_("Kapan"), _("Yang dikerjakan"), _("Isi"), _("Kunci"), _("Keadaan"))
        ],
        "tabs": settings_tabs("reports:backups"),
    }
    return render(request, "reports/backups.html", context)


def facts(now) -> list[dict[str, object]]:
    """Where, when and how long, as plain facts."""
    folder = Path(settings.BACKUP_DIR)
    newest = newest_record_at()
    told = [
        (_("Folder cadangan"), str(folder)),
        (_("Ruang kosong"), ukuran(shutil.disk_usage(nearest(folder)).free)),
        (_("Dibuat setiap malam pukul"), jam(dt.time(settings.BACKUP_HOUR))),
        (
            _("Lama disimpan"),
            _("{h} hari, lalu satu tiap minggu selama {m} minggu").format(
                h=settings.BACKUP_KEEP_DAYS, m=settings.BACKUP_KEEP_WEEKS
            ),
        ),
        (_("Frasa sandi cadangan"), _("Sudah dibuat") if read_lock() else _("Belum dibuat")),
        (_("Jam server"), tanggal_jam(now)),
        (_("Catatan akses terakhir"), tanggal_jam(newest)),
    ]
    return [{"label": label, "value": value} for label, value in told]


def line(run: BackupRun) -> dict[str, object]:
    """One line of the list, ready to be printed."""
    is_backup = run.kind == BackupRun.Kind.BACKUP
    return {
        "at": run.started_at,
        "what": _("Cadangan") if is_backup else _("Percobaan pemulihan"),
        "name": run.name,
        "content": contents(run),
        "keys": _("ada") if run.has_keys else _("tidak ada") if is_backup and run.name else "–",
        "state": STATES[run.state],
        "error": run.error,
    }


def contents(run: BackupRun) -> str:
    if run.rows is None:
        return "–"
    words = _("{n} baris, {m} berkas").format(n=angka(run.rows), m=angka(run.files or 0))
    return f"{words}, {ukuran(run.size)}" if run.size else words
