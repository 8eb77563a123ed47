"""`run`: the whole application under one supervisor, killed in every part."""

import json
import os
import signal
import time

import pytest

from tests.ops import running

pytestmark = pytest.mark.faults
ROLES = {
    "head",
    "protection",
    "placement",
    "empowerment",
    "outreach",
    "public_relations",
    "helpdesk",
    "administration",
    "report_admin",
    "district",
    "auditor",
    "system_admin",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("application") / "data"


@pytest.fixture(scope="module")
def port():
    return running.free_port()


@pytest.fixture(scope="module")
def application(data, port):
    """One running application for all tests of this file; the last one kills it."""
    with running.started(data, "run", PORT=str(port)) as process:
        assert running.until(lambda: ready(data, port), 240), running.output(data)
        yield process
    assert running.until(lambda: running.processes_of(data) == {}, 10), running.processes_of(data)


def ready(data, port):
    return "Ready after" in running.output(data).rpartition("Address")[2] and running.page_answers(port)


def restarted(data, word, before):
    return running.until(lambda: set(running.pids(data, word)) - set(before), 30)


def test_run_prints_and_writes_the_demo_users(data, application):
    users = json.loads((data / "demo-users.json").read_text())
    assert {user["role"] for user in users} == ROLES
    assert {tuple(sorted(user)) for user in users} == {("district", "password", "role", "username")}
    printed = running.output(data)
    for user in users:
        assert f"{user['username']:<22} {user['password']}" in printed
    assert f"Data       {data}" in printed


@pytest.mark.parametrize(("part", "word"), [("web", "gunicorn"), ("worker", "celery -A bp3mi worker")])
def test_part_killed_comes_back(data, port, application, part, word):
    assert running.until(lambda: running.pids(data, word), 30), running.output(data)  # another test may have taken it
    before = running.pids(data, word)
    os.kill(before[0], signal.SIGKILL)
    assert restarted(data, word, before), running.output(data)
    assert running.until(lambda: not set(before) & set(running.pids(data, word)), 20), f"old {part} processes live on"
    assert running.until(lambda: running.page_answers(port), 30)
    assert f"{part} ended (signal SIGKILL); it is started again." in running.output(data)


def test_database_killed_comes_back_under_the_application(data, port, application):
    os.kill(int((data / "postgres" / "postmaster.pid").read_text().split("\n")[0]), signal.SIGKILL)
    assert running.until(lambda: "postgres ended" in running.output(data), 30)
    assert running.until(lambda: running.page_answers(port), 60), running.output(data)


def test_run_beside_a_running_one_is_refused(data, port, application):
    second = running.call(data, "run", PORT=str(running.free_port()))
    assert second.returncode == 1
    assert f"{data} is in use by process {application.pid}." in second.stderr


def test_taken_port_is_named(data, port, application):
    second = running.call(data / "other", "run", PORT=str(port))
    assert second.returncode == 1
    assert f"127.0.0.1:{port} cannot be used: Address already in use. Choose another with PORT=." in second.stderr


def test_odd_port_is_refused(data):
    done = running.call(data / "other", "run", PORT="eighty")
    assert done.returncode == 1
    assert "PORT=eighty is not a port. Write a number between 1 and 65535." in done.stderr


def test_demo_is_refused_in_production(data):
    done = running.call(data / "other", "demo", APP_ENV="production")
    assert done.returncode == 1
    assert "This is production (APP_ENV=production): the demo office is never loaded here." in done.stderr


def test_supervisor_killed_leaves_nothing_and_the_next_start_is_quick(data, port, application):
    users = (data / "demo-users.json").read_text()
    application.kill()
    application.wait()
    assert running.until(lambda: running.processes_of(data) == {}, 10), running.processes_of(data)
    began = time.monotonic()
    with running.started(data, "run", PORT=str(port)):
        assert running.until(lambda: running.page_answers(port), 60), running.output(data)
        assert time.monotonic() - began < 40  # measured alone: 3 s; here the other half of the suite runs beside it
        assert (data / "demo-users.json").read_text() == users
