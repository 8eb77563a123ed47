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
from collections.abc import Callable
from dataclasses import dataclass
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
from django.db import connection

from core.keyfile import KeyFileError, KeyMaterial, Keys, read_key_file

VERSION = b"\x01"
NONCE = 12
HEAD = len(VERSION) + 2
OVERHEAD = HEAD + NONCE + 16
NONCES_AT_ONCE = 512
BLIND_LENGTH = 16


class CannotDecrypt(Exception):
    """The value was not written for this row and column, was changed, or its key is not in the ring."""


def key_ring() -> "KeyRing":
    """The ring, once it is known to belong to this database.

    Raises ImproperlyConfigured with a sentence when the file is missing or damaged, or belongs to another database.
    """
    ring = read_ring()
    if ring is not _kept.trusted and fits_database(ring):
        _kept.trusted = ring
    return ring


def read_ring() -> "KeyRing":
    """The ring as the file is now: a key added while we run is there at the next call."""
    name = settings.KEY_FILE
    mark = _mark(name)
    if _kept.ring is None or mark is None or mark != _kept.mark:
        try:
            _kept.ring, _kept.mark = KeyRing(read_key_file(Path(name))), mark
        except KeyFileError as error:
            raise ImproperlyConfigured(str(error)) from None
    return _kept.ring


def _mark(name: str) -> tuple[str, int, int, int] | None:
    """Changes with every new content of the file; None when it is not there."""
    try:
        stat = os.stat(name)
    except OSError:
        return None
    return str(name), stat.st_ino, stat.st_mtime_ns, stat.st_size


def fits_database(ring: "KeyRing") -> bool:
    """Whether the database knows these keys; False before its first migration.

    Raises ImproperlyConfigured for other keys: what they wrote could never be read by the office's own.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('core_officekey') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT name, check_value FROM core_officekey WHERE retired_at IS NULL")
        known = {name: bytes(value) for name, value in cursor.fetchall()}
    if fault := _misfit(ring, known):
        raise ImproperlyConfigured(f"{fault} Nothing was read or written.")
    return True


def _misfit(ring: "KeyRing", known: dict[str, bytes]) -> str:
    """Why the ring does not belong to a database that knows these check values; empty when it does."""
    file = settings.KEY_FILE
    if not known:
        return "This database knows no keys yet. Run `manage.py migrate`."
    for name, value in known.items():
        if name not in ring.check_values:
            return (
                f"The key file {file} lacks the key {name}, with which this database was written. Put the office's key "
                "file there, from the copy that was sealed with the newest backup."
            )
        if ring.check_values[name] != value:
            return (
                f"The key file {file} does not belong to this database: its key {name} is another one. Put the "
                "office's key file there (from its sealed copy), or connect to the database that it belongs to."
            )
    for name in ring.current_names:
        if name not in known:
            return (
                f"The key {name} of the key file {file} is newer than this database. A database that was restored "
                "needs the key file of the same backup."
            )
    return ""


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

    @property
    def current_names(self) -> list[str]:
        """The keys that write, as the database names them."""
        return [f"data:{self.data_key_id}", f"blind:{self.blind_key_id}", "sign:1"]

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

    def sealer(self, column: str) -> "Sealer":
        """`encrypt` for very many values of one column."""
        number = self._material.data.current
        return Sealer(self._cipher(number, column), VERSION + number.to_bytes(2), f"{column}|".encode())

    def opener(self, column: str) -> Callable[[str, bytes], str]:
        """`decrypt` for very many values of one column: the row's key in hexadecimal digits, the value, the text."""
        current, place = self._material.data.current, f"{column}|"
        head, decrypt = VERSION + current.to_bytes(2), self._cipher(current, column).decrypt

        def open_value(row: str, sealed: bytes) -> str:
            if not sealed:
                return ""
            if sealed[:HEAD] != head:
                return self.decrypt(column, row, sealed).decode()
            try:
                return decrypt(sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE :], f"{place}{row}".encode()).decode()
            except InvalidTag:
                raise CannotDecrypt(f"A value of {column} does not belong to this row, or was changed.") from None

        return open_value

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


class Sealer:
    """Encrypts as KeyRing.encrypt does, with the key at hand and random nonces drawn many at a time."""

    def __init__(self, cipher: AESGCM, head: bytes, place: bytes):
        self._encrypt, self._head, self._place = cipher.encrypt, head, place
        self._nonces: list[bytes] = []

    def __repr__(self) -> str:
        return "<Sealer>"

    def __call__(self, row: bytes, text: str) -> bytes:
        """`text` for the row whose key is `row`, in hexadecimal digits; empty text stays empty."""
        if not text:
            return b""
        if not self._nonces:
            drawn = os.urandom(NONCE * NONCES_AT_ONCE)
            self._nonces = [drawn[at : at + NONCE] for at in range(0, len(drawn), NONCE)]
        nonce = self._nonces.pop()
        return self._head + nonce + self._encrypt(nonce, text.encode(), self._place + row)


def key_id_of(sealed: bytes) -> int:
    """The number of the key that wrote a value. Raises CannotDecrypt for bytes that are no value of ours."""
    if len(sealed) < OVERHEAD or sealed[:1] != VERSION:
        raise CannotDecrypt("These bytes are not a value that this system encrypted.")
    return int.from_bytes(sealed[1:HEAD])


@dataclass
class _Kept:
    """The ring of this process, what the file looked like when it was read, and the ring that fits the database."""

    ring: KeyRing | None = None
    mark: tuple[str, int, int, int] | None = None
    trusted: KeyRing | None = None


_kept = _Kept()


@cache
def _label(purpose: str, column: str) -> bytes:
    return f"bp3mi 1|{purpose}|{column}".encode()


def _derived(key: bytes, purpose: str, column: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_label(purpose, column)).derive(key)
