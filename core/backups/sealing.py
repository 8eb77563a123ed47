"""How a backup is closed: a stream sealed in pieces, and a lock to which a passphrase is the only key.

The lock is made once from the passphrase (scrypt) and holds a public key (X25519) alone, so that every night's
backup can be sealed to it while the passphrase stands nowhere. What is sealed is encrypted with AES-256-GCM.
"""

import base64
import hmac
import os
import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils.translation import gettext as _

from core.backups import BackupDamaged, BackupError

KEY_LENGTH, NONCE, TAG = 32, 12, 16
COST = {"n": 2**17, "r": 8, "p": 1}  # about half a second and 128 MB for one try
SHORTEST_PASSPHRASE = 20
MARK = b"BP3MI sealed 1\n"
PREFIX = 7  # bytes of the nonce that are the same for the whole stream; four count, one tells the last piece
PIECE = 1 << 20
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another when written by hand


# -- the lock -------------------------------------------------------------------------------------


def suggested_passphrase() -> str:
    """Thirty letters in groups, to be written on paper: nobody guesses them."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(5)) for _group in range(6))


def make_lock(passphrase: str) -> dict:
    if len(normal(passphrase)) < SHORTEST_PASSPHRASE:
        raise BackupError(_("Frasa sandi paling sedikit {n} huruf.").format(n=SHORTEST_PASSPHRASE))
    salt = os.urandom(16)
    private = derived(passphrase, salt, COST)
    return {"format": 1, "salt": text_of(salt), "cost": COST, "public": text_of(public_bytes(private))}


def open_lock(lock: dict, passphrase: str) -> X25519PrivateKey:
    """The private key. Raises BackupError for another passphrase."""
    private = derived(passphrase, bytes_of(lock["salt"]), lock["cost"])
    if not hmac.compare_digest(public_bytes(private), bytes_of(lock["public"])):
        raise BackupError(_("Frasa sandi tidak cocok. Periksa lembar yang disimpan bersama media cadangan."))
    return private


def normal(passphrase: str) -> str:
    return " ".join(passphrase.split())


def derived(passphrase: str, salt: bytes, cost: dict) -> X25519PrivateKey:
    n, r, p = (int(cost[name]) for name in "nrp")
    if not (2**14 <= n <= 2**20 and r == 8 and 1 <= p <= 4):
        raise BackupDamaged(_("Gembok cadangan ini rusak."))
    key = Scrypt(salt=salt, length=KEY_LENGTH, n=n, r=r, p=p).derive(normal(passphrase).encode())
    return X25519PrivateKey.from_private_bytes(key)


def public_bytes(key: X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def seal_to(lock: dict, content: bytes, context: str) -> bytes:
    """Only the passphrase opens it again, and only for this context."""
    once = X25519PrivateKey.generate()
    public = bytes_of(lock["public"])
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    nonce = os.urandom(NONCE)
    cipher = AESGCM(mixed(shared, public_bytes(once) + public, context))
    return public_bytes(once) + nonce + cipher.encrypt(nonce, content, context.encode())


def unseal(private: X25519PrivateKey, sealed: bytes, context: str) -> bytes:
    once, nonce, body = sealed[:KEY_LENGTH], sealed[KEY_LENGTH : KEY_LENGTH + NONCE], sealed[KEY_LENGTH + NONCE :]
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(once))
        return AESGCM(mixed(shared, once + public_bytes(private), context)).decrypt(nonce, body, context.encode())
    except (InvalidTag, ValueError):
        raise BackupDamaged(_("Bagian {nama} cadangan ini rusak.").format(nama=context)) from None


def mixed(shared: bytes, salt: bytes, context: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_LENGTH, salt=salt, info=f"bp3mi backup|{context}".encode()).derive(
        shared
    )


# -- streams --------------------------------------------------------------------------------------


def sealed_pieces(key: bytes, name: str, content: Iterable[bytes]) -> Iterator[bytes]:
    """The stream in sealed pieces. Cut, moved, doubled or left-out pieces do not open again."""
    cipher, prefix = AESGCM(key), os.urandom(PREFIX)
    yield MARK + prefix
    number = 0
    held = b""
    for piece in in_pieces(content):
        if held:
            yield sealed_piece(cipher, prefix, number, held, name, is_last=False)
            number += 1
        held = piece
    yield sealed_piece(cipher, prefix, number, held, name, is_last=True)


def in_pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of one size."""
    held = bytearray()
    for part in content:
        held += part
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def sealed_piece(cipher: AESGCM, prefix: bytes, number: int, piece: bytes, name: str, *, is_last: bool) -> bytes:
    return cipher.encrypt(prefix + number.to_bytes(4) + bytes([is_last]), piece, name.encode())


def opened_pieces(key: bytes, name: str, stream: BinaryIO) -> Iterator[bytes]:
    """What was sealed. Raises BackupDamaged as soon as a piece is not what was written, and when the end is missing."""
    cipher = AESGCM(key)
    head = stream.read(len(MARK) + PREFIX)
    if not head.startswith(MARK) or len(head) != len(MARK) + PREFIX:
        raise damaged(name)
    prefix, number = head[len(MARK) :], 0
    sealed = stream.read(PIECE + TAG)
    while sealed:
        following = stream.read(PIECE + TAG)
        nonce = prefix + number.to_bytes(4) + bytes([not following])
        try:
            yield cipher.decrypt(nonce, sealed, name.encode())
        except (InvalidTag, ValueError):
            raise damaged(name) from None
        sealed, number = following, number + 1
    if number == 0:
        raise damaged(name)


def damaged(name: str) -> BackupDamaged:
    return BackupDamaged(_("Bagian {nama} cadangan ini rusak atau terpotong.").format(nama=name))


def text_of(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def bytes_of(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
