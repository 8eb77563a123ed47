"""kill -9 in the middle of a report: one report, right, no lost row.

A few rounds run with the suite; FAULT_ROUNDS=20 runs the full proof.
"""

import http.cookiejar
import os
import random
import re
import time
import urllib.parse
import urllib.request
import uuid

import pytest
from django.db import connection
from python_calamine import CalamineWorkbook

from bp3mi.env import celery_broker
from core.actions import jobs
from core.models import AccessRecord, Job
from reports.actions.exports import request_month_report
from reports.models import ExportRecord
from reports.periods import Month
from tests.brokers import told_through
from tests.faults.conftest import Process, wait_for
from tests.seeing import everything

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
ROUNDS = int(os.environ.get("FAULT_ROUNDS") or 2)
PEOPLE = int(os.environ.get("FAULT_PEOPLE") or 12_000)
NOVEMBER = Month(2026, 11)

MAKE_PEOPLE = """
INSERT INTO cases_worker (number, name, name_key, name_tokens, sex, age_is_estimated, nik, passport_number, phone,
    place_state, is_restricted, created_by_id, created_at, version, district_id)
SELECT 'PMI-F-' || n, 'La Uji ' || n, '', '{}', 'L', false, '', '', '', 'UNKNOWN', false, %(user)s, now(), 1, %(area)s
FROM generate_series(1, %(people)s) n
"""
MAKE_RETURN = """
INSERT INTO cases_repatriation (number, cause, country, sending_office, place_of_arrival, vessel, mode, state, note,
    arrived_on, office_id, created_by_id, created_at, version)
VALUES ('PM-F-1', 'DEPORTASI', 'MYS', '', '', 'KM Uji', 'SEA', 'ARRIVED', '', '2026-11-03', %(office)s,
    %(user)s, now(), 1)
RETURNING id
"""
MAKE_RETURNEES = """
INSERT INTO cases_returnee (repatriation_id, worker_id, arrival_state, not_arrived_reason, is_unlisted, unlisted_reason,
    cause, deportation_reason, country, arrived_on, sex, age_group, is_restricted, paper_held, family_phone, note,
    submission_state, sent_back_reason, created_by_id, created_at, version, district_id)
SELECT %(group)s, id, 'ARRIVED', '', false, '', 'DEPORTASI', 'OVERSTAY', 'MYS', '2026-11-03', 'L', 'ADULT', false, '',
    '', '', 'VERIFIED', '', created_by_id, now(), 1, district_id
FROM cases_worker
"""


@pytest.fixture
def big_month(people) -> int:
    """A month whose report lasts longer than a second; answers how many people it counts."""
    values = {"user": people.caseworker.pk, "office": people.caseworker.office_id, "people": PEOPLE}
    values["area"] = people.district_wakatobi.office.district_id
    with everything(), connection.cursor() as cursor:
        cursor.execute(MAKE_PEOPLE, values)
        cursor.execute(MAKE_RETURN, values)
        cursor.execute(MAKE_RETURNEES, {**values, "group": cursor.fetchone()[0]})
    return PEOPLE


@pytest.fixture
def same_broker(environment):
    """This process tells the same broker that the worker listens to."""
    with told_through(celery_broker(environment["REDIS_URL"])):
        yield


def ask(people, scope_of) -> Job:
    user = people.report_admin
    with scope_of(user):
        return request_month_report(month=NOVEMBER, purpose="Uji", form_id=str(uuid.uuid4()), by=user).job


def fresh(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def wait_until_running(job: Job) -> None:
    """Until a random share of the report is done."""
    share = random.choice([5, 13, 21, 29, 40, 45, 52, 60, 70])
    found = wait_for(
        lambda: (now := fresh(job)).state != "WAITING" and (now.progress >= share or now.is_finished) and now
    )
    assert found.state == "RUNNING", "the report was over before it could be disturbed: raise FAULT_PEOPLE"
    time.sleep(random.random() * 0.1)


def wait_until_ready(job: Job) -> Job:
    done = wait_for(lambda: (now := fresh(job)).is_finished and now, seconds=90, step=0.1)
    assert (done.state, done.error) == ("READY", "")
    return done


def count_rows() -> dict[str, int]:
    tables = ("cases_worker", "cases_returnee", "cases_repatriation", "accounts_user")
    with everything(), connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))
        return dict(zip(tables, cursor.fetchone(), strict=True))


def check_report(job: Job, expected: int) -> None:
    """One file, one line in the register, one look, and the right figures in it."""
    done = fresh(job)
    assert [path.name for path in jobs.jobs_folder().glob(f"{job.pk}-*")] == [done.result_path]
    export = ExportRecord.objects.get(job=job)
    assert (export.rows, export.sha256) == (expected, done.result_sha256)
    assert AccessRecord.objects.filter(look="EXPORT", object_ids=[export.pk]).count() == 1
    book = CalamineWorkbook.from_path(str(jobs.jobs_folder() / done.result_path))
    rows = book.get_sheet_by_name("Baris kepulangan").to_python()
    assert len([row for row in rows if str(row[0]).startswith("PM-")]) == expected
    summary = dict(row[:2] for row in book.get_sheet_by_name("Ringkasan").to_python() if len(row) > 1)
    assert (summary["Kepulangan"], summary["Alasan deportasi"]) == (expected, expected)


def test_a_worker_killed_in_the_middle_of_a_report(big_month, same_broker, worker, people, scope_of):
    before = count_rows()
    attempts = []
    for _round in range(ROUNDS):
        job = ask(people, scope_of)
        wait_until_running(job)
        worker.kill()
        worker.start()
        attempts.append(wait_until_ready(job).attempt)
        check_report(job, big_month)
    assert attempts == [2] * ROUNDS
    assert (count_rows(), Job.objects.count()) == (before, ROUNDS)


def test_a_database_connection_killed_in_the_middle_of_a_report(big_month, same_broker, worker, people, scope_of):
    before = count_rows()
    for _round in range(ROUNDS):
        job = ask(people, scope_of)
        wait_until_running(job)
        kill_backends_at_work()
        wait_until_ready(job)
        check_report(job, big_month)
    assert (count_rows(), Job.objects.count()) == (before, ROUNDS)


def kill_backends_at_work() -> None:
    """Every connection to the test database but our own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
        )
        assert cursor.fetchone()[0] > 0


def test_a_database_server_killed_in_the_middle_of_a_report(
    own_server, big_month, same_broker, worker, people, scope_of
):
    before = count_rows()
    for number in range(ROUNDS):
        job = ask(people, scope_of)
        wait_until_running(job)
        write_a_last_row(people, number)
        own_server.kill(with_children=bool(number % 2))
        connection.close()
        wait_for(lambda number=number: own_server.deaths() == number + 1)
        wait_until_ready(job)
        check_report(job, big_month)
    expected = {**before, "cases_worker": before["cases_worker"] + ROUNDS}
    assert (count_rows(), Job.objects.count()) == (expected, ROUNDS)
    assert last_rows() == [f"PMI-G-{number}" for number in range(ROUNDS)]


def write_a_last_row(people, number: int) -> None:
    """Somebody saves a person in the moment before the server dies; the answer said it was saved."""
    values = {"user": people.caseworker.pk, "area": people.district_wakatobi.office.district_id, "people": 1}
    with everything(), connection.cursor() as cursor:
        cursor.execute(MAKE_PEOPLE.replace("'PMI-F-' || n", f"'PMI-G-{number}'"), values)


def last_rows() -> list[str]:
    with everything(), connection.cursor() as cursor:
        cursor.execute("SELECT number FROM cases_worker WHERE number LIKE 'PMI-G-%' ORDER BY id")
        return [number for (number,) in cursor.fetchall()]


class Visitor:
    """A signed-in person at a real web server."""

    def __init__(self, address: str, cookies: dict[str, str]):
        self.address, self.cookies = address, cookies
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        pairs = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.opener.addheaders = [("Cookie", pairs)]

    def get(self, path: str) -> bytes:
        return self.opener.open(self.address + path, timeout=20).read()

    def ask_for_report(self) -> str:
        """Fill in the form as a browser does; answers the address of the file's page."""
        page = self.get("/laporan/bulanan/2026-11/unduh/").decode()
        fields = {
            name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("csrfmiddlewaretoken", "form_id")
        }
        data = urllib.parse.urlencode({**fields, "purpose": "Uji"}).encode()
        request = urllib.request.Request(self.address + "/laporan/bulanan/2026-11/unduh/", data)
        request.add_header("Cookie", f"{self.opener.addheaders[0][1]}; csrf={self.cookies['csrf']}")
        return urllib.parse.urlparse(self.opener.open(request, timeout=20).geturl()).path


def visit(web: Process, client) -> Visitor:
    client.get("/laporan/bulanan/2026-11/unduh/")
    return Visitor(web.address, {name: morsel.value for name, morsel in client.cookies.items()})


def test_a_web_server_killed_in_the_middle_of_a_report(big_month, same_broker, worker, web, people, client_for):
    before = count_rows()
    visitor = visit(web, client_for(people.report_admin))
    for _round in range(ROUNDS):
        path = visitor.ask_for_report()
        job = Job.objects.get(pk=path.strip("/").split("/")[-1])
        wait_until_running(job)
        web.kill()
        web.start()
        wait_for(lambda path=path: b"berkas/" in visitor.get(path), seconds=90, step=0.2)
        assert visitor.get(f"{path}berkas/") == (jobs.jobs_folder() / fresh(job).result_path).read_bytes()
        check_report(job, big_month)
    assert (count_rows(), Job.objects.count()) == (before, ROUNDS)
