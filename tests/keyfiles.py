"""A key file of a test's own, so that a rotation changes nobody else's keys."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from bp3mi import env
from core.keyfile import read_key_file
from tests.database import as_owner, connected_as_owner


@pytest.fixture
def own_keys(transactional_db, settings, tmp_path) -> Iterator[Path]:
    """A copy of the suite's key file, named by KEY_FILE for this test; afterwards the database knows its keys again."""
    path = tmp_path / "keys" / "keys.json"
    path.parent.mkdir(mode=0o700)
    shutil.copy(settings.KEY_FILE, path)
    path.chmod(0o600)
    settings.KEY_FILE = str(path)
    name = connection.settings_dict["NAME"]
    with as_owner(name) as cursor:
        cursor.execute("SELECT name, check_value FROM core_officekey")
        known = cursor.fetchall()
    yield path
    with as_owner(name) as cursor:
        cursor.execute("TRUNCATE core_officekey")
        cursor.executemany("INSERT INTO core_officekey (name, check_value) VALUES (%s, %s)", known)


@pytest.fixture
def as_owner_of_the_tables(own_keys) -> Iterator[None]:
    """Keys are changed by the owner of the tables: history is not for web and worker to write."""
    with connected_as_owner():
        yield


@contextmanager
def entered_as_web() -> Iterator[None]:
    """Inside a test that runs as the owner of the tables: as web and worker enter."""
    owner = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update({**env.database("DATABASE_URL"), "NAME": owner["NAME"]})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(owner)


def numbers(path: Path, kind: str) -> tuple[int, list[int]]:
    """The key that writes, and all that read."""
    keys = read_key_file(path).keys(kind)
    return keys.current, sorted(keys.by_id)
