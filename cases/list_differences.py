"""What a newer list says otherwise than the one before it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cases.choices import Sex
from cases.list_pairs import Line, left, pairs, told_of_line


@dataclass
class Differences:
    """Names that came or went, and `(name, what, before, after)` of those that stand on both.

    `kept` are those of the names that went of whom it is recorded that they came, or why not: that stays.
    """

    added: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    changed: list[tuple[str, str, str, str]] = field(default_factory=list)
    unnamed: tuple[int, int] = (0, 0)

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed or self.unnamed[0] != self.unnamed[1])


def differences(before: Iterable[Line], after: Iterable[Line], taken: Collection[int] = ()) -> Differences:
    """Lines are the same person where `pairs` says so. `taken`: lines of `before` on which somebody stands."""
    old, new = [told_of_line(line) for line in before], [told_of_line(line) for line in after]
    same = pairs(old, new)
    found = Differences(unnamed=(sum(not told.name for told in old), sum(not told.name for told in new)))
    for one, other in same:
        found.changed += changes(one.row, other.row)
    found.added = [told.name for told in left(new, same, 1) if told.name]
    gone = [told for told in left(old, same, 0) if told.name]
    found.gone = [told.name for told in gone]
    found.kept = [told.name for told in gone if told.row.pk in taken]
    return found


def overlap(before: Iterable[Line], after: Iterable[Line]) -> float:
    """Which part of the named people of `after` stands on `before`, from 0 to 1."""
    new = [told for told in map(told_of_line, after) if told.name]
    return len(pairs([told_of_line(line) for line in before], new)) / len(new) if new else 0.0


def changes(old: Line, new: Line) -> list[tuple[str, str, str, str]]:
    told = [
        (_("Umur"), age_of(old), age_of(new)),
        (_("Jenis kelamin"), sex_of(old), sex_of(new)),
        (_("Asal"), old.printed_origin, new.printed_origin),
        (_("Nama"), old.name, new.name),
    ]
    return [
        (new.name, what, one or "–", other or "–") for what, one, other in told if one.casefold() != other.casefold()
    ]


def age_of(line: Line) -> str:
    return "" if line.stated_age is None else str(line.stated_age)


def sex_of(line: Line) -> str:
    return "" if line.sex == Sex.UNKNOWN else str(Sex(line.sex).label)
