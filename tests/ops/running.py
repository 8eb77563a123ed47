"""Start the embedded services or the whole application as a user would, and look at what really runs."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2

from bp3mi.embedded.folders import Folder

ROOT = Path(__file__).resolve().parent.parent.parent


def environment(data: Path, **more: str) -> dict[str, str]:
    """An environment in which nothing is given: the services are our own."""
    services = {"DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL"}
    left_out = services | {"KEY_FILE", "APP_ENV", "DJANGO_SETTINGS_MODULE", "PORT", "HOST"}
    env = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**env, "DATA_DIR": str(data), "PYTHONPATH": str(ROOT), **more}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "bp3mi.embedded", *words]


def call(data: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = environment(data, **more)
    return subprocess.run(command(*words), env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def until(condition: Callable[[], object], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def processes_of(data: Path) -> dict[int, str]:
    """Every process that works for this data folder: by its words or by its environment."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        pid = int(folder.name)
        with contextlib.suppress(OSError):
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
            values = (folder / "environ").read_bytes().split(b"\0")
            ours = str(data) in words or f"DATA_DIR={data}".encode() in values
            if words and ours and pid != os.getpid():
                found[pid] = words
    return found


def pids(data: Path, word: str) -> list[int]:
    """The processes of this folder whose command holds ``word``, oldest first."""
    return sorted(pid for pid, words in processes_of(data).items() if word in words)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def started(data: Path, *words: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A supervisor for the length of the block; its output goes to ``data``.out."""
    with open(f"{data}.out", "ab") as out:
        process = subprocess.Popen(
            command(*words), env=environment(data, **more), cwd=ROOT, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(40)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def output(data: Path) -> str:
    return Path(f"{data}.out").read_text()


def services_answer(data: Path) -> bool:
    return bool(Folder(data).running_urls())


def database(data: Path):
    """A connection to the services' database, as the owner of the tables."""
    connection = psycopg2.connect(Folder(data).running_urls()["OWNER_DATABASE_URL"])
    connection.autocommit = True
    return connection


def page_answers(port: int, path: str = "/sehat/") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False
