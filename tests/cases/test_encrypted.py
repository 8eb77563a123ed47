"""Encrypted columns: plain at the attribute, ciphertext everywhere else, bound to row and column."""

import random
import uuid

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import Q

from cases.actions.cases import add_note
from cases.actions.workers import correct_worker
from cases.models import CaseNote, FamilyLink, Returnee, Worker
from cases.queries import WORKER_FIELDS, history_of
from core.encrypted import Sealed
from core.keys import OVERHEAD, CannotDecrypt
from core.scope import viewing_everything
from tests.factories.casework import DAY, make_case, make_returnee, make_worker

NIK, PHONE, PASSPORT = "7414010101900001", "0812 3456 7890", "X1234567"


@pytest.fixture
def worker(people, scope_of):
    with scope_of(people.caseworker):
        yield make_worker(people.caseworker, name="La Coba Sandi", nik=NIK, phone=PHONE, passport_number=PASSPORT)


def column(query: str, *params):
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return [bytes(value) if isinstance(value, memoryview) else value for (value,) in cursor.fetchall()]


def test_attribute_reads_what_was_written(worker):
    row = Worker.objects.get(pk=worker.pk)
    assert (row.nik, row.phone, row.passport_number, row.told_name) == (NIK, PHONE, PASSPORT, "La Coba Sandi")
    assert (row.family_card, row.family_card_index) == ("", None)


def test_values_and_raw_sql_show_ciphertext(worker):
    told = Worker.objects.values("nik", "phone", "told_name").get(pk=worker.pk)
    assert {type(value) for value in told.values()} == {Sealed}
    assert repr(told) == "{'nik': <sealed>, 'phone': <sealed>, 'told_name': <sealed>}"
    assert NIK.encode() not in b"".join(told.values())
    for name, text in {"phone": PHONE, "passport_number": PASSPORT, "told_name": worker.told_name, "nik": NIK}.items():
        (stored,) = column(f"SELECT {name} FROM cases_worker WHERE id = %s", worker.pk)
        assert (len(stored), stored[:3]) == (len(text) + OVERHEAD, b"\x01\x00\x01")
    assert Worker.objects.values_list("nik", flat=True).get(pk=worker.pk) == stored


def test_history_table_holds_ciphertext_and_no_index(worker):
    row = column("SELECT row_to_json(e)::text FROM cases_workerevent e WHERE pgh_obj_id = %s", worker.pk)
    assert row
    for told in row:
        assert "nik_index" not in told
        for text in (NIK, PHONE, PASSPORT, "La Coba Sandi", NIK.encode().hex()):
            assert text not in told
    assert [event.nik for event in worker.events.all()] == [NIK] * len(row)


def test_history_says_masked_that_a_number_changed(worker, people):
    correct_worker(worker=worker, version=1, changes={"nik": "7414010101900002"}, on=DAY, by=people.caseworker)
    changes = [change for entry in history_of(worker, WORKER_FIELDS) for change in entry.changes]
    assert [(change.label, change.before, change.after) for change in changes] == [
        ("NIK", "•" * 12 + "0001", "•" * 12 + "0002")
    ]


def test_thousand_random_swaps_are_refused(people, scope_of):
    """Ciphertexts go from row to row and from column to column; not one is read at its new place."""
    with scope_of(people.caseworker):
        for number in range(6):
            make_returnee(people.caseworker, family_phone=f"08120000{number:04}", note=f"Catatan {number}")
        for number, row in enumerate(Worker.objects.all()):
            row.nik, row.phone, row.passport_number = (
                f"{7414010101900000 + number}",
                f"0813{number:08}",
                f"X{number:07}",
            )
            row.save()
        rows = [*Worker.objects.all(), *Returnee.objects.all()]
        names = {Worker: ["nik", "phone", "passport_number", "told_name"], Returnee: ["family_phone", "note"]}
        cells = [(row, name) for row in rows for name in names[type(row)]]
        stored = {(type(row), row.pk, name): row.__dict__[name] for row, name in cells}
        chance, refused = random.Random(3), 0
        for _ in range(1000):
            (target, into), (source, name) = chance.sample(cells, 2)
            target.__dict__[into] = stored[type(source), source.pk, name]
            with pytest.raises(CannotDecrypt):
                getattr(target, into)
            refused += 1
            target.__dict__[into] = stored[type(target), target.pk, into]
    assert refused == 1000


def test_changed_ciphertext_is_refused_not_shown(worker):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cases_worker SET nik = set_byte(nik, 20, get_byte(nik, 20) # 1) WHERE id = %s", [worker.pk]
        )
    with pytest.raises(CannotDecrypt, match=r"cases_worker\.nik does not belong to this row") as error:
        Worker.objects.get(pk=worker.pk).nik  # noqa: B018
    assert NIK not in str(error.value)


def test_row_key_taken_over_by_another_row_is_refused(worker, people):
    other = make_worker(people.caseworker, nik="7414010101900009")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_worker SET uid = %s WHERE id = %s", [worker.uid, other.pk])
    with pytest.raises(CannotDecrypt):
        Worker.objects.get(pk=other.pk).nik  # noqa: B018


@pytest.mark.parametrize(
    "ask",
    [
        lambda rows: rows.filter(nik=NIK).count(),
        lambda rows: rows.filter(Q(phone__in=[PHONE])).count(),
        lambda rows: rows.filter(nik__contains="7414").count(),
        lambda rows: rows.filter(told_name__icontains="coba").count(),
        lambda rows: rows.update(nik="7414010101900002"),
    ],
)
def test_what_cannot_be_asked_or_written_says_so(worker, ask):
    with pytest.raises((TypeError, FieldError), match="encrypted for each row|Unsupported lookup"):
        ask(Worker.objects.all())


def test_bulk_update_cannot_encrypt_and_says_so(worker):
    worker.nik = "7414010101900002"
    with pytest.raises(TypeError, match="encrypted for each row"):
        Worker.objects.bulk_update([worker], ["nik"])


def test_whether_there_is_a_text_can_be_asked(worker, people):
    empty = make_worker(people.caseworker)
    assert list(Worker.objects.filter(nik="")) == [empty]
    assert list(Worker.objects.exclude(nik="")) == [worker]


def test_same_text_keeps_its_ciphertext_and_makes_no_history(worker):
    row = Worker.objects.get(pk=worker.pk)
    before, events = row.__dict__["nik"], row.events.count()
    row.nik, row.phone = NIK, PHONE
    row.save()
    assert (row.__dict__["nik"], row.events.count()) == (before, events)
    row.nik = "7414010101900002"
    row.save()
    assert row.__dict__["nik"] != before
    assert (Worker.objects.get(pk=row.pk).nik, row.events.count()) == ("7414010101900002", events + 1)


def test_saving_a_column_saves_its_index(worker):
    worker.nik = "7414010101900002"
    worker.save(update_fields=["nik"])
    assert list(Worker.objects.filter(nik_index="7414 0101 0190 0002")) == [worker]
    assert not Worker.objects.filter(nik_index=NIK).exists()
    worker.nik = ""
    worker.save(update_fields=["nik"])
    assert Worker.objects.get(pk=worker.pk).nik_index is None


def test_deferred_columns_are_read_when_asked_for(worker):
    row = Worker.objects.only("number").get(pk=worker.pk)
    assert row.phone == PHONE
    row = Worker.objects.defer("nik").get(pk=worker.pk)
    row.sex = "L"
    row.save()
    assert Worker.objects.get(pk=worker.pk).nik == NIK


def test_rows_made_in_bulk_are_encrypted(people, worker):
    case = make_case(people.caseworker, worker=worker)
    CaseNote.objects.bulk_create(CaseNote(case=case, text=f"Catatan {n}", by=people.caseworker) for n in range(3))
    assert sorted(note.text for note in CaseNote.objects.all()) == ["Catatan 0", "Catatan 1", "Catatan 2"]
    assert all(b"Catatan" not in stored for stored in column("SELECT text FROM cases_casenote"))


def test_equal_texts_have_unequal_ciphertexts(people, worker):
    case = make_case(people.caseworker, worker=worker)
    for _ in range(20):
        add_note(case=case, text="Sehat", by=people.caseworker)
    assert len(set(column("SELECT text FROM cases_casenote"))) == 20


@pytest.mark.parametrize("text", ["0812-3456-7890", "+62 812 34567890", "62812 3456 7890", "8123456 7890"])
def test_phone_is_found_in_every_writing(worker, text):
    assert list(Worker.objects.filter(phone_index=text)) == [worker]
    assert list(Worker.objects.filter(phone_index__in=["0899", text, ""])) == [worker]


def test_index_is_walked_by_btree(worker):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql, params = Worker.objects.filter(nik_index=NIK).query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", params)
        assert "worker_nik" in "\n".join(line for (line,) in cursor.fetchall())


def test_phones_of_two_tables_can_be_compared(worker, people):
    link = FamilyLink.objects.create(worker=worker, relation="OTHER", phone="+6281234567890")
    assert link.phone_index == Worker.objects.get(pk=worker.pk).phone_index
    assert link.phone_index not in {worker.nik_index, worker.passport_index}


def test_empty_index_finds_nobody(worker, people):
    make_worker(people.caseworker)
    assert not Worker.objects.filter(nik_index="").exists()
    assert not Worker.objects.filter(Q(nik_index="123") | Q(phone_index="tidak ada")).exists()
    assert Worker.objects.filter(Q(nik_index="") | Q(pk=worker.pk)).get() == worker


def test_person_must_have_somebody_in_the_family(worker):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError, match="family_somebody"):
        FamilyLink.objects.create(worker=worker, relation="OTHER")


def test_raw_inserts_get_row_keys_of_their_own(people):
    with viewing_everything(reason="test"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_worker (number, name, name_key, name_tokens, sex, age_is_estimated, place_state,"
            " is_restricted, created_by_id, created_at, version) SELECT 'PMI-R-' || n, 'La Uji', '', '{}', 'L', false,"
            " 'UNKNOWN', false, %s, now(), 1 FROM generate_series(1, 3) n",
            [people.caseworker.pk],
        )
    with viewing_everything(reason="test"):
        rows = Worker.objects.all()
        assert len({row.uid for row in rows} - {uuid.UUID(int=0)}) == 3
        assert {(row.nik, row.told_name, row.nik_index) for row in rows} == {("", "", None)}
