"""Bring database and messages up to date. Run as a program of its own: it is the one part that loads Django."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bp3mi.embedded.folders import ROOT, Folder

# What the prepared state depends on. Nothing of it changed: nothing is done.
_SOURCES = (
    "requirements.txt",
    "*/migrations/*.py",
    "*/models/*.py",
    "*/models.py",
    "*/data/*",
    "*/loaders.py",
    "*/demo*.py",
    "*/demo/*",
    "*/management/commands/*.py",
    "bp3mi/settings/*.py",
    "locale/*/LC_MESSAGES/*.po",
)


def fingerprint(folder: Folder, database_url: str) -> str:
    """Changes with the sources above, with the database, and with a database folder made anew."""
    digest = hashlib.sha256(database_url.encode())
    for path in _sources():
        stat = path.stat()
        digest.update(f"{path.relative_to(ROOT)}:{stat.st_size}:{stat.st_mtime_ns}\n".encode())
    ready = folder.database / "ready"
    if ready.exists():
        digest.update(str(ready.stat().st_mtime_ns).encode())
    return digest.hexdigest()


def _sources() -> Iterator[Path]:
    for pattern in _SOURCES:
        yield from sorted(path for path in ROOT.glob(pattern) if path.is_file() and "node_modules" not in path.parts)


def is_prepared(folder: Folder, mark: str) -> bool:
    try:
        return json.loads(folder.stamp.read_text())["fingerprint"] == mark
    except (OSError, ValueError, KeyError):
        return False


def write_stamp(folder: Folder, mark: str) -> None:
    folder.stamp.write_text(json.dumps({"fingerprint": mark}))


def main(steps: list[str]) -> int:
    """Call each management command that exists, in the given order."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bp3mi.settings")
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command, get_commands

    django.setup()
    known = get_commands()
    for step in steps:
        name, *options = step.split()
        if name in known:
            call_command(name, *options, verbosity=0)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
