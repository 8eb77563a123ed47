"""What a newer list says otherwise than the one before it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from cases.choices import Sex
from cases.names import name_tokens


class Line(Protocol):
    """A line of a list: a ManifestEntry, or one that waits to become one."""

    name: str
    sex: str
    stated_age: int | None
    printed_origin: str


@dataclass
class ComingLine:
    name: str
    sex: str
    stated_age: int | None
    printed_origin: str


@dataclass
class Differences:
    """Names that came or went, and `(name, what, before, after)` of those that stand on both."""

    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    changed: list[tuple[str, str, str, str]] = field(default_factory=list)
    unnamed: tuple[int, int] = (0, 0)

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed or self.unnamed[0] != self.unnamed[1])


def differences(before: Iterable[Line], after: Iterable[Line]) -> Differences:
    """Lines are the same person when the telling words of their names are; the same name twice is told one by one."""
    old, new = by_name(before), by_name(after)
    found = Differences(unnamed=(len(old.pop((), [])), len(new.pop((), []))))
    for key in {**old, **new}:
        olds, news = old.get(key, []), new.get(key, [])
        if len(olds) == len(news) == 1:
            found.changed += changes(olds[0], news[0])
        found.added += [line.name for line in news[len(olds) :]]
        found.gone += [line.name for line in olds[len(news) :]]
    return found


def by_name(lines: Iterable[Line]) -> dict[tuple[str, ...], list[Line]]:
    found: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        found.setdefault(tuple(name_tokens(line.name)) if line.name else (), []).append(line)
    return found


def changes(old: Line, new: Line) -> list[tuple[str, str, str, str]]:
    pairs = [
        (_("Umur"), age_of(old), age_of(new)),
        (_("Jenis kelamin"), sex_of(old), sex_of(new)),
        (_("Asal"), old.printed_origin, new.printed_origin),
        (_("Nama"), old.name, new.name),
    ]
    return [
        (new.name, what, one or "–", other or "–") for what, one, other in pairs if one.casefold() != other.casefold()
    ]


def age_of(line: Line) -> str:
    return "" if line.stated_age is None else str(line.stated_age)


def sex_of(line: Line) -> str:
    return "" if line.sex == Sex.UNKNOWN else str(Sex(line.sex).label)
