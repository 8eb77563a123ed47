"""The key file: JSON with every key of the office. Standard library only, so that the first start can make it.

    {"format": 1,
     "data":  {"current": 1, "keys": {"1": "<base64 of 32 bytes>"}},
     "blind": {"current": 1, "keys": {"1": "<base64>"}},
     "sign":  "<base64 of an Ed25519 seed>"}

`data` encrypts fields and files, `blind` makes the blind index, `sign` signs checkpoints. A key that is no
longer current still reads what it wrote; `manage.py rotate_keys` takes it away when nothing is left on it.
The file is replaced as a whole: a reader sees the old one or the new one, never half of one.
"""

import base64
import binascii
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

FORMAT = 1
KEY_LENGTH = 32
LARGEST_ID = 2**16 - 1
KINDS = ("data", "blind")


class KeyFileError(Exception):
    """The key file is missing or cannot be used; the text is a sentence that says what to do."""


@dataclass(frozen=True)
class Keys:
    """Keys of one kind by their number, and the number of the one that writes."""

    current: int
    by_id: dict[int, bytes] = field(repr=False)

    def with_new(self) -> "Keys":
        number = max(self.by_id) + 1
        return Keys(number, {**self.by_id, number: secrets.token_bytes(KEY_LENGTH)})

    def without_old(self) -> "Keys":
        return Keys(self.current, {self.current: self.by_id[self.current]})


@dataclass(frozen=True)
class KeyMaterial:
    """What stands in the file."""

    data: Keys
    blind: Keys
    sign: bytes = field(repr=False)

    def with_new(self, kind: str) -> "KeyMaterial":
        """The same with a new current key of `kind`; the older ones stay for reading."""
        return replace(self, **{kind: getattr(self, kind).with_new()})

    def without_old(self, kind: str) -> "KeyMaterial":
        return replace(self, **{kind: getattr(self, kind).without_old()})


def new_material() -> KeyMaterial:
    def first() -> Keys:
        return Keys(1, {1: secrets.token_bytes(KEY_LENGTH)})

    return KeyMaterial(first(), first(), secrets.token_bytes(KEY_LENGTH))


def make_key_file(path: Path) -> bool:
    """Make the file with new keys, readable by its owner alone. False: there is one, and it stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = _written_beside(path, new_material())
    try:
        os.link(part, path)  # unlike a rename this never replaces a file that is there
    except FileExistsError:
        return False
    finally:
        part.unlink()
    return True


def write_key_file(path: Path, material: KeyMaterial) -> None:
    """Put `material` in the place of the file, whole and safe on the disk."""
    _written_beside(path, material).replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def read_key_file(path: Path) -> KeyMaterial:
    """Raises KeyFileError with a sentence that names the file and the fault, and no key."""
    try:
        text = path.read_text(encoding="utf-8")
        mode = path.stat().st_mode
    except OSError as error:
        raise KeyFileError(
            f"The key file {path} cannot be read: {error.strerror}. Put the office's key file there (from its sealed "
            "copy), or set KEY_FILE. Only a new office without data makes a new one: `manage.py make_keys`."
        ) from None
    if mode & 0o007:
        raise KeyFileError(f"Everybody on this machine may use the key file {path}. Close it: chmod 600 {path}")
    return _parsed(text, path)


def _parsed(text: str, path: Path) -> KeyMaterial:
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            raise ValueError(f"its format is not {FORMAT}")
        return KeyMaterial(_keys(content["data"]), _keys(content["blind"]), _key(content["sign"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # A JSONDecodeError carries the text it read: the chain is cut, so that no log ever shows it.
        fault = "it is not JSON" if isinstance(error, json.JSONDecodeError) else str(error)
    raise KeyFileError(f"The key file {path} is damaged ({fault}). Bring back its sealed copy; do not make a new one.")


def _keys(content: dict[str, Any]) -> Keys:
    by_id = {int(number): _key(key) for number, key in content["keys"].items()}
    if content["current"] not in by_id:
        raise ValueError("the current key is not among the keys")
    if not all(1 <= number <= LARGEST_ID for number in by_id):
        raise ValueError(f"a key's number is not between 1 and {LARGEST_ID}")
    return Keys(content["current"], by_id)


def _key(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("a key is not base64") from None
    if len(key) != KEY_LENGTH:
        raise ValueError(f"a key has {len(key)} bytes and not {KEY_LENGTH}")
    return key


def _content(material: KeyMaterial) -> dict[str, Any]:
    def keys(of: Keys) -> dict[str, Any]:
        return {"current": of.current, "keys": {str(number): _text(key) for number, key in of.by_id.items()}}

    return {"format": FORMAT, "data": keys(material.data), "blind": keys(material.blind), "sign": _text(material.sign)}


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _written_beside(path: Path, material: KeyMaterial) -> Path:
    """The new content in a file of its own next to `path`, with the mode and owner of the file that is there."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        json.dump(_content(material), stream, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    with suppress(OSError):
        there = path.stat()
        os.chown(part, there.st_uid, there.st_gid)
        part.chmod(there.st_mode & 0o770)
    return part
