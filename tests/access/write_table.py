"""Propose the access table from what the product answers now. For a person to read, never for the suite."""

import csv

import pytest

from tests.access.sweeping import METHODS, VISITOR, undone
from tests.access.test_table import ENDS_SESSION, ROLES, TABLE, cell
from tests.access.world import addresses, url_of

HEADS = ["address", "right", "method", "methods", "restricted", VISITOR, *ROLES]


def methods_of(client, address, side, user) -> str:
    """What the address takes. Say by hand whether a restricted row behind it is `hidden`, and what a visitor gets."""
    url = url_of(address, side, user)
    return " ".join(method for method in METHODS if answers(client, method, url))


def answers(client, method: str, url: str) -> bool:
    with undone(client):
        return client.generic(method, url).status_code != 405


@pytest.mark.django_db
def test_write_table(people, here, there, client_for):
    rows = []
    for address in addresses():
        probe = client_for(people.head if address.right != "users.manage" else people.system_admin)
        probe.raise_request_exception = False
        method = "POST" if probe.get(url_of(address, here, people.head)).status_code == 405 else "GET"
        row = {"address": address.name, "right": address.right, "method": method}
        rows.append(row | {"methods": methods_of(probe, address, here, people.head), "restricted": "", VISITOR: ""})
    for role in ROLES:
        user = getattr(people, role)
        for address, row in zip(addresses(), rows, strict=True):
            if address.name in ENDS_SESSION:
                row[role] = "ok"
                continue
            client = client_for(user)
            try:
                row[role] = cell(client, address, here, there, user, people.head, row["method"])
            except Exception as error:  # shown in the table, to be mended in the product
                row[role] = f"ERROR {type(error).__name__}: {str(error)[:80]}"
    with TABLE.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, HEADS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
