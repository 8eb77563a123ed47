"""Every question of the sweep: an address, a role, a method, and each row that it could be asked for.

A question is asked inside a savepoint that is rolled back, so no answer changes what the next one finds.
"""

import copy
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.queries import viewer_of
from tests.access.world import BODIES, QUERIES, Address, Side, arguments

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
VISITOR = "visitor"
NOBODYS = uuid.UUID("0b5c8a52-7d1e-4f3a-9c46-5e2f8d7a1b90")
NEVER_GIVEN = 987_654_321
# what differs between two answers of the same kind
CHANCE = [
    re.compile(r'(?<=name="csrfmiddlewaretoken" value=")[^"]+'),
    re.compile(r'(?<=nonce=")[^"]+'),
    re.compile(r"(?<='nonce-)[^']+"),
    re.compile(r'(?<="X-CSRFToken": ")[^"]+'),
]
BY_REQUEST = {"X-Request-Id", "Date", "Content-Length"}


@dataclass(frozen=True)
class Sides:
    """Rows of one's own district, of a foreign one, and of the own one but closed to all outside a team."""

    own: Side
    foreign: Side
    closed: Side


@dataclass(frozen=True)
class Answer:
    outcome: str
    trace: tuple


class Undone(Exception):
    """Takes back what the request wrote."""


def missing(values: dict[str, object]) -> dict[str, object]:
    """The same address with a number, key or id that was never given."""
    return {name: never(name, value) for name, value in values.items()}


def never(name: str, value: object) -> object:
    if name == "number":
        return re.sub(r"\d+$", lambda digits: "9" * len(digits[0]), str(value))
    if isinstance(value, uuid.UUID):
        return NOBODYS
    return NEVER_GIVEN if isinstance(value, int) else value


def rows_of(address: Address, sides: Sides, user, other) -> dict[str, dict[str, object]]:
    """Arguments by the kind of row.

    `borrowed` and `gone` are a foreign and a missing part under the own number, `hollow` a missing one
    under the closed.
    """
    own, foreign = arguments(address, sides.own, user), arguments(address, sides.foreign, other)
    found = {
        "own": own,
        "foreign": foreign,
        "closed": arguments(address, sides.closed, user),
        "missing": missing(own),
    }
    if len(own) > 1 and "number" in own:
        found["borrowed"] = {**foreign, "number": own["number"]}
        found["gone"] = {**missing(own), "number": own["number"]}
        found["hollow"] = {**missing(own), "number": found["closed"]["number"]}
    return {kind: values for kind, values in found.items() if kind == "own" or values != own}


@contextmanager
def undone(client: Client) -> Iterator[None]:
    """Database and cookies are afterwards as they were."""
    jar = copy.deepcopy(client.cookies)
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        client.cookies = jar


def release(response) -> None:
    """Close what the answer reads from; `response.close()` would close the test's connection too."""
    for close in response._resource_closers:
        close()
    response._resource_closers.clear()


def outcome(response, url: str) -> str:
    """`ok`, or the status of a refusal. A crash is a crash."""
    if response.status_code in {403, 404, 405}:
        return str(response.status_code)
    if response.status_code == 302 and response.url.startswith("/masuk/"):
        return "sign-in"
    assert response.status_code in {200, 204, 302, 304, 400, 409, 410, 422}, (url, response.status_code)
    return "ok"


def plain(text: str, typed: list[str]) -> str:
    """An answer without what was typed and what chance put there."""
    for word in typed:
        text = text.replace(word, "…")
    for pattern in CHANCE:
        text = pattern.sub("…", text)
    return text


def trace(response, typed: list[str], queries: int) -> tuple:
    """All that somebody could tell two answers apart by."""
    typed = [*typed, response["X-Request-Id"]]
    heads = {name: plain(value, typed) for name, value in response.items() if name not in BY_REQUEST}
    body = "" if response.streaming else plain(response.content.decode(errors="replace"), typed)
    return response.status_code, sorted(heads.items()), sorted(response.cookies), queries, body


def ask(client: Client, address: Address, values: dict[str, object], method: str) -> Answer:
    url = reverse(address.name, kwargs=values) + QUERIES.get(address.name, "")
    client.raise_request_exception = True
    connection.queries_log.clear()
    with undone(client), CaptureQueriesContext(connection) as queries:
        body = BODIES.get(address.name, "") if method == "POST" else ""
        response = client.generic(method, url, body, content_type="application/x-www-form-urlencoded")
        release(response)
    typed = [url, quote(url), quote(url, safe=""), *(str(value) for value in values.values() if len(str(value)) >= 6)]
    return Answer(outcome(response, url), trace(response, typed, len(queries)))


def may_enter(address: Address, user) -> bool:
    return address.right in {"PUBLIC", "ANY"} or viewer_of(user).may(address.right)


def expected(row: dict[str, str], role: str, method: str, kind: str, *, enters: bool) -> str:
    """What the table says. Without the right every door is the same; a wrong method is refused before any row."""
    if role == VISITOR and row["right"] != "PUBLIC":
        return "sign-in"
    if not enters:
        return "403"
    if method not in row["methods"].split():
        return "405"
    own, _stroke, foreign = row[role].partition("/")
    closed = "404" if row["restricted"] == "hidden" else own
    # else the row of the number is refused before its part; who may correct a contact, the contact itself says
    is_one_row = row["address"].startswith(("cases:returnee", "cases:coordination_edit", "cases:handover_file_remove"))
    part = own if own == "403" and not is_one_row else "404"
    said = {"own": own, "foreign": foreign or own, "closed": closed, "borrowed": part, "gone": part}
    said["hollow"] = "404" if row["restricted"] == "hidden" else part
    return said.get(kind, "404")
