"""What every reader has in common: its limits, and how it answers."""

import json
import resource
import sys
from collections.abc import Callable, Mapping

DONE, REFUSED = b"+", b"-"


class Refused(Exception):
    """The file is not taken. `code` names the sentence that the person reads; `facts` are its figures."""

    def __init__(self, code: str, **facts: object):
        super().__init__(code)
        self.code, self.facts = code, facts


def confine(*, memory: int, cpu: int) -> None:
    """From here on: so much memory (bytes), so much time (seconds), no file written, no core left behind."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(work: Callable[[bytes, Mapping], bytes]) -> None:
    """Read the file, do the work, answer `+` and the result, or `-` and why not."""
    options = json.loads(sys.argv[1])
    confine(memory=options["memory"], cpu=options["cpu"])
    out = sys.stdout.buffer
    try:
        out.write(DONE + work(sys.stdin.buffer.read(), options))
    except Refused as refusal:
        out.write(REFUSED + json.dumps({"code": refusal.code, "facts": refusal.facts}).encode())
    except MemoryError:
        out.write(REFUSED + json.dumps({"code": "TOO_HEAVY", "facts": {}}).encode())
    out.flush()
