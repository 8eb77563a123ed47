"""The databases of a run: a template made once by the owner, a copy for each worker, entered as the web role.

The tests see what web and worker see: whoever opens no scope sees no row about people.
"""

import contextlib
import fcntl
import os
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

from bp3mi import env
from cases.actions.lists import load_lists, load_rules
from core import walls
from regions.actions.areas import load_areas
from tests.schema import make_tables

TEMPLATE = "test_bp3mi_template"
# Left in place between tests: what a test changes of these it changes inside a transaction that is rolled back.
KEPT = {
    "cases_deadlinerule",
    "cases_referenceitem",
    "core_officekey",
    "django_content_type",
    "django_migrations",
    "regions_area",
    "regions_areaalias",
    "regions_areafigure",
    "regions_areasuccession",
}


def load_reference() -> None:
    """What the command `load_reference` loads."""
    load_areas(province_code="74", on=date(2026, 11, 24))
    load_lists()
    load_rules()


def owner_url(name: str) -> str:
    """The address of a database, entered as the owner of its tables."""
    parts = urlsplit(os.environ["OWNER_DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{name}"))


@contextlib.contextmanager
def as_owner(name: str):
    """A cursor of the owner, each statement of its own."""
    with contextlib.closing(psycopg2.connect(owner_url(name))) as link:
        link.autocommit = True
        cursor = link.cursor()
        cursor.execute("SELECT set_config('core.may_empty', current_database(), false)")  # tables that only grow, too
        yield cursor


def make_template() -> None:
    """Once in a run: tables, walls and reference data. The other workers wait."""
    with (Path(os.environ["DATA_DIR"]) / "template.lock").open("w") as lock, as_owner("postgres") as cursor:
        fcntl.flock(lock, fcntl.LOCK_EX)
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", [TEMPLATE])
        if cursor.fetchone():
            return
        cursor.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
        cursor.execute(f"CREATE DATABASE {TEMPLATE}")
        with connected_as_owner(TEMPLATE):
            make_tables(connection.settings_dict)
            walls.apply()
            load_reference()
        cursor.execute(f"ALTER DATABASE {TEMPLATE} IS_TEMPLATE true")


@contextlib.contextmanager
def connected_as_owner(name: str = ""):
    """Django itself enters the database (else the present one) as its owner."""
    before = dict(connection.settings_dict)
    os.environ["TEST_OWNER_URL"] = owner_url(name or before["NAME"])
    connection.close()
    connection.settings_dict.update(env.database("TEST_OWNER_URL"))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update({key: before[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})


def make_database() -> str:
    """This worker's copy of the template; the connection is turned to it."""
    make_template()
    name = f"test_bp3mi_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with as_owner("postgres") as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    DatabaseOperations.execute_sql_flush = empty_as_owner
    return name


def drop_database(name: str) -> None:
    connection.close()
    with as_owner("postgres") as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def empty_as_owner(_operations, _statements: list[str]) -> None:
    """After a test with transactions of its own: the web role may not empty a table, the owner may."""
    with as_owner(connection.settings_dict["NAME"]) as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = sorted({name for (name,) in cursor.fetchall()} - KEPT)
        cursor.execute("TRUNCATE " + ", ".join(f'"{name}"' for name in names) + " RESTART IDENTITY")
