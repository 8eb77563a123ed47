"""Backups as they are made and tried by the clock or by hand: one at a time, each with its row."""

import fcntl
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.management import get_commands
from django.utils import timezone
from django.utils.translation import gettext as _

from core.backups import BackupError
from core.backups.checkpoints import bring_checkpoints
from core.backups.making import make_backup, prune
from core.backups.manifest import Backup, check_parts, check_pool, newest_in, open_backup
from core.backups.restoring import open_some_files, restore_database, throwaway_database
from core.models import BackupRun

logger = logging.getLogger(__name__)
OPENED_AT_RANDOM = 20
TRY_AGAIN_AFTER = timedelta(hours=1)
CHECK_EVERY = timedelta(days=6)
KIND, STATE = BackupRun.Kind, BackupRun.State


class Busy(BackupError):
    """Another backup or check is under way."""


@contextmanager
def alone() -> Iterator[None]:
    """Only one backup or check at a time on this machine; the kernel frees the lock with the process."""
    path = Path(settings.DATA_DIR) / "backup.lock"
    with path.open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(_("Cadangan lain sedang dibuat atau dicoba.")) from None
        BackupRun.objects.filter(state=STATE.RUNNING).update(
            state=STATE.FAILED, finished_at=timezone.now(), error=_("Terhenti sebelum selesai.")
        )
        yield


@contextmanager
def recorded(kind: str) -> Iterator[BackupRun]:
    """A row for the run, which says in the end how it went. A fault is recorded and raised again."""
    run = BackupRun.objects.create(kind=kind)
    try:
        yield run
        run.state = STATE.OK
    except Exception as error:
        run.state = STATE.FAILED
        known = isinstance(error, BackupError)
        run.error = str(error)[:500] if known else _("Gangguan: {jenis}.").format(jenis=type(error).__name__)
        raise
    finally:
        run.finished_at = timezone.now()
        run.save()


def back_up(target: Path | None = None) -> BackupRun:
    """Make a backup in BACKUP_DIR or in `target`, and remove there what is too old. Raises BackupError."""
    folder = target or Path(settings.BACKUP_DIR)
    with alone(), recorded(KIND.BACKUP) as run:
        made = make_backup(folder)
        manifest = made.backup.manifest
        run.name, run.size, run.has_keys = manifest["name"], made.size, "keys" in manifest["parts"]
        run.rows = sum(manifest["tables"].values())
        run.files = sum(1 for _line in made.backup.files())
        if made.missing:
            run.error = _("{n} berkas tidak ada atau rusak di penyimpanan.").format(n=len(made.missing))
        prune(folder, timezone.now())
    return run


def check(folder: Path | None = None) -> BackupRun:
    """Try a backup: restore it into a database that is thrown away, compare, open files. Raises BackupError."""
    with alone(), recorded(KIND.CHECK) as run:
        backup = open_backup(newest_in(folder or Path(settings.BACKUP_DIR)))
        run.name = str(backup.manifest["name"])
        check_parts(backup)
        check_pool(backup)
        with throwaway_database() as database:
            run.rows = sum(restore_database(backup, database).values())
            run.files = open_some_files(backup, database, OPENED_AT_RANDOM)
            verify_audit(backup, database)
    return run


def verify_audit(backup: Backup, database: dict) -> None:
    """Let `manage.py verify_audit` look at the restored database, where there is that command.

    It is held against the checkpoints of its own backup: those of the office know of later seals.
    """
    if "verify_audit" not in get_commands():
        return
    with TemporaryDirectory(prefix="bp3mi-check-") as data:
        bring_checkpoints(backup, Path(data))
        told = {"DATA_DIR": data, "KEY_FILE": str(settings.KEY_FILE), "KEY_FILE_FILE": ""}
        if fault := fault_of(["apply_walls"], database, **told) or fault_of(["verify_audit"], database, **told):
            raise BackupError(_("Catatan akses dalam cadangan tidak utuh: {sebab}").format(sebab=fault))


def fault_of(words: list[str], database: dict, **more: str) -> str:
    """Run a command over this database, in a process of its own; answers what went wrong, or nothing."""
    told = {"DATABASE_URL": url_of(database), "DATABASE_URL_FILE": "", **more}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
    done = subprocess.run(command, env={**os.environ, **told}, capture_output=True, text=True, check=False)
    last = (done.stdout + done.stderr).strip().splitlines()[-1:]
    return (last[0][:300] if last else str(done.returncode)) if done.returncode else ""


def url_of(database: dict) -> str:
    query = {**(database.get("OPTIONS") or {}), "host": database.get("HOST", ""), "port": database.get("PORT", "")}
    person = f"{quote(database['USER'], safe='')}:{quote(database.get('PASSWORD', ''), safe='')}"
    return (
        f"postgresql://{person}@/{database['NAME']}?{urlencode({key: value for key, value in query.items() if value})}"
    )


# -- by the clock -----------------------------------------------------------------------------------


def last_run(kind: str, state: str | None = None) -> BackupRun | None:
    rows = BackupRun.objects.filter(kind=kind).order_by("-started_at", "-pk")
    return (rows.filter(state=state) if state else rows).first()


def night_before(now: datetime) -> datetime:
    """The last time that it was BACKUP_HOUR in the office."""
    local = timezone.localtime(now)
    night = local.replace(hour=settings.BACKUP_HOUR, minute=0, second=0, microsecond=0)
    return night if night <= local else night - timedelta(days=1)


def is_backup_due(now: datetime) -> bool:
    """Whether none was made since the last night; after a fault it is tried again each hour."""
    good, last = last_run(KIND.BACKUP, STATE.OK), last_run(KIND.BACKUP)
    if good and good.started_at >= night_before(now):
        return False
    return last is None or last.state == STATE.OK or last.started_at <= now - TRY_AGAIN_AFTER


def is_check_due(now: datetime) -> bool:
    good, last = last_run(KIND.CHECK, STATE.OK), last_run(KIND.CHECK)
    if last_run(KIND.BACKUP, STATE.OK) is None or good and good.started_at > now - CHECK_EVERY:
        return False
    return last is None or last.state == STATE.OK or last.started_at <= now - 12 * TRY_AGAIN_AFTER


def nightly(now: datetime) -> list[BackupRun]:
    """What is due now: a backup, then a trial of it once a week. A fault stands in its row and in the log."""
    runs: list[BackupRun] = []
    for is_due, work in ((is_backup_due, back_up), (is_check_due, check)):
        if not is_due(now):
            continue
        try:
            runs.append(work())
        except Busy:
            break
        except Exception:
            logger.exception("The nightly backup or its trial failed.")
            break
    return runs
