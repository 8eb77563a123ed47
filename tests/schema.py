"""The tables of a new database: by `migrate` once, then from a copy of what it made, while no code of theirs changes.

The copy lies beside the environment. A machine that runs the suite for the first time, as CI does, migrates for real.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from django.core.management import call_command

from core.backups.programs import environment, find_program, server_major
from core.keys import read_ring
from core.models import OfficeKey

ROOT = Path(__file__).resolve().parent.parent
COPIES = Path(sys.prefix) / "test-schema"
MADE_BY = ("*/migrations/*.py", "*/models/*.py", "core/*.py", "accounts/*.py", "requirements.txt", "tests/schema.py")
MOST_KEPT = 8  # one for each version that somebody works on
OF_THIS_RUN = ("core_officekey", "core_era")  # the run has keys and a cluster of its own


def fingerprint() -> str:
    """Of all files that say what the tables are."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in MADE_BY for path in ROOT.glob(pattern)}):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:20]


def make_tables(database: Mapping) -> None:
    """Give an empty database, which Django has entered as its owner, the tables of this version."""
    copy = COPIES / f"{fingerprint()}.dump"
    if copy.exists():
        copy.touch()
        run("pg_restore", database, "--no-owner", "--exit-on-error", "--dbname", database["NAME"], str(copy))
        OfficeKey.objects.bulk_create(
            OfficeKey(name=name, check_value=value) for name, value in read_ring().check_values.items()
        )
        return
    call_command("migrate", verbosity=0)
    keep_copy(database, copy)


def keep_copy(database: Mapping, copy: Path) -> None:
    """Beside those of the last versions; a run that finds it meanwhile finds it whole."""
    COPIES.mkdir(exist_ok=True)
    for old in sorted(COPIES.glob("*.dump"), key=lambda path: path.stat().st_mtime)[: -MOST_KEPT + 1]:
        old.unlink(missing_ok=True)
    partial = COPIES / f"{os.getpid()}.partial"
    left_out = [f"--exclude-table-data={name}" for name in OF_THIS_RUN]
    run("pg_dump", database, "--format=custom", "--no-owner", *left_out, "--file", str(partial))
    partial.replace(copy)


def run(program: str, database: Mapping, *words: str) -> None:
    path = find_program(program, server_major(database))
    subprocess.run([str(path), *words], env=environment(database), check=True, capture_output=True)
