"""One box for everything: numbers exactly, names however spelt; ships, ports, letters and people of returns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import or_

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Q
from rapidfuzz.fuzz import token_sort_ratio

from cases.adu import adu_forms
from cases.matching import standing_rows
from cases.models import Case, FamilyLink, Repatriation, Returnee, Worker
from cases.names import name_key, name_tokens, skeletons, stored_tokens
from cases.numbers import digits_of, normal_phone
from cases.queries.seek import looking_like, maybe_named, named, returns_with
from cases.queries.sisko import registered_as
from cases.queries.wide import Masked, masked_people
from core.scope import current_viewer
from letters.models import Letter
from letters.queries import find_letters

SHOWN = 25
TAKEN = 200  # rows of one step that are ranked
MASKED_SHOWN = 10
MOST_PEOPLE, MOST_RETURNS = 5, 10  # of the people found, their returns
MOST_TOKENS = 5
LEAST_LIKENESS = 0.5  # of whole name keys, in the last step
LEAST_ALIKE = 70  # of sealed names, in hundredths
NUMBER = re.compile(r"[A-Za-z]{1,12}[- ]?\d{4}[- ]?\d{1,9}")


@dataclass
class Found:
    """What a search found. `masked` are people out of the viewer's sight; `with_people` names by return who is why."""

    people: list[Worker] = field(default_factory=list)
    masked: list[Masked] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    returns: list[Repatriation] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    with_people: dict[int, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.people or self.masked or self.cases or self.returns or self.letters)


def readable(text: str) -> str:
    """What was typed, without signs that cannot be seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:200]


def number_condition(text: str) -> Q | None:
    """People by a number that is theirs alone: NIK, KK, passport, telephone. Each is found by its blind index."""
    if not digits_of(text):
        return None
    found = Q(passport_index=text) | Q(phone_index=text)
    return found | Q(nik_index=text) | Q(family_card_index=text)


def searched_number(text: str) -> tuple[str, str]:
    """The number that a text is, plainly, and its class: NIK or another number; nothing for names."""
    digits, bare = digits_of(text), re.sub(r"[\s.-]", "", text).upper()
    if len(digits) == 16 and bare == digits:
        return digits, "NIK"
    return (bare, "NUMBER") if len(digits) >= 6 else ("", "")


def find_everything(text: str) -> Found:
    """Cases, people and returns for what was typed. Numbers are tried before names."""
    text = readable(text)
    found = Found()
    if not text:
        return found
    number = re.sub(r"\s+", "-", text.upper())
    if any(letter.isdigit() for letter in text):
        by_number = Q(number=number) | Q(adu_number__in=adu_forms(text))
        found.cases = list(Case.objects.filter(by_number).select_related("worker", "district")[:SHOWN])
    found.returns = find_returns(text, number)
    found.letters = letters_found(text, number)
    exact = number_condition(text)
    if exact is not None:
        found.people = people_by_number(text, number, exact)
        found.masked = masked_people(exact, MASKED_SHOWN)
    if not found.people and any(letter.isalpha() for letter in text) and not NUMBER.fullmatch(text):
        found.people, found.masked = find_people(text)
    add_returns_of_people(found)
    return found


def add_returns_of_people(found: Found) -> None:
    """The returns in sight of the people found, as far as each of them is in sight there; the newest first."""
    if not found.people or not current_viewer().may("returns.view"):
        return
    rows = Returnee.objects.filter(worker__in=found.people[:MOST_PEOPLE]).select_related("repatriation", "worker")
    there = {row.pk for row in found.returns}
    for row in rows.order_by("-created_at", "-pk")[:MOST_RETURNS]:
        if row.repatriation_id not in there:
            there.add(row.repatriation_id)
            found.returns.append(row.repatriation)
        found.with_people.setdefault(row.repatriation_id, []).append(str(row.worker))


def people_by_number(text: str, number: str, exact: Q) -> list[Worker]:
    rows = Worker.objects.filter(exact | Q(number=number)).select_related("district", "village")
    people = those_who_stay(rows[:SHOWN])
    if people:
        return people
    if registered := registered_as(text, SHOWN):
        return those_who_stay(Worker.objects.filter(pk__in=registered).select_related("district", "village"))
    if not normal_phone(text):
        return []
    links = FamilyLink.objects.filter(phone_index=text).values("worker_id")[:SHOWN]
    return list(Worker.objects.filter(pk__in=links).select_related("district", "village"))


def find_returns(text: str, number: str) -> list[Repatriation]:
    """By number, by the number of a letter, by ship or flight, by port or airport."""
    exact = list(Repatriation.objects.filter(number=number))
    if exact or len(text) < 4:
        return exact
    return list(Repatriation.objects.filter(returns_with(text)).order_by("-created_at", "-pk")[:10])


def letters_found(text: str, number: str) -> list[Letter]:
    """By agenda number, by the number of the letter, by who sent it; for those who open letters."""
    if not current_viewer().may("letters.view") or len(text) < 4:
        return []
    exact = list(Letter.objects.filter(agenda_number=number))
    return exact or find_letters(text)


def find_people(text: str) -> tuple[list[Worker], list[Masked]]:
    """By name: all words, any two of them, their consonants, then names that look alike; best first."""
    tokens = name_tokens(text)[:MOST_TOKENS]
    if not tokens:
        return [], []
    for step in [*name_steps(tokens), [skeletons(text)[:MOST_TOKENS]]]:
        people = ranked(text, step)
        hidden = masked_people(any_of(step), MASKED_SHOWN)
        if people or hidden:
            return people, hidden
    return alike_names(text), []


def name_steps(tokens: list[str]) -> list[list[list[str]]]:
    """Steps of a search; each is sets of words of which a name must have one whole set."""
    pairs = [[list(pair) for pair in combinations(tokens, 2)]] if len(tokens) > 2 else []
    return [[tokens], *pairs]


def any_of(step: list[list[str]]) -> Q:
    """Names in clear."""
    return reduce(or_, map(named, step))


def any_sealed(step: list[list[str]]) -> Q:
    """Sealed names that may have the words; `has_any` tells which do."""
    return reduce(or_, map(maybe_named, step))


def has_any(row: Worker, step: list[list[str]]) -> bool:
    held = set(stored_tokens(row.told_name))
    return any(held.issuperset(words) for words in step)


def ranked(text: str, step: list[list[str]]) -> list[Worker]:
    """People in sight with one of the sets, best first; sealed names are compared after they are decrypted."""
    key, rows = name_key(text), Worker.objects.select_related("district", "village")
    rows = rows.filter(any_of(step) | any_sealed(step))[:TAKEN]
    taken = [row for row in rows if row.name or has_any(row, step)]
    return those_who_stay(best_first(key, taken)[:SHOWN])


def best_first(key: str, rows: Iterable[Worker]) -> list[Worker]:
    return sorted(rows, key=lambda row: (-token_sort_ratio(key, row.key_of_name), -row.pk))


def those_who_stay(rows: Iterable[Worker]) -> list[Worker]:
    """Records that were joined into another one lead to that one, so that old names and numbers are still found."""
    rows = list(rows)
    stay = standing_rows(rows)
    return list({stay[row.pk].pk: stay[row.pk] for row in rows if row.pk in stay}.values())


def alike_names(text: str) -> list[Worker]:
    """The last step: whole names that look alike, for typing errors in every word."""
    key = name_key(text)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.similarity_threshold = %s", [LEAST_LIKENESS])
    rows = Worker.objects.filter(looking_like(key), merged_into__isnull=True)
    rows = rows.annotate(likeness=TrigramSimilarity("name_key", key)).order_by("-likeness")
    clear = rows.select_related("district", "village")[:SHOWN]
    return best_first(key, [*clear, *alike_sealed(text, key)])[:SHOWN]


def alike_sealed(text: str, key: str) -> list[Worker]:
    """Sealed names with any one of the words, by its consonants, that look alike as a whole once decrypted."""
    step = [[bones] for bones in skeletons(text)[:MOST_TOKENS]]
    rows = Worker.objects.filter(any_sealed(step), merged_into__isnull=True).select_related("district", "village")
    return [row for row in rows[:TAKEN] if token_sort_ratio(key, row.key_of_name) >= LEAST_ALIKE]
