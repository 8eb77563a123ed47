"""How backups stand: red lines on the first page of whoever keeps the server, and the page behind them."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from core.models import AccessRecord, BackupRun

PAGE = "/pengaturan/cadangan/"


@pytest.fixture
def lock(settings, tmp_path):
    """Where the lock of the passphrase would lie; `lock()` puts one there."""
    settings.BACKUP_LOCK_FILE = str(tmp_path / "lock.json")
    settings.BACKUP_DIR = str(tmp_path / "backups")

    def put() -> None:
        Path(settings.BACKUP_LOCK_FILE).write_text(json.dumps({"format": 1}))

    return put


def ran(kind: str, hours_ago: float, state: str = "OK", **values) -> BackupRun:
    at = timezone.now() - timedelta(hours=hours_ago)
    return BackupRun.objects.create(kind=kind, state=state, started_at=at, finished_at=at, has_keys=True, **values)


@pytest.fixture
def all_well(lock):
    lock()
    ran("BACKUP", 5, name="2026-11-25_020000", size=3_000_000, rows=12_345, files=17)
    ran("CHECK", 24 * 5)


def card(client) -> str:
    page = client.get("/").content.decode()
    return page.split('id="cadangan"')[1].split("</section>")[0] if 'id="cadangan"' in page else ""


def test_the_first_page_says_in_red_what_must_not_wait(people, client_for, lock):
    shown = card(client_for(people.system_admin))
    assert "Belum ada cadangan data." in shown
    assert "Salinan kunci belum ada dalam cadangan." in shown
    assert shown.count("chip-bad") == 2
    assert 'href="/pengaturan/cadangan/"' in shown


def test_the_first_page_says_when_it_was_long_ago(people, client_for, lock):
    lock()
    ran("BACKUP", 24 * 3 + 1)
    ran("CHECK", 24 * 9)
    shown = card(client_for(people.system_admin))
    assert "Cadangan terakhir 3 hari lalu." in shown
    assert "Periksa media cadangan hari ini." in shown
    assert "Cadangan terakhir dicoba 9 hari lalu." in shown


def test_the_first_page_is_silent_when_all_is_well(people, client_for, all_well):
    assert card(client_for(people.system_admin)) == ""


def test_a_clock_behind_the_newest_record_comes_first(people, client_for, all_well):
    ahead = timezone.now() + timedelta(minutes=90)
    AccessRecord.objects.create(user=people.head, look="VIEW", object_kind="case", at=ahead)
    client = client_for(people.system_admin)
    assert "Jam server tertinggal 90 menit dari catatan terakhir." in card(client)
    page = client.get(PAGE).content.decode()
    assert "Perbaiki jam sebelum bekerja. Segel dan kode sekali pakai ditahan sampai itu." in page


def test_nobody_else_is_shown_the_state_of_the_server(people, client_for, lock):
    for name, user in people.everybody().items():
        if name != "system_admin":
            assert (name, card(client_for(user))) == (name, "")


def test_the_page_lists_what_was_made_and_tried(people, client_for, all_well):
    ran("BACKUP", 1, "FAILED", error="Media cadangan /media tidak terpasang.")
    page = client_for(people.system_admin).get(PAGE).content.decode()
    assert "2026-11-25_020000" in page
    assert "12.345 baris, 17 berkas" in page
    assert "Percobaan pemulihan" in page
    assert page.count("Media cadangan /media tidak terpasang.") == 2  # above, and in its line
    assert "Sudah dibuat" in page


def test_the_page_says_when_all_is_well(people, client_for, all_well, settings):
    settings.BACKUP_DIR = "/dev/shm/bp3mi"
    page = client_for(people.system_admin).get(PAGE).content.decode()
    assert "Cadangan, kunci, dan jam server dalam keadaan baik." in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_queries_with_more_runs(people, client_for, lock, number, django_assert_num_queries):
    for hour in range(number):
        ran("BACKUP", hour + 1)
    client = client_for(people.system_admin)
    client.get(PAGE)
    with django_assert_num_queries(11):
        client.get(PAGE)
