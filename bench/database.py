"""Databases of the bench: made beside the office's own, told apart by the end of their names."""

import hashlib
import json
import os
from contextlib import closing
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2 import sql

ENDING = "_bench"
ROOT = Path(__file__).resolve().parent.parent
SOURCES = (
    "*/migrations/0*.py",
    "bench/fill.py",
    "bench/cast.py",
    "bench/world.py",
    "bench/people.py",
    "bench/returns.py",
    "bench/casework.py",
    "bench/names.py",
    "cases/names.py",
)


class RefusedError(Exception):
    """The bench does not touch this database."""


def check_database(name: str) -> None:
    """Raises RefusedError in production and for every database that is not one of the bench."""
    if settings.PRODUCTION:
        raise RefusedError("This is production: synthetic people are never loaded here.")
    if not name.endswith(ENDING):
        raise RefusedError(
            f"The database {name} does not end in {ENDING}: synthetic people belong in one of their own."
        )


def database_name(size: int) -> str:
    return f"bp3mi_{size}{ENDING}"


def with_database(url: str, name: str) -> str:
    """The address of another database on the same server."""
    place, _, query = url.partition("?")
    return f"{place.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


def connect(name: str):
    """Another database of the server, as the owner of its tables."""
    found = psycopg2.connect(with_database(os.environ["OWNER_DATABASE_URL"], name))
    found.autocommit = True
    return found


def exists(name: str) -> bool:
    with closing(connect(settings.DATABASES["default"]["NAME"])) as server, server.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def make_anew(name: str) -> None:
    """Drop the database with what it holds, and make an empty one."""
    check_database(name)
    with closing(connect(settings.DATABASES["default"]["NAME"])) as server, server.cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def sources() -> dict[str, str]:
    """What the data depend on: tables and generator, each file with its checksum."""
    paths = [path for pattern in SOURCES for path in sorted(ROOT.glob(pattern))]
    return {str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def is_filled(name: str, *, people: int, seed: int) -> bool:
    """Whether the database holds these data; migrations that came later do not spoil them."""
    if not exists(name):
        return False
    with closing(connect(name)) as server, server.cursor() as cursor:
        cursor.execute("SELECT to_regclass('bench_stamp')")
        if cursor.fetchone()[0] is None:
            return False
        cursor.execute("SELECT people, seed, sources FROM bench_stamp")
        had_people, had_seed, had_sources = cursor.fetchone()
    return (had_people, had_seed) == (people, seed) and json.loads(had_sources).items() <= sources().items()


def write_stamp(*, people: int, seed: int) -> None:
    """Written last, so that a load which was broken off is made anew."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS bench_stamp (people int, seed int, sources text)")
        cursor.execute("DELETE FROM bench_stamp")
        cursor.execute("INSERT INTO bench_stamp VALUES (%s, %s, %s)", [people, seed, json.dumps(sources())])
