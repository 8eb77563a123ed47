"""Kept connections carry nothing from one person's request to the next, whatever happened in between."""

import threading
from random import Random

import pytest
from django.db import connection

from cases.models import Worker
from core import walls
from tests.conftest import signed_in_client
from tests.seeing import everything

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, REQUESTS = 4, 25
ADDRESSES = ["/kasus/", "/pekerja/", "/pemulangan/", "/", "/kasus/KS-0000-0000/", "/pekerja/?halaman=x", "/laporan/"]


def context_left() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, current_setting('walls.viewer', true), current_setting('walls.districts', true)"
        )
        return cursor.fetchone()


def visit(number: int, users: dict, canaries: dict[str, set[str]], found: list) -> None:
    """A thread with one connection of its own and many people, one after the other."""
    dice = Random(number)
    clients = {name: signed_in_client(user) for name, user in users.items()}
    for client in clients.values():
        client.raise_request_exception = False
    for _turn in range(REQUESTS):
        name, address = dice.choice(list(users)), dice.choice(ADDRESSES)
        text = clients[name].get(address).content.decode()
        foreign = {word for owner, words in canaries.items() if owner != name for word in words if f"La {word}" in text}
        found.append((name, address, foreign, context_left()))
    connection.close()


def test_requests_by_turns_on_kept_connections_see_their_own_alone(people, here, there):
    users = {"here": people.district_buton_tengah, "there": people.district_wakatobi, "auditor": people.auditor}
    canaries = {"here": {here.canary}, "there": {there.canary}}
    found: list = []
    threads = [threading.Thread(target=visit, args=(n, users, canaries, found)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == THREADS * REQUESTS
    assert [row for row in found if row[2]] == []
    assert {row[3] for row in found} <= {(walls.WEB, "", ""), (walls.WEB, None, None)}


def test_a_request_that_breaks_leaves_nothing_open(people, here, record_refused):
    """An error in the middle of a scope: the transaction is gone, and with it the role."""
    client = signed_in_client(people.caseworker)
    client.raise_request_exception = False
    assert client.get(f"/kasus/{here.keys['case']}/").status_code == 500
    assert context_left()[0] == walls.WEB
    with everything():
        assert Worker.objects.count() >= 2
