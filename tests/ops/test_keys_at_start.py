"""Without the right key file nothing starts: web, worker and commands say what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.keyfile import make_key_file
from tests.faults.conftest import database_url

ROOT = Path(__file__).resolve().parent.parent.parent
MANAGE = [sys.executable, "manage.py"]
STARTS = {
    "web": [sys.executable, "-m", "gunicorn", "-c", "python:bp3mi.serving", "bp3mi.wsgi:application"],
    "worker": [sys.executable, "-m", "celery", "-A", "bp3mi", "worker", "-c", "1", "-P", "solo"],
    "command": [*MANAGE, "check"],
    "migrate": [*MANAGE, "migrate"],
    "rotation": [*MANAGE, "rotate_keys"],
}
MISSING = "cannot be read: No such file or directory. Put the office's key file there"
WRONG = "does not belong to this database"


@pytest.fixture
def start(django_db_setup, tmp_path):
    """`start(name, key_file)`: the program over the test database; its exit code and what it said."""

    def started(name: str, key_file: Path) -> tuple[int, str]:
        env = {**os.environ, "APP_ENV": "test", "DATABASE_URL": database_url(), "KEY_FILE": str(key_file)}
        env |= {"DJANGO_SETTINGS_MODULE": "bp3mi.settings", "PYTHONPATH": str(ROOT), "BIND": "127.0.0.1:0"}
        done = subprocess.run(STARTS[name], env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
        return done.returncode, done.stdout + done.stderr

    return started


@pytest.mark.parametrize("name", STARTS)
def test_nothing_starts_without_a_key_file(start, name, tmp_path):
    code, said = start(name, tmp_path / "none.json")
    assert code != 0
    assert MISSING in said


@pytest.mark.parametrize("name", STARTS)
def test_nothing_starts_with_keys_of_another_office(start, name, tmp_path):
    make_key_file(tmp_path / "keys.json")
    before = (tmp_path / "keys.json").read_bytes()
    code, said = start(name, tmp_path / "keys.json")
    assert code != 0
    assert WRONG in said
    assert (tmp_path / "keys.json").read_bytes() == before


def test_command_starts_with_the_right_keys(start, settings):
    assert start("command", Path(settings.KEY_FILE))[0] == 0


def test_make_keys_makes_them_once(django_db_setup, tmp_path):
    env = {**os.environ, "DATABASE_URL": database_url(), "KEY_FILE": str(tmp_path / "keys" / "keys.json")}
    said = [
        subprocess.run([*MANAGE, "make_keys"], env=env, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert "keep a sealed copy elsewhere" in said[0]
    assert "stays as it is" in said[1]
    assert (tmp_path / "keys" / "keys.json").stat().st_mode & 0o777 == 0o600


def test_production_without_key_file_says_what_to_set():
    env = {**os.environ, "APP_ENV": "production", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "a", "KEY_FILE": ""}
    done = subprocess.run([*MANAGE, "check"], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "KEY_FILE is not set." in done.stderr
