"""What counts as unusual, by dated rules that a lawyer can read (data/patterns.csv), and where it occurs."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

DATA = Path(__file__).parent / "data" / "patterns.csv"
TITLES = (
    gettext_noop("Banyak data dibuka dalam satu jam"),
    gettext_noop("Banyak pencarian dalam satu jam"),
    gettext_noop("Banyak nomor ditampilkan dalam satu jam"),
    gettext_noop("Banyak halaman daftar dalam satu jam"),
    gettext_noop("Data dibuka pada malam hari"),
    gettext_noop("Satu NIK dicari dari beberapa unit kerja"),
    gettext_noop("Unduhan dengan banyak orang"),
    gettext_noop("Banyak permintaan ditolak"),
)


@dataclass(frozen=True)
class PatternRule:
    """`measure`: COUNT in some minutes, NIGHT between two hours, OFFICES that searched one number, PEOPLE in a file."""

    code: str
    title: str
    measure: str
    looks: tuple[str, ...]
    threshold: int
    minutes: int
    hour_from: int
    hour_to: int
    valid_from: date
    valid_to: date | None
    source: str

    def is_valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def label(self) -> str:
        return _(self.title)


@dataclass(frozen=True)
class Sighting:
    """One occurrence: since when, by whom, or of which searched number, and how much."""

    rule: PatternRule
    at: datetime
    count: int
    user_id: int | None = None
    searched: str = ""


@cache
def all_rules() -> tuple[PatternRule, ...]:
    with DATA.open(encoding="utf-8", newline="") as handle:
        return tuple(rule_of(row) for row in csv.DictReader(handle))


def rule_of(row: dict[str, str]) -> PatternRule:
    numbers = {name: int(row[name] or 0) for name in ("threshold", "minutes", "hour_from", "hour_to")}
    return PatternRule(
        code=row["code"],
        title=row["title"],
        measure=row["measure"],
        looks=tuple(row["looks"].split()),
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        source=row["source"],
        **numbers,
    )


def rules_on(on: date) -> list[PatternRule]:
    return [rule for rule in all_rules() if rule.is_valid(on)]


def rule_called(code: str, on: date) -> PatternRule | None:
    """The rule as it was on the day."""
    return next((rule for rule in all_rules() if rule.code == code and rule.is_valid(on)), None)


def title_on(code: str, at: datetime) -> str:
    """The rule's title as it was at the moment."""
    rule = rule_called(code, timezone.localtime(at).date())
    return rule.label if rule else code


def sightings(since: datetime, on: date) -> Iterator[Sighting]:
    """Every occurrence after `since` by the rules of the day."""
    measures = {"COUNT": many_in_a_while, "NIGHT": by_night, "OFFICES": one_number, "PEOPLE": many_people}
    for rule in rules_on(on):
        yield from measures[rule.measure](rule, since)


def rows(sql: str, params: dict[str, object]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def many_in_a_while(rule: PatternRule, since: datetime) -> Iterator[Sighting]:
    """The moment at which a user's looks within the last minutes reach the threshold."""
    window = timedelta(minutes=rule.minutes)
    found = rows(
        """SELECT user_id, at, n FROM (
            SELECT user_id, at, count(*) OVER (
                PARTITION BY user_id ORDER BY at RANGE BETWEEN %(window)s PRECEDING AND CURRENT ROW) AS n,
                row_number() OVER (PARTITION BY user_id, at ORDER BY id) AS place
            FROM core_accessrecord WHERE look = ANY(%(looks)s) AND at >= %(before)s AND user_id IS NOT NULL) AS counted
        WHERE n >= %(threshold)s AND place = 1 AND at >= %(since)s ORDER BY user_id, at""",
        {
            "window": window,
            "looks": list(rule.looks),
            "before": since - 2 * window,
            "since": since,
            "threshold": rule.threshold,
        },
    )
    begun: dict[int, Sighting] = {}
    for user_id, at, number in found:
        earlier = begun.get(user_id)
        if earlier and at - earlier.at <= window:
            begun[user_id] = Sighting(rule, earlier.at, max(earlier.count, number), user_id)
            continue
        if earlier:
            yield earlier
        begun[user_id] = Sighting(rule, at, number, user_id)
    yield from begun.values()


def by_night(rule: PatternRule, since: datetime) -> Iterator[Sighting]:
    """Looks of a user in one night of the office's time zone."""
    found = rows(
        """SELECT user_id, min(at), count(*) FROM (
            SELECT user_id, at, at AT TIME ZONE %(zone)s AS there
            FROM core_accessrecord WHERE look = ANY(%(looks)s) AND at >= %(since)s AND user_id IS NOT NULL) AS seen
        WHERE extract(hour FROM there) >= %(first)s OR extract(hour FROM there) < %(last)s
        GROUP BY user_id, (there - make_interval(hours => %(last)s))::date HAVING count(*) >= %(threshold)s""",
        {
            "zone": settings.TIME_ZONE,
            "looks": list(rule.looks),
            "since": since,
            "first": rule.hour_from,
            "last": rule.hour_to,
            "threshold": rule.threshold,
        },
    )
    for user_id, at, number in found:
        yield Sighting(rule, at, number, user_id)


def one_number(rule: PatternRule, since: datetime) -> Iterator[Sighting]:
    """A number that was searched from several offices: the moment at which the last that was needed joined."""
    found = rows(
        """SELECT searched, office_id, min(at) FROM core_accessrecord
        WHERE searched <> '' AND look = ANY(%(looks)s) AND field_class = 'NIK' AND at >= %(before)s
        GROUP BY searched, office_id ORDER BY searched, min(at)""",
        {"looks": list(rule.looks), "before": since - timedelta(minutes=rule.minutes)},
    )
    offices: dict[str, list[datetime]] = {}
    for searched, _office, at in found:
        offices.setdefault(searched, []).append(at)
    for searched, times in offices.items():
        if len(times) >= rule.threshold and times[rule.threshold - 1] >= since:
            yield Sighting(rule, times[rule.threshold - 1], len(times), searched=searched)


def many_people(rule: PatternRule, since: datetime) -> Iterator[Sighting]:
    """A file with many people in it."""
    found = rows(
        """SELECT user_id, min(at), sum(cardinality(worker_ids)) FROM core_accessrecord
        WHERE look = ANY(%(looks)s) AND at >= %(since)s GROUP BY user_id, object_ids
        HAVING sum(cardinality(worker_ids)) >= %(threshold)s""",
        {"looks": list(rule.looks), "since": since, "threshold": rule.threshold},
    )
    for user_id, at, number in found:
        yield Sighting(rule, at, int(number), user_id)
