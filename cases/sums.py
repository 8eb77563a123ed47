"""Sums of costs in rupiah. What is not known is not zero."""

from collections.abc import Iterable
from decimal import Decimal

AMOUNTS = ("planned", "asked", "granted", "paid")


def total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; nothing where nothing is known."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
