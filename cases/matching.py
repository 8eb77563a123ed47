"""Is this somebody we know? Candidates from indexes, then a score whose reasons can be read.

A machine never decides: it shows who is alike and why, and a person says same, other, or later.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from django.db.models import Q
from rapidfuzz.fuzz import token_sort_ratio

from cases.ages import age_on, worker_age
from cases.choices import Sex
from cases.facts import PersonFacts
from cases.models import FamilyLink, Worker
from cases.names import name_key, skeletons
from cases.numbers import normal_nik, normal_passport, normal_phone
from cases.places import SettledPlace

MOST_CANDIDATES = 150
SHOWN_FROM = 60
EXACT = 100


@dataclass(frozen=True)
class Likeness:
    """`score` 0 to 100; `reasons` are codes of REASONS."""

    worker: Worker
    score: int
    reasons: list[str] = field(default_factory=list)


def candidate_filter(facts: PersonFacts, place: SettledPlace, family: set[int]) -> Q:
    """Conditions that each use one index: exact numbers, two words of the name, birth date, village, or family.

    Of sealed names only their shortened words are asked; the score then compares the decrypted name.
    """
    tokens = skeletons(facts.name)[:5] if facts.name else []
    found = Q(pk__in=family) | Q(phone_index__in=[facts.phone, facts.family_phone])
    found |= Q(nik_index=facts.nik) | Q(passport_index=facts.passport_number)
    for pair in combinations(tokens, 2):
        found |= Q(name_tokens__contains=list(pair)) | Q(name="", sealed_words__contains=list(pair))
    if tokens and facts.age.birth_date:
        found |= Q(birth_date__in=near_dates(facts.age.birth_date))
    if tokens and place.village is not None:
        found |= Q(village=place.village) & (Q(name_tokens__overlap=tokens) | Q(name=""))
    elif len(tokens) == 1 and place.district is not None:
        found |= Q(district=place.district, name_tokens__contains=tokens)
    return found


def family_of_phone(facts: PersonFacts) -> set[int]:
    """People whose family is reached under a number that is told now."""
    links = FamilyLink.objects.filter(phone_index__in=[facts.phone, facts.family_phone])
    return set(links.values_list("worker_id", flat=True)[:MOST_CANDIDATES])


def near_dates(day: date) -> list[date]:
    """The day, its neighbours, the years beside it, 1 January, and day and month exchanged."""
    near = {day, day - timedelta(days=1), day + timedelta(days=1), date(day.year, 1, 1)}
    for year in (day.year - 1, day.year + 1):
        near.add(date(year, day.month, min(day.day, 28)))
    if day.day <= 12:
        near.add(date(day.year, day.day, day.month))
    return sorted(near)


def likeness(
    facts: PersonFacts, place: SettledPlace, other: Worker, on: date, family: frozenset[int] | set[int] = frozenset()
) -> Likeness:
    """How alike the person told and `other` are on the day, and why. `family`: see `family_of_phone`."""
    reasons: list[str] = []
    if is_same(normal_nik, facts.nik, other.nik):
        return Likeness(other, EXACT, ["NIK"])
    if is_same(normal_passport, facts.passport_number, other.passport_number):
        return Likeness(other, EXACT, ["PASSPORT"])
    score = name_points(facts.name, other, reasons)
    score += age_points(facts, other, on, reasons)
    score += place_points(place, other, reasons)
    score += phone_points(facts, other, family, reasons)
    if reasons == ["NAME"] and is_all_that_is_known(facts, place, other, on):
        score += SHOWN_FROM - 50
    if Sex.UNKNOWN not in {facts.sex, other.sex} and facts.sex != other.sex:
        score -= 30
    return Likeness(other, max(0, min(99, score)), reasons)


def is_same(normal: Callable[[str], str], told: str, known: str) -> bool:
    """Whether two writings are one number."""
    return bool(told and known) and normal(told) == normal(known) != ""


def name_points(name: str, other: Worker, reasons: list[str]) -> int:
    if not name or not other.key_of_name:
        return 0
    ratio = token_sort_ratio(name_key(name), other.key_of_name)
    if ratio >= 97:
        reasons.append("NAME")
        return 50
    if ratio >= 75:
        reasons.append("NAME_ALIKE")
        return round(50 * (ratio - 60) / 40)
    return 0


def age_points(facts: PersonFacts, other: Worker, on: date, reasons: list[str]) -> int:
    age = facts.age
    if age.birth_date and age.birth_date == other.birth_date:
        reasons.append("BIRTH_DATE")
        return 30
    mine = told_age(facts, on)
    theirs = worker_age(other, on)
    if mine is None or theirs is None:
        return 0
    apart = abs(mine - theirs)
    if apart <= 2:
        reasons.append("AGE")
        return 15 if apart else 20
    return -10 * min(4, apart // 4)


def phone_points(facts: PersonFacts, other: Worker, family: frozenset[int] | set[int], reasons: list[str]) -> int:
    """An own number tells more than one that a family shares."""
    if is_same(normal_phone, facts.phone, other.phone):
        reasons.append("PHONE")
        return 25
    if other.pk in family or is_same(normal_phone, facts.family_phone, other.phone):
        reasons.append("FAMILY_PHONE")
        return 15
    return 0


def is_all_that_is_known(facts: PersonFacts, place: SettledPlace, other: Worker, on: date) -> bool:
    """Whether neither age nor place can be compared: then the same whole name is enough to be shown."""
    has_age = worker_age(other, on) is not None and told_age(facts, on) is not None
    has_place = other.district_id is not None and place.district is not None
    return not has_age and not has_place and len(skeletons(facts.name)) > 1


def told_age(facts: PersonFacts, on: date) -> int | None:
    age = facts.age
    return age_on(on, birth_date=age.birth_date, birth_year=age.birth_year, stated_age=age.years, stated_on=on)


def place_points(place: SettledPlace, other: Worker, reasons: list[str]) -> int:
    if place.village is not None and place.village.pk == other.village_id:
        reasons.append("VILLAGE")
        return 20
    if place.district is not None and place.district.pk == other.district_id:
        reasons.append("DISTRICT")
        return 10
    return 0


def alike(facts: PersonFacts, place: SettledPlace, on: date, *, leave_out: int | None = None) -> list[Likeness]:
    """People of the open scope that look like the person told, best first, at most five."""
    family = family_of_phone(facts)
    rows = Worker.objects.filter(candidate_filter(facts, place, family)).exclude(pk=leave_out)
    rows = rows.select_related("village", "district")[:MOST_CANDIDATES]
    scored = [likeness(facts, place, row, on, family) for row in rows]
    scored = [found for found in scored if found.score >= SHOWN_FROM]
    return best_of(sorted(scored, key=lambda found: -found.score), leave_out)[:5]


def best_of(scored: list[Likeness], leave_out: int | None) -> list[Likeness]:
    """Each person once; a record that was joined into another one speaks for that one."""
    stay = standing_rows([found.worker for found in scored])
    best: dict[int, Likeness] = {}
    for found in scored:
        worker = stay.get(found.worker.pk)
        if worker is not None and worker.pk != leave_out:
            best.setdefault(worker.pk, Likeness(worker, found.score, found.reasons))
    return list(best.values())


def standing_rows(rows: Iterable[Worker]) -> dict[int, Worker]:
    """Each row's record that stays, by the row's id; rows whose record is out of the open scope are left out."""
    found = {row.pk: row for row in rows}
    while moved := {row.merged_into_id for row in found.values() if row.merged_into_id}:
        known = Worker.objects.select_related("village", "district").in_bulk(moved)
        found = {pk: known.get(row.merged_into_id) if row.merged_into_id else row for pk, row in found.items()}
        found = {pk: row for pk, row in found.items() if row is not None}
    return found
