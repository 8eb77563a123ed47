"""kill -9 while a letter's list is read or taken over: afterwards it is wholly in or wholly out, and once.

A few rounds run with the suite; FAULT_ROUNDS=20 runs the full proof.
"""

import contextlib
import http.cookiejar
import os
import random
import threading
import time
import urllib.parse
import urllib.request

import pytest
from django.db import connection, transaction

from bp3mi.env import celery_broker
from cases.actions.list_imports import LetterHead, apply_list_import, start_list_import
from cases.listing.source import grids_of
from cases.models import ListImport, ListImportRow, Manifest, ManifestEntry
from core.models import Job
from tests.brokers import told_through
from tests.factories.casework import make_group
from tests.faults.conftest import wait_for
from tests.seeing import everything

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
ROUNDS = int(os.environ.get("FAULT_ROUNDS") or 2)
LINES = int(os.environ.get("FAULT_LINES") or 9000)
VOWELS = "aiueo"


def big_list(number: int) -> str:
    """Names that are all different, and different in each round."""
    lines = [f"{at};La {word(at)} {word(at * 7 + number)};{20 + at % 40};Raha, Muna" for at in range(1, LINES + 1)]
    return "\n".join(["No;Nama;Umur;Alamat", *lines])


def word(number: int) -> str:
    letters = []
    for _turn in range(4):
        number, rest = divmod(number, 20)
        letters.append("bcdfghjklmnpqrstvwyz"[rest] + VOWELS[rest % 5])
    return "".join(letters).title()


@pytest.fixture
def same_broker(environment):
    """This process tells the same broker that the worker listens to."""
    with told_through(celery_broker(environment["REDIS_URL"])):
        yield


def bring(people, scope_of, number: int) -> ListImport:
    user = people.caseworker
    with scope_of(user), transaction.atomic():
        group = make_group(user, vessel=f"KM Uji {number}")
        return start_list_import(
            repatriation=group,
            head=LetterHead("BP3MI Kaltara"),
            file_name="",
            grids=grids_of(big_list(number)),
            by=user,
        )


def fresh(row: ListImport) -> ListImport:
    with everything():
        return ListImport.objects.select_related("repatriation").get(pk=row.pk)


def wait_until_in_the_middle(row: ListImport) -> None:
    share = random.choice([5, 40, 45, 55, 70, 85])
    found = wait_for(
        lambda: (now := Job.objects.get(pk=row.job_id)).state != "WAITING" and now.progress >= share and now
    )
    assert found.state == "RUNNING", "the list was read before it could be disturbed: raise FAULT_LINES"
    with everything():
        assert not ListImportRow.objects.filter(list_import=row).exists()


def check_read_once(row: ListImport) -> int:
    done = wait_for(lambda: (now := Job.objects.get(pk=row.job_id)).is_finished and now, seconds=120, step=0.2)
    with everything():
        positions = list(ListImportRow.objects.filter(list_import=row).values_list("position", flat=True))
    assert (done.state, fresh(row).state, sorted(positions)) == ("READY", "READY", list(range(1, LINES + 1)))
    return done.attempt


def test_a_worker_killed_while_a_list_is_read(same_broker, worker, people, scope_of):
    for number in range(ROUNDS):
        row = bring(people, scope_of, number)
        wait_until_in_the_middle(row)
        worker.kill()
        worker.start()
        assert check_read_once(row) == 2


def test_a_database_connection_killed_while_a_list_is_read(same_broker, worker, people, scope_of):
    for number in range(ROUNDS):
        row = bring(people, scope_of, number)
        wait_until_in_the_middle(row)
        kill_backends_at_work()
        check_read_once(row)


def kill_backends_at_work() -> None:
    """Every connection to the test database but our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
        )


def numbers(row: ListImport) -> tuple[int, int]:
    """How many lists, and how many lines in them, the return of this list has."""
    with everything():
        lists = Manifest.objects.filter(repatriation_id=row.repatriation_id)
        return lists.count(), ManifestEntry.objects.filter(manifest__in=lists).count()


def post_in_background(web, client, row: ListImport) -> threading.Thread:
    """`Masukkan` pressed at the real server; whether an answer comes is another matter."""
    path = f"/pemulangan/{row.repatriation.number}/impor/{row.pk}/"
    client.get(path)
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    page = client.get(path).content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "langkah": "terapkan"}).encode()
    request = urllib.request.Request(web.address + path, data)
    request.add_header("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items()))
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def send() -> None:
        with contextlib.suppress(OSError):
            opener.open(request, timeout=60).read()

    thread = threading.Thread(target=send)
    thread.start()
    return thread


def test_a_web_server_killed_while_a_list_is_taken_over(same_broker, worker, web, people, scope_of, client_for):
    for number in range(ROUNDS):
        row = bring(people, scope_of, number)
        check_read_once(row)
        sent = post_in_background(web, client_for(people.caseworker), fresh(row))
        time.sleep(random.uniform(0.2, 1.5))
        web.kill()
        sent.join()
        web.start()
        wait_for(lambda row=row: is_quiet(row))
        assert numbers(row) == ((1, LINES) if fresh(row).state == "APPLIED" else (0, 0))
        with scope_of(people.caseworker), transaction.atomic():
            apply_list_import(row=row, people_counted=None, by=people.caseworker)
        assert (numbers(row), fresh(row).state) == ((1, LINES), "APPLIED")


def is_quiet(row: ListImport) -> bool:
    """Whether no dying connection holds the list any more."""
    with everything(), transaction.atomic():
        return ListImport.objects.select_for_update(nowait=True).filter(pk=row.pk).exists()
