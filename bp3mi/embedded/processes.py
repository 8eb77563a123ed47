"""Start and stop processes so that none outlives its owner, not even after a kill -9."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG = 1


def die_with_parent(signum: int) -> None:
    """Ask the kernel to send ``signum`` to this process when its parent dies."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, int(signum), 0, 0, 0)


def spawn(
    command: Sequence[str],
    *,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    log: Path | None = None,
    death_signal: int = signal.SIGKILL,
    private: bool = False,
) -> subprocess.Popen[bytes]:
    """Start ``command`` in a session of its own. Call from the main thread: the kernel watches the thread."""
    owner = os.getpid()

    def before_exec() -> None:
        die_with_parent(death_signal)
        if private:
            os.umask(0o077)
        if os.getppid() != owner:
            os._exit(1)

    output = open(log, "ab") if log else None  # noqa: SIM115
    try:
        return subprocess.Popen(
            list(command),
            env=env,
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            preexec_fn=before_exec,  # noqa: PLW1509 - no threads here
        )
    finally:
        if output:
            output.close()


def kill_group(process: subprocess.Popen[bytes], signum: int = signal.SIGKILL) -> None:
    """Signal the whole group of ``process``, also when its leader is gone."""
    try:
        os.killpg(process.pid, signum)
    except (ProcessLookupError, PermissionError):
        return


def stop(process: subprocess.Popen[bytes], *, signum: int, seconds: float) -> None:
    """Stop ``process`` with ``signum``; after ``seconds`` its group is killed."""
    if process.poll() is None:
        try:
            process.send_signal(signum)
        except ProcessLookupError:
            pass
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
    kill_group(process)
    process.wait()


def is_running(pid: int) -> bool:
    """Whether ``pid`` is a process that still does something (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state not in {"Z", "X"}


def command_line(pid: int) -> list[str]:
    """The words of the command of ``pid``; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]
    except OSError:
        return []


def wait_until(condition, *, seconds: float, step: float = 0.02) -> bool:
    """Try ``condition`` until it is true or ``seconds`` have passed."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(step)
    return True
