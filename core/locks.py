"""Locks of the transaction, for work that must happen once."""

from django.db import connection


def lock_once(key: str) -> None:
    """Wait until no other transaction holds `key`; held until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
