"""The template database of a sabotaged tree: `python -m tests.sabotages.databases bare|walls`, in that tree's folder.

`bare` has tables and reference data and no walls yet, so that walls that are broken on purpose cost seconds.
"""

import sys

import django

BARE = "test_bp3mi_bare"


def make(name: str, template: str = "template1") -> None:
    from tests.database import as_owner

    with as_owner("postgres") as cursor:
        drop(cursor, name)
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


def drop(cursor, name: str) -> None:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s AND datistemplate", [name])
    if cursor.fetchone():
        cursor.execute(f"ALTER DATABASE {name} IS_TEMPLATE false")
    cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def bare() -> None:
    from django.core.management import call_command

    from tests.database import connected_as_owner, load_reference

    make(BARE)
    with connected_as_owner(BARE):
        call_command("migrate", verbosity=0)
        load_reference()


def walled() -> None:
    from core import walls
    from tests.database import TEMPLATE, as_owner, connected_as_owner

    make(TEMPLATE, BARE)
    with connected_as_owner(TEMPLATE):
        walls.apply()
    with as_owner("postgres") as cursor:
        cursor.execute(f"ALTER DATABASE {TEMPLATE} IS_TEMPLATE true")


if __name__ == "__main__":
    django.setup()
    {"bare": bare, "walls": walled}[sys.argv[1]]()
