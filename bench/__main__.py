"""Measure the pages over the database of DATABASE_URL: `python -m bench --out FILE` (called by `manage.py bench`)."""

import argparse
import json
import os
import sys
from pathlib import Path

import django


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--page", action="append", default=[], help="only pages whose names begin so")
    parser.add_argument("--list", action="append", default=[], type=int, help="a list of so many lines alone")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    from bench.cost_of_walls import costs, look_ms
    from bench.lists import SIZES, list_rates
    from bench.measure import Bench

    bench = Bench(seed=options.seed, runs=options.runs)
    results = bench.measure(options.page, lambda text: print(text, flush=True))
    walls = [] if options.page else costs(bench)
    look = look_ms(bench.sample.user("protection"))
    sizes = [] if options.page else SIZES
    lists = [list_rates(bench.sample.user("protection"), options.seed, lines) for lines in options.list or sizes]
    print(
        *(f"  {cost}" for cost in walls),
        f"  record of one look: {look} ms (aim < 1)",
        *(f"  {rates}" for rates in lists),
        sep="\n",
        flush=True,
    )
    found = {"pages": [result.as_json() for result in results]}
    found["walls"] = {"pages": [cost.as_json() for cost in walls], "look_ms": look}
    found["lists"] = [rates.as_json() for rates in lists]
    options.out.write_text(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
