"""Real processes over the test database: Celery worker and web server, to be killed in the middle of a report."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent
SECONDS = 60


def database_url() -> str:
    """The address of the test database."""
    values = connection.settings_dict
    user = f"{quote(values['USER'], safe='')}:{quote(values['PASSWORD'], safe='')}"
    host = values["HOST"]
    if host.startswith("/"):
        return f"postgresql://{user}@/{values['NAME']}?host={host}"
    return f"postgresql://{user}@{host}:{values['PORT'] or 5432}/{values['NAME']}"


def wait_for(condition, *, seconds: float = SECONDS, step: float = 0.02):
    """The first true answer of `condition`; fails when none comes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(Exception):
            if answer := condition():
                return answer
        time.sleep(step)
    pytest.fail(f"nothing within {seconds} s: {condition}")


class Process:
    """One program in a process group of its own; `kill` takes the whole group away at once."""

    def __init__(self, words: list[str], env: dict[str, str], log: Path):
        self.words, self.env, self.log = words, env, log
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as stream:
            self.process = subprocess.Popen(
                self.words, env=self.env, cwd=ROOT, stdout=stream, stderr=stream, start_new_session=True
            )

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def text(self) -> str:
        return self.log.read_text(errors="replace")


@pytest.fixture
def environment(transactional_db, settings, tmp_path) -> dict[str, str]:
    """The test database, a number of the broker that nobody else uses, and files of the test's own."""
    settings.DATA_DIR = tmp_path
    settings.JOB_LEASE_SECONDS = 2
    return {
        **os.environ,
        "APP_ENV": "test",
        "DJANGO_SETTINGS_MODULE": "bp3mi.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": other_broker(os.environ["REDIS_URL"]),
        "DATA_DIR": str(tmp_path),
        "JOB_LEASE_SECONDS": "2",
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "SECRET_KEY": django_settings.SECRET_KEY,
    }


def other_broker(url: str) -> str:
    """A base of the same broker that no other test of this run uses."""
    base = 15 - int((os.environ.get("PYTEST_XDIST_WORKER") or "gw0").removeprefix("gw"))
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={base}"
    return f"{parts.scheme}://{parts.netloc}/{base}"


@pytest.fixture
def worker(environment, tmp_path):
    """A Celery worker with two processes, and beat inside it."""
    words = [sys.executable, "-m", "celery", "-A", "bp3mi", "worker", "-c", "2", "-l", "INFO", "--without-gossip"]
    clock = ["-B", "-s", str(tmp_path / "beat-schedule")]
    words = [*words, *clock, "--without-mingle", "-n", f"test-{os.getpid()}@%h"]
    process = Process(words, environment, tmp_path / "worker.log")
    wait_for(lambda: "ready." in process.text())
    yield process
    process.kill()


@pytest.fixture
def web(environment, tmp_path):
    """A web server on a free port; `address` is where it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "gunicorn", "-c", "python:bp3mi.serving", "bp3mi.wsgi:application"]
    process = Process(words, {**environment, "BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "2"}, tmp_path / "web.log")
    process.address = f"http://127.0.0.1:{port}"
    process.port = port
    wait_for(lambda: answers(port))
    yield process
    process.kill()


def answers(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
        line.sendall(b"GET /sehat/ HTTP/1.0\r\nHost: localhost\r\n\r\n")
        return line.recv(5) == b"HTTP/"
