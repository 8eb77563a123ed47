"""What is wrong with backups, keys, files and the clock, in sentences for whoever keeps the server."""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from core.backups.manifest import read_lock
from core.clock import clock_is_behind
from core.models import BackupRun

KIND, STATE = BackupRun.Kind, BackupRun.State
OLDEST_BACKUP = timedelta(hours=26)
OLDEST_CHECK = timedelta(days=7)


@dataclass(frozen=True)
class Problem:
    """`what` is wrong, and what to do. Only those that are not `is_bad` may wait."""

    code: str
    what: str
    todo: str
    is_bad: bool = True


class Seen:
    """The newest run of each kind: the last that went well, and the last of all. One query."""

    def __init__(self) -> None:
        newest = BackupRun.objects.order_by("kind", "state", "-started_at", "-pk").distinct("kind", "state")
        self.runs = list(newest)

    def good(self, kind: str) -> BackupRun | None:
        return next((run for run in self.runs if run.kind == kind and run.state == STATE.OK), None)

    def last(self, kind: str) -> BackupRun | None:
        return max(
            (run for run in self.runs if run.kind == kind), key=lambda run: (run.started_at, run.pk), default=None
        )


def problems(now: datetime) -> list[Problem]:
    """The gravest first."""
    seen = Seen()
    found = [
        clock_problem(now),
        backup_problem(seen, now),
        key_problem(seen),
        check_problem(seen, now),
        *fault_problems(seen),
        place_problem(),
    ]
    return [problem for problem in found if problem]


def clock_problem(now: datetime) -> Problem | None:
    behind = clock_is_behind(now)
    if behind is None:
        return None
    minutes = max(1, round(behind.total_seconds() / 60))
    what = _("Jam server tertinggal {n} menit dari catatan terakhir.").format(n=minutes)
    return Problem("clock", what, _("Perbaiki jam sebelum bekerja. Segel dan kode sekali pakai ditahan sampai itu."))


def backup_problem(seen: Seen, now: datetime) -> Problem | None:
    good = seen.good(KIND.BACKUP)
    todo = _("Periksa media cadangan hari ini.")
    if good is None:
        return Problem("backup", _("Belum ada cadangan data."), todo)
    age = now - good.started_at
    if age <= OLDEST_BACKUP:
        return None
    return Problem("backup", _("Cadangan terakhir {n} hari lalu.").format(n=max(1, age.days)), todo)


def key_problem(seen: Seen) -> Problem | None:
    good, has_lock = seen.good(KIND.BACKUP), read_lock() is not None
    if has_lock and (good is None or good.has_keys):
        return None
    what = _("Salinan kunci belum ada dalam cadangan.")
    if has_lock:
        return Problem("keys", what, _("Frasa sandi sudah dibuat. Salinan kunci ikut pada cadangan berikutnya."))
    todo = _("Tanpa kunci, data terenkripsi hilang bersama server ini. Jalankan: manage.py backup_passphrase")
    return Problem("keys", what, todo)


def check_problem(seen: Seen, now: datetime) -> Problem | None:
    good = seen.good(KIND.CHECK)
    if seen.good(KIND.BACKUP) is None:
        return None  # that is told already
    todo = _("Jalankan: manage.py restore --check")
    if good is None:
        return Problem("check", _("Cadangan belum pernah dicoba dipulihkan."), todo)
    age = now - good.started_at
    if age <= OLDEST_CHECK:
        return None
    return Problem("check", _("Cadangan terakhir dicoba {n} hari lalu.").format(n=age.days), todo)


def fault_problems(seen: Seen) -> list[Problem]:
    found = []
    for kind, title in ((KIND.BACKUP, _("Cadangan terakhir gagal.")), (KIND.CHECK, _("Percobaan pemulihan gagal."))):
        last = seen.last(kind)
        if last and last.state == STATE.FAILED:
            found.append(Problem(f"failed-{kind.lower()}", title, last.error))
        elif last and last.error:
            found.append(Problem("files", last.error, _("Bandingkan dengan cadangan yang lebih lama.")))
    return found


def place_problem() -> Problem | None:
    """A backup on the disk of the office is lost with that disk."""
    try:
        same = os.stat(nearest(Path(settings.BACKUP_DIR))).st_dev == os.stat(settings.DATA_DIR).st_dev
    except OSError:
        return None
    if not same:
        return None
    todo = _("Pasang disk lain dan sebutkan foldernya dengan BACKUP_DIR, atau salin setiap hari ke tempat lain.")
    return Problem("place", _("Cadangan berada di disk yang sama dengan data."), todo, is_bad=False)


def nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that is there."""
    return next(path for path in (folder, *folder.parents) if path.exists())
