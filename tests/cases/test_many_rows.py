"""Very many rows at once are written as one by one: sealed for their own row, each with its history."""

import pytest
from django.db import connection

from cases.actions.restrictions import restrict_worker
from cases.facts import Age, PersonFacts, Place
from cases.matching_lists import Asked, alike_rows
from cases.models import ListImportRow, ManifestEntry
from cases.places import settle_place
from core.keyfile import new_material
from core.keys import CannotDecrypt, KeyRing
from core.scope import viewing_everything
from tests.cases.test_list_imports import entries, office, taken_over, waiting_list  # noqa: F401 - a fixture
from tests.factories.casework import DAY, make_returnee, person

FIRST, LAST = ("Batu", "Karang", "Pasir", "Teluk"), ("Ampar", "Cemara", "Damar", "Elang", "Gading", "Jati")
UID = "0123456789abcdef0123456789abcdef"


def test_every_line_has_its_history_with_person_action_and_moment(group, office):  # noqa: F811
    manifest = taken_over(group, office)
    lines = entries(manifest)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_obj_id, pgh_label, pgh_context->>'user', pgh_context->>'action', pgh_moment = core_moment(),"
            " name, position FROM cases_manifestentryevent ORDER BY pgh_id"
        )
        found = cursor.fetchall()
        cursor.execute("SELECT id, name FROM cases_manifestentry ORDER BY position")
        stored = [(pk, bytes(name)) for pk, name in cursor.fetchall()]
    assert [row[:5] for row in found] == [
        (line.pk, "insert", str(office.pk), "apply_list_import", True) for line in lines
    ]
    assert [(row[0], bytes(row[5]), row[6]) for row in found] == [
        (pk, name, at) for at, (pk, name) in enumerate(stored, start=1)
    ]


def test_a_changed_and_a_removed_line_are_recorded_too(group, office):  # noqa: F811
    line = entries(taken_over(group, office))[0]
    key = line.pk
    line.stated_age = 77
    line.save()
    line.delete()
    with viewing_everything(reason="history of a row that is gone"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, stated_age FROM cases_manifestentryevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [key]
        )
        found = cursor.fetchall()
    assert found[-2:] == [("update", 77), ("delete", 77)]


def test_keys_of_rows_are_random_and_no_two_alike(group, office):  # noqa: F811
    row = waiting_list(group, office)
    keys = [line.uid for line in row.rows.all()] + [
        line.uid for line in entries(taken_over(group, office, "Nama\nLa X"))
    ]
    assert {key.version for key in keys} == {4}
    assert len(set(keys)) == len(keys) == ListImportRow.objects.count() + ManifestEntry.objects.count()


def test_many_values_are_sealed_as_one_is():
    ring = KeyRing(new_material())
    seal, opened = ring.sealer("t.c"), ring.opener("t.c")
    values = [seal(UID.encode(), f"teks {at}") for at in range(1300)]
    assert [ring.decrypt("t.c", UID, value).decode() for value in values] == [f"teks {at}" for at in range(1300)]
    assert len({value[3:15] for value in values}) == 1300
    assert opened(UID, ring.encrypt("t.c", UID, b"satu")) == "satu"
    assert (seal(UID.encode(), ""), opened(UID, b"")) == (b"", "")


@pytest.mark.parametrize(("column", "row"), [("t.other", UID), ("t.c", UID[::-1])])
def test_a_value_moved_elsewhere_is_refused(column, row):
    ring = KeyRing(new_material())
    value = ring.sealer("t.c")(UID.encode(), "teks")
    with pytest.raises(CannotDecrypt):
        ring.opener(column)(row, value)


def test_a_value_of_an_older_key_is_read():
    old = new_material()
    value = KeyRing(old).sealer("t.c")(UID.encode(), "lama")
    new = KeyRing(old.with_keys("data", old.keys("data").with_new().turned()))
    assert new.opener("t.c")(UID, value) == "lama"


def test_a_long_list_finds_whom_each_of_its_rows_finds_alone(office):  # noqa: F811
    """Long lists read everybody once, short ones ask an index: by words, sealed words, village, and number."""
    known = [make_returnee(office, who=person(f"{first} {last}", age=33)).worker for first in FIRST for last in LAST]
    numbered = make_returnee(office, who=person("Wa Nomor Contoh", nik="7414010101960001")).worker
    restrict_worker(worker=known[3], user_ids={office.pk}, on=DAY, by=office)
    names = [f"La {first} {last}" for last in reversed(LAST) for first in FIRST]
    told = [PersonFacts(name=name, sex="L", age=Age(years=33), place=Place("Lakudo, Buton Tengah")) for name in names]
    told += [PersonFacts(name="Entah Siapa", nik="7414010101960001"), PersonFacts(name=LAST[0], place=told[0].place)]
    asked = {at: Asked(facts, settle_place(facts.place)) for at, facts in enumerate(told, start=1)}
    with viewing_everything(reason="test"):
        together = alike_rows(asked, DAY)
        alone = {at: alike_rows({at: one}, DAY).get(at, []) for at, one in asked.items()}

    assert {at: scores(together, at) for at in asked} == {at: scores(alone, at) for at in asked}
    assert {at: sure(together, at) for at in asked} == {at: sure(alone, at) for at in asked}
    assert {row.pk for row in (*known, numbered)} == {pk for at in asked for pk in sure(together, at)}


def scores(found, at: int) -> list[int]:
    return [match.score for match in found.get(at, [])]


def sure(found, at: int) -> set[int]:
    """Who surely is the person told; of those who are merely alike three are shown, and which is chance."""
    return {match.worker.pk for match in found.get(at, []) if {"NAME", "NIK"}.intersection(match.reasons)}
