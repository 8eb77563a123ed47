"""One process that owns all others: it starts them, brings back what died, and takes all with it."""

import dataclasses
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

from bp3mi.embedded import StartError, processes
from bp3mi.embedded.services import Services

TICK = 0.1
LONGEST_PAUSE = 10.0


class Stopping(BaseException):
    """Somebody asked to stop."""


def say(text: str) -> None:
    print(f"[bp3mi] {text}", flush=True)


@dataclasses.dataclass
class Part:
    """One program kept alive. ``launch`` starts it and returns its process."""

    name: str
    launch: Callable[[], subprocess.Popen[bytes]]
    stop_signal: int = signal.SIGTERM
    stop_seconds: float = 10
    process: subprocess.Popen[bytes] | None = None
    started: float = 0
    quick_deaths: int = 0
    not_before: float = 0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = self.launch()

    def is_dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def bury(self) -> None:
        """Kill what is left of the group; wait longer before the next start when it dies at once."""
        processes.kill_group(self.process)
        lived = time.monotonic() - self.started
        self.quick_deaths = self.quick_deaths + 1 if lived < 5 else 0
        pause = min(0.2 * 2**self.quick_deaths, LONGEST_PAUSE) if self.quick_deaths else 0
        self.not_before = time.monotonic() + pause
        say(f"{self.name} ended ({describe(self.process.returncode)}); it is started again.")
        self.process = None

    def keep_alive(self) -> None:
        if self.is_dead():
            self.bury()
        if self.process is None and time.monotonic() >= self.not_before:
            self.start()


class Supervisor:
    """Services first, then the parts of the application."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.inner = [*self._service_parts()]
        self.outer: list[Part] = []

    def _service_parts(self) -> list[Part]:
        parts = []
        if self.services.postgres:
            parts.append(Part("postgres", self._launch_postgres))
        if self.services.broker:
            parts.append(Part("broker", self._launch_broker))
        return parts

    def _launch_postgres(self) -> subprocess.Popen[bytes]:
        self.services.postgres.start()
        return self.services.postgres.process

    def _launch_broker(self) -> subprocess.Popen[bytes]:
        self.services.broker.start()
        return self.services.broker.process

    def start_services(self) -> None:
        self.services.start()
        for part in self.inner:
            part.started = time.monotonic()
            part.process = getattr(self.services, part.name).process

    def start_parts(self, parts: list[Part]) -> None:
        for part in parts:
            part.start()
            self.outer.append(part)

    def watch(self) -> None:
        """Keep everything alive until somebody asks to stop."""
        while True:
            for part in (*self.inner, *self.outer):
                try:
                    part.keep_alive()
                except StartError as error:
                    say(str(error))
                    part.not_before = time.monotonic() + LONGEST_PAUSE
            time.sleep(TICK)

    def stop(self) -> None:
        """Ask all parts at once, wait for each, then stop the services."""
        ignore_stop_signals()
        running = [part for part in reversed(self.outer) if part.process]
        for part in running:
            if part.process.poll() is None:
                part.process.send_signal(part.stop_signal)
        until = time.monotonic() + max((part.stop_seconds for part in running), default=0)
        for part in running:
            processes.wait_until(part.is_dead, seconds=max(until - time.monotonic(), 0))
            processes.kill_group(part.process)
            part.process.wait()
        self.services.stop()


def describe(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def stop_on_signals() -> None:
    def ask(_signum: int, _frame: FrameType | None) -> None:
        raise Stopping

    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, ask)


def ignore_stop_signals() -> None:
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, lambda _signum, _frame: None)


def run_once(command: list[str], env: dict[str, str]) -> None:
    """Run a step to its end; its failure stops the start with its own words on the screen."""
    process = processes.spawn(command, env=env)
    try:
        code = process.wait()
    finally:
        processes.kill_group(process)
    if code:
        raise StartError(f"`{' '.join(command[1:])}` failed ({describe(code)}); see its words above.")


def fail(error: StartError) -> int:
    print(f"\n{error}\n", file=sys.stderr, flush=True)
    return 1
