"""docs/howto/pulihkan.md is carried out as it stands: everything is gone, an empty folder, the same office again."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

from bp3mi.bootstrap import VENV
from core.backups.counting import LEFT_OUT
from tests.ops import running

pytestmark = pytest.mark.faults
PAGE = running.ROOT / "docs" / "howto" / "pulihkan.md"
# A restore itself writes that it was done, and that the data go on in another cluster.
BEFORE = {"core_accessrecord": "WHERE look <> 'RESTORE'", "core_era": "WHERE number = 1"}
PASSPHRASE = "kapal putih berlabuh pagi di Baubau"


def steps() -> list[str]:
    """The commands of the page, step by step."""
    return re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def told(data: Path, **more: str) -> dict[str, str]:
    """The environment of somebody who carries out the page, who is called by no other make."""
    env = running.environment(data, VENV_DIR=str(VENV), NO_APT="1", **more)
    return {name: value for name, value in env.items() if name not in ("ARGS", "MAKEFLAGS", "MAKEOVERRIDES")}


def shell(words: str, env: dict[str, str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-ec", words], env=env, cwd=running.ROOT, input=given, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip


def manage(data: Path, *words: str, given: str = "") -> str:
    done = subprocess.run(
        running.command("manage", *words), env=told(data), cwd=running.ROOT, input=given, capture_output=True,
        text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def office_files(data: Path, command: str) -> str:
    urls = running.Folder(data).running_urls()
    program = [sys.executable, "-m", "tests.ops.office_files", command]
    done = subprocess.run(
        program, env=told(data, **urls), cwd=running.ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows_of(data: Path) -> dict[str, tuple[int, str]]:
    """By table how many rows there are, and a sum of all that stands in them; without what the restore adds."""
    with contextlib.closing(running.database(data)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        found = {}
        for (name,) in cursor.fetchall():
            if name not in LEFT_OUT:
                rows = f"{name} t {BEFORE.get(name, '')}"
                cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {rows}")
                found[name] = cursor.fetchone()
        return found


def restores_recorded(data: Path) -> list[tuple[str, str]]:
    """What the record of looks says of backups that were brought back."""
    with contextlib.closing(running.database(data)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT object_kind, purpose FROM core_accessrecord WHERE look = 'RESTORE'")
        return cursor.fetchall()


WALLS = """
SELECT 'policy', tablename, policyname, roles::text, cmd, qual, with_check FROM pg_policies
UNION ALL
SELECT 'right', table_name, grantee, privilege_type, '', '', '' FROM information_schema.role_table_grants
 WHERE table_schema = 'public' AND grantee LIKE 'bp3mi%'
UNION ALL
SELECT 'table', relname, relowner::regrole::text, relrowsecurity::text, relforcerowsecurity::text, '', ''
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
UNION ALL
SELECT 'function', p.oid::regprocedure::text, proowner::regrole::text, prosecdef::text, proacl::text, '', ''
  FROM pg_proc p WHERE pronamespace = to_regnamespace('walls')
ORDER BY 1, 2, 3, 4
"""


def walls_of(data: Path) -> list[tuple]:
    """Policies, rights and owners, as they stand in the database."""
    with contextlib.closing(running.database(data)) as connection, connection.cursor() as cursor:
        cursor.execute(WALLS)
        return cursor.fetchall()


def stored(data: Path) -> dict[str, bytes]:
    folder = data / "files" / "stored"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def lost_office(tmp_path):
    """An office with people, cases and files was saved onto a disk; then its machine was lost."""
    data, disk = tmp_path / "before", tmp_path / "disk"
    with running.started(data, "serve"):
        assert running.until(lambda: running.services_answer(data)), running.output(data)
        for words in (["migrate", "-v0"], ["apply_walls"], ["load_reference"], ["load_demo"]):
            manage(data, *words)
        office_files(data, "put")
        manage(data, "backup_passphrase", given=f"{PASSPHRASE}\n{PASSPHRASE}\n")
        assert "baris, 4 berkas." in manage(data, "backup", "--to", str(disk))
        kept = {"rows": rows_of(data), "files": json.loads(office_files(data, "read")), "stored": stored(data)}
        kept["walls"] = walls_of(data)
        kept["keys"] = (data / "keys" / "keys.json").read_bytes()
    shutil.rmtree(data)
    return disk, kept


def test_the_page_brings_the_office_back(lost_office, tmp_path):
    disk, kept = lost_office
    data, port = tmp_path / "after", running.free_port()
    places, restore, run, backup = steps()
    assert [line.split("=")[0] for line in places.split("\n") if line] == ["export BACKUP", "export DATA_DIR"]
    env = told(data, BACKUP=str(disk), PORT=str(port), BACKUP_DIR=str(disk))

    wrong = shell(restore, env, given="bukan frasa sandi yang benar\n")
    assert "Frasa sandi tidak cocok." in wrong.stderr
    done = shell(restore, env, given=f"{PASSPHRASE}\n")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^Selesai: \d{4,} baris, 4 berkas\.$", done.stdout, re.MULTILINE)

    with running.started(data, "serve"):
        assert running.until(lambda: running.services_answer(data)), running.output(data)
        assert rows_of(data) == kept["rows"]
        assert [kind for kind, name in restores_recorded(data) if name] == ["backup"]
        assert walls_of(data) == kept["walls"]
        assert {kind for kind, *_ in kept["walls"]} == {"policy", "right", "table", "function"}
        assert json.loads(office_files(data, "read")) == kept["files"]
        assert set(kept["files"]) == {
            "Perjanjian kerja (contoh).png",
            "Surat permohonan (contoh).png",
            "surat.pdf",
            "kartu.png",
        }
    assert stored(data) == kept["stored"]
    assert (data / "keys" / "keys.json").read_bytes() == kept["keys"]

    with office_runs(run, env, port):
        again = shell(backup, env)
        assert again.returncode == 0, again.stdout + again.stderr
        assert "baris, 4 berkas." in again.stdout

    twice = shell(restore, env, given=f"{PASSPHRASE}\n")
    assert twice.returncode != 0
    assert "Basis data tujuan tidak kosong. Yang ada di dalamnya tidak diubah." in twice.stderr


@contextlib.contextmanager
def office_runs(run: str, env: dict[str, str], port: int):
    """The command that starts the office, for the length of the block."""
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(
            ["bash", "-ec", run], env=env, cwd=running.ROOT, stdout=nowhere, stderr=nowhere, start_new_session=True
        )
    try:
        assert running.until(lambda: running.page_answers(port), 120)
        yield
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)


def test_the_unit_comes_up_by_itself():
    unit = RawConfigParser(strict=False)
    unit.optionxform = str
    unit.read(running.ROOT / "docs" / "howto" / "bp3mi.service")
    assert (unit["Service"]["Restart"], unit["Install"]["WantedBy"]) == ("always", "multi-user.target")
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert "time-sync.target" in unit["Unit"]["After"]
    assert unit["Service"]["ExecStart"].endswith("bp3mi/bootstrap.py run --without-demo")
