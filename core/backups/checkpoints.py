"""The checkpoints of the access record in a backup: what DATA_DIR/checkpoints says of the seals.

They are read before the dump begins, so that the dump holds every seal of which they tell; a checkpoint that is newer
than its database would say that something was lost.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from core.backups.manifest import CHECKPOINTS, Backup, write_part
from core.backups.sealing import bytes_of, opened_pieces, sealed_pieces, text_of
from core.storage import sync_folder

FOLDER = "checkpoints"


def checkpoint_files(data: Path) -> Iterator[Path]:
    """Whole files alone: names that begin with a point are still being written."""
    folder = data / FOLDER
    names = sorted(folder.iterdir()) if folder.is_dir() else []
    return (path for path in names if path.is_file() and not path.name.startswith("."))


def write_checkpoints(folder: Path, key: bytes) -> dict[str, object]:
    """The part of a backup that holds them; answers how the manifest names it."""
    found = {path.name: text_of(path.read_bytes()) for path in checkpoint_files(Path(settings.DATA_DIR))}
    content = json.dumps(found, sort_keys=True).encode()
    return write_part(folder / CHECKPOINTS, sealed_pieces(key, CHECKPOINTS, [content]))


def bring_checkpoints(backup: Backup, data: Path) -> int:
    """Put them into this data folder; those that stand there already are newer and stay. Answers how many were put."""
    if "checkpoints" not in backup.manifest["parts"]:
        return 0
    with (backup.folder / CHECKPOINTS).open("rb") as sealed:
        found = json.loads(b"".join(opened_pieces(backup.key, CHECKPOINTS, sealed)))
    folder = data / FOLDER
    folder.mkdir(mode=0o750, parents=True, exist_ok=True)
    missing = {name: text for name, text in found.items() if not (folder / name).exists()}
    for name, text in missing.items():
        write_part(folder / Path(name).name, [bytes_of(text)])
    sync_folder(folder)
    return len(missing)
