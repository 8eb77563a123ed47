"""A Merkle tree as RFC 6962 defines it, grown leaf by leaf. Only the tops of its full subtrees are kept."""

import hashlib
from collections.abc import Iterable

HASH = 32


def leaf_hash(content: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """`size` leaves; `tops` are the roots of the full subtrees, the largest first: one for each bit of `size`."""

    def __init__(self, size: int = 0, frontier: bytes = b""):
        self.size = size
        self.tops = [frontier[at : at + HASH] for at in range(0, len(frontier), HASH)]
        if len(self.tops) != size.bit_count():
            raise ValueError("The frontier does not fit the size of the tree.")

    def add(self, leaf: bytes) -> None:
        carry = self.size
        while carry & 1:
            leaf = node_hash(self.tops.pop(), leaf)
            carry >>= 1
        self.tops.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        for leaf in leaves:
            self.add(leaf)

    @property
    def frontier(self) -> bytes:
        return b"".join(self.tops)

    @property
    def root(self) -> bytes:
        if not self.tops:
            return hashlib.sha256(b"").digest()
        found = self.tops[-1]
        for top in reversed(self.tops[:-1]):
            found = node_hash(top, found)
        return found


def split(leaves: bytes) -> list[bytes]:
    return [leaves[at : at + HASH] for at in range(0, len(leaves), HASH)]
