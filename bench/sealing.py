"""Encrypting as the product does, for rows that are loaded past its models."""

from random import Random
from uuid import UUID

from cases.models import Worker
from cases.names import name_key, stored_tokens
from core.keys import key_ring


class Sealer:
    """Row keys from a seed, and values sealed for them. The ciphertext differs in each run, as it must."""

    def __init__(self, random: Random, table: str):
        self.random, self.table, self.ring = random, table, key_ring()

    def row_key(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def sealed(self, column: str, key: UUID, text: str) -> bytes:
        return self.ring.encrypt(f"{self.table}.{column}", key.hex, text.encode()) if text else b""


def blind(column: str, text: str) -> bytes | None:
    """What the person's blind column holds for the text."""
    return Worker._meta.get_field(column).blind(text) if text else None


def names(name: str, *, is_sealed: bool) -> tuple:
    """name, name_key, name_tokens, sealed_words."""
    words = stored_tokens(name)
    if is_sealed:
        return "", "", [], Worker._meta.get_field("sealed_words").blind(words)
    return name, name_key(name), words, []
