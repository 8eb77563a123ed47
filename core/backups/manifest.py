"""The manifest of a backup: what it holds, with a sum of each part, signed with the backup's own key."""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.utils.translation import gettext as _

from core.backups import BackupDamaged, BackupError
from core.backups.sealing import bytes_of, unseal
from core.keys import CannotDecrypt, key_ring
from core.storage import sync_folder

FORMAT = 1
MANIFEST, DATABASE, FILES, KEYS = "manifest.json", "database.sealed", "files.list", "keys.sealed"
CHECKPOINTS = "checkpoints.sealed"
POOL = "files"
KEY_COLUMN, KEY_CONTEXT = "backup.key", "data key"
READ = 1 << 20


@dataclass(frozen=True)
class Backup:
    """One backup on a disk; `key` opens its parts."""

    folder: Path
    manifest: dict
    key: bytes

    @property
    def pool(self) -> Path:
        return self.folder.parent / POOL

    def files(self) -> Iterator[dict]:
        """Lines of the list of files: `key`, `place`, `bytes`, `sha256`."""
        with (self.folder / FILES).open(encoding="utf-8") as stream:
            for line in stream:
                yield json.loads(line)


# -- writing --------------------------------------------------------------------------------------


def write_part(path: Path, pieces: Iterable[bytes]) -> dict[str, object]:
    """Write a part onto the disk; answers how the manifest names it."""
    digest, size = hashlib.sha256(), 0
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        for piece in pieces:
            stream.write(piece)
            digest.update(piece)
            size += len(piece)
        stream.flush()
        os.fsync(stream.fileno())
    return {"file": path.name, "bytes": size, "sha256": digest.hexdigest()}


def write_manifest(folder: Path, manifest: dict, key: bytes) -> None:
    signed = {**manifest, "mac": mac_of(manifest, key)}
    write_part(folder / MANIFEST, [json.dumps(signed, indent=1, sort_keys=True).encode()])
    sync_folder(folder)


def mac_of(manifest: dict, key: bytes) -> str:
    plain = {name: value for name, value in manifest.items() if name != "mac"}
    mac_key = hmac.digest(key, b"bp3mi manifest", "sha256")
    return hmac.digest(mac_key, json.dumps(plain, sort_keys=True).encode(), "sha256").hex()


# -- reading --------------------------------------------------------------------------------------


def backups_in(folder: Path) -> list[Path]:
    """The backups that lie in a folder, the oldest first."""
    if not folder.is_dir():
        return []
    return sorted(path.parent for path in folder.glob(f"[0-9]*/{MANIFEST}"))


def newest_in(folder: Path) -> Path:
    """The folder itself when it is a backup, else the newest in it. Raises BackupError when there is none."""
    found = [folder] if (folder / MANIFEST).exists() else backups_in(folder)
    if not found:
        raise BackupError(_("Tidak ada cadangan di {folder}.").format(folder=folder))
    return found[-1]


def read_manifest(folder: Path) -> dict:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            raise ValueError
    except (OSError, ValueError, KeyError, TypeError):
        raise BackupDamaged(_("Keterangan cadangan {nama} rusak.").format(nama=folder.name)) from None
    return manifest


def open_backup(folder: Path, private: X25519PrivateKey | None = None) -> Backup:
    """The backup, opened with the passphrase's key, else with the office's own keys; its manifest is proven whole."""
    manifest = read_manifest(folder)
    key = opened_key(manifest, private)
    if not hmac.compare_digest(str(manifest.get("mac", "")), mac_of(manifest, key)):
        raise BackupDamaged(_("Keterangan cadangan {nama} berubah sejak ditulis.").format(nama=folder.name))
    return Backup(folder, manifest, key)


def opened_key(manifest: dict, private: X25519PrivateKey | None) -> bytes:
    told = manifest.get("data_key") or {}
    with suppress(ValueError, TypeError, KeyError):
        if private is not None and told.get("lock"):
            return unseal(private, bytes_of(told["lock"]), KEY_CONTEXT)
        try:
            return key_ring().decrypt(KEY_COLUMN, str(manifest["name"]), bytes_of(told["ring"]))
        except CannotDecrypt:
            sentence = _("Kunci kantor ini tidak membuka cadangan {nama}. Pulihkan dengan frasa sandi.")
            raise BackupError(sentence.format(nama=manifest["name"])) from None
    raise BackupDamaged(_("Keterangan cadangan rusak."))


def check_parts(backup: Backup, *names: str) -> None:
    """Every part (or those named) is there and is what was written. Raises BackupDamaged for the first that is not."""
    for part in [backup.manifest["parts"][name] for name in names or backup.manifest["parts"]]:
        path = backup.folder / part["file"]
        if not path.is_file() or path.stat().st_size != part["bytes"] or sha256_of(path) != part["sha256"]:
            raise BackupDamaged(_("Bagian {nama} cadangan ini rusak atau terpotong.").format(nama=part["file"]))


def check_pool(backup: Backup) -> None:
    for line in backup.files():
        path = backup.pool / line["place"]
        if not path.is_file() or path.stat().st_size != line["bytes"] or sha256_of(path) != line["sha256"]:
            raise BackupDamaged(_("Berkas {nama} dalam cadangan ini rusak atau hilang.").format(nama=line["place"]))


def sha256_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def lock_file() -> Path:
    return Path(settings.BACKUP_LOCK_FILE)


def read_lock() -> dict | None:
    """The lock of the passphrase, or None when none was set."""
    try:
        return json.loads(lock_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
