"""Filling and measuring each size, each with programs and a database of its own, and saying what came out."""

import json
import os
import platform
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

from django.conf import settings

from bench import database, report
from bench.database import ROOT

RESULTS = ROOT / "bench" / "results"
PREPARE = (["migrate", "-v0"], ["apply_walls"], ["load_reference"])


def run(*, sizes: list[int], seed: int, runs: int, pages: list[str]) -> Path:
    """Measure all sizes, write the JSON file and answer its path."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    found: dict[str, list] = {}
    walls: dict[str, dict] = {}
    for size in sizes:
        make_ready(size, seed)
        measured = measure(size, seed=seed, runs=runs, pages=pages)
        found[str(size)], walls[str(size)] = measured["pages"], measured["walls"]
        say(report.table(size, found[str(size)]))
    say(report.growth(found))
    whole = {
        "at": f"{datetime.now():%Y-%m-%d %H:%M}",
        "seed": seed,
        "runs": runs,
        "machine": machine(),
        "sizes": found,
        "walls": walls,
    }
    path = RESULTS / f"{datetime.now():%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(whole, indent=1))
    (RESULTS / "latest.json").write_text(path.read_text())
    return path


def make_ready(size: int, seed: int) -> None:
    """A database with these data: as it is when it holds them, else made anew."""
    name = database.database_name(size)
    database.check_database(name)
    env = environment(name, "OWNER_DATABASE_URL")
    if database.is_filled(name, people=size, seed=seed):
        manage(env, "migrate", "-v0")
        manage(env, "apply_walls")
        return
    say(f"Filling {name} with {size:,} people ...")
    began = time.monotonic()
    database.make_anew(name)
    for words in PREPARE:
        manage(env, *words)
    manage(env, "fill_bench", "--people", str(size), "--seed", str(seed))
    say(f"Filled in {time.monotonic() - began:.0f} s.")


def measure(size: int, *, seed: int, runs: int, pages: list[str]) -> dict:
    """The results of one size, from a program that is connected to its database."""
    say(f"Measuring at {size:,} ...")
    path = RESULTS / f".size-{size}.json"
    words = ["--seed", str(seed), "--runs", str(runs), "--out", str(path), *(f"--page={page}" for page in pages)]
    name = database.database_name(size)
    env = environment(name) | {"BENCH_OWNER_URL": environment(name, "OWNER_DATABASE_URL")["DATABASE_URL"]}
    call([sys.executable, "-m", "bench", *words], env)
    return json.loads(path.read_text())


def environment(name: str, role: str = "DATABASE_URL") -> dict[str, str]:
    """For programs over this database, as the web role or as the owner of the tables."""
    url = database.with_database(os.environ[role], name)
    return {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings", "LOG_LEVEL": "WARNING"}


def manage(env: dict[str, str], *words: str) -> None:
    call([sys.executable, str(ROOT / "manage.py"), *words], env)


def call(command: list[str], env: dict[str, str]) -> None:
    subprocess.run(command, env=env, cwd=ROOT, check=True)


def machine() -> dict[str, object]:
    return {"cores": len(os.sched_getaffinity(0)), "python": platform.python_version(), "kernel": platform.release(),
            "office": settings.OFFICE_PROVINCE_CODE}  # fmt: skip


def say(text: str) -> None:
    print(text, flush=True)
