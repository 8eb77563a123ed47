"""The key ring: authenticated encryption bound to column and row, the blind index, and the signing key.

Keys come from the file named by KEY_FILE alone (core/keyfile.py): never from the environment, the database
or the code, and no error or repr shows one. A value is stored as

    version (1 byte, 1) | key number (2 bytes) | nonce (12) | AES-256-GCM ciphertext and tag (length + 16)

The additional data is "column|row", so a value that is moved to another row or column is refused. `column`
is "table.column" (or any fixed name of a place, such as "file"); `row` is a key that never changes.
Each column has a key of its own, derived with HKDF from the data key. The blind index of a value is

    key number (2 bytes) | the first 14 bytes of HMAC-SHA256

over its normalised text; its name may be shared by several columns ("phone"), so that they can be compared.
"""

import hmac
import os
from functools import cache, cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from core.keyfile import KeyFileError, KeyMaterial, Keys, read_key_file

VERSION = b"\x01"
NONCE = 12
HEAD = len(VERSION) + 2
OVERHEAD = HEAD + NONCE + 16
BLIND_LENGTH = 16


class CannotDecrypt(Exception):
    """The value was not written for this row and column, was changed, or its key is not in the ring."""


def key_ring() -> "KeyRing":
    """The ring as the file is now: a key added while we run is there at the next call.

    Raises ImproperlyConfigured with a sentence when the file is missing or damaged.
    """
    global _ring, _read_as
    path = Path(settings.KEY_FILE)
    mark = _mark(path)
    if _ring is None or mark is None or mark != _read_as:
        try:
            _ring, _read_as = KeyRing(read_key_file(path)), mark
        except KeyFileError as error:
            raise ImproperlyConfigured(str(error)) from None
    return _ring


_ring: "KeyRing | None" = None
_read_as: tuple[str, int, int, int] | None = None


def _mark(path: Path) -> tuple[str, int, int, int] | None:
    """Changes with every new content of the file; None when it is not there."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return str(path), stat.st_ino, stat.st_mtime_ns, stat.st_size


class KeyRing:
    """All keys of the office. Cheap to use, made once for each content of the key file."""

    def __init__(self, material: KeyMaterial):
        self._material = material
        self._ciphers: dict[tuple[int, str], AESGCM] = {}
        self._blind_keys: dict[tuple[int, str], bytes] = {}

    def __repr__(self) -> str:
        return f"<KeyRing data {self.data_key_id} blind {self.blind_key_id}>"

    @property
    def data_key_id(self) -> int:
        """The number of the key that encrypts now."""
        return self._material.data.current

    @property
    def blind_key_id(self) -> int:
        return self._material.blind.current

    def encrypt(self, column: str, row: str, text: bytes) -> bytes:
        """`text` sealed for this row of this column, with the current key."""
        number = self._material.data.current
        nonce = os.urandom(NONCE)
        sealed = self._cipher(number, column).encrypt(nonce, text, f"{column}|{row}".encode())
        return VERSION + number.to_bytes(2) + nonce + sealed

    def decrypt(self, column: str, row: str, sealed: bytes) -> bytes:
        """Raises CannotDecrypt for a value of another row or column, a changed one, or one of an unknown key."""
        sealed = bytes(sealed)
        number = key_id_of(sealed)
        if number not in self._material.data.by_id:
            raise CannotDecrypt(f"A value of {column} was written with data key {number}, which is not in the ring.")
        nonce, rest = sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE :]
        try:
            return self._cipher(number, column).decrypt(nonce, rest, f"{column}|{row}".encode())
        except InvalidTag:
            raise CannotDecrypt(f"A value of {column} does not belong to this row, or was changed.") from None

    def blind(self, column: str, normalised: str) -> bytes:
        """The blind index of a normalised text under the current key, for writing."""
        return self._blind(self._material.blind.current, column, normalised)

    def blinds(self, column: str, normalised: str) -> list[bytes]:
        """Every blind index that may stand for the text now, for searching: one, and two while keys change."""
        return [self._blind(number, column, normalised) for number in self._material.blind.by_id]

    def seal_key(self) -> Ed25519PrivateKey:
        """The key that signs checkpoints of the access record."""
        return Ed25519PrivateKey.from_private_bytes(self._material.sign)

    @cached_property
    def check_values(self) -> dict[str, bytes]:
        """By kind and number of each key a value that tells whether it is the same key, and nothing else of it."""
        kinds: dict[str, Keys] = {"data": self._material.data, "blind": self._material.blind}
        values = {
            f"{kind}:{number}": _derived(key, "check", kind)[:16]
            for kind, keys in kinds.items()
            for number, key in keys.by_id.items()
        }
        public = self.seal_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return {**values, "sign:1": public}

    def _cipher(self, number: int, column: str) -> AESGCM:
        cipher = self._ciphers.get((number, column))
        if cipher is None:
            key = _derived(self._material.data.by_id[number], "encrypt", column)
            cipher = self._ciphers[number, column] = AESGCM(key)
        return cipher

    def _blind(self, number: int, column: str, normalised: str) -> bytes:
        key = self._blind_keys.get((number, column))
        if key is None:
            key = self._blind_keys[number, column] = _derived(self._material.blind.by_id[number], "blind", column)
        return number.to_bytes(2) + hmac.digest(key, normalised.encode(), "sha256")[: BLIND_LENGTH - 2]


def key_id_of(sealed: bytes) -> int:
    """The number of the key that wrote a value. Raises CannotDecrypt for bytes that are no value of ours."""
    if len(sealed) < OVERHEAD or sealed[:1] != VERSION:
        raise CannotDecrypt("These bytes are not a value that this system encrypted.")
    return int.from_bytes(sealed[1:HEAD])


@cache
def _label(purpose: str, column: str) -> bytes:
    return f"bp3mi 1|{purpose}|{column}".encode()


def _derived(key: bytes, purpose: str, column: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_label(purpose, column)).derive(key)
