"""A database of the version before: every text becomes ciphertext, in history too, and is read as it was."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database import as_owner, owner_url

pytestmark = pytest.mark.faults
ROOT = Path(__file__).resolve().parent.parent.parent
BEFORE = """
INSERT INTO accounts_office (id, kind, name, short_name, phone) VALUES (1, 'PROVINCE', 'BP3MI', 'BP3MI', '');
INSERT INTO accounts_user (id, password, username, full_name, position, employee_number, phone, email, language,
    is_active, vouched_by, session_epoch, created_at, version, office_id)
VALUES (1, '!', 'uji', 'Petugas Uji', '', '', '', '', 'id', true, '', 0, now(), 1, 1);
INSERT INTO cases_worker (id, number, name, name_key, name_tokens, sex, age_is_estimated, nik, passport_number, phone,
    place_state, is_restricted, created_by_id, created_at, version)
SELECT n, 'PMI-' || n, 'La Uji ' || n, 'uji', '{uji}', 'L', false, '7414' || lpad(n::text, 12, '0'), '',
    E'0812\\\\x' || n, 'UNKNOWN', n = 3, 1, now(), 1 FROM generate_series(1, 4100) n;
UPDATE cases_worker SET nik = '9999999999999999' WHERE id = 2;
INSERT INTO cases_familylink (worker_id, name, relation, phone) VALUES (1, 'Wa Uji', 'OTHER', '0813000111');
INSERT INTO cases_case (id, number, adu_number, worker_id, category, channel, country, summary, stage, status,
    is_restricted, opened_at, opened_on, closing_reason, closing_note, created_by_id, version)
VALUES (1, 'KS-1', '', 4, 'TPPO', 'SURAT', '', 'Cerita é 100% \\ benar', 'DITERIMA', 'PROSES', true, now(),
    '2026-11-01', '', '', 1, 1);
DELETE FROM cases_worker WHERE id = 4000;
"""
READ = """
from cases.models import *
from core.scope import viewing_everything
from core.keys import key_ring
with viewing_everything(reason="test"):
    rows = {row.pk: row for row in Worker.objects.all()}
    assert len(rows) == 4099
    assert rows[1].nik == "7414000000000001" and rows[1].phone == "0812\\\\x1" and rows[1].told_name == "La Uji 1"
    assert list(Worker.objects.filter(nik_index="7414 0000 0000 4100")) == [rows[4100]]
    assert [event.nik for event in rows[2].events.order_by("pgh_id")] == ["7414000000000002", "9999999999999999"]
    assert {event.told_name for event in rows[2].events.all()} == {"La Uji 2"}
    gone = Worker.events.rel.related_model.objects.filter(pgh_obj_id=4000)
    assert [event.nik for event in gone] == ["7414000000004000"] * 2 and len({event.uid for event in gone}) == 1
    assert [pk for pk, row in rows.items() if not row.name] == [3, 4], "restricted, and with a restricted case"
    assert rows[3].sealed_words and not rows[1].sealed_words and rows[4].told_name == "La Uji 4"
    assert list(FamilyLink.objects.filter(phone_index="+62813000111").values_list("worker_id", flat=True)) == [1]
    assert Case.objects.get().summary == "Cerita é 100% \\\\ benar" and Case.objects.get().events.get().summary
    rows[1].sex = "P"
    rows[1].save()
    assert rows[1].events.count() == 2
print("all is read")
"""


@pytest.fixture
def older(django_db_setup):
    """The address of a database that was migrated as far as the version before, with rows of it."""
    name = f"older_{os.getpid()}"
    with as_owner("postgres") as server:
        server.execute(f"CREATE DATABASE {name}")
        manage(owner_url(name), "migrate", "-v0", "cases", "0001")
        with as_owner(name) as cursor:
            cursor.execute(BEFORE)
        yield name
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manage(url: str, *words: str) -> str:
    env = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "manage.py", *words], env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_text_of_the_version_before_is_encrypted_and_read(older):
    manage(owner_url(older), "migrate", "-v0")
    manage(owner_url(older), "apply_walls", "-v0")
    assert "all is read" in manage(owner_url(older), "shell", "-v0", "-c", READ)
    with as_owner(older) as cursor:
        for table in ("cases_worker", "cases_workerevent", "cases_case", "cases_caseevent", "cases_familylink"):
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")
            text = cursor.fetchone()[0]
            assert [word for word in ("7414000000", "99999999", "0813000111", "Cerita", "Wa Uji") if word in text] == []
            assert [word for word in ("7414000000", "Cerita") if word.encode().hex() in text] == []
