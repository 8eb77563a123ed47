"""Making a backup: the database of one moment, every stored file once, and the keys sealed to the passphrase."""

import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.backups import BackupError
from core.backups.checkpoints import write_checkpoints
from core.backups.counting import LEFT_OUT, count_rows, newest_record
from core.backups.manifest import (
    DATABASE,
    FILES,
    FORMAT,
    KEY_COLUMN,
    KEY_CONTEXT,
    KEYS,
    POOL,
    Backup,
    backups_in,
    check_parts,
    open_backup,
    read_lock,
    write_manifest,
    write_part,
)
from core.backups.programs import connect, environment, find_program
from core.backups.sealing import KEY_LENGTH, PIECE, seal_to, sealed_pieces, text_of
from core.keys import CannotDecrypt, key_ring
from core.models.files import CONTENT_COLUMN
from core.storage import stored_files, sync_folder

ROOM_LEFT = 200 << 20  # bytes that stay free on the disk of the backups


@dataclass
class Made:
    """What was written. `missing` are files of the office that are not on its disk, or not whole."""

    backup: Backup
    missing: list[str] = field(default_factory=list)

    @property
    def size(self) -> int:
        return sum(part["bytes"] for part in self.backup.manifest["parts"].values())


def make_backup(target: Path) -> Made:
    """Write a backup into the folder `target`. It stands there whole, or not at all."""
    check_target(target)
    name = timezone.localtime().strftime("%Y-%m-%d_%H%M%S")
    part = target / f".part-{name}-{secrets.token_hex(3)}"
    part.mkdir(mode=0o700, parents=True)
    try:
        missing = fill(part, name)
        part.replace(target / name)
        sync_folder(target)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    backup = open_backup(target / name)
    check_parts(backup)
    return Made(backup, missing)


def check_target(target: Path) -> None:
    """Raises BackupError for a disk that is not there or is full."""
    if settings.BACKUP_ON_MOUNT and not is_on_mount(target):
        raise BackupError(_("Media cadangan {folder} tidak terpasang.").format(folder=target))
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        free = shutil.disk_usage(target).free
    except OSError as error:
        sentence = _("Folder cadangan {folder} tidak dapat ditulis: {sebab}.")
        raise BackupError(sentence.format(folder=target, sebab=error.strerror)) from None
    if free < ROOM_LEFT:
        raise BackupError(_("Media cadangan {folder} hampir penuh.").format(folder=target))
    for left in target.glob(".part-*"):
        shutil.rmtree(left, ignore_errors=True)


def is_on_mount(target: Path) -> bool:
    """Whether the folder or one above it is a mounted disk other than the root."""
    return any(os.path.ismount(folder) for folder in (target, *target.parents) if folder != Path("/"))


def fill(folder: Path, name: str) -> list[str]:
    key = os.urandom(KEY_LENGTH)
    lock, ring = read_lock(), key_ring()
    checkpoints = write_checkpoints(folder, key)  # before the moment of the dump
    with closing(connect(settings.BACKUP_DATABASE)) as link:
        link.set_session(isolation_level="REPEATABLE READ", readonly=True)
        with link.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
            snapshot, version = cursor.fetchone()
            database = write_part(
                folder / DATABASE, sealed_pieces(key, DATABASE, dump(snapshot, int(link.server_version)))
            )
            tables, newest = count_rows(cursor), newest_record(cursor)
            files, missing = write_files(folder, cursor)
    parts = {"checkpoints": checkpoints, "database": database, "files": files}
    if lock:
        content = Path(settings.KEY_FILE).read_bytes()
        parts["keys"] = write_part(folder / KEYS, [seal_to(lock, content, KEYS)])
    manifest = {
        "format": FORMAT,
        "name": name,
        "made_at": timezone.now().isoformat(),
        "office": settings.OFFICE_CODE,
        "postgres": version,
        "schema": schema_of(),
        "parts": parts,
        "tables": tables,
        "newest_record": newest,
        "missing": len(missing),
        "lock": lock,
        "keys": {name: value.hex() for name, value in ring.check_values.items()},
        "data_key": {
            "ring": text_of(ring.encrypt(KEY_COLUMN, name, key)),
            "lock": text_of(seal_to(lock, key, KEY_CONTEXT)) if lock else None,
        },
    }
    write_manifest(folder, manifest, key)
    return missing


def schema_of() -> dict[str, str]:
    """The newest migration of each app, as the code has it."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    leaves = MigrationLoader(connection).graph.leaf_nodes()
    return dict(sorted(leaves))


def dump(snapshot: str, version: int) -> Iterator[bytes]:
    """The output of pg_dump over the snapshot. Raises BackupError when it ended badly, also after its last byte."""
    program = find_program("pg_dump", version // 10_000)
    left_out = [f"--exclude-table-data=public.{table}" for table in LEFT_OUT]
    command = [
        str(program), "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", "--no-password",
        "--lock-wait-timeout=60s", *left_out,
    ]  # fmt: skip
    told = environment(settings.BACKUP_DATABASE)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=told) as process:
        while piece := process.stdout.read(PIECE):
            yield piece
        error = process.stderr.read().decode("utf-8", "replace").strip()
    if process.returncode:
        raise BackupError(_("Basis data tidak dapat disalin: {sebab}").format(sebab=error[-300:]))


# -- files ----------------------------------------------------------------------------------------


def write_files(folder: Path, cursor) -> tuple[dict, list[str]]:
    """Put what is new into the pool, and the list of all; answers the part, and the places that are missing."""
    pool = folder.parent / POOL
    known = known_files(folder.parent)
    cursor.execute("SELECT key::text, place FROM core_storedfile WHERE purged_at IS NULL ORDER BY id")
    lines, missing = [], []
    for key, place in cursor.fetchall():
        line = known.get(place) or pooled(pool, place, key)
        if line is None:
            missing.append(place)
        else:
            lines.append(json.dumps(line, sort_keys=True) + "\n")
    return write_part(folder / FILES, ["".join(lines).encode()]), missing


def known_files(target: Path) -> dict[str, dict]:
    """By place the files of the newest backup here that still lie in the pool; files never change."""
    for folder in reversed(backups_in(target)):
        try:
            backup = open_backup(folder)
            check_parts(backup, "files")
            lines = {line["place"]: line for line in backup.files()}
        except BackupError:
            continue
        return {place: line for place, line in lines.items() if has_size(backup.pool / place, line["bytes"])}
    return {}


def has_size(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def pooled(pool: Path, place: str, key: str) -> dict | None:
    """Copy one file into the pool, after it was seen to be whole; None when it is not."""
    try:
        with stored_files().open(place) as handle:
            sealed = handle.read()
        key_ring().decrypt(CONTENT_COLUMN, key, sealed)
    except (OSError, CannotDecrypt):
        return None
    path = pool / place
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    told = write_part(part, [sealed])
    part.replace(path)
    sync_folder(path.parent)
    return {"key": key, "place": place, "bytes": told["bytes"], "sha256": told["sha256"]}


# -- how long ---------------------------------------------------------------------------------------


def prune(target: Path, now: datetime) -> list[str]:
    """Remove what is too old: the last days stay whole, before that one a week. Answers the names of the removed."""
    found = backups_in(target)
    kept = kept_names([folder.name for folder in found], now)
    gone = [folder for folder in found if folder.name not in kept]
    for folder in gone:
        shutil.rmtree(folder)
    if gone:
        prune_pool(target)
    return [folder.name for folder in gone]


def kept_names(names: list[str], now: datetime) -> set[str]:
    """The newest always; all of BACKUP_KEEP_DAYS days; of BACKUP_KEEP_WEEKS weeks the last of each."""
    today = timezone.localdate(now)
    kept, weeks = set(names[-1:]), set()
    for name in reversed(names):
        day = datetime.strptime(name[:10], "%Y-%m-%d").date()  # noqa: DTZ007 - a day in the office's zone
        week, age = day.isocalendar()[:2], (today - day).days
        is_first_of_week = age < settings.BACKUP_KEEP_WEEKS * 7 and week not in weeks
        if age < settings.BACKUP_KEEP_DAYS or is_first_of_week:
            kept.add(name)
        weeks.add(week)
    return kept


def prune_pool(target: Path) -> int:
    """Remove files that no backup names any more; when a list cannot be read, nothing is removed."""
    wanted: set[str] = set()
    try:
        for folder in backups_in(target):
            backup = open_backup(folder)
            check_parts(backup, "files")
            wanted |= {line["place"] for line in backup.files()}
    except BackupError:
        return 0
    pool = target / POOL
    gone = [path for path in pool.rglob("*") if path.is_file() and str(path.relative_to(pool)) not in wanted]
    for path in gone:
        path.unlink()
    return len(gone)
