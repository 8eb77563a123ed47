"""Changing keys: nothing is lost, nothing is left behind, and it goes on wherever it was broken off."""

from datetime import timedelta

import psycopg2
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from cases.actions.cases import add_note
from cases.actions.restrictions import restrict_case
from cases.models import Case, CaseNote, Worker
from cases.queries import find_everything
from core.actions import rotation
from core.actions.files import keep_file
from core.exceptions import DomainError
from core.files import content_of
from core.keyfile import new_material, read_key_file, write_key_file
from core.keys import CannotDecrypt, KeyRing, key_id_of, key_ring, read_ring
from core.models import KeyRotation, OfficeKey, StoredFile
from tests.core import foreign_files as made
from tests.factories.casework import DAY, make_case, make_worker
from tests.faults.conftest import database_url
from tests.files import lying_in
from tests.keyfiles import entered_as_web, numbers
from tests.seeing import everything

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("as_owner_of_the_tables")]
NIK = "741401010190{:04}"


@pytest.fixture
def rows(as_owner_of_the_tables, people, scope_of):
    """Five people with numbers, one of them sealed, and a note."""
    with scope_of(people.caseworker):
        made = [make_worker(people.caseworker, name=f"La Coba Putar{n}", nik=NIK.format(n)) for n in range(5)]
        case = make_case(people.caseworker, worker=made[0])
        add_note(case=case, text="Keluarga dihubungi.", by=people.caseworker)
        restrict_case(case=case, user_ids=set(), on=DAY, by=people.caseworker)
    return made


def stored(query: str) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [bytes(value) for (value,) in cursor.fetchall() if value]


def all_read(rows) -> bool:
    with everything():
        people = [Worker.objects.get(pk=row.pk) for row in rows]
        found = [Worker.objects.filter(nik_index=NIK.format(n)).first() for n in range(5)]
        sealed = find_everything("Putar0").people
        note = CaseNote.objects.get().text
    told = [row.nik for row in people]
    return (told, found, sealed, note) == (
        [NIK.format(n) for n in range(5)], rows, [rows[0]], "Keluarga dihubungi.",
    )  # fmt: skip


def make_old(kind: str) -> None:
    """As if the newest key had been writing for a day."""
    OfficeKey.objects.filter(name__startswith=kind).update(known_since=timezone.now() - timedelta(days=1))


def test_data_key_is_changed_everywhere(rows, own_keys):
    events = stored("SELECT nik FROM cases_workerevent WHERE nik <> ''")
    history = len(stored("SELECT uid::text::bytea FROM cases_workerevent"))
    written = rotation.rotate(kind="data", batch=2)
    assert written > 20
    assert numbers(own_keys, "data") == (2, [1, 2])
    assert rotation.left_over("data") == {}
    for table in ("cases_worker", "cases_workerevent"):
        assert {key_id_of(value) for value in stored(f"SELECT nik FROM {table} WHERE nik <> ''")} == {2}
    assert len(stored("SELECT nik FROM cases_workerevent WHERE nik <> ''")) == len(events)
    assert len(stored("SELECT uid::text::bytea FROM cases_workerevent")) == history
    assert all_read(rows)


def test_blind_key_is_changed_everywhere(rows, own_keys):
    before = set(stored("SELECT nik_index FROM cases_worker"))
    rotation.rotate(kind="blind", batch=2)
    after = set(stored("SELECT nik_index FROM cases_worker"))
    assert (len(before & after), {value[:2] for value in after}) == (0, {b"\x00\x02"})
    assert rotation.left_over("blind") == {}
    assert {word[:2] for word in Worker._base_manager.get(pk=rows[0].pk).sealed_words} == {b"\x00\x02"}
    assert all_read(rows)


@pytest.mark.parametrize("kind", ["data", "blind"])
def test_everything_is_read_after_each_batch(rows, own_keys, kind):
    name = rotation.begin(kind)
    batches = 0
    for place in rotation.places(kind):
        state = KeyRotation.objects.create(key_name=name, place=place.name)
        while rotation.one_batch(state, place, 1):
            batches += 1
            assert all_read(rows)
    assert batches >= 5
    assert rotation.left_over(kind) == {}


def test_new_rows_are_written_with_the_new_key_at_once(rows, own_keys, people, scope_of):
    rotation.begin("data")
    with scope_of(people.caseworker):
        worker = make_worker(people.caseworker, nik=NIK.format(77))
    assert key_id_of(Worker._base_manager.get(pk=worker.pk).__dict__["nik"]) == 2


def broken_off_with_the_key_in_the_file(path):
    material = read_key_file(path)
    write_key_file(path, material.with_keys("data", material.data.with_new()))


def broken_off_with_the_key_known(path):
    broken_off_with_the_key_in_the_file(path)
    OfficeKey.objects.create(name="data:2", check_value=read_ring().check_values["data:2"])


def broken_off_with_the_key_writing(path):
    rotation.begin("data")


def broken_off_within_the_rows(path):
    name = rotation.begin("data")
    for place in rotation.places("data")[:3]:
        state, _made = KeyRotation.objects.get_or_create(key_name=name, place=place.name)
        rotation.one_batch(state, place, 1)


@pytest.mark.parametrize(
    "broken_off",
    [
        broken_off_with_the_key_in_the_file,
        broken_off_with_the_key_known,
        broken_off_with_the_key_writing,
        broken_off_within_the_rows,
    ],
)
def test_it_goes_on_where_it_was_broken_off(rows, own_keys, broken_off):
    broken_off(own_keys)
    assert all_read(rows)
    rotation.rotate(kind="data")
    assert numbers(own_keys, "data") == (2, [1, 2])
    assert rotation.left_over("data") == {}
    assert all_read(rows)


def test_called_again_it_changes_nothing(rows, own_keys):
    rotation.rotate(kind="data")
    assert rotation.rotate(kind="data") == 0
    assert numbers(own_keys, "data") == (2, [1, 2])


def test_value_that_a_late_writer_left_on_the_old_key_is_taken_too(rows, own_keys):
    old = KeyRing(read_key_file(own_keys))
    rotation.rotate(kind="data")
    row = rows[3]
    late = old.encrypt("cases_worker.nik", row.uid.hex, NIK.format(3).encode())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_worker SET nik = %s WHERE id = %s", [late, row.pk])
    assert rotation.left_over("data")["cases_worker"] == 1
    make_old("data")
    with pytest.raises(DomainError, match="Older keys are still needed by {'cases_worker': 1"):
        rotation.retire(kind="data")
    assert rotation.rotate(kind="data") >= 1
    assert rotation.left_over("data") == {}
    assert all_read(rows)


def test_old_key_is_retired_when_nothing_needs_it(rows, own_keys):
    old = KeyRing(read_key_file(own_keys))
    rotation.rotate(kind="data")
    rotation.rotate(kind="blind")
    with pytest.raises(DomainError, match="changed just now"):
        rotation.retire(kind="data")
    for kind in ("data", "blind"):
        make_old(kind)
        assert rotation.retire(kind=kind) == [f"{kind}:1"]
        assert numbers(own_keys, kind) == (2, [2])
    assert all_read(rows)
    row = Worker._base_manager.get(pk=rows[0].pk)
    with pytest.raises(CannotDecrypt, match="data key 2, which is not in the ring"):
        old.decrypt("cases_worker.nik", row.uid.hex, row.__dict__["nik"])
    assert rotation.retire(kind="data") == []
    assert rotation.rotate(kind="data") > 0
    assert numbers(own_keys, "data") == (3, [2, 3])


def test_key_file_from_before_the_rotation_is_refused(rows, own_keys):
    before = own_keys.read_bytes()
    rotation.rotate(kind="data")
    own_keys.write_bytes(before)
    with pytest.raises(ImproperlyConfigured, match="lacks the key data:2, with which this database was written"):
        key_ring()


def test_key_file_newer_than_the_database_is_refused(rows, own_keys):
    material = read_key_file(own_keys)
    write_key_file(own_keys, material.with_keys("data", material.data.with_new().turned()))
    with pytest.raises(ImproperlyConfigured, match="data:2 .* is newer than this database"):
        key_ring()


def test_only_one_rotation_runs_at_a_time(rows, own_keys):
    other = psycopg2.connect(database_url())
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [rotation.LOCK])
        with pytest.raises(CommandError, match="A rotation is running already"):
            call_command("rotate_keys")
    finally:
        other.close()


def test_web_may_not_change_keys(own_keys):
    with entered_as_web(), pytest.raises(DomainError, match="Only the owner of the tables changes keys"):
        rotation.rotate(kind="data")


def test_command_says_what_it_did(rows, own_keys, capsys):
    call_command("rotate_keys", "--batch", "3")
    said = capsys.readouterr().out
    assert "data:2 writes from now on." in said
    assert "blind:2 writes from now on." in said
    assert "data: 0 rows" not in said
    assert "nothing is left on an older key" in said
    with pytest.raises(CommandError, match="changed just now"):
        call_command("rotate_keys", "--retire")
    for kind in ("data", "blind"):
        make_old(kind)
    call_command("rotate_keys", "--retire")
    assert "data: data:1 retired." in capsys.readouterr().out


def test_files_are_written_anew_too(rows, own_keys, people, scope_of, stored_folder):
    with scope_of(people.caseworker):
        names = ["kartu keluarga.jpg", "visa.jpg", "hilang.jpg", "rusak.jpg"]
        kept = [
            keep_file(
                upload=made.upload(name, made.jpeg((60 + n, 40))), kind="CASE_ATTACHMENT", owner_kind="case",
                owner_id=Case.objects.get().pk, by=people.caseworker,
            )
            for n, name in enumerate(names)
        ]  # fmt: skip
    (stored_folder / kept[2].place).unlink()
    harmed = stored_folder / kept[3].place
    harmed.write_bytes(harmed.read_bytes()[:-1] + b"x")
    before = [content_of(row) for row in kept[:2]]
    rotation.rotate(kind="data", batch=1)
    assert rotation.left_over("data") == {}
    with everything():
        after = list(StoredFile.objects.order_by("pk"))
    assert [row.file_name for row in after] == names
    assert [content_of(row) for row in after[:2]] == before
    assert lying_in(stored_folder) == sorted([harmed, *(stored_folder / row.place for row in after[:2])])
    assert {key_id_of(path.read_bytes()) for path in lying_in(stored_folder) if path != harmed} == {2}


def test_wrong_file_is_refused_before_anything_is_read_or_written(rows, own_keys, people, scope_of):
    write_key_file(own_keys, new_material())
    with pytest.raises(ImproperlyConfigured, match=r"does not belong to this database.*Nothing was read or written"):
        Worker._base_manager.get(pk=rows[0].pk).nik  # noqa: B018
    with scope_of(people.caseworker), pytest.raises(ImproperlyConfigured, match="does not belong"):
        make_worker(people.caseworker)


def test_database_without_keys_says_what_to_do(own_keys):
    OfficeKey.objects.all().delete()
    write_key_file(own_keys, read_key_file(own_keys))
    with pytest.raises(ImproperlyConfigured, match=r"knows no keys yet. Run `manage.py migrate`"):
        key_ring()
    call_command("migrate", verbosity=0)
    assert key_ring().data_key_id == 1
