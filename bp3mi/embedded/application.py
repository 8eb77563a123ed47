"""The parts of the application: web, worker and beat, and the steps before them."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from bp3mi.embedded import StartError, prepare, processes
from bp3mi.embedded.folders import ROOT, Folder
from bp3mi.embedded.supervisor import Part, run_once, say

REFERENCE_STEPS = ("compile_catalogue", "migrate", "apply_walls", "load_reference")
DEMO_STEPS = ("load_demo --if-missing",)
OWNER_COMMANDS = {"migrate", "apply_walls", "load_reference", "load_areas", "load_demo", "flush", "dbshell"}
LONGEST_LOG = 10 * 1024 * 1024


def address() -> tuple[str, int]:
    """HOST and PORT. Only this machine can reach the default."""
    host = os.environ.get("HOST") or "127.0.0.1"
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise StartError(f"PORT={port} is not a port. Write a number between 1 and 65535.")
    return host, int(port)


def check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StartError(f"{host}:{port} cannot be used: {error.strerror}. Choose another with PORT=.") from error


def environment(urls: dict[str, str]) -> dict[str, str]:
    """The environment of all parts: our own, the services' addresses, and no half-written output."""
    env = {**os.environ, **urls, "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    if env.pop("PYTHONDONTWRITEBYTECODE", ""):
        # Compiling every module in every process costs seconds; the source tree stays clean all the same.
        env.setdefault("PYTHONPYCACHEPREFIX", str(Path(sys.prefix) / "pycache"))
    return env


def as_owner(env: dict[str, str]) -> dict[str, str]:
    """For a step that changes the schema or loads lists: as the role that owns them."""
    return {**env, "DATABASE_URL": env.get("OWNER_DATABASE_URL") or env["DATABASE_URL"]}


def bring_up_to_date(folder: Folder, env: dict[str, str], *, embedded: bool, demo: bool = True) -> None:
    """Migrate, load reference data and the demo office; skipped when nothing changed since the last time."""
    mark = prepare.fingerprint(folder, env["DATABASE_URL"]) + (":demo" if demo else "")
    if embedded and prepare.is_prepared(folder, mark):
        return
    say("Bringing the database up to date ...")
    production = env.get("APP_ENV") == "production"
    steps = [*REFERENCE_STEPS, *(DEMO_STEPS if demo and not production else ())]
    run_once([sys.executable, "-m", "bp3mi.embedded.prepare", *steps], {**as_owner(env), "LOG_LEVEL": "WARNING"})
    prepare.write_stamp(folder, mark)


def parts(folder: Folder, env: dict[str, str]) -> list[Part]:
    """Web, worker and beat; each writes its own log file."""
    host, port = address()
    cores = str(len(os.sched_getaffinity(0)))
    celery = [sys.executable, "-m", "celery", "-A", "bp3mi"]
    worker = [*celery, "worker", "-l", "WARNING", "-c", cores, "-O", "fair", "--without-gossip", "--without-mingle"]
    beat = [*celery, "beat", "-l", "WARNING", "-s", str(folder.path / "beat-schedule"), "--pidfile="]
    web = [sys.executable, "-m", "gunicorn", "-c", "python:bp3mi.serving", "bp3mi.wsgi:application"]
    web_env = {**env, "BIND": f"[{host}]:{port}" if ":" in host else f"{host}:{port}"}
    return [
        _part(folder, "web", web, web_env, signal.SIGQUIT),
        _part(folder, "worker", worker, env, signal.SIGKILL),
        _part(folder, "beat", beat, env, signal.SIGKILL),
    ]


def _part(folder: Folder, name: str, command: list[str], env: dict[str, str], death_signal: int) -> Part:
    log = folder.logs / f"{name}.log"

    def launch() -> subprocess.Popen[bytes]:
        _turn_over(log)
        return processes.spawn(command, env=env, cwd=ROOT, log=log, death_signal=death_signal)

    return Part(name, launch)


def _turn_over(log: Path) -> None:
    """Keep one older log, so that a folder in use for months stays small."""
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".log.1"))


def web_answers() -> bool:
    """Whether the health page answers, whatever it says."""
    host, port = address()
    try:
        with socket.create_connection(("127.0.0.1" if host in {"0.0.0.0", ""} else host, port), timeout=5) as line:
            line.sendall(b"GET /sehat/ HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return line.recv(5) == b"HTTP/"
    except OSError:
        return False


def summary(folder: Folder, urls: dict[str, str]) -> str:
    """What somebody needs who sits down at the machine now."""
    host, port = address()
    lines = [
        "",
        f"  Address    http://{'localhost' if host in {'127.0.0.1', '0.0.0.0'} else host}:{port}/",
        f"  Data       {folder.path}",
        f"  Logs       {folder.logs}",
        *_user_lines(folder),
        "",
        "  Ctrl+C stops everything. The data stays.",
        "",
    ]
    return "\n".join(lines)


def _user_lines(folder: Folder) -> list[str]:
    file = folder.path / "demo-users.json"
    try:
        users = json.loads(file.read_text())
    except (OSError, ValueError):
        return []
    head = f"  {'Role':<18} {'Username':<22} {'Password':<26} District"
    rows = [f"  {u['role']:<18} {u['username']:<22} {u['password']:<26} {u.get('district') or '-'}" for u in users]
    return ["", head, *rows, f"  (also in {file})"]
