"""Changing all keys while people read and write, killed in the middle again and again: nothing is lost."""

import os
import random
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, connections
from django.utils import timezone

from cases.models import Worker
from cases.names import name_columns
from core.actions import rotation
from core.models import KeyRotation, OfficeKey
from tests.database import connected_as_owner, owner_url
from tests.faults.conftest import wait_for
from tests.keyfiles import numbers
from tests.seeing import everything

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parent.parent.parent
PEOPLE = int(os.environ.get("FAULT_PEOPLE") or 12_000) // 4
KILLS = int(os.environ.get("FAULT_ROUNDS") or 2) + 1


@pytest.fixture
def environment(transactional_db, own_keys, environment):
    """For the owner's programs over the test database, with the key file of this test."""
    return {**environment, "KEY_FILE": str(own_keys), "DATABASE_URL": owner_url(connection.settings_dict["NAME"])}


@pytest.fixture
def known(environment, people) -> dict[int, str]:
    """Primary key to NIK of many people."""
    with everything():
        rows = Worker._base_manager.bulk_create(
            Worker(
                number=f"PMI-R-{n}",
                nik=f"7414{n:012}",
                phone=f"0812{n:08}",
                created_by=people.caseworker,
                **name_columns(f"La Uji {n}", is_sealed=n % 10 == 0),
            )
            for n in range(PEOPLE)
        )
    return {row.pk: row.nik for row in rows}


class Officer(threading.Thread):
    """Reads people, searches them by number and changes their phones, until told to stop."""

    def __init__(self, known: dict[int, str], seed: int):
        super().__init__()
        self.known, self.chance = known, random.Random(seed)
        self.ends, self.faults, self.reads, self.changes = threading.Event(), [], 0, 0
        self.phones: dict[int, str] = {}

    def run(self) -> None:
        pks = list(self.known)
        while not self.ends.is_set():
            try:
                with everything():
                    self.look_at(self.chance.choice(pks))
            except Exception as fault:
                self.faults.append(repr(fault))
        connections.close_all()

    def look_at(self, pk: int) -> None:
        nik = self.known[pk]
        (row,) = Worker.objects.filter(nik_index=nik)
        if (row.pk, row.nik, row.told_name.startswith("La Uji")) != (pk, nik, True):
            self.faults.append(f"{pk} reads {row.pk}")
        if self.chance.random() < 0.3:
            row.phone = self.phones[pk] = f"0813{self.chance.randrange(10**8):08}"
            row.save(update_fields=["phone"])
            self.changes += 1
        self.reads += 1


@contextmanager
def people_at_work(known):
    officers = [Officer({pk: nik for pk, nik in known.items() if pk % 2 == side}, side) for side in (0, 1)]
    for officer in officers:
        officer.start()
    try:
        yield officers
    finally:
        for officer in officers:
            officer.ends.set()
        for officer in officers:
            officer.join()


def begin(environment, log: Path) -> subprocess.Popen:
    words = [sys.executable, "manage.py", "rotate_keys", "--batch", "40"]
    with log.open("ab") as stream:
        return subprocess.Popen(words, env=environment, cwd=ROOT, stdout=stream, stderr=stream)


def rewritten() -> int:
    return sum(KeyRotation.objects.values_list("rewritten", flat=True))


def test_rotation_under_load_and_kills_loses_nothing(environment, own_keys, known, tmp_path):
    log, chance = tmp_path / "rotation.log", random.Random(5)
    with people_at_work(known) as officers:
        for _ in range(KILLS):
            before = rewritten()
            process = begin(environment, log)
            wait_for(lambda before=before: rewritten() > before + 100)
            time.sleep(chance.random() / 3)
            process.kill()
            process.wait()
        process = begin(environment, log)
        assert process.wait(300) == 0, log.read_text()
        read_after = [officer.reads for officer in officers]
        wait_for(lambda: all(officer.reads > reads + 20 for officer, reads in zip(officers, read_after, strict=True)))
    assert [officer.faults for officer in officers] == [[], []]
    assert sum(officer.reads for officer in officers) > 100
    assert (numbers(own_keys, "data"), numbers(own_keys, "blind")) == ((2, [1, 2]), (2, [1, 2]))
    with connected_as_owner():
        assert rotation.left_over("data") == rotation.left_over("blind") == {}
        retire()
        check_people(known, {pk: phone for officer in officers for pk, phone in officer.phones.items()})
        assert count_changes() == sum(officer.changes for officer in officers)


def check_people(known: dict[int, str], phones: dict[int, str]) -> None:
    """Everybody reads as they were made, with the phone that an officer wrote last."""
    for row in Worker._base_manager.iterator():
        assert row.nik == known[row.pk]
        assert row.phone == phones.get(row.pk, f"0812{row.nik[-8:]}")
        assert row.told_name == f"La Uji {int(row.nik[4:])}"


def count_changes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_workerevent WHERE pgh_label = 'update'")
        return cursor.fetchone()[0]


def retire() -> None:
    OfficeKey.objects.update(known_since=timezone.now() - timedelta(days=1))
    for kind in ("data", "blind"):
        assert rotation.retire(kind=kind) == [f"{kind}:1"]
