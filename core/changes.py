"""What changed on a row and who looked at it, read from the rows that triggers and the record of looks wrote."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from typing import Protocol

from django.contrib.auth import get_user_model
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from core.templatetags.ui import tanggal

MOST_EVENTS = 60
MOST_LOOKERS = 40


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class HistoryEntry:
    """One change of a row: when, who, and each field before and after. No fields: the row was made."""

    at: datetime
    who: str
    is_new: bool = False
    changes: list[Change] = field(default_factory=list)


class WordsOfEvents(Protocol):
    """The words of an app for the values of its events."""

    def who(self, event) -> str: ...

    def value(self, event, name: str) -> str: ...


def events_of(row) -> list:
    """The newest events of a row, one more than are shown."""
    return list(row.events.order_by("-pgh_id")[: MOST_EVENTS + 1])


def user_id_of(event) -> int | None:
    return (event.pgh_context or {}).get("user")


def entries_of(
    events: list, fields: Sequence[str], words: WordsOfEvents, label: Callable[[str], str]
) -> list[HistoryEntry]:
    """The changes in the columns named, newest first, at most MOST_EVENTS. A row that was loaded has no events."""
    found = []
    for after, before in zip_longest(events, events[1:]):
        if before is None:
            if after.pgh_label == "insert":
                found.append(HistoryEntry(after.pgh_created_at, words.who(after), is_new=True))
            continue
        changes = [
            Change(label(name), words.value(before, name), words.value(after, name))
            for name in fields
            if getattr(before, name) != getattr(after, name)
        ]
        if changes:
            found.append(HistoryEntry(after.pgh_created_at, words.who(after), changes=changes))
    return found[:MOST_EVENTS]


def plain_value(event, name: str, value: object) -> str:
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    if isinstance(value, date):
        return tanggal(value)
    choices = dict(event._meta.get_field(name).flatchoices)
    return str(choices.get(value, value))


@dataclass(frozen=True)
class Looker:
    """One account that looked at a record: how often, and when last."""

    user: object
    times: int
    last: datetime


def lookers(records) -> list[Looker]:
    """The accounts of these rows of the record of looks, whoever looked last first; at most MOST_LOOKERS."""
    found = list(records.values_list("user").annotate(Count("pk"), last=Max("at")).order_by("-last")[:MOST_LOOKERS])
    users = get_user_model().objects.select_related("office").in_bulk([user_id for user_id, _times, _last in found])
    return [Looker(users[user_id], times, last) for user_id, times, last in found]
