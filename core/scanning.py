"""A place for a virus scanner: off unless FILE_SCANNER names the socket of a clamd (docs/howto/scan-files.md)."""

import socket
import struct

from django.conf import settings

PIECE = 64 * 1024
SECONDS = 30


def verdict_on(content: bytes) -> str:
    """`OK` (also where no scanner is wanted), `FOUND`, or `ERROR`."""
    return ask_clamd(settings.FILE_SCANNER, content) if settings.FILE_SCANNER else "OK"


def ask_clamd(path: str, content: bytes) -> str:
    """`OK`, `FOUND`, or `ERROR` when the scanner does not answer: what was not looked at is not taken."""
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(SECONDS)
            line.connect(path)
            line.sendall(b"zINSTREAM\0")
            for at in range(0, len(content), PIECE):
                piece = content[at : at + PIECE]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            answer = line.makefile("rb").read(4096).rstrip(b"\0\n").decode("utf-8", "replace")
    except OSError:
        return "ERROR"
    return answer.rpartition(" ")[2] if answer.endswith((" OK", " FOUND")) else "ERROR"
