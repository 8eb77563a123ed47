"""One-time codes by time (RFC 6238, SHA-1, six digits, thirty seconds), as every authenticator app makes them."""

import base64
import hmac
import secrets
import struct
from urllib.parse import quote, urlencode

DIGITS = 6
STEP = 30
DRIFT_STEPS = 1  # a code of the step before or after is taken too


def new_secret() -> bytes:
    return secrets.token_bytes(20)


def as_text(secret: bytes) -> str:
    """The secret as a person types it into an app that cannot scan."""
    return base64.b32encode(secret).decode().rstrip("=")


def from_text(text: str) -> bytes:
    return base64.b32decode(text + "=" * (-len(text) % 8))


def in_groups(text: str) -> str:
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def counter_at(seconds: float) -> int:
    return int(seconds) // STEP


def code_of(secret: bytes, counter: int, digits: int = DIGITS) -> str:
    digest = hmac.digest(secret, struct.pack(">Q", counter), "sha1")
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def matching_counter(secret: bytes, code: str, seconds: float) -> int | None:
    """The latest step near `seconds` of which this is the code."""
    now = counter_at(seconds)
    for counter in range(now + DRIFT_STEPS, now - DRIFT_STEPS - 1, -1):
        if hmac.compare_digest(code_of(secret, counter), code):
            return counter
    return None


def address(secret: bytes, *, account: str, issuer: str) -> str:
    """What the square image holds."""
    label = quote(f"{issuer}:{account}")
    return f"otpauth://totp/{label}?{urlencode({'secret': as_text(secret), 'issuer': issuer}, quote_via=quote)}"
