"""A key file of a test's own, so that a rotation changes nobody else's keys."""

import shutil
from pathlib import Path

import pytest

from core.keyfile import read_key_file


@pytest.fixture
def own_keys(db, settings, tmp_path) -> Path:
    """A copy of the suite's key file, named by KEY_FILE for this test."""
    path = tmp_path / "keys" / "keys.json"
    path.parent.mkdir(mode=0o700)
    shutil.copy(settings.KEY_FILE, path)
    path.chmod(0o600)
    settings.KEY_FILE = str(path)
    return path


def numbers(path: Path, kind: str) -> tuple[int, list[int]]:
    """The key that writes, and all that read."""
    keys = read_key_file(path).keys(kind)
    return keys.current, sorted(keys.by_id)
