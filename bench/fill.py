"""Filling a database with synthetic people, cases, returns and events: COPY, seeded, a million in minutes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection, transaction

from bench import casework, letters, people, returns
from bench.cast import make_cast
from bench.world import World
from core.copying import copy_rows

Report = Callable[[str], None]
TABLES = [
    ("cases_worker", people.WORKER_COLUMNS, people.workers),
    ("cases_workerstatus", people.STATUS_COLUMNS, people.statuses),
    ("cases_personaddress", people.ADDRESS_COLUMNS, people.addresses),
    ("cases_repatriation", returns.REPATRIATION_COLUMNS, returns.repatriations),
    ("cases_repatriationdistrict", returns.DISTRICT_COLUMNS, returns.districts),
    ("cases_manifest", returns.MANIFEST_COLUMNS, returns.manifests),
    ("cases_manifestentry", returns.ENTRY_COLUMNS, returns.entries),
    ("cases_returnee", returns.RETURNEE_COLUMNS, returns.returnees),
    ("cases_vulnerabilityflag", returns.FLAG_COLUMNS, returns.flags),
    ("cases_case", casework.CASE_COLUMNS, casework.cases),
    ("cases_stagechange", casework.STAGE_COLUMNS, casework.stage_changes),
    ("cases_casenote", casework.NOTE_COLUMNS, casework.notes),
    ("cases_casetask", casework.TASK_COLUMNS, casework.tasks),
    ("cases_referral", casework.REFERRAL_COLUMNS, casework.referrals),
    ("cases_duplicatecandidate", people.MATCH_COLUMNS, people.matches),
    ("cases_accessgrant", people.GRANT_COLUMNS, people.grants),
    ("letters_letter", letters.LETTER_COLUMNS, letters.letters),
    ("letters_disposition", letters.DISPOSITION_COLUMNS, letters.dispositions),
    ("cases_returnletter", letters.LINK_COLUMNS, letters.links),
    ("core_accessrecord", casework.ACCESS_COLUMNS, casework.looks),
]
HISTORIES = [("cases_case", "cases_caseevent"), ("cases_worker", "cases_workerevent")]


@transaction.atomic
def fill(*, size: int, seed: int, until: date, say: Report = lambda _text: None) -> dict[str, int]:
    """Load `size` people into empty tables, six years up to `until`; answers the rows of each table."""
    counts = {}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute("SET LOCAL synchronous_commit = off")
    world = World(people=size, seed=seed, until=until, cast=make_cast())
    names = [table for table, _columns, _rows in TABLES]
    with without_triggers(names), without_indexes([*names, *(event for _table, event in HISTORIES)], say):
        for table, columns, rows in TABLES:
            began = time.monotonic()
            counts[table] = copy_rows(table, columns.split(), rows(world))
            say(f"{table}: {counts[table]:,} rows in {time.monotonic() - began:.1f} s")
        for table, event in HISTORIES:
            write_history(table, event)
    write_fronts()
    for table in names:
        continue_keys(table)
    continue_numbers(world)
    return counts


@contextmanager
def without_triggers(tables: list[str]) -> Iterator[None]:
    """History triggers rest during the load; foreign keys and checks do not."""
    change_tables(tables, "DISABLE TRIGGER USER")
    yield
    change_tables(tables, "ENABLE TRIGGER USER")


def change_tables(tables: list[str], what: str) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {connection.ops.quote_name(table)} {what}")


@contextmanager
def without_indexes(tables: list[str], say: Report) -> Iterator[None]:
    """Indexes that no constraint needs are dropped for the load and made again after it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid::regclass::text = ANY(%s) AND NOT indisunique"
            " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)",
            [tables],
        )
        indexes = cursor.fetchall()
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        began = time.monotonic()
        for _name, definition in indexes:
            cursor.execute(definition)
        say(f"{len(indexes)} indexes in {time.monotonic() - began:.1f} s")


def write_fronts() -> None:
    """The outside of each letter, as recording it would keep it."""
    columns = "direction, number, letter_date, sender, kind"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO letters_letterfront (letter_id, {columns}, is_open)"
            f" SELECT id, {columns}, classification IN ('BIASA', 'TERBATAS') FROM letters_letter ORDER BY id"
        )


def write_history(table: str, event: str) -> None:
    """The history as if each row had been inserted and never changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = %s AND column_name NOT LIKE 'pgh\\_%%'",
            [event],
        )
        columns = ", ".join(connection.ops.quote_name(name) for (name,) in cursor.fetchall())
        cursor.execute(
            f"INSERT INTO {event} (pgh_created_at, pgh_label, pgh_obj_id, {columns})"
            f" SELECT created_at, 'insert', id, {columns} FROM {table} ORDER BY id"
        )


def continue_keys(table: str) -> None:
    """New rows get keys after the loaded ones."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 0) + 1, false) FROM {table}"
        )


def continue_numbers(world: World) -> None:
    """New numbers come after the loaded ones."""
    copy_rows(
        "core_numberseries",
        ["prefix", "year", "last"],
        [(prefix, year, last) for (prefix, year), last in world.last_numbers.items()],
    )


def tidy() -> None:
    """Statistics and the visibility map, as autovacuum would leave them. Not inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
