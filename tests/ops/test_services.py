"""The embedded PostgreSQL and broker: nothing lost after a kill -9, nothing left running, and plain words."""

import contextlib
import os
import signal
import subprocess
import time

import psycopg2
import pytest

from bp3mi.embedded.folders import Folder
from tests.ops import running

pytestmark = pytest.mark.faults


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def services(data):
    with running.started(data, "serve") as process:
        assert running.until(lambda: running.services_answer(data)), running.output(data)
        yield process


def write(data, number):
    with contextlib.closing(running.database(data)) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS trial (number int)")
        cursor.execute("INSERT INTO trial VALUES (%s)", [number])


def read(data):
    with contextlib.closing(running.database(data)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT number FROM trial ORDER BY number")
        return [number for (number,) in cursor.fetchall()]


def postmaster(data):
    return int((data / "postgres" / "postmaster.pid").read_text().split("\n")[0])


def database_is_back(data):
    try:
        return bool(read(data))
    except (psycopg2.OperationalError, KeyError):
        return False


def test_owner_is_no_superuser_and_may_create_what_is_needed(data, services):
    with contextlib.closing(running.database(data)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("bp3mi", False, True)
        for extension in ("pg_trgm", "unaccent", "btree_gin", "btree_gist"):
            cursor.execute(f"CREATE EXTENSION {extension}")
        cursor.execute("SHOW fsync")
        assert cursor.fetchone() == ("on",)


def test_web_enters_as_a_role_that_the_walls_hold(data, services):
    url = Folder(data).running_urls()["DATABASE_URL"]
    with contextlib.closing(psycopg2.connect(url)) as link, link.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls, rolinherit FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("bp3mi_web", False, False, False)


def test_database_killed_comes_back_with_its_rows(data, services):
    for number in range(3):
        write(data, number)
        os.kill(postmaster(data), signal.SIGKILL)
        assert running.until(lambda: database_is_back(data)), running.output(data)
    assert read(data) == [0, 1, 2]


def test_broker_killed_comes_back(data, services):
    (broker,) = running.pids(data, "valkey-server")
    os.kill(broker, signal.SIGKILL)
    assert running.until(lambda: running.pids(data, "valkey-server") not in ([], [broker])), running.output(data)


def test_supervisor_killed_leaves_nothing_and_loses_nothing(data):
    with running.started(data, "serve") as process:
        assert running.until(lambda: running.services_answer(data)), running.output(data)
        write(data, 7)
        process.kill()
        assert running.until(lambda: running.processes_of(data) == {}, 10), running.processes_of(data)
    began = time.monotonic()
    with running.started(data, "serve"):
        assert running.until(lambda: running.services_answer(data)), running.output(data)
        assert read(data) == [7]
    assert time.monotonic() - began < 15


def test_stop_is_clean_and_frees_the_folder(data, services):
    services.send_signal(signal.SIGTERM)
    assert services.wait(30) == 0
    assert running.processes_of(data) == {}
    assert running.call(data, "env").returncode == 1


def test_second_supervisor_is_told_who_holds_the_folder(data, services):
    second = running.call(data, "serve")
    assert second.returncode == 1
    assert f"Services already run for {data}." in second.stderr


def test_up_prints_the_addresses_and_down_stops_them(data):
    up = running.call(data, "up")
    try:
        assert up.returncode == 0, up.stderr
        names = [line.split("=")[0] for line in up.stdout.splitlines()]
        assert names == ["export DATA_DIR", "export DATABASE_URL", "export OWNER_DATABASE_URL", "export REDIS_URL"]
        assert running.call(data, "env").stdout == up.stdout
    finally:
        assert running.call(data, "down").returncode == 0
    assert running.processes_of(data) == {}


def test_stale_lock_with_the_number_of_another_program_is_no_obstacle(data):
    assert running.call(data, "up").returncode == 0
    assert running.call(data, "down").returncode == 0
    with subprocess.Popen(["sleep", "60"]) as stranger:
        (data / "postgres" / "postmaster.pid").write_text(f"{stranger.pid}\n{data}/postgres\n")
        try:
            assert running.call(data, "up").returncode == 0
            assert running.call(data, "down").returncode == 0
        finally:
            stranger.kill()


def test_long_and_odd_folder_name_works(tmp_path):
    data = tmp_path / ("folder with spaces " * 6).strip()
    try:
        up = running.call(data, "up")
        assert up.returncode == 0, up.stderr
        write(data, 1)
        assert read(data) == [1]
    finally:
        running.call(data, "down")


def test_given_addresses_win(data):
    given = {
        "DATABASE_URL": "postgresql://somebody@elsewhere.invalid/office",
        "REDIS_URL": "redis://elsewhere.invalid/0",
    }
    with running.started(data, "serve", **given):
        assert running.until(lambda: (data / "services.lock").exists())
        time.sleep(0.5)
        assert [words for words in running.processes_of(data).values() if "bp3mi.embedded serve" not in words] == []
    assert not (data / "postgres").exists()


def test_unusable_binaries_are_named(data):
    done = running.call(data, "up", PG_BINDIR="/nowhere")
    assert done.returncode == 1
    assert "PG_BINDIR=/nowhere holds no `postgres`. Name the folder with postgres and initdb." in done.stderr
