"""Where the embedded services keep their data, sockets and passwords."""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from bp3mi.embedded import StartError
from core.keyfile import make_key_file

ROOT = Path(__file__).resolve().parent.parent.parent
# A Unix socket path holds 107 bytes; the longest name below it is ".s.PGSQL.5432.lock".
_LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432.lock")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]+")


class Folder:
    """One data folder. Nothing is created before :meth:`prepare`."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.database = self.path / "postgres"
        self.broker = self.path / "broker"
        self.logs = self.path / "logs"
        self.state = self.path / "services.json"
        self.stamp = self.path / "prepared.json"

    def prepare(self) -> None:
        for folder in (self.path, self.logs, self.broker, self.path / "static"):
            self._make(folder)
        self._make_sockets()
        self._make_keys()

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StartError(
                f"{folder} cannot be made: {error.strerror}. Set DATA_DIR= to a writable folder."
            ) from error
        if not os.access(folder, os.W_OK):
            raise StartError(f"{folder} is not writable for this user. Set DATA_DIR= to a folder of your own.")

    @property
    def sockets(self) -> Path:
        """A short folder for sockets: inside the data folder, or below /tmp when that path is too long."""
        inside = self.path / "run"
        plain = _PLAIN_PATH.fullmatch(str(inside))
        if plain and len(str(inside).encode()) <= _LONGEST_SOCKET_FOLDER:
            return inside
        digest = hashlib.sha256(f"{self.path}:{os.getuid()}".encode()).hexdigest()[:16]
        return Path("/tmp") / f"bp3mi-{digest}"

    def _make_sockets(self) -> None:
        folder = self.sockets
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or (folder.stat().st_uid != os.getuid() and os.getuid() != 0):
            raise StartError(f"{folder} belongs to somebody else. Remove it, or set DATA_DIR= to a shorter path.")
        folder.chmod(0o700)

    def _make_keys(self) -> None:
        """The first start makes the office's keys; a file that the environment names is never made."""
        if not os.environ.get("KEY_FILE") and os.environ.get("APP_ENV") != "production":
            make_key_file(self.path / "keys" / "keys.json")

    def password(self, name: str) -> str:
        """The password of ``name``, made once for this data folder and readable by its owner alone."""
        file = self.path / f"{name}.password"
        if not file.exists():
            with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
                stream.write(secrets.token_urlsafe(24))
        return file.read_text().strip()

    def forget_the_database(self) -> None:
        """A new database knows nothing of the users and the state of the one before."""
        for name in ("demo-users.json", "prepared.json"):
            (self.path / name).unlink(missing_ok=True)

    def running_urls(self) -> dict[str, str]:
        """The addresses of services that run for this folder now; empty when there are none.

        What a killed supervisor left behind names another process than the lock, and does not count.
        """
        try:
            state = json.loads(self.state.read_text())
        except (OSError, ValueError):
            return {}
        return state["urls"] if state["owner"] == self.lock_owner("services") else {}

    def write_urls(self, urls: dict[str, str]) -> None:
        """Say where the services of this process are; they hold passwords, so for the owner alone."""
        part = self.state.with_suffix(".part")
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
            json.dump({"owner": os.getpid(), "urls": urls}, stream)
        part.replace(self.state)

    @contextlib.contextmanager
    def locked(self, name: str) -> Iterator[None]:
        """Hold the lock ``name``; the kernel frees it with the process, so none is ever stale."""
        file = open(self.path / f"{name}.lock", "a+")  # noqa: SIM115
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise StartError(self._taken(file)) from None
            file.seek(0)
            file.truncate()
            file.write(str(os.getpid()))
            file.flush()
            yield

    def _taken(self, file) -> str:
        file.seek(0)
        owner = file.read().strip() or "?"
        return (
            f"{self.path} is in use by process {owner}. Stop that one first (Ctrl+C, or `make down`), "
            "or set DATA_DIR= to another folder."
        )

    def lock_owner(self, name: str) -> int | None:
        """The process that holds the lock ``name``, or None."""
        try:
            with open(self.path / f"{name}.lock", "r+") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return int(file.read().strip() or 0) or None
        except OSError:
            return None
        return None


def data_folder() -> Folder:
    """The folder named by DATA_DIR, or ``data/`` in the project."""
    return Folder(Path(os.environ.get("DATA_DIR") or ROOT / "data").expanduser())
