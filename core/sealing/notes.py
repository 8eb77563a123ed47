"""What is signed: the text of a seal, and checkpoints in the form of a signed note (C2SP tlog-checkpoint).

bp3mi-sultra/catatan-akses
12345
<base64 of the root over 12,345 rows>
segel 678 2026-11-24T10:00:00.000000+00:00

— bp3mi-sultra/catatan-akses <base64 of four bytes that name the key, and the signature>
"""

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from core.models import Seal
from core.signing import base64_text, is_signed, key_mark, origin, sign

EXTENSION = re.compile(r"segel (\d+) (\S+)")


class NoCheckpoint(ValueError):
    """The text is no checkpoint, or not one that this office signed."""


def seal_text(seal: Seal) -> str:
    """All that a seal says, as it is signed."""
    return "\n".join(
        [
            "bp3mi segel 1",
            origin(),
            f"{seal.number} {seal.kind}",
            utc(seal.made_at),
            f"{seal.upto} {seal.size}",
            base64_text(seal.root),
            base64_text(seal.previous),
            json.dumps(seal.note),
            "",
        ]
    )


def seal_hash(seal: Seal) -> bytes:
    """What the next seal names."""
    return hashlib.sha256(seal_text(seal).encode() + bytes(seal.signature)).digest()


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Checkpoint:
    """How far the record reached, and the root over it, at one seal."""

    size: int
    root: bytes
    seal: int
    made_at: datetime

    @property
    def text(self) -> str:
        return f"{origin()}\n{self.size}\n{base64_text(self.root)}\nsegel {self.seal} {utc(self.made_at)}\n"

    def note(self) -> str:
        """The signed note, as it is kept in files and sent by mail."""
        signature = base64_text(key_mark(origin()) + sign(self.text))
        return f"{self.text}\n— {origin()} {signature}\n"

    def line(self) -> str:
        """One line for the foot of a paper."""
        return f"{self.size} / {base64_text(self.root)} / segel {self.seal}"


def checkpoint_of(seal: Seal) -> Checkpoint:
    return Checkpoint(seal.size, bytes(seal.root), seal.number, seal.made_at)


def parse_checkpoint(note: str, *, key: bytes | None = None) -> Checkpoint:
    """The checkpoint of a signed note. Raises NoCheckpoint when it is none, or its signature is not the office's."""
    text, found, signatures = note.replace("\r\n", "\n").strip().partition("\n\n")
    lines, marks = text.split("\n"), [line.split(" ") for line in signatures.split("\n")]
    extension = EXTENSION.fullmatch(lines[3]) if len(lines) == 4 else None
    if not found or extension is None or not lines[1].isdecimal():
        raise NoCheckpoint("This text is not a checkpoint of the record.")
    try:
        signed = [base64.b64decode(mark[2], validate=True)[4:] for mark in marks if len(mark) == 3]
        root, made_at = base64.b64decode(lines[2], validate=True), datetime.fromisoformat(extension[2])
    except (binascii.Error, ValueError) as error:
        raise NoCheckpoint("This text is not a checkpoint of the record.") from error
    if lines[0] != origin() or not any(is_signed(f"{text}\n", signature, key) for signature in signed):
        raise NoCheckpoint("The checkpoint was not signed with the key of this office.")
    return Checkpoint(int(lines[1]), root, int(extension[1]), made_at)
