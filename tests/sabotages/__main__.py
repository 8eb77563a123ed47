"""Break one wall at a time in a copy of the tree and see that the named tests notice.

`python -m tests.sabotages [--only NAME ...] [--jobs N]`, or `make sabotage ARGS="..."`. It ends with
`40 of 40 caught` and exit code 0 only when every one was caught, by tests that pass without it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import SimpleQueue

from tests.sabotages.kind import Sabotage
from tests.sabotages.stage import Outcome, Stage
from tests.sabotages.table import SABOTAGES


def main(words: list[str]) -> int:
    if "OWNER_DATABASE_URL" not in os.environ:  # no services yet: come back with them
        return subprocess.call([sys.executable, "-m", "bp3mi.embedded", "sabotage", *words])
    options = arguments(words)
    chosen = [row for row in SABOTAGES if not options.only or row.name in options.only]
    if missing := set(options.only) - {row.name for row in chosen}:
        print(f"There is no sabotage called {', '.join(sorted(missing))}.")
        return 2
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bp3mi-sabotage-") as place:
        stages = [Stage(Path(place), number) for number in range(max(1, options.jobs))]
        if not passes_untouched(stages[0], chosen):
            return 1
        caught = sum([told(outcome) for outcome in run_all(stages, chosen)])
    print(f"{caught} of {len(chosen)} caught ({time.monotonic() - began:.0f} s)", flush=True)
    return 0 if caught == len(chosen) else 1


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.sabotages", description=__doc__)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these alone")
    parser.add_argument("--jobs", type=int, default=2, help="so many side by side (walls one after the other)")
    return parser.parse_args(words)


def passes_untouched(stage: Stage, chosen: list[Sabotage]) -> bool:
    """The same tests on the tree as it is: what fails here would catch nothing."""
    stage.prepare()
    stage.make_databases("bare", "walls")
    tests = tuple(sorted({test for row in chosen for test in row.tests}))
    done = stage.pytest(tests, most_failures=10)
    last = done.stdout.strip().splitlines()[-1]
    print(f"untouched: {last}", flush=True)
    if done.returncode:
        print(done.stdout[-5000:])
    return done.returncode == 0


def run_all(stages: list[Stage], chosen: list[Sabotage]) -> Iterator[Outcome]:
    """Side by side; those that need a template database of their own come last, one after the other."""
    free: SimpleQueue[Stage] = SimpleQueue()
    for stage in stages:
        free.put(stage)

    def run(sabotage: Sabotage) -> Outcome:
        stage = free.get()
        try:
            return stage.run(sabotage)
        finally:
            free.put(stage)

    with ThreadPoolExecutor(len(stages)) as pool:
        for done in as_completed([pool.submit(run, row) for row in chosen if not row.databases]):
            yield done.result()
    for sabotage in sorted((row for row in chosen if row.databases), key=lambda row: len(row.databases)):
        yield stages[0].run(sabotage)


def told(outcome: Outcome) -> bool:
    word = f"caught      by {outcome.caught_by}" if outcome.caught_by else "NOT CAUGHT"
    print(f"{outcome.name:<44} {outcome.seconds:4.0f} s  {word}", flush=True)
    if not outcome.caught_by:
        print(outcome.output[-1500:], flush=True)
    return bool(outcome.caught_by)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
