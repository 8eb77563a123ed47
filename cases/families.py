"""Parents, children, spouses who travel together in one return: who belongs together, and which child is alone.

Pure functions over the people in sight and the links between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cases.choices import AgeGroup, ArrivalState, FamilyRelation
from cases.models import FamilyLink, Returnee

INVERSE = {FamilyRelation.PARENT: FamilyRelation.CHILD, FamilyRelation.CHILD: FamilyRelation.PARENT}
WITH_PARENT, WITH_FAMILY, ALONE = "child_with_parent", "child_with_family", "child_alone"


@dataclass(frozen=True)
class Kin:
    """`other` is the `relation` of somebody; `link` is the row that says so."""

    relation: FamilyRelation
    other: Returnee
    link: FamilyLink


@dataclass(frozen=True)
class Families:
    """`members`: each family of two or more in the order of the people. `kin` and `child` by key of the returnee;
    `settled` are those who are with family already."""

    members: list[list[Returnee]] = field(default_factory=list)
    kin: Mapping[int, list[Kin]] = field(default_factory=dict)
    child: Mapping[int, str] = field(default_factory=dict)
    settled: frozenset[int] | set[int] = frozenset()

    @cached_property
    def homes(self) -> dict[int, list[Returnee]]:
        """The family of each member, by key."""
        return {row.pk: family for family in self.members for row in family}

    def of(self, row: Returnee) -> list[Returnee]:
        """The family of this person, or nobody."""
        return self.homes.get(row.pk, [])

    def ordered(self, people: Sequence[Returnee]) -> list[Returnee]:
        """Everybody once, families together where their first member stands."""
        found: dict[int, Returnee] = {}
        for row in people:
            for one in self.of(row) or [row]:
                found.setdefault(one.pk, one)
        return list(found.values())


def inverse(relation: str) -> FamilyRelation:
    """What somebody is to a person who is `relation` to them."""
    told = FamilyRelation(relation)
    return INVERSE.get(told, told)


def families_of(
    people: Sequence[Returnee], links: Iterable[FamilyLink], settled: frozenset[int] | set[int] = frozenset()
) -> Families:
    """`links` between people of this return; `settled` are keys of those who are with a receiver already."""
    by_worker = {row.worker_id: row for row in people}
    kin: dict[int, list[Kin]] = {}
    for link in links:
        mine, other = by_worker.get(link.worker_id), by_worker.get(link.relative_id or 0)
        if mine is None or other is None or mine is other:
            continue
        kin.setdefault(mine.pk, []).append(Kin(FamilyRelation(link.relation), other, link))
        kin.setdefault(other.pk, []).append(Kin(inverse(link.relation), mine, link))
    return Families(together(people, kin), kin, children(people, kin, settled), settled)


def together(people: Sequence[Returnee], kin: Mapping[int, list[Kin]]) -> list[list[Returnee]]:
    """Who is tied to whom, over any number of links."""
    place = {row.pk: number for number, row in enumerate(people)}
    found: list[list[Returnee]] = []
    seen: set[int] = set()
    for row in people:
        if row.pk in seen or row.pk not in kin:
            continue
        family, waiting = {row.pk: row}, [row]
        while waiting:
            for tie in kin.get(waiting.pop().pk, ()):
                if tie.other.pk not in family:
                    family[tie.other.pk] = tie.other
                    waiting.append(tie.other)
        seen |= family.keys()
        found.append(sorted(family.values(), key=lambda one: place[one.pk]))
    return found


def children(
    people: Sequence[Returnee], kin: Mapping[int, list[Kin]], settled: frozenset[int] | set[int]
) -> dict[int, str]:
    """Each child who came: with a parent, with other family, or alone until somebody has received them."""
    found = {}
    for row in people:
        if row.age_group != AgeGroup.CHILD or row.arrival_state != ArrivalState.ARRIVED:
            continue
        grown = [tie for tie in kin.get(row.pk, ()) if is_beside(tie.other)]
        if any(tie.relation == FamilyRelation.PARENT for tie in grown):
            found[row.pk] = WITH_PARENT
        elif any(tie.other.age_group != AgeGroup.CHILD for tie in grown):
            found[row.pk] = WITH_FAMILY
        elif row.pk not in settled:
            found[row.pk] = ALONE
    return found


def is_beside(row: Returnee) -> bool:
    return row.arrival_state == ArrivalState.ARRIVED
