"""Is this somebody we know? Candidates from indexes, then a score whose reasons can be read.

A machine never decides: it shows who is alike and why, and a person says same, other, or later.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

from django.db.models import Q
from rapidfuzz.fuzz import token_sort_ratio

from cases.ages import age_on, worker_age
from cases.choices import Sex
from cases.facts import PersonFacts
from cases.models import Worker
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


def candidate_filter(facts: PersonFacts, place: SettledPlace) -> Q:
    """Conditions that each use one index: exact numbers, two words of the name, birth date, or village.

    Of sealed names only their shortened words are asked; the score then compares the decrypted name.
    """
    tokens = skeletons(facts.name)[:5] if facts.name else []
    found = Q(pk__in=[])
    found |= Q(nik_index=facts.nik) | Q(passport_index=facts.passport_number) | Q(phone_index=facts.phone)
    for pair in combinations(tokens, 2):
        found |= Q(name_tokens__contains=list(pair)) | Q(name="", sealed_words__contains=list(pair))
    if tokens and facts.age.birth_date:
        found |= Q(birth_date__in=near_dates(facts.age.birth_date))
    if tokens and place.village is not None:
        found |= Q(village=place.village) & (Q(name_tokens__overlap=tokens) | Q(name=""))
    elif len(tokens) == 1 and place.district is not None:
        found |= Q(district=place.district, name_tokens__contains=tokens)
    return found


def near_dates(day: date) -> list[date]:
    """The day, its neighbours, the years beside it, 1 January, and day and month exchanged."""
    near = {day, day - timedelta(days=1), day + timedelta(days=1), date(day.year, 1, 1)}
    for year in (day.year - 1, day.year + 1):
        near.add(date(year, day.month, min(day.day, 28)))
    if day.day <= 12:
        near.add(date(day.year, day.day, day.month))
    return sorted(near)


def likeness(facts: PersonFacts, place: SettledPlace, other: Worker, on: date) -> Likeness:
    """How alike the person told and `other` are on the day, and why."""
    reasons: list[str] = []
    if is_same(normal_nik, facts.nik, other.nik):
        return Likeness(other, EXACT, ["NIK"])
    if is_same(normal_passport, facts.passport_number, other.passport_number):
        return Likeness(other, EXACT, ["PASSPORT"])
    score = name_points(facts.name, other, reasons)
    score += age_points(facts, other, on, reasons)
    score += place_points(place, other, reasons)
    if is_same(normal_phone, facts.phone, other.phone):
        score += 25
        reasons.append("PHONE")
    if Sex.UNKNOWN not in {facts.sex, other.sex} and facts.sex != other.sex:
        score -= 30
    return Likeness(other, max(0, min(99, score)), reasons)


def is_same(normal: Callable[[str], str], told: str, known: str) -> bool:
    """Whether two writings are one number."""
    return bool(told and known) and normal(told) == normal(known) != ""


def name_points(name: str, other: Worker, reasons: list[str]) -> int:
    known = other.name_key or name_key(other.told_name)
    if not name or not known:
        return 0
    ratio = token_sort_ratio(name_key(name), known)
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
    mine = age_on(on, birth_date=age.birth_date, birth_year=age.birth_year, stated_age=age.years, stated_on=on)
    theirs = worker_age(other, on)
    if mine is None or theirs is None:
        return 0
    apart = abs(mine - theirs)
    if apart <= 2:
        reasons.append("AGE")
        return 15 if apart else 20
    return -10 * min(4, apart // 4)


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
    rows = Worker.objects.filter(candidate_filter(facts, place), merged_into__isnull=True)
    if leave_out is not None:
        rows = rows.exclude(pk=leave_out)
    scored = [likeness(facts, place, row, on) for row in rows.select_related("village", "district")[:MOST_CANDIDATES]]
    scored = [found for found in scored if found.score >= SHOWN_FROM]
    return sorted(scored, key=lambda found: -found.score)[:5]
