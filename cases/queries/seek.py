"""Conditions that find people and returns by words, also out of sight; what is found is then read under the rule.

Row security keeps the database from using indexes of words and likeness, so functions of the walls ask them
(cases/policies.py). They answer ids alone.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.expressions import RawSQL

from cases.models import Worker
from letters.queries import like_words


def named(tokens: Iterable[str]) -> Q:
    """People whose name has all these keys (cases/names.py)."""
    return Q(pk__in=RawSQL("SELECT walls.people_named(%s::varchar[])", [list(tokens)]))


def maybe_named(tokens: Iterable[str]) -> Q:
    """People whose sealed name may have all these keys: several words share a value, so compare the name afterwards."""
    wanted = Worker._meta.get_field("sealed_words").blinds(tokens)
    asked = (Q(pk__in=RawSQL("SELECT walls.people_sealed(%s::bytea[])", [words])) for words in wanted)
    return reduce(or_, asked, Q(pk__in=[]))


def looking_like(key: str) -> Q:
    """People whose whole name key looks like this one, by the similarity threshold of the transaction."""
    return Q(pk__in=RawSQL("SELECT walls.people_alike(%s)", [key]))


def returns_with(text: str) -> Q:
    """Returns whose ship, flight, port, airport or number of a letter holds the text."""
    return Q(pk__in=RawSQL("SELECT walls.returns_like(%s)", [like_words(text)]))
