"""Health of one container, for Docker: exit code 0 is well. Standard library only, run as a file.

``web`` asks the health page, ``worker`` asks Celery's own answer, ``beat`` looks at the age of its diary.
"""

import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

BEAT_DIARY = Path("/tmp/beat-schedule")  # noqa: S108 - a memory file system of the container's own
OLDEST_DIARY = 600


def web() -> bool:
    """As the proxy would ask: a known host name, and already over HTTPS."""
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip()
    headers = {"Host": host.lstrip("."), "X-Forwarded-Proto": "https"}
    request = urllib.request.Request("http://127.0.0.1:8000/sehat/", headers=headers)
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310 - a fixed address
        return answer.status == 200


def worker() -> bool:
    name = f"worker@{os.uname().nodename}"
    command = [sys.executable, "-m", "celery", "-A", "bp3mi", "inspect", "ping", "-d", name, "--timeout", "5"]
    return subprocess.run(command, capture_output=True, timeout=25, check=False).returncode == 0


def beat() -> bool:
    """The diary is written every three minutes at the latest."""
    return time.time() - BEAT_DIARY.stat().st_mtime < OLDEST_DIARY


def main(part: str) -> int:
    try:
        return 0 if {"web": web, "worker": worker, "beat": beat}[part]() else 1
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error, file=sys.stderr)  # noqa: T201 - Docker keeps these words
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
