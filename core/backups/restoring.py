"""Coming back: keys, database and files of a backup, onto a machine that has none of them."""

import hashlib
import os
import secrets
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2 import sql

from core.backups import BackupDamaged, BackupError
from core.backups.checkpoints import bring_checkpoints
from core.backups.counting import count_rows, differences, newest_record, tables_of
from core.backups.manifest import DATABASE, KEYS, Backup, check_parts, check_pool
from core.backups.programs import environment, find_program, server_major, session
from core.backups.sealing import opened_pieces, unseal
from core.keys import CannotDecrypt, key_ring
from core.models.files import CONTENT_COLUMN
from core.storage import stored_files

Say = Callable[[str], None]


@dataclass
class Restored:
    """What came back."""

    tables: dict[str, int]
    files: int = 0
    kept_keys: Path | None = None
    notes: list[str] = field(default_factory=list)


# -- keys -----------------------------------------------------------------------------------------


def unsealed_keys(backup: Backup, private: X25519PrivateKey) -> bytes:
    """The content of the key file. Raises BackupError when the backup holds none."""
    if "keys" not in backup.manifest["parts"]:
        raise BackupError(_("Cadangan ini tidak memuat salinan kunci."))
    return unseal(private, (backup.folder / KEYS).read_bytes(), KEYS)


def ring_fits(backup: Backup) -> bool:
    """Whether the office's key file holds the keys of the backup."""
    try:
        values = key_ring().check_values
    except ImproperlyConfigured:
        return False
    return all(values.get(name, b"").hex() == told for name, told in backup.manifest["keys"].items())


def put_keys(content: bytes, path: Path) -> Path | None:
    """Write the key file, closed to others; a file with other keys is kept beside it. Answers where that one is."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = None
    if path.exists():
        if path.read_bytes() == content:
            return None
        kept = path.with_name(f"{path.name}.before-{timezone.now():%Y%m%d%H%M%S}")
        path.replace(kept)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    return kept


# -- database -------------------------------------------------------------------------------------


def restore_database(backup: Backup, database: Mapping) -> dict[str, int]:
    """Fill an empty database and compare it with the manifest; answers rows by table."""
    program = find_program("pg_restore", server_major(database))
    command = [
        str(program), "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--no-password",
        f"--dbname={database['NAME']}",
    ]  # fmt: skip
    with (
        (backup.folder / DATABASE).open("rb") as sealed,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment(database)
        ) as process,
    ):
        try:
            error = feed(process, opened_pieces(backup.key, DATABASE, sealed))
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise BackupError(_("Basis data tidak dapat dipulihkan: {sebab}").format(sebab=error[-300:]))
    return compare(backup, database)


def feed(process: subprocess.Popen, pieces) -> str:
    """Give the program its input; answers what it complained of."""
    try:
        for piece in pieces:
            process.stdin.write(piece)
        process.stdin.close()
    except BrokenPipeError:
        pass  # it ended early: its own words say why
    return process.stderr.read().decode("utf-8", "replace").strip()


def compare(backup: Backup, database: Mapping) -> dict[str, int]:
    """Raises BackupDamaged when a table has other rows than it had, or the newest record of a look is another."""
    with session(database) as cursor:
        found, newest = count_rows(cursor), newest_record(cursor)
    unequal = differences(backup.manifest["tables"], found)
    if unequal:
        sentence = _("Isi basis data tidak sama dengan cadangan: {daftar}.")
        raise BackupDamaged(sentence.format(daftar=", ".join(unequal[:5])))
    if newest != backup.manifest["newest_record"]:
        raise BackupDamaged(_("Catatan akses terakhir tidak sama dengan cadangan."))
    return found


def is_empty(database: Mapping) -> bool:
    with session(database) as cursor:
        return not tables_of(cursor)


def try_beside(backup: Backup) -> None:
    """Restore into a database that is thrown away: what stands is given up only for what was seen whole.

    It takes the room of one more database. Raises BackupError, and then nothing was changed.
    """
    with throwaway_database() as beside:
        restore_database(backup, beside)


@contextmanager
def throwaway_database() -> Iterator[dict]:
    """An empty database beside the office's own, gone afterwards."""
    name = f"bp3mi_check_{secrets.token_hex(4)}"
    with session(settings.RESTORE_DATABASE) as cursor:
        cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        try:
            yield {**settings.RESTORE_DATABASE, "NAME": name}
        finally:
            cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def make_empty(database: Mapping) -> None:
    """Drop what stands there: the backup was tried, and its keys are in their place by now."""
    with session(database) as cursor:
        cursor.execute("DROP SCHEMA IF EXISTS walls CASCADE")
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


# -- files ----------------------------------------------------------------------------------------


def restore_files(backup: Backup) -> int:
    """Copy the stored files to their places; each is proven before. Answers how many."""
    count = 0
    for line in backup.files():
        place = line["place"]
        if not stored_files().exists(place):
            content = (backup.pool / place).read_bytes()
            stored_files().save(place, ContentFile(content))
        count += 1
    return count


def open_some_files(backup: Backup, database: Mapping, most: int) -> int:
    """Decrypt random files of the backup and compare them with their rows; answers how many were opened."""
    lines = list(backup.files())
    chosen = secrets.SystemRandom().sample(lines, min(most, len(lines)))
    with session(database) as cursor:
        for line in chosen:
            cursor.execute("SELECT sha256, size FROM core_storedfile WHERE key = %s", [line["key"]])
            if not is_whole((backup.pool / line["place"]).read_bytes(), line["key"], cursor.fetchone()):
                raise BackupDamaged(
                    _("Berkas {nama} dalam cadangan ini tidak dapat dibuka.").format(nama=line["place"])
                )
    return len(chosen)


def is_whole(sealed: bytes, key: str, row: tuple[str, int] | None) -> bool:
    try:
        content = key_ring().decrypt(CONTENT_COLUMN, key, sealed)
    except CannotDecrypt:
        return False
    return row == (hashlib.sha256(content).hexdigest(), len(content))


# -- all together -----------------------------------------------------------------------------------


def restore(backup: Backup, private: X25519PrivateKey | None, *, replace: bool, say: Say) -> Restored:
    """Everything of the backup. Nothing is touched before the whole backup was proven."""
    say(_("Memeriksa cadangan {nama} ...").format(nama=backup.folder.name))
    check_parts(backup)
    check_pool(backup)
    was_empty = is_empty(settings.RESTORE_DATABASE)
    if not was_empty and not replace:
        raise BackupError(_("Basis data tujuan tidak kosong. Yang ada di dalamnya tidak diubah."))
    if not was_empty:
        say(_("Mencoba cadangan di basis data sementara ..."))
        try_beside(backup)
    kept = bring_keys(backup, private)
    if not was_empty:
        make_empty(settings.RESTORE_DATABASE)
    say(_("Memulihkan basis data ..."))
    tables = restore_database(backup, settings.RESTORE_DATABASE)
    say(_("Memulihkan berkas ..."))
    bring_checkpoints(backup, Path(settings.DATA_DIR))
    return Restored(tables=tables, files=restore_files(backup), kept_keys=kept)


def bring_keys(backup: Backup, private: X25519PrivateKey | None) -> Path | None:
    """The keys of the backup stand in the office's key file afterwards. Answers where another key file was put."""
    if ring_fits(backup):
        return None
    if private is None:
        raise BackupError(_("Kunci kantor ini bukan kunci cadangan itu. Pulihkan dengan frasa sandi."))
    content, path = unsealed_keys(backup, private), Path(settings.KEY_FILE)
    try:
        kept = put_keys(content, path)
    except OSError as error:
        sentence = _("Kunci tidak dapat ditulis ke {berkas}: {sebab}. Tulis dahulu dengan --only-keys --keys-to.")
        raise BackupError(sentence.format(berkas=path, sebab=error.strerror)) from None
    if not ring_fits(backup):
        raise BackupDamaged(_("Salinan kunci dalam cadangan ini bukan kunci cadangan itu."))
    return kept
