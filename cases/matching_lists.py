"""Is anybody of this list somebody we know? The question of `matching.alike`, asked for all its rows at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from django.db import connection

from cases.facts import PersonFacts
from cases.matching import SHOWN_FROM, Likeness, likeness, standing_rows
from cases.models import Worker
from cases.names import skeletons
from cases.numbers import normal_nik, normal_passport
from cases.places import SettledPlace

MOST_OF_ONE = 30  # candidates that one pair of words brings
SHOWN = 3
WORDS = 4
# Each asks an index once for a row; the answer are pairs of a row of the list and a person.
BY_WORDS = """
    SELECT asked.row, found.id FROM unnest(%s::int[], %s::varchar[], %s::varchar[]) AS asked(row, one, other)
    CROSS JOIN LATERAL (
        SELECT id FROM cases_worker WHERE name_tokens @> ARRAY[asked.one, asked.other]::varchar[] LIMIT {most}
    ) AS found
"""
BY_SEALED_WORDS = """
    SELECT asked.row, found.id FROM unnest(%s::int[], %s::bytea[], %s::bytea[]) AS asked(row, one, other)
    CROSS JOIN LATERAL (
        SELECT id FROM cases_worker WHERE name = '' AND sealed_words @> ARRAY[asked.one, asked.other] LIMIT {most}
    ) AS found
"""
BY_PLACE = """
    SELECT asked.row, found.id FROM unnest(%s::int[], %s::bigint[], %s::varchar[]) AS asked(row, area, word)
    CROSS JOIN LATERAL (
        SELECT id FROM cases_worker WHERE {column} = asked.area AND name_tokens @> ARRAY[asked.word]::varchar[]
        LIMIT {most}
    ) AS found
"""


@dataclass(frozen=True)
class Asked:
    """One row of a list: who, and from where."""

    facts: PersonFacts
    place: SettledPlace


def alike_rows(asked: Mapping[int, Asked], on: date) -> dict[int, list[Likeness]]:
    """People of the open scope that look like the rows, by the row's key, best first, at most three each."""
    candidates: dict[int, set[int]] = {}
    words = words_of(asked)
    for row, worker in [*by_words(words), *by_place(asked, words), *by_numbers(asked)]:
        candidates.setdefault(row, set()).add(worker)
    wanted = {pk for found in candidates.values() for pk in found}
    people = Worker.objects.select_related("village", "district").in_bulk(wanted)
    stay = standing_rows(list(people.values()))
    return {row: scored(asked[row], found, people, stay, on) for row, found in candidates.items()}


def scored(
    row: Asked, found: Iterable[int], people: Mapping[int, Worker], stay: Mapping[int, Worker], on: date
) -> list[Likeness]:
    matches = [likeness(row.facts, row.place, people[pk], on) for pk in found if pk in people]
    best: dict[int, Likeness] = {}
    for match in sorted(matches, key=lambda match: -match.score):
        worker = stay.get(match.worker.pk)
        if match.score >= SHOWN_FROM and worker is not None:
            best.setdefault(worker.pk, Likeness(worker, match.score, match.reasons))
    return list(best.values())[:SHOWN]


def words_of(asked: Mapping[int, Asked]) -> dict[int, list[str]]:
    return {row: skeletons(told.facts.name)[:WORDS] for row, told in asked.items() if told.facts.name}


def by_words(told: Mapping[int, list[str]]) -> list[tuple[int, int]]:
    """Two words of the name, among clear names and among sealed ones."""
    pairs = [(row, one, other) for row, words in told.items() for one, other in combinations(words, 2)]
    field = Worker._meta.get_field("sealed_words")
    sealed = [
        (row, blinds[0], blinds[-1])
        for row, one, other in pairs
        for blinds in field.blinds([one, other])  # type: ignore[union-attr]
    ]
    return [*ask(BY_WORDS, pairs), *ask(BY_SEALED_WORDS, sealed)]


def by_place(asked: Mapping[int, Asked], told: Mapping[int, list[str]]) -> list[tuple[int, int]]:
    """One word of the name in the village; the only word in the district."""
    villages, districts = [], []
    for row, words in told.items():
        place = asked[row].place
        if place.village is not None:
            villages += [(row, place.village.pk, word) for word in words]
        elif len(words) == 1 and place.district is not None:
            districts.append((row, place.district.pk, words[0]))
    return [*ask(BY_PLACE, villages, column="village_id"), *ask(BY_PLACE, districts, column="district_id")]


def by_numbers(asked: Mapping[int, Asked]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for name, index, normal in (
        ("nik", "nik_index", normal_nik),
        ("passport_number", "passport_index", normal_passport),
    ):
        rows: dict[str, list[int]] = {}
        for row, told in asked.items():
            if number := normal(getattr(told.facts, name)):
                rows.setdefault(number, []).append(row)
        people = Worker.objects.filter(**{f"{index}__in": list(rows)}) if rows else []
        found += [(row, worker.pk) for worker in people for row in rows.get(normal(getattr(worker, name)), [])]
    return found


def ask(query: str, rows: list[tuple], *, column: str = "") -> list[tuple[int, int]]:
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query.format(most=MOST_OF_ONE, column=column), [list(part) for part in zip(*rows, strict=True)])
        return cursor.fetchall()
