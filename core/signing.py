"""The keys of the record, from the key file: one signs seals and checkpoints, one makes the MAC of each row."""

import base64
import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from core.keys import KeyRing, key_ring


@lru_cache(maxsize=2)
def _record_key(ring: KeyRing) -> bytes:
    seed = ring.seal_key().private_bytes_raw()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"bp3mi 1|mac|core_accessrecord").derive(seed)


def record_key() -> bytes:
    """The key of the rows' MACs; the database never sees it."""
    return _record_key(key_ring())


def public_key() -> bytes:
    return key_ring().seal_key().public_key().public_bytes_raw()


def fingerprint() -> str:
    """The public key as people compare it: the first 16 bytes of its hash, in groups."""
    digits = hashlib.sha256(public_key()).hexdigest()[:32].upper()
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def origin() -> str:
    """Whose record it is, in the first line of seals and checkpoints."""
    return f"bp3mi-{settings.OFFICE_CODE.lower()}/catatan-akses"


def sign(text: str) -> bytes:
    return key_ring().seal_key().sign(text.encode())


def is_signed(text: str, signature: bytes, key: bytes | None = None) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key or public_key()).verify(bytes(signature), text.encode())
    except InvalidSignature:
        return False
    return True


def key_mark(name: str) -> bytes:
    """The four bytes before a signature in a signed note (C2SP): which key made it."""
    return hashlib.sha256(name.encode() + b"\n\x01" + public_key()).digest()[:4]


def base64_text(value: bytes | memoryview) -> str:
    return base64.b64encode(bytes(value)).decode()
