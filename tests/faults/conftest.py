"""Real processes over the test database: worker, web and database server, to be killed in the middle of a report."""

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
from django.core.management import call_command
from django.db import connection

from bp3mi import env
from bp3mi.embedded.folders import Folder
from core import walls
from tests.database import load_reference
from tests.ops import running

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


class Server:
    """A database server of the test's own under a real supervisor, with the settings of a server whose data is kept."""

    def __init__(self, data: Path):
        self.data = data

    def postmaster(self) -> int:
        return int((self.data / "postgres" / "postmaster.pid").read_text().split("\n")[0])

    def children(self) -> list[int]:
        number = self.postmaster()
        return [int(pid) for pid in Path(f"/proc/{number}/task/{number}/children").read_text().split()]

    def kill(self, *, with_children: bool) -> None:
        """The postmaster alone, whose children then end by themselves, or every process of the server at once."""
        victims = [self.postmaster(), *(self.children() if with_children else [])]
        for pid in victims:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def deaths(self) -> int:
        return running.output(self.data).count("postgres ended (signal SIGKILL); it is started again.")


@pytest.fixture
def own_server(transactional_db, tmp_path):
    """Django of this test, and all that follows it, work in a server that nobody else uses."""
    data = tmp_path / "server"
    with running.started(data, "serve", REDIS_URL=os.environ["REDIS_URL"]):
        assert running.until(lambda: running.services_answer(data)), running.output(data)
        urls = Folder(data).running_urls()
        with pointed_at(urls["OWNER_DATABASE_URL"]):
            call_command("migrate", verbosity=0)
            walls.apply()
            load_reference()
        with pointed_at(urls["DATABASE_URL"]):
            yield Server(data)


@contextlib.contextmanager
def pointed_at(url: str):
    """Inside the block Django's connection leads to the database of `url`."""
    before = dict(connection.settings_dict)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        address = env.database()
    connection.close()
    connection.settings_dict.update(address)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


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
