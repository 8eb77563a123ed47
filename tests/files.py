"""A place of their own for the files of one test."""

import copy
from pathlib import Path

import pytest


@pytest.fixture
def stored_folder(settings, tmp_path) -> Path:
    """Where this test's files lie."""
    folder = tmp_path / "stored"
    changed = copy.deepcopy(settings.STORAGES)
    changed["stored"]["OPTIONS"]["location"] = str(folder)
    settings.STORAGES = changed
    return folder


def lying_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())
