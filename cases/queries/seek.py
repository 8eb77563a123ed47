"""Conditions that find people and returns by words, also out of sight; what is found is then read under the rule.

Row security keeps the database from using indexes of words and likeness, so functions of the walls ask them
(cases/policies.py). They answer ids alone.
"""

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.expressions import RawSQL


def named(tokens: Iterable[str]) -> Q:
    """People whose name has all these keys (cases/names.py)."""
    return Q(pk__in=RawSQL("SELECT walls.people_named(%s::varchar[])", [list(tokens)]))


def looking_like(key: str) -> Q:
    """People whose whole name key looks like this one, by the similarity threshold of the transaction."""
    return Q(pk__in=RawSQL("SELECT walls.people_alike(%s)", [key]))


def returns_with(text: str) -> Q:
    """Returns whose ship, flight or letter number holds the text."""
    plain = text.upper().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return Q(pk__in=RawSQL("SELECT walls.returns_like(%s)", [plain]))
