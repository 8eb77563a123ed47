"""Where stored files lie: outside every web root, under random names, whole or not at all."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.files.storage import FileSystemStorage, Storage, storages

PART = ".part"  # ends the name of a file that is still being written


class WholeFileStorage(FileSystemStorage):
    """Writes beside the place, makes sure that it is on the disk, and only then gives it its name."""

    def _save(self, name: str, content) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}{PART}")
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
                for piece in content.chunks():
                    stream.write(piece)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
        sync_folder(path.parent)
        return name

    def url(self, name: str | None) -> str:
        raise ValueError("Stored files have no address of their own: serve them through core.files.serve_file.")


def sync_folder(folder: Path) -> None:
    """A new name in the folder is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def stored_files() -> Storage:
    """The storage named `stored` in the settings."""
    return storages["stored"]


def random_place() -> str:
    """A name that nobody can guess; its first two signs name a folder, so that no folder grows too long."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"
