"""Web and worker do not run as a role that sees everything."""

import os
import subprocess
import sys

import pytest

from core.walls import WEB, why_refused
from tests.database import owner_url

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WSGI = [sys.executable, "-c", "import bp3mi.wsgi; print('started')"]
WORKER = [sys.executable, "-m", "celery", "-A", "bp3mi", "worker", "-P", "solo", "--without-mingle", "-n", "refused@%h"]


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ((False, False, False), ""),
        ((True, False, False), "The database role x is a superuser."),
        ((False, True, False), "The database role x bypasses row security."),
        ((False, False, True), "The database role x inherits its scope roles."),
    ],
)
def test_role_that_walls_do_not_hold_is_named(marks, words):
    assert why_refused("x", *marks) == words


@pytest.mark.parametrize("program", [WSGI, WORKER], ids=["web", "worker"])
def test_program_refuses_to_start_as_the_owner(program):
    env = {**os.environ, "DATABASE_URL": owner_url("postgres")}
    done = subprocess.run(program, env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode != 0
    assert f"must enter the database as {WEB}" in done.stderr + done.stdout


def test_web_starts_as_the_web_role():
    done = subprocess.run(WSGI, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout.strip()) == (0, "started")
