"""What the synthetic years have in common: the office's people, the districts, and who came when."""

import csv
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

YEARS = 6
BIG, BIG_FROM = 300, 3_000  # one group in the middle of the years, where there are people enough
GROUP_STARTS = 0.074  # two people of five come in a group
REFERENCE = Path(__file__).resolve().parent.parent / "cases" / "data" / "reference.csv"


@dataclass(frozen=True)
class Cast:
    """Accounts by what they do, and areas; all as primary keys."""

    districts: list[int]
    outside: list[int]
    codes: dict[int, str]
    villages: dict[int, list[int]]
    officer_of: dict[int, int]
    protection: list[int]
    helpdesk: list[int]
    office_of: dict[int, int]
    rule_id: int | None = None


@dataclass(frozen=True)
class Group:
    """People who came together: consecutive people from `first` on."""

    pk: int
    first: int
    size: int
    at: datetime
    cause: str
    country: str
    created_by: int


@dataclass
class World:
    """One seed and one last day give the same rows always. Lists are filled as their rows are made."""

    people: int
    seed: int
    until: date
    cast: Cast
    district_of: list[int | None] = field(default_factory=list)
    restricted: list[bool] = field(default_factory=list)
    sealed: list[bool] = field(default_factory=list)  # restricted, or with restricted cases
    sex_of: list[str] = field(default_factory=list)
    age_group_of: list[str] = field(default_factory=list)
    made_by: list[int] = field(default_factory=list)
    made_at: list[datetime] = field(default_factory=list)
    returnee_of: dict[int, int] = field(default_factory=dict)
    cases: list[tuple] = field(default_factory=list)
    last_numbers: dict[tuple[str, int], int] = field(default_factory=dict)
    big: Group | None = None  # the group whose people stand on a letter's list

    def random(self, what: str) -> Random:
        """A source of chance of its own for each table, so that one table more changes no other."""
        return Random(f"{self.seed}/{what}")

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(settings.TIME_ZONE)

    @cached_property
    def end(self) -> datetime:
        return datetime.combine(self.until, time(9), self.zone).astimezone(UTC)

    @cached_property
    def offset(self) -> timedelta:
        return self.end.astimezone(self.zone).utcoffset() or timedelta()

    def day(self, moment: datetime) -> date:
        """The day in the office's zone."""
        return (moment + self.offset).date()

    def moment(self, person: int) -> datetime:
        """When the person came: the years are filled evenly and in order."""
        return self.end - timedelta(days=365.25 * YEARS) * (1 - (person + 1) / self.people)

    def number(self, prefix: str, moment: datetime) -> str:
        """The next number of the series in the year of the moment."""
        key = (prefix, self.day(moment).year)
        self.last_numbers[key] = last = self.last_numbers.get(key, 0) + 1
        return f"{prefix}-{key[1]}-{last:04d}"

    @cached_property
    def groups(self) -> list[Group]:
        random, groups, person = self.random("groups"), [], 0
        causes = Chooser(random, codes("RETURN_CAUSE"), steepness=2.0)
        countries = Chooser(random, codes("COUNTRY"), steepness=1.6)
        while person < self.people:
            is_big = self.people >= BIG_FROM and person >= self.people // 2 and self.big is None
            if not is_big and random.random() >= GROUP_STARTS:
                person += 1
                continue
            kind = random.random()
            size = 1 if kind < 0.3 else random.randint(2, 8) if kind < 0.7 else random.randint(9, 31)
            size = BIG if is_big else size
            size = min(size, self.people - person)
            by = self.author(random, None)
            at = self.moment(person)
            groups.append(Group(len(groups) + 1, person, size, at, causes.one(), countries.one(), by))
            self.big = groups[-1] if is_big else self.big
            person += size
        return groups

    @cached_property
    def group_of(self) -> dict[int, Group]:
        return {person: group for group in self.groups for person in range(group.first, group.first + group.size)}

    def author(self, random: Random, district: int | None) -> int:
        """Who entered a row: often the officer of the district, else the posts or the provincial office."""
        roll = random.random()
        officer = self.cast.officer_of.get(district or random.choice(self.cast.districts))
        if officer and roll < 0.4:
            return officer
        return random.choice(self.cast.helpdesk if roll < 0.7 else self.cast.protection)


class Chooser:
    """Draws from a list whose first items are the commonest (Zipf)."""

    def __init__(self, random: Random, items: list, *, steepness: float = 1.0):
        self.random, self.items = random, items
        self.weights = list(accumulate(1 / (rank + 1) ** steepness for rank in range(len(items))))
        self.drawn: list = []

    def one(self):
        if not self.drawn:
            self.drawn = self.random.choices(self.items, cum_weights=self.weights, k=5000)
        return self.drawn.pop()


def codes(list_name: str) -> list[str]:
    """The codes of a reference list, in its order."""
    with REFERENCE.open(encoding="utf-8", newline="") as handle:
        return [row["code"] for row in csv.DictReader(handle) if row["list_name"] == list_name]
