"""Which person of an older list, or of those who came, is which person of a newer list of the same return."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from rapidfuzz.fuzz import token_sort_ratio

from cases.choices import Sex
from cases.names import name_key, name_tokens, plain
from cases.numbers import normal_nik, normal_passport

LEAST_LIKE = 86  # of whole names, in hundredths
MOST_COMPARED = 200_000  # pairs of names that are left and compared one by one


class Line(Protocol):
    """A line of a list: a ManifestEntry, or one that waits to become one."""

    @property
    def pk(self) -> int | None: ...

    name: str
    sex: str
    stated_age: int | None
    printed_origin: str
    nik: str
    passport_number: str


@dataclass
class ComingLine:
    """A line that waits."""

    name: str
    sex: str
    stated_age: int | None
    printed_origin: str
    nik: str
    passport_number: str
    pk: int | None = None


@dataclass(frozen=True, eq=False)
class Told:
    """A person as one source tells them; `row` is what is told of: a line, or somebody who came."""

    row: Any
    name: str
    sex: str = Sex.UNKNOWN
    age: int | None = None
    origin: str = ""
    numbers: frozenset[str] = frozenset()

    @cached_property
    def key(self) -> tuple[str, ...]:
        return tuple(name_tokens(self.name)) if self.name else ()

    @cached_property
    def spelt(self) -> str:
        return name_key(self.name)


def told_of_line(line: Line, row: object | None = None) -> Told:
    """A line of a list; `row` where it stands for somebody else than itself."""
    numbers = frozenset(filter(None, (normal_nik(line.nik), normal_passport(line.passport_number))))
    return Told(row or line, line.name, line.sex, line.stated_age, line.printed_origin, numbers)


Pairs = list[tuple[Told, Told]]


def pairs(before: Sequence[Told], after: Sequence[Told]) -> Pairs:
    """One of each side, where it can be told without guessing: by a number, by the name, by a name spelt otherwise.

    A name that several have is told apart by sex and age; where that does not do, nobody is paired. A name that is
    spelt otherwise needs the same age, or the same place where an age is missing. Who has no name is paired by a
    number alone.
    """
    found = by_key(before, after, lambda told: min(told.numbers, default=None))
    for key in (lambda told: told.key or None, lambda told: (told.key, told.sex, told.age) if told.key else None):
        found += by_key(left(before, found, 0), left(after, found, 1), key)
    return found + by_likeness(left(before, found, 0), left(after, found, 1))


def left(side: Iterable[Told], found: Pairs, at: int) -> list[Told]:
    taken = {id(pair[at]) for pair in found}
    return [told for told in side if id(told) not in taken]


def by_key(before: Iterable[Told], after: Iterable[Told], key: Callable[[Told], Hashable]) -> Pairs:
    """Those whose key stands once on either side, and whose numbers are not those of two people."""
    old, new = grouped(before, key), grouped(after, key)
    found = [(old[one][0], new[one][0]) for one in old if len(old[one]) == len(new.get(one, ())) == 1]
    return [(one, other) for one, other in found if not are_two(one, other)]


def are_two(one: Told, other: Told) -> bool:
    return bool(one.numbers and other.numbers and not one.numbers & other.numbers)


def grouped(side: Iterable[Told], key: Callable[[Told], Hashable]) -> dict[Hashable, list[Told]]:
    found: dict[Hashable, list[Told]] = {}
    for told in side:
        if (one := key(told)) is not None:
            found.setdefault(one, []).append(told)
    return found


def by_likeness(before: list[Told], after: list[Told]) -> Pairs:
    """Names that look alike, each the only one that does on the other side."""
    before, after = ([told for told in side if told.key] for side in (before, after))
    if len(before) * len(after) > MOST_COMPARED:
        return []
    alike = [(one, other) for one in before for other in after if may_be_same(one, other)]
    return [
        (one, other)
        for one, other in alike
        if sum(one is pair[0] for pair in alike) == sum(other is pair[1] for pair in alike) == 1
    ]


def may_be_same(one: Told, other: Told) -> bool:
    if one.key == other.key or Sex.UNKNOWN not in {one.sex, other.sex} and one.sex != other.sex:
        return False
    if are_two(one, other):
        return False
    if one.age is not None and other.age is not None:
        agrees = one.age == other.age
    else:
        agrees = bool(one.origin) and plain(one.origin) == plain(other.origin)
    return agrees and token_sort_ratio(one.spelt, other.spelt) >= LEAST_LIKE
