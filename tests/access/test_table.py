"""Every address against the access table: who gets a page, who 403, who 404, who must sign in.

`access_table.csv` is the table. A cell is what a role gets for its own row (Buton Tengah) and, behind a
stroke, for a row of another district that could leak (Wakatobi). `ok` is any answer of the view itself. `methods` are
all that the address takes; `hidden` addresses know no row about somebody who is restricted to others (test_sweep).
`python -m tests.access.write_table` proposes a row for a new address; read it before you commit it.
"""

import csv
from pathlib import Path

import pytest
from django.test import Client

from tests.access.sweeping import outcome, release
from tests.access.world import addresses, url_of

TABLE = Path(__file__).parent / "access_table.csv"
ROLES = [
    "head", "caseworker", "placement", "empowerment", "outreach", "pr", "helpdesk", "administration",
    "report_admin", "district_buton_tengah", "auditor", "system_admin", "outsider",
]  # fmt: skip


ENDS_SESSION = {"accounts:sign_out", "accounts:sign_out_all"}  # proven in tests/accounts


def read_table() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return {row["address"]: row for row in csv.DictReader(handle)}


def outcome_of(client: Client, url: str, method: str) -> str:
    client.raise_request_exception = True
    response = client.generic(method, url)
    release(response)
    return outcome(response, url)


def cell(client: Client, address, here, there, user, other, method: str) -> str:
    mine, theirs = url_of(address, here, user), url_of(address, there, other)
    own = outcome_of(client, mine, method)
    foreign = own if mine == theirs else outcome_of(client, theirs, method)
    return own if own == foreign else f"{own}/{foreign}"


def test_table_covers_every_address():
    assert set(read_table()) == {address.name for address in addresses()}


def test_every_view_declares_its_right():
    table = read_table()
    assert {address.name: address.right for address in addresses()} == {
        name: row["right"] for name, row in table.items()
    }


@pytest.mark.parametrize("role", ROLES)
def test_role_gets_what_the_table_says(people, here, there, client_for, role):
    user = getattr(people, role)
    client = client_for(user)
    table = read_table()
    found = {}
    for address in addresses():
        if address.name in ENDS_SESSION:
            continue
        found[address.name] = cell(client, address, here, there, user, people.head, table[address.name]["method"])
    assert found == {name: table[name][role] for name in found}


def test_visitor_is_asked_to_sign_in(people, here):
    table = read_table()
    for address in addresses():
        found = outcome_of(Client(), url_of(address, here, people.head), table[address.name]["method"])
        if table[address.name]["right"] == "PUBLIC":
            leads_to_sign_in = address.name in {"accounts:sign_out", "accounts:second_factor"}
            assert (address.name, found in {"ok", "404"} or leads_to_sign_in) == (address.name, True)
        else:
            assert (address.name, found) == (address.name, "sign-in")


def test_views_that_write_refuse_to_be_visited(people, here, client_for):
    client = client_for(people.head)
    for address in addresses():
        if read_table()[address.name]["method"] == "POST" and address.right != "users.manage":
            url = url_of(address, here, people.head)
            assert (address.name, client.get(url).status_code in {403, 405}) == (address.name, True)
