"""Is anybody of this list somebody we know? The question of `matching.alike`, asked for all its rows at once.

What rows have in common is asked once: each pair of words, each word in a village. A short list asks an index for each
of them; of a long one all people are read once, which costs the same for any number of rows.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TypeVar

from django.db import connection

from cases.facts import PersonFacts
from cases.matching import SHOWN_FROM, Likeness, likeness, standing_rows
from cases.models import Worker
from cases.names import skeletons
from cases.numbers import normal_nik, normal_passport
from cases.places import SettledPlace
from core.copying import as_texts
from core.keys import key_ring

K = TypeVar("K")
Told = dict[K, list[int]]  # rows of the list by what they tell
MOST_OF_ONE = 30  # candidates that one pair of words brings
SHOWN = 3
WORDS = 4
QUESTIONS_FOR_ALL = 20  # one look at everybody costs as much as one question for so many people
# The answers are what was asked and a person who fits it.
PAIRS = "WITH told AS MATERIALIZED (SELECT {one}, {other} FROM unnest(%s::text[], %s::text[]) AS t(one, other))"
BY_INDEX = """
    SELECT told.one, told.other, found.id FROM told CROSS JOIN LATERAL (
        SELECT id FROM cases_worker WHERE {which} {words} @> ARRAY[told.one, told.other] LIMIT {most}
    ) AS found
"""
AT_ONCE = """,
    word AS (SELECT one AS word FROM told UNION SELECT other FROM told),
    has AS MATERIALIZED (
        SELECT id, word FROM (SELECT id, unnest({words}) AS word FROM cases_worker WHERE {which} true) AS w
        WHERE word IN (SELECT word FROM word)
    ),
    found AS (
        SELECT told.one, told.other, a.id, row_number() OVER (PARTITION BY told.one, told.other) AS nth
        FROM has AS a JOIN has AS b ON b.id = a.id JOIN told ON told.one = a.word AND told.other = b.word
    )
    SELECT one, other, id FROM found WHERE nth <= {most}
"""
CLEAR = {"words": "name_tokens", "which": "", "one": "one::varchar", "other": "other::varchar"}
SEALED = {"words": "sealed_words", "which": "name = '' AND", "one": "decode(one, 'hex') AS one",
          "other": "decode(other, 'hex') AS other"}  # fmt: skip
IN_PLACE_BY_INDEX = """
    SELECT told.area, told.word, found.id
    FROM (SELECT area::bigint, word::varchar FROM unnest(%s::text[], %s::text[]) AS t(area, word)) AS told
    CROSS JOIN LATERAL (
        SELECT id FROM cases_worker WHERE {column} = told.area AND name_tokens @> ARRAY[told.word] LIMIT {most}
    ) AS found
"""
IN_PLACE_AT_ONCE = """
    WITH told AS MATERIALIZED (
        SELECT area::bigint, word::varchar FROM unnest(%s::text[], %s::text[]) AS t(area, word)
    ),
    found AS (
        SELECT told.area, told.word, w.id, row_number() OVER (PARTITION BY told.area, told.word) AS nth
        FROM told JOIN (
            SELECT id, {column} AS area, unnest(name_tokens) AS word FROM cases_worker
            WHERE {column} IN (SELECT area FROM told)
        ) AS w USING (area, word)
    )
    SELECT area, word, id FROM found WHERE nth <= {most}
"""
BY_NUMBER = """
    SELECT id FROM cases_worker WHERE {column} IN (SELECT decode(blind, 'hex') FROM unnest(%s::text[]) AS t(blind))
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
    for rows, worker in [*by_words(words), *by_place(asked, words), *by_numbers(asked)]:
        for row in rows:
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


Found = list[tuple[list[int], int]]  # rows of the list, and a person


def by_words(told: Mapping[int, list[str]]) -> Found:
    """Two words of the name, among clear names and among sealed ones."""
    pairs: Told[tuple[str, str]] = {}
    for row, words in told.items():
        for pair in combinations(words, 2):
            pairs.setdefault(pair, []).append(row)
    sealed: Told[tuple[bytes, bytes]] = {}
    blinds = blinds_of({word for pair in pairs for word in pair})
    for (one, other), rows in pairs.items():
        for both in zip(blinds[one], blinds[other], strict=True):
            sealed.setdefault(both, []).extend(rows)
    found = ask(pairs, PAIRS + form(pairs, BY_INDEX, AT_ONCE), **CLEAR)
    return found + ask(sealed, PAIRS + form(sealed, BY_INDEX, AT_ONCE), **SEALED)


def blinds_of(words: Iterable[str]) -> dict[str, list[bytes]]:
    """What a sealed name with the word holds, under each key."""
    field = Worker._meta.get_field("sealed_words")
    return {word: [blind for (blind,) in field.blinds([word])] for word in words}  # type: ignore[union-attr]


def by_place(asked: Mapping[int, Asked], told: Mapping[int, list[str]]) -> Found:
    """One word of the name in the village; the only word in the district."""
    villages: Told[tuple[int, str]] = {}
    districts: Told[tuple[int, str]] = {}
    for row, words in told.items():
        place = asked[row].place
        if place.village is not None:
            for word in words:
                villages.setdefault((place.village.pk, word), []).append(row)
        elif len(words) == 1 and place.district is not None:
            districts.setdefault((place.district.pk, words[0]), []).append(row)
    found = ask(villages, form(villages, IN_PLACE_BY_INDEX, IN_PLACE_AT_ONCE), column="village_id")
    return found + ask(districts, form(districts, IN_PLACE_BY_INDEX, IN_PLACE_AT_ONCE), column="district_id")


def by_numbers(asked: Mapping[int, Asked]) -> Found:
    return [
        *by_number({row: told.facts.nik for row, told in asked.items() if told.facts.nik}, "nik", normal_nik),
        *by_number(
            {row: told.facts.passport_number for row, told in asked.items() if told.facts.passport_number},
            "passport_number", normal_passport,
        ),
    ]  # fmt: skip


def by_number(told: Mapping[int, str], name: str, normal: Callable[[str], str]) -> Found:
    """The number itself is compared afterwards, decrypted."""
    rows: Told[str] = {}
    for row, text in told.items():
        if number := normal(text):
            rows.setdefault(number, []).append(row)
    if not rows:
        return []
    field = next(field for field in Worker._meta.local_fields if getattr(field, "of", "") == name)
    ring = key_ring()
    blinds = [blind for number in rows for blind in ring.blinds(field.index, number)]  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(BY_NUMBER.format(column=field.column), [as_texts(blinds)])
        people = Worker.objects.filter(pk__in=[pk for (pk,) in cursor.fetchall()])
    return [(same, worker.pk) for worker in people if (same := rows.get(normal(getattr(worker, name))))]


def form(told: Told, by_index: str, at_once: str) -> str:
    """The cheaper way to ask, by how many people there are about."""
    if len(told) < QUESTIONS_FOR_ALL:
        return by_index
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'cases_worker'::regclass")
        people = cursor.fetchone()[0]
    return at_once if len(told) * QUESTIONS_FOR_ALL > max(people, 0) else by_index


def ask(told: Told, query: str, **words: str) -> Found:
    """The rows of each answer, and the person."""
    if not told:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query.format(most=MOST_OF_ONE, **words), [as_texts(part) for part in zip(*told, strict=True)])
        return [(told[plain(one), plain(other)], worker) for one, other, worker in cursor.fetchall()]


def plain(value):
    """As it was asked: the driver gives bytes as a view of them."""
    return bytes(value) if isinstance(value, memoryview) else value
