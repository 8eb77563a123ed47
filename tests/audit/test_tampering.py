"""Whoever owns the database but not the key is found out: 1,000 random tamperings, 1,000 found at the right row."""

import os
from collections import Counter
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from cases.actions.cases import add_note, add_task
from core.actions.access import record_look
from core.models import Seal
from core.sealing.verify import verify
from tests.audit.tampering import tampering_as_owner
from tests.database import connected_as_owner
from tests.factories.casework import make_case, make_returnee, person

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = int(os.environ.get("TAMPERINGS", "1000"))


@pytest.fixture
def sealed(people, scope_of, seal_all):
    """Six seals over looks and changes of three people."""
    seal_all()
    for number in range(5):
        with scope_of(people.caseworker):
            returnee = make_returnee(people.caseworker, who=person(f"La Uji {number}", district="74.14", age=30))
            case = make_case(people.caseworker, worker=returnee.worker)
            add_note(case=case, text="Catatan", by=people.caseworker)
            add_task(case=case, title="Tugas", assignee=people.caseworker, due_on=None, by=people.caseworker)
            for look in ("VIEW", "LIST", "PRINT"):
                record_look(look=look, object_kind="case", object_ids=[case.pk], worker_ids=[case.worker_id])
        seal_all()
    assert verify().finding is None
    assert Seal.objects.count() >= 6


def test_every_tampering_is_found_at_its_first_row(sealed):
    random = Random(os.environ.get("TAMPER_SEED", "1"))
    done, missed = Counter(), []
    with tampering_as_owner(random) as tampering:
        for number in range(TIMES):
            with transaction.atomic():
                name, place = tampering.any()
                found = verify().finding
                transaction.set_rollback(True)
            done[name] += 1
            if found is None or (found.table, found.key) != (place.table, place.key):
                missed.append((number, name, place, found))
    assert missed == []
    assert sum(done.values()) == TIMES
    assert TIMES < 200 or len(done) == 13
    assert verify().finding is None


def test_the_command_names_the_row_and_fails(sealed, capsys):
    call_command("verify_audit")
    assert "The record is whole." in capsys.readouterr().out
    with tampering_as_owner(3) as tampering, transaction.atomic():
        place = tampering.delete()
        with pytest.raises(CommandError, match=f"First bad row: {place.table} {place.key}: this row of seal"):
            call_command("verify_audit")
        transaction.set_rollback(True)


def test_rows_are_only_added(sealed):
    """Not even by the owner of the tables, with ordinary means."""
    with connected_as_owner():
        refuse_everywhere()


def refuse_everywhere() -> None:
    for table, column in (("core_accessrecord", "id"), ("core_seal", "number"), ("core_sealpart", "id")):
        for sql in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            with pytest.raises(DatabaseError, match="its rows are only added"), transaction.atomic():
                run(f"SELECT set_config('core.may_empty', '', true); {sql}")


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
