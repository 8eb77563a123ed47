"""The production description, as far as it can be proven without an engine."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
APPLICATION = ("web", "worker", "beat", "migrate")
DATA_SERVICES = ("postgres", "redis")
ALL = (*APPLICATION, *DATA_SERVICES)


@pytest.fixture(scope="module")
def compose():
    """What the compose program itself makes of the file, without anybody's .env."""
    done = subprocess.run(
        [
            BIN / "docker-compose",
            "--env-file",
            os.devnull,
            "-f",
            ROOT / "docker-compose.yml",
            "config",
            "--format",
            "json",
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_compose_has_no_warning():
    command = [BIN / "docker-compose", "--env-file", os.devnull, "-f", ROOT / "docker-compose.yml", "config", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_dockerfile_passes_the_linter():
    done = subprocess.run([BIN / "hadolint", "Dockerfile"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "")


def test_compose_has_exactly_these_services(compose):
    assert sorted(compose["services"]) == sorted(ALL)


@pytest.mark.parametrize("name", ALL)
def test_service_is_hardened(compose, name):
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["pids_limit"] == 200
    assert int(service["mem_limit"]) > 0
    assert "privileged" not in service


@pytest.mark.parametrize("name", ALL)
def test_service_runs_as_a_numbered_user(compose, name):
    user, group = compose["services"][name]["user"].split(":")
    assert int(user) > 0
    assert int(group) > 0


def test_only_web_publishes_and_only_to_this_machine(compose):
    ports = {name: service["ports"] for name, service in compose["services"].items() if service.get("ports")}
    assert list(ports) == ["web"]
    assert [(port["host_ip"], port["target"]) for port in ports["web"]] == [("127.0.0.1", 8000)]


@pytest.mark.parametrize("name", DATA_SERVICES)
def test_data_services_are_on_the_inner_network_alone(compose, name):
    assert list(compose["services"][name]["networks"]) == ["data"]


def test_inner_network_reaches_nothing_outside(compose):
    assert compose["networks"]["data"]["internal"] is True


@pytest.mark.parametrize("name", [name for name in ALL if name != "migrate"])
def test_service_has_a_health_check(compose, name):
    health = compose["services"][name]["healthcheck"]
    assert health["test"][0] in {"CMD", "CMD-SHELL"}
    assert health["retries"] > 0


def test_migrate_runs_once_before_the_others(compose):
    assert compose["services"]["migrate"]["restart"] == "no"
    for name in ("web", "worker", "beat"):
        waits = compose["services"][name]["depends_on"]
        assert waits["migrate"]["condition"] == "service_completed_successfully"


def test_secrets_are_files_and_never_values(compose):
    assert all(list(secret) == ["name", "file"] for secret in compose["secrets"].values())
    for name in ALL:
        for variable, value in compose["services"][name].get("environment", {}).items():
            if any(word in variable for word in ("SECRET", "PASSWORD", "_URL")):
                assert variable.endswith("_FILE")
                assert value.startswith("/run/secrets/")


@pytest.mark.parametrize("name", APPLICATION)
def test_application_reads_each_of_its_secrets(compose, name):
    service = compose["services"][name]
    given = {f"/run/secrets/{secret['source']}" for secret in service["secrets"]}
    read = {value for value in service["environment"].values() if value.startswith("/run/secrets/")}
    assert given == read


def test_redis_keeps_its_queue_and_never_forgets(compose):
    command = " ".join(compose["services"]["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command
    assert "requirepass" in command


def test_owner_of_the_database_is_no_superuser(compose):
    assert compose["configs"]["roles"]["file"].endswith("bp3mi/roles.sql")
    assert "ALTER ROLE bp3mi NOSUPERUSER" in (ROOT / "bp3mi" / "roles.sql").read_text()


def test_only_migrate_knows_the_owner_of_the_tables(compose):
    knows = {
        name
        for name, service in compose["services"].items()
        if "owner_database_url" in {secret["source"] for secret in service.get("secrets", [])}
    }
    assert knows == {"migrate"}
    assert "bp3mi_web" in (ROOT / "docs" / "howto" / "deploy.md").read_text()


def test_image_runs_as_a_numbered_user_with_a_health_check():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    last_stage = lines[max(number for number, line in enumerate(lines) if line.startswith("FROM")) :]
    assert "USER 10001:10001" in last_stage
    assert [line for line in last_stage if line.startswith("HEALTHCHECK")] != []
    assert [line for line in last_stage if line.startswith("ADD")] == []


def test_lock_file_names_no_registry():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-setup.txt"):
        text = (ROOT / name).read_text()
        assert "--index-url" not in text
        assert "--find-links" not in text
