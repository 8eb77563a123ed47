"""Recovery codes: ten of eighty random bits, for the day on which phone and key are gone."""

import hashlib
import hmac
import re
import secrets

HOW_MANY = 10
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # without those that look alike
LENGTH = 16
SALT = 16


def new_code() -> str:
    text = "".join(secrets.choice(LETTERS) for _letter in range(LENGTH))
    return "-".join(text[place : place + 4] for place in range(0, LENGTH, 4))


def normalised(code: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", code.upper())


def looks_like_one(code: str) -> bool:
    return len(normalised(code)) == LENGTH


def digest_of(code: str, salt: bytes) -> bytes:
    """A plain digest is enough: eighty random bits are not guessed."""
    return hashlib.sha256(salt + normalised(code).encode()).digest()


def new_row(code: str) -> tuple[bytes, bytes]:
    """Salt and digest of a code."""
    salt = secrets.token_bytes(SALT)
    return salt, digest_of(code, salt)


def is_code_of(code: str, salt: bytes, digest: bytes) -> bool:
    return hmac.compare_digest(digest_of(code, salt), digest)
