"""Whoever opens no scope sees nothing: raw SQL, joins from unguarded tables, tasks, commands, threads."""

import threading
from dataclasses import replace

import pytest
from django.db import Error, connection, transaction

from accounts.models import User
from accounts.queries import viewer_of
from cases.models import Case, Worker
from core import walls
from core.scope import open_scope, viewing_everything

RAW = [
    "SELECT * FROM cases_worker",
    "SELECT count(*) FROM cases_case",
    "SELECT w.name FROM accounts_user u JOIN cases_worker w ON w.created_by_id = u.id",
    "SELECT * FROM cases_workerevent",
    "WITH x AS (SELECT name FROM cases_worker) SELECT * FROM x",
    "UPDATE cases_worker SET name = 'x'",
    "DELETE FROM cases_casenote",
    "INSERT INTO cases_casenote (case_id, text, by_id, at) SELECT id, 'x', created_by_id, now() FROM cases_case",
    "COPY cases_worker TO STDOUT",
    "TABLE cases_returnee",
    "SELECT * FROM walls.people_named('{contoh}')",
    "SELECT * FROM walls.people_alike('contoh ombak')",
    "SELECT * FROM walls.returns_like('CONTOH')",
]


@pytest.fixture
def case(here) -> Case:
    with viewing_everything(reason="a row for a test"):
        return Case.objects.select_related("worker").first()


@pytest.mark.parametrize("statement", RAW)
def test_raw_sql_without_a_scope_is_refused(case, statement):
    with pytest.raises(Error, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", ["SELECT name FROM cases_worker", "SELECT id FROM cases_workerevent"])
def test_raw_sql_of_somebody_without_people_finds_nothing(case, people, statement):
    with open_scope(viewer_of(people.auditor)), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.fetchall() == []


def test_raw_sql_of_a_district_finds_its_own_alone(here, there, people):
    with open_scope(viewer_of(people.district_buton_tengah)), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM cases_worker")
        names = {name for (name,) in cursor.fetchall()}
    assert names == {f"La {here.canary}", f"Wa {here.canary}"}


def test_counting_from_an_unguarded_model_counts_what_is_seen(here, there, people):
    with open_scope(viewer_of(people.district_buton_tengah)):
        rows = User.objects.raw(
            "SELECT u.id, (SELECT count(*) FROM cases_worker w) AS n FROM accounts_user u WHERE u.id = %s",
            [people.district_buton_tengah.pk],
        )
        assert rows[0].n == 3


def test_history_is_seen_as_the_row_is(here, there, people):
    with open_scope(viewer_of(people.district_buton_tengah)), connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT pgh_obj_id FROM cases_workerevent")
        assert {pk for (pk,) in cursor.fetchall()} == here.worker_ids


def test_a_scope_ends_with_its_block(case, people):
    with open_scope(viewer_of(people.caseworker)):
        assert Worker.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_setting('walls.viewer', true)")
        assert cursor.fetchone() == (walls.WEB, "")


def test_an_inner_scope_gives_the_outer_one_back(case, people):
    outer, inner = viewer_of(people.district_wakatobi), viewer_of(people.caseworker)
    with open_scope(outer):
        with open_scope(inner):
            assert role() == walls.PROVINCE
        assert role() == walls.DISTRICT
        with pytest.raises(RuntimeError), transaction.atomic(), open_scope(inner):
            raise RuntimeError
        assert role() == walls.DISTRICT
        with pytest.raises(Error), transaction.atomic(), open_scope(inner), connection.cursor() as cursor:
            cursor.execute("SELECT nonsense")
        assert role() == walls.DISTRICT


def role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_a_kept_connection_carries_nothing_over(people):
    with open_scope(viewer_of(people.caseworker)), transaction.atomic():
        assert role() == walls.PROVINCE
    assert role() == walls.WEB
    with transaction.atomic():
        assert role() == walls.WEB


@pytest.mark.django_db(transaction=True)
def test_another_thread_has_no_scope(people):
    found = []

    def look():
        with transaction.atomic():
            found.append(role())
        connection.close()

    with open_scope(viewer_of(people.caseworker)):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert found == [walls.WEB]


def test_context_takes_numbers_alone(people):
    forged = replace(viewer_of(people.district_wakatobi), user_id="1'; RESET ROLE; --")
    with pytest.raises(ValueError), transaction.atomic(), open_scope(forged):
        pass
