"""The readers of the environment: strict, and their words say what to do."""

import ast
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from bp3mi import env

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = "BP3MI_TRIAL"


@pytest.fixture(autouse=True)
def _clean(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.delenv(f"{NAME}_FILE", raising=False)


def test_text_missing_says_what_to_set():
    with pytest.raises(ImproperlyConfigured) as error:
        env.text(NAME)
    assert str(error.value) == f"{NAME} is not set. Set {NAME} or {NAME}_FILE; .env.example tells what it is."


def test_text_empty_counts_as_not_set(monkeypatch):
    monkeypatch.setenv(NAME, "  ")
    assert env.text(NAME, "usual") == "usual"


def test_text_from_file_is_stripped(monkeypatch, tmp_path):
    file = tmp_path / "secret"
    file.write_text("rahasia\n")
    monkeypatch.setenv(f"{NAME}_FILE", str(file))
    assert env.text(NAME) == "rahasia"


def test_text_from_missing_file_names_the_file(monkeypatch, tmp_path):
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured) as error:
        env.text(NAME, "usual")
    assert str(error.value) == f"{NAME}_FILE={tmp_path / 'none'} cannot be read: No such file or directory."


def test_text_set_twice_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv(NAME, "a")
    monkeypatch.setenv(f"{NAME}_FILE", str(tmp_path / "b"))
    with pytest.raises(ImproperlyConfigured) as error:
        env.text(NAME)
    assert str(error.value) == f"{NAME} and {NAME}_FILE are both set. Keep one of them."


@pytest.mark.parametrize(("raw", "meant"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)])
def test_flag_reads_words_for_yes_and_no(monkeypatch, raw, meant):
    monkeypatch.setenv(NAME, raw)
    assert env.flag(NAME, not meant) is meant


def test_flag_unclear_is_refused(monkeypatch):
    monkeypatch.setenv(NAME, "maybe")
    with pytest.raises(ImproperlyConfigured) as error:
        env.flag(NAME)
    assert str(error.value) == f"{NAME}=maybe is neither yes nor no. Write 1 or 0."


@pytest.mark.parametrize(
    ("raw", "words"),
    [("ten", f"{NAME}=ten is not a whole number."), ("11", f"{NAME}=11 must lie between 1 and 10.")],
)
def test_number_out_of_reach_is_refused(monkeypatch, raw, words):
    monkeypatch.setenv(NAME, raw)
    with pytest.raises(ImproperlyConfigured) as error:
        env.number(NAME, 5, low=1, high=10)
    assert str(error.value) == words


def test_words_are_split_and_trimmed(monkeypatch):
    monkeypatch.setenv(NAME, " a.id, ,b.id ")
    assert env.words(NAME) == ["a.id", "b.id"]


def test_choice_unknown_names_the_allowed(monkeypatch):
    monkeypatch.setenv(NAME, "staging")
    with pytest.raises(ImproperlyConfigured) as error:
        env.choice(NAME, "test", ("test", "production"))
    assert str(error.value) == f"{NAME}=staging is unknown. Use one of: test, production."


def test_database_over_a_socket(monkeypatch):
    monkeypatch.setenv(NAME, "postgresql://u:p%40ss@/office?host=/a%20folder/run&sslmode=disable")
    assert env.database(NAME) == {
        "ENGINE": "core.postgresql",
        "NAME": "office",
        "USER": "u",
        "PASSWORD": "p@ss",
        "HOST": "/a folder/run",
        "PORT": "",
        "OPTIONS": {"sslmode": "disable"},
    }


def test_database_other_than_postgresql_is_refused(monkeypatch):
    monkeypatch.setenv(NAME, "sqlite:///db.sqlite3")
    with pytest.raises(ImproperlyConfigured) as error:
        env.database(NAME)
    assert str(error.value) == f"{NAME} must begin with postgresql://. Only PostgreSQL is supported."


@pytest.mark.parametrize(
    ("given", "celery"),
    [
        ("redis://:pw@redis:6379/0", "redis://:pw@redis:6379/0"),
        ("unix:///a/broker.sock?db=3", "redis+socket:///a/broker.sock?virtual_host=3"),
        ("unix:///a/broker.sock", "redis+socket:///a/broker.sock?virtual_host=0"),
    ],
)
def test_celery_broker_spells_sockets_its_own_way(given, celery):
    assert env.celery_broker(given) == celery


def settings_read() -> set[str]:
    """Every name that a settings module asks of the environment."""
    nodes = [
        node for path in (ROOT / "bp3mi" / "settings").glob("*.py") for node in ast.walk(ast.parse(path.read_text()))
    ]
    calls = [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env.")]
    names = [call.args[0] for call in calls if call.args]
    return {name.value for name in names if isinstance(name, ast.Constant)}


def test_env_example_lists_every_setting():
    lines = (ROOT / ".env.example").read_text().splitlines()
    listed = {line.partition("=")[0] for line in lines if "=" in line and not line.startswith("#")}
    assert sorted(settings_read() - listed) == []
