"""Every address x role x method x row against the access table; what is foreign answers like what is missing.

In the suite a sample, drawn by a seed; `make sweep` asks all of it, one test for each role.
"""

import os
import random
from difflib import unified_diff

import pytest
from django.test import Client

from tests.access.sweeping import METHODS, VISITOR, Sides, ask, expected, may_enter, rows_of
from tests.access.test_table import ROLES, read_table
from tests.access.world import addresses

SWEEP = os.environ.get("SWEEP", "1")
SAMPLE = 220
ALIKE = {"foreign": "missing", "closed": "missing", "borrowed": "gone"}
IN_SIGHT = {"closed": "hollow"}  # a return is seen, and the ones restricted on it are not
TABLE = read_table()


@pytest.fixture
def sides(here, there, closed) -> Sides:
    return Sides(own=here, foreign=there, closed=closed)


@pytest.fixture
def sweeper(people, sides, client_for):
    return Sweeper(people, sides, client_for)


class Sweeper:
    """Asks questions and keeps what differs from the table."""

    def __init__(self, people, sides, client_for):
        self.people, self.sides, self.client_for = people, sides, client_for
        self.clients: dict[str, Client] = {}
        self.asked, self.compared = 0, 0
        self.differences: list[tuple] = []

    def client(self, role: str) -> Client:
        if role not in self.clients:
            self.clients[role] = Client() if role == VISITOR else self.client_for(getattr(self.people, role))
        return self.clients[role]

    def question(self, address, role: str, method: str) -> None:
        user = None if role == VISITOR else getattr(self.people, role)
        rows = rows_of(address, self.sides, user or self.people.head, self.people.head)
        answers = self.answers(address, role, method, rows)
        if told_apart(address, answers):  # once more: a minute that ends in between renews the session of one answer
            answers = self.answers(address, role, method, rows)
        enters = address.right == "PUBLIC" or user is not None and may_enter(address, user)
        wanted = {kind: expected(TABLE[address.name], role, method, kind, enters=enters) for kind in answers}
        found = {kind: answer.outcome for kind, answer in answers.items()}
        self.asked += len(answers)
        self.note(address, role, method, found, wanted)
        self.compare(address, role, method, answers)

    def note(self, address, role: str, method: str, found: dict, wanted: dict) -> None:
        if found != wanted:
            self.differences.append((address.name, role, method, found, wanted))

    def answers(self, address, role: str, method: str, rows: dict) -> dict:
        return {kind: ask(self.client(role), address, values, method) for kind, values in rows.items()}

    def compare(self, address, role: str, method: str, answers: dict) -> None:
        self.compared += len(pairs(address, answers))
        self.differences += [(address.name, role, method, *told) for told in told_apart(address, answers)]


def pairs(address, answers: dict) -> list[tuple[str, str]]:
    """Refused rows, each with a row that was never there and must not be told from it."""
    alike = ALIKE | IN_SIGHT if is_in_sight(address) else ALIKE
    refused = {kind for kind, answer in answers.items() if answer.outcome != "ok"}
    if not is_hidden(address):
        refused.discard("closed")
    return [(kind, other) for kind, other in alike.items() if kind in refused and other in answers]


def told_apart(address, answers: dict) -> list[tuple]:
    found = []
    for kind, other in pairs(address, answers):
        traces = zip(answers[kind].trace, answers[other].trace, strict=True)
        found += [(f"{kind} is not like {other}", apart(mine, theirs)) for mine, theirs in traces if mine != theirs]
    return found


def is_hidden(address) -> bool:
    return TABLE[address.name]["restricted"] == "hidden"


def is_in_sight(address) -> bool:
    has_part = "<int:pk>" in address.route or "<str:key>" in address.route
    return address.route.startswith("pemulangan/") and has_part


def apart(mine, theirs) -> list:
    """The lines in which two answers differ."""
    if not isinstance(mine, str):
        return [mine, theirs]
    return list(unified_diff(mine.splitlines(), theirs.splitlines(), n=0, lineterm=""))[2:]


def questions(roles: list[str]) -> list[tuple]:
    return [(address, role, method) for address in addresses() for role in roles for method in METHODS]


def sample(seed: int) -> list[tuple]:
    """Half of it where the method fits, so that rows are looked for."""
    draw, everything = random.Random(seed), questions([VISITOR, *ROLES])
    fitting = [
        item for item in everything if item[2] in TABLE[item[0].name]["methods"].split() and "<" in item[0].route
    ]
    return draw.sample(everything, SAMPLE // 2) + draw.sample(fitting, SAMPLE // 2)


def sweep(sweeper: Sweeper, asked: list[tuple]) -> None:
    for address, role, method in asked:
        sweeper.question(address, role, method)
    print(f"asked {sweeper.asked}, compared with a missing row {sweeper.compared}")
    assert sweeper.differences == []
    assert sweeper.asked > len(asked)


if SWEEP == "all":

    @pytest.mark.parametrize("role", [VISITOR, *ROLES])
    def test_role_answers_as_the_table_says(sweeper, role):
        sweep(sweeper, questions([role]))
else:

    def test_sample_answers_as_the_table_says(sweeper):
        sweep(sweeper, sample(int(SWEEP)))
