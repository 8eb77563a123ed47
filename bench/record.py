"""What the record of looks costs: `python -m bench.record` against the database of DATABASE_URL (one of the bench).

Writes looks one by one as a page does, with and without the walls' part (MAC, moment, ground), seals them, and
recomputes the whole record. Prints milliseconds; nothing is asserted.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable

import django

ROUNDS = 300


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    times = []
    for _round in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return times


def say(name: str, times: list[float]) -> None:
    print(f"{name:<44} median {statistics.median(times):7.3f} ms, p95 {statistics.quantiles(times, n=20)[-1]:7.3f} ms")


def write_looks() -> None:
    """One look at one person, and one list of 25, inside a transaction that is open anyway."""
    from django.db import connection, transaction

    from accounts.models import User
    from accounts.queries import viewer_of
    from bench.cast import user_id
    from cases.models import Worker
    from core.actions.access import record_look
    from core.scope import open_scope

    viewer = viewer_of(User.objects.get(pk=user_id("protection")))
    with open_scope(viewer):
        rows = list(Worker.objects.all()[:25])
        ids = [row.pk for row in rows]
        one = {"look": "VIEW", "object_kind": "worker", "object_ids": ids[:1], "worker_ids": ids[:1], "rows": rows[:1]}
        many = {"look": "LIST", "object_kind": "worker", "object_ids": ids, "worker_ids": ids, "rows": rows}
        with transaction.atomic():
            record_look(**one)
            say("a look at one person", timed(lambda: record_look(**one), ROUNDS))
            say("a list of 25 people", timed(lambda: record_look(**many), ROUNDS))
            with connection.cursor() as cursor:
                plain = "INSERT INTO bench_plain (at, user_id, ids) VALUES (now(), %s, %s)"
                cursor.execute(
                    "CREATE TEMPORARY TABLE bench_plain (id bigserial, at timestamptz, user_id bigint, ids bigint[])"
                )
                say("a row of a plain table", timed(lambda: cursor.execute(plain, [1, ids]), ROUNDS))
            transaction.set_rollback(True)


def fill(number: int) -> None:
    """Looks as the application writes them, with their MACs."""
    from core.actions.access import Seen, record_looks

    for at in range(0, number, 5000):
        record_looks(Seen("VIEW", "case", [at + place], [at + place]) for place in range(min(5000, number - at)))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.record", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bp3mi.settings")
    django.setup()
    from django.db import connection

    from bench.database import check_database
    from core.actions.seals import seal_now
    from core.sealing.verify import verify

    check_database(connection.settings_dict["NAME"])
    write_looks()
    steps: list[tuple[str, Callable[[], object]]] = [
        (f"write {options.rows} rows", lambda: fill(options.rows)),
        ("seal them", seal_now),
        ("recompute the whole record", verify),
    ]
    for name, work in steps:
        began = time.perf_counter()
        found = work()
        print(f"{name:<44} {time.perf_counter() - began:7.1f} s")
    print(f"{found.rows} rows under {found.seals} seals: {found.finding or 'whole'}")


if __name__ == "__main__":
    main()
