"""Backups as they are made, tried and kept: whole or reported, never "OK" when a byte is not what it was."""

import fcntl
import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from cases.models import Case
from core.actions.files import keep_file
from core.backups import BackupDamaged, BackupError, health, making, runs
from core.backups.checkpoints import bring_checkpoints
from core.backups.manifest import (
    CHECKPOINTS,
    DATABASE,
    FILES,
    KEYS,
    MANIFEST,
    backups_in,
    check_parts,
    check_pool,
    newest_in,
    open_backup,
    read_manifest,
)
from core.backups.programs import find_program, session
from core.backups.restoring import is_empty, restore
from core.backups.sealing import make_lock, open_lock
from core.management.commands.backup_passphrase import write_lock
from core.models import AccessRecord, BackupRun, ClockCorrection, StoredFile
from tests.core import foreign_files as made
from tests.factories.casework import make_case
from tests.seeing import everything

PASSPHRASE = "kapal putih berlabuh pagi"
LOCK = make_lock(PASSPHRASE)
PARTS = [CHECKPOINTS, DATABASE, FILES, KEYS, MANIFEST]


@pytest.fixture
def places(settings, tmp_path, stored_folder):
    """A folder for backups and the database of this test."""
    here = {"NAME": connection.settings_dict["NAME"]}
    settings.BACKUP_DATABASE = {**settings.BACKUP_DATABASE, **here}
    settings.RESTORE_DATABASE = {**settings.RESTORE_DATABASE, **here}
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.BACKUP_DIR = str(tmp_path / "backups")
    settings.BACKUP_LOCK_FILE = str(tmp_path / "backup_lock.json")
    return Path(settings.BACKUP_DIR)


@pytest.fixture
def locked(places):
    """The passphrase was set."""
    write_lock(LOCK)


@pytest.fixture
def office(transactional_db, places, people, scope_of):
    """A case with two files, committed, so that other connections see it."""
    with scope_of(people.caseworker):
        case = make_case(people.caseworker)
        for width in (60, 61):
            upload = made.upload(f"foto {width}.png", made.png((width, 40)))
            kept = {"kind": "CASE_ATTACHMENT", "owner_kind": "case", "owner_id": case.pk, "by": people.caseworker}
            keep_file(upload=upload, **kept)
    return case


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at % len(content)] ^= 0xFF
    path.write_bytes(bytes(content))


def broken_program(tmp_path: Path, name: str, last_words: str) -> Path:
    """A folder with a program of PostgreSQL that ends with a fault."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = f'#!/bin/sh\nif [ "$1" = --version ]; then echo "{name} (PostgreSQL) 99.1"; exit; fi\n'
    (folder / name).write_text(f"{script}{last_words}; exit 1\n")
    (folder / name).chmod(0o755)
    return folder


def stored_rows() -> list[StoredFile]:
    with everything():
        return list(StoredFile.objects.order_by("pk"))


# -- made and tried ---------------------------------------------------------------------------------


def test_a_backup_is_made_tried_and_recorded(office, locked, places):
    run = runs.back_up()
    assert (run.state, run.files, run.has_keys, run.error) == ("OK", 2, True, "")
    folder = newest_in(places)
    manifest = read_manifest(folder)
    assert folder.name == run.name == manifest["name"]
    assert sorted(path.name for path in folder.iterdir()) == PARTS
    assert manifest["tables"]["core_storedfile"] == 2
    assert manifest["tables"]["cases_case"] == 1
    assert run.rows == sum(manifest["tables"].values())
    assert {"accounts_devicesession", "core_backuprun"} & set(manifest["tables"]) == set()
    assert "core" in manifest["schema"]
    check = runs.check()
    assert (check.state, check.name, check.rows, check.files) == ("OK", run.name, run.rows, 2)


def test_the_throwaway_database_is_gone_also_after_a_fault(places, transactional_db):
    def fail_inside() -> None:
        with runs.throwaway_database() as database:
            names.append(database["NAME"])
            raise BackupError("fault")

    names: list[str] = []
    with pytest.raises(BackupError, match="fault"):
        fail_inside()
    with session(runs.settings.RESTORE_DATABASE) as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", names)
        assert cursor.fetchone() == (0,)


def test_no_part_tells_anything_and_nobody_else_may_read_it(office, locked, places):
    runs.back_up()
    for path in [path for path in places.rglob("*") if path.is_file()]:
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        content = path.read_bytes()
        for word in (b"La Coba", b"Ratih Contoh", b"PGDMP", b"foto 60", b'"data"'):
            assert (path.name, word in content) == (path.name, False)


def test_only_the_passphrase_or_the_office_s_own_keys_open_a_backup(office, locked, places, settings, tmp_path):
    runs.back_up()
    folder = newest_in(places)
    assert open_backup(folder).key == open_backup(folder, open_lock(LOCK, PASSPHRASE)).key
    settings.KEY_FILE = str(tmp_path / "other.json")
    from core.keyfile import make_key_file

    make_key_file(Path(settings.KEY_FILE))
    with pytest.raises(ImproperlyConfigured, match="does not belong to this database"):
        open_backup(folder)
    stranger = open_lock(make_lock("frasa lain yang cukup panjang"), "frasa lain yang cukup panjang")
    with pytest.raises(BackupDamaged):
        open_backup(folder, stranger)


def look_through(folder: Path) -> None:
    """As a restore does before it touches anything."""
    backup = open_backup(folder)
    check_parts(backup)
    check_pool(backup)


def harms(folder: Path, pool: list[Path]):
    """(what is done, the file): each part flipped at several places, cut, lengthened, emptied, taken away."""
    for path in [*(folder / name for name in PARTS), *pool]:
        size = path.stat().st_size
        for at in (0, 1, size // 3, size // 2, size - 1):
            yield f"flip {at}", path, lambda path=path, at=at: flip(path, at)
        yield "cut", path, lambda path=path, size=size: path.write_bytes(path.read_bytes()[: size - 1])
        yield "half", path, lambda path=path, size=size: path.write_bytes(path.read_bytes()[: size // 2])
        yield "longer", path, lambda path=path: path.write_bytes(path.read_bytes() + b"x")
        yield "empty", path, lambda path=path: path.write_bytes(b"")
        yield "gone", path, lambda path=path: path.unlink()


def test_every_harm_is_reported_and_never_well(office, locked, places):
    runs.back_up()
    folder = newest_in(places)
    pool = sorted(path for path in (places / "files").rglob("*") if path.is_file())
    assert len(pool) == 2
    tried = 0
    for what, path, harm in list(harms(folder, pool)):
        whole = path.read_bytes()
        harm()
        with pytest.raises(BackupError):
            look_through(folder)
        path.write_bytes(whole)
        tried += 1
        assert what
    assert tried == 70
    look_through(folder)


def test_a_harmed_backup_fails_its_trial_and_the_row_says_why(office, locked, places, capsys):
    runs.back_up()
    flip(newest_in(places) / DATABASE, 5000)
    with pytest.raises(BackupDamaged):
        runs.check()
    run = BackupRun.objects.get(kind="CHECK")
    assert (run.state, run.error) == ("FAILED", "Bagian database.sealed cadangan ini rusak atau terpotong.")
    with pytest.raises(CommandError, match="rusak atau terpotong"):
        call_command("restore", check=True)


def test_a_manifest_that_was_written_without_the_key_is_refused(office, locked, places):
    runs.back_up()
    folder = newest_in(places)
    manifest = read_manifest(folder)
    manifest["tables"]["cases_case"] = 2
    (folder / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(BackupDamaged, match="berubah sejak ditulis"):
        open_backup(folder)


def test_a_manifest_that_claims_other_rows_is_not_believed(office, locked, places):
    """Even signed again, rows that are not there are missed."""
    runs.back_up()
    folder = newest_in(places)
    backup = open_backup(folder)
    claimed = {**backup.manifest, "tables": {**backup.manifest["tables"], "cases_case": 2}}
    (folder / MANIFEST).unlink()
    from core.backups.manifest import write_manifest

    write_manifest(folder, {name: value for name, value in claimed.items() if name != "mac"}, backup.key)
    with pytest.raises(BackupDamaged, match="cases_case: 2 / 1"):
        runs.check()


def test_without_a_passphrase_a_backup_is_made_and_says_what_it_lacks(office, places, capsys):
    call_command("backup")
    assert "Tanpa salinan kunci." in capsys.readouterr().err
    assert (BackupRun.objects.get().has_keys, read_manifest(newest_in(places))["lock"]) == (False, None)
    assert runs.check().state == "OK"


def test_a_file_that_is_not_on_the_disk_is_counted_and_told(office, locked, places, stored_folder):
    one, other = stored_rows()
    (stored_folder / one.place).unlink()
    flip(stored_folder / other.place, 100)
    run = runs.back_up()
    assert (run.state, run.files, run.error) == ("OK", 0, "2 berkas tidak ada atau rusak di penyimpanan.")
    assert [problem.code for problem in health.problems(timezone.now()) if problem.code == "files"] == ["files"]


def test_a_file_is_copied_once_and_kept_as_long_as_a_backup_names_it(office, locked, places, settings, stored_folder):
    runs.back_up()
    pool = sorted(path for path in (places / "files").rglob("*") if path.is_file())
    stamps = [path.stat().st_mtime_ns for path in pool]
    first = newest_in(places)
    old = places / f"2025-01-01{first.name[10:]}"
    shutil.copytree(first, places / "2025-02-01_020000")
    first.rename(old)
    (stored_folder / stored_rows()[0].place).unlink()  # nobody misses it in the pool
    runs.back_up()
    assert [path.stat().st_mtime_ns for path in pool] == stamps
    assert [folder.name for folder in backups_in(places)] == [newest_in(places).name]


# -- checkpoints of the access record ----------------------------------------------------------------


def checkpoint(data: Path, name: str, text: str) -> Path:
    path = data / "checkpoints" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_checkpoints_come_along_and_newer_ones_stay(office, locked, places, settings, tmp_path):
    checkpoint(settings.DATA_DIR, "terbaru.txt", "segel 7")
    checkpoint(settings.DATA_DIR, "2026-11-25.txt", "segel 5")
    checkpoint(settings.DATA_DIR, ".terbaru.txt.part", "seg")
    runs.back_up()
    backup = open_backup(newest_in(places))
    assert b"segel" not in (backup.folder / CHECKPOINTS).read_bytes()
    newer = checkpoint(tmp_path / "here", "terbaru.txt", "segel 9")
    assert bring_checkpoints(backup, tmp_path / "here") == 1
    assert newer.read_text() == "segel 9"
    assert bring_checkpoints(backup, tmp_path / "empty") == 2
    found = {path.name: path.read_text() for path in (tmp_path / "empty" / "checkpoints").iterdir()}
    assert found == {"terbaru.txt": "segel 7", "2026-11-25.txt": "segel 5"}


def test_no_checkpoint_is_newer_than_the_dump(office, locked, places, settings, tmp_path, monkeypatch):
    """The seal goes on while the database is dumped."""
    newest = checkpoint(settings.DATA_DIR, "terbaru.txt", "segel 7")
    real, folder = find_program("pg_dump", 15), tmp_path / "bin"
    folder.mkdir()
    (folder / "pg_dump").write_text(
        f'#!/bin/sh\n[ "$1" = --version ] || printf "segel 8" > "{newest}"\nexec "{real}" "$@"\n'
    )
    (folder / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PG_BINDIR", str(folder))
    runs.back_up()
    assert newest.read_text() == "segel 8"
    bring_checkpoints(open_backup(newest_in(places)), tmp_path / "empty")
    assert (tmp_path / "empty" / "checkpoints" / "terbaru.txt").read_text() == "segel 7"


# -- faults -----------------------------------------------------------------------------------------


def test_a_dump_that_fails_leaves_no_folder_and_a_failed_row(office, locked, places, settings):
    settings.BACKUP_DATABASE = {**settings.BACKUP_DATABASE, "PASSWORD": "salah"}
    with pytest.raises(BackupError, match="Basis data tidak dapat dihubungi"):
        runs.back_up()
    assert backups_in(places) == []
    assert list(places.iterdir()) == []
    assert BackupRun.objects.get().state == "FAILED"


def test_a_program_that_breaks_off_is_no_backup(office, locked, places, settings, tmp_path, monkeypatch):
    """pg_dump that ends with a fault after its first bytes."""
    monkeypatch.setenv("PG_BINDIR", str(broken_program(tmp_path, "pg_dump", "printf PGDMP; echo 'out of luck' >&2")))
    with pytest.raises(BackupError, match="Basis data tidak dapat disalin: out of luck"):
        runs.back_up()
    assert backups_in(places) == []


def test_a_disk_that_is_not_mounted_gets_no_backup(office, places, settings):
    settings.BACKUP_ON_MOUNT = True
    settings.BACKUP_DIR = "/nowhere/bp3mi"
    with pytest.raises(BackupError, match="tidak terpasang"):
        runs.back_up()
    assert not Path("/nowhere").exists()


def test_what_a_killed_backup_left_is_taken_away_and_its_row_closed(office, locked, places):
    (places / ".part-2026-01-01_020000-abc").mkdir(parents=True)
    dead = BackupRun.objects.create(kind="BACKUP")
    runs.back_up()
    dead.refresh_from_db()
    assert (dead.state, dead.error) == ("FAILED", "Terhenti sebelum selesai.")
    assert list(places.glob(".part-*")) == []


def test_two_backups_at_once_are_one(office, places, settings):
    with (Path(settings.DATA_DIR) / "backup.lock").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        with pytest.raises(runs.Busy):
            runs.back_up()
        assert runs.nightly(timezone.now()) == []
    assert BackupRun.objects.count() == 0


def test_a_program_older_than_the_server_is_not_used(monkeypatch, tmp_path):
    assert find_program("pg_dump", 15).name == "pg_dump"
    with pytest.raises(BackupError, match="Program pg_dump untuk PostgreSQL 98 tidak ditemukan"):
        find_program("pg_dump", 98)


def test_a_database_with_something_in_it_is_not_emptied(office, locked, places, settings):
    runs.back_up()
    with pytest.raises(BackupError, match="tidak kosong"):
        restore(open_backup(newest_in(places)), None, replace=False, say=print)
    assert not is_empty(settings.RESTORE_DATABASE)


def test_what_stands_is_given_up_only_for_a_backup_that_was_seen_whole(office, locked, places, tmp_path, monkeypatch):
    """The disk is full while the backup is tried beside what stands: nothing was dropped."""
    runs.back_up()
    last_words = "echo 'could not extend file: No space left on device' >&2"
    monkeypatch.setenv("PG_BINDIR", str(broken_program(tmp_path, "pg_restore", last_words)))
    with pytest.raises(BackupError, match="No space left on device"):
        restore(open_backup(newest_in(places)), None, replace=True, say=print)
    with everything():
        assert Case.objects.get() == office
    assert len(stored_rows()) == 2


# -- how long they stay -------------------------------------------------------------------------------


def test_the_last_days_stay_whole_and_one_a_week_before_that(settings):
    settings.BACKUP_KEEP_DAYS, settings.BACKUP_KEEP_WEEKS = 7, 4
    last = date(2026, 11, 25)
    names = [f"{last - timedelta(days=age)}_020000" for age in range(60, -1, -1)]
    kept = sorted(making.kept_names(names, datetime(2026, 11, 25, 4, tzinfo=UTC)))
    days = [(last - date.fromisoformat(name[:10])).days for name in kept]
    assert sorted(days) == [0, 1, 2, 3, 4, 5, 6, 10, 17, 24]
    assert making.kept_names(["2020-01-01_020000"], datetime(2026, 11, 25, tzinfo=UTC)) == {"2020-01-01_020000"}


# -- by the clock ---------------------------------------------------------------------------------------


def ran(kind: str, state: str, at: datetime) -> BackupRun:
    return BackupRun.objects.create(kind=kind, state=state, started_at=at, finished_at=at, has_keys=True, name="a")


NOON = timezone.make_aware(datetime(2026, 11, 25, 12))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "hours_ago", "due"),
    [("OK", 9, False), ("OK", 11, True), ("OK", 100, True), ("FAILED", 0.5, False), ("FAILED", 2, True)],
)
def test_a_backup_is_due_once_a_night_and_again_after_a_fault(state, hours_ago, due):
    assert runs.is_backup_due(NOON)
    ran("BACKUP", state, NOON - timedelta(hours=hours_ago))
    assert runs.is_backup_due(NOON) is due


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "hours_ago", "due"),
    [("OK", 24 * 5, False), ("OK", 24 * 6 + 1, True), ("FAILED", 6, False), ("FAILED", 13, True)],
)
def test_a_trial_is_due_once_a_week_when_there_is_a_backup(state, hours_ago, due):
    assert not runs.is_check_due(NOON)
    ran("BACKUP", "OK", NOON - timedelta(hours=3))
    assert runs.is_check_due(NOON)
    ran("CHECK", state, NOON - timedelta(hours=hours_ago))
    assert runs.is_check_due(NOON) is due


def test_the_night_makes_a_backup_and_tries_it(office, locked, places):
    assert [(run.kind, run.state) for run in runs.nightly(timezone.now())] == [("BACKUP", "OK"), ("CHECK", "OK")]
    assert runs.nightly(timezone.now()) == []


def test_a_fault_of_the_night_stands_in_its_row(office, places, settings):
    settings.BACKUP_DIR = "/proc/nowhere"
    assert runs.nightly(timezone.now()) == []
    assert "tidak dapat ditulis" in BackupRun.objects.get().error


# -- what is told ---------------------------------------------------------------------------------------


def codes(now: datetime = NOON) -> list[str]:
    return [problem.code for problem in health.problems(now) if problem.is_bad]


@pytest.mark.django_db
def test_red_lines_for_backup_keys_and_trial(places):
    assert codes() == ["backup", "keys"]
    write_lock(LOCK)
    assert codes() == ["backup"]
    good = ran("BACKUP", "OK", NOON - timedelta(hours=25))
    assert codes() == ["check"]
    ran("CHECK", "OK", NOON - timedelta(days=6, hours=23))
    assert codes() == []
    assert codes(NOON + timedelta(hours=2)) == ["backup", "check"]
    BackupRun.objects.filter(pk=good.pk).update(has_keys=False)
    assert codes() == ["keys"]


@pytest.mark.django_db
def test_red_lines_for_the_last_faults(places):
    write_lock(LOCK)
    ran("BACKUP", "OK", NOON - timedelta(hours=10))
    ran("CHECK", "OK", NOON - timedelta(hours=9))
    ran("CHECK", "FAILED", NOON - timedelta(hours=1))
    ran("BACKUP", "FAILED", NOON - timedelta(minutes=10))
    assert codes() == ["failed-backup", "failed-check"]


@pytest.mark.django_db
def test_a_backup_on_the_disk_of_the_data_may_wait_but_is_told(places, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert [problem.code for problem in health.problems(NOON) if not problem.is_bad] == ["place"]
    settings.BACKUP_DIR = "/dev/shm/bp3mi"
    assert [problem.code for problem in health.problems(NOON) if not problem.is_bad] == []


@pytest.mark.django_db
def test_a_clock_behind_the_newest_record_is_told_until_it_is_accepted(places, people):
    from core.clock import clock_is_behind, newest_record_at

    now = timezone.now()
    assert (newest_record_at(), clock_is_behind(now)) == (None, None)
    AccessRecord.objects.create(user=people.head, look="VIEW", object_kind="case", at=now + timedelta(seconds=50))
    assert clock_is_behind(now) is None
    AccessRecord.objects.create(user=people.head, look="VIEW", object_kind="case", at=now + timedelta(minutes=90))
    AccessRecord.objects.create(user=people.head, look="VIEW", object_kind="case", at=now)
    assert clock_is_behind(now) == timedelta(minutes=90)
    problem = health.problems(now)[0]
    assert (problem.code, problem.what) == ("clock", "Jam server tertinggal 90 menit dari catatan terakhir.")
    call_command("accept_clock", reason="Jam dicocokkan dengan BMKG")
    assert clock_is_behind(now) is None
    assert ClockCorrection.objects.get().reason == "Jam dicocokkan dengan BMKG"
    with pytest.raises(CommandError):
        call_command("accept_clock", reason="lagi")


def test_the_passphrase_is_set_once_and_renewed_on_purpose(places, monkeypatch, capsys):
    call_command("backup_passphrase", suggest=True)
    told = capsys.readouterr().out
    passphrase = told.split("Frasa sandi: ")[1].split("\n")[0]
    assert open_lock(json.loads(Path(making.settings.BACKUP_LOCK_FILE).read_text()), passphrase)
    with pytest.raises(CommandError, match="sudah dibuat"):
        call_command("backup_passphrase", suggest=True)
    call_command("backup_passphrase", suggest=True, renew=True)
