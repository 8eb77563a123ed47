"""Running a reader of foreign files in a process of its own, with little memory, little time and no secrets."""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.readers.confinement import DONE, REFUSED

logger = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin"}
MB = 1 << 20


@dataclass(frozen=True)
class Allowance:
    """What one reader may use: bytes of memory, seconds of the processor, seconds by the clock."""

    memory: int = 512 * MB
    cpu: int = 20
    wall: int = 60


class ReaderRefused(Exception):
    """The file was not taken. `code` as the reader gave it; TOO_HEAVY when it hit its limits or died of the file."""

    def __init__(self, code: str, facts: Mapping | None = None):
        super().__init__(code)
        self.code, self.facts = code, dict(facts or {})


def run_reader(name: str, data: bytes, options: Mapping, allowance: Allowance) -> bytes:
    """What `core.readers.<name>` makes of the file. Raises ReaderRefused; never more than the allowance is used."""
    told = json.dumps({**options, "memory": allowance.memory, "cpu": allowance.cpu})
    command = [sys.executable, "-s", "-m", f"core.readers.{name}", told]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, env=ENVIRONMENT, cwd="/", timeout=allowance.wall, check=False
        )
    except subprocess.TimeoutExpired:
        raise ReaderRefused("TOO_HEAVY") from None
    mark, body = done.stdout[:1], done.stdout[1:]
    if mark == DONE and done.returncode == 0:
        return body
    if mark == REFUSED:
        refusal = json.loads(body)
        raise ReaderRefused(refusal["code"], refusal["facts"])
    logger.warning("The reader %s ended with %s.", name, done.returncode)
    raise ReaderRefused("TOO_HEAVY" if done.returncode < 0 else "BROKEN")
