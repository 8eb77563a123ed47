"""What a letter's line says beside the name: shown, masked, and carried to the person who is that line."""

from datetime import date

import pytest

from cases.actions.arrivals import record_absence
from cases.actions.repatriations import match_entry
from cases.models import Manifest, ManifestEntry, Returnee, SourcedValue
from tests.cases.test_list_imports import taken_over
from tests.counting import queries_of
from tests.factories.casework import make_group, make_returnee, person
from tests.seeing import everything

LIST = """No;Nama;L/P;Umur;TTL;Alamat;NIK;No Paspor;Pekerjaan;Ket
1;La Coba Surat;L;dewasa;Raha, 12-05-1990;Desa Lakudo, Buton Tengah;7414010101900417;XD123456;Buruh sawit;tangan luka
2;Wa Coba Rusak;P;30;31/04/1990;Raha, Muna;7414010101900410;??;;
3;La Coba Polos;L;40;;;;;;"""


@pytest.fixture
def office(people, scope_of):
    with scope_of(people.caseworker):
        yield people.caseworker


@pytest.fixture
def group(people, scope_of):
    with scope_of(people.caseworker):
        return make_group(people.caseworker)


def told(worker) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for row in worker.sourced_values.order_by("pk"):
        rows.setdefault(row.field, []).append(f"{row.printed} ({row.get_source_kind_display()})")
    return rows


def came(office, group, name: str, **facts) -> Returnee:
    return make_returnee(office, group=group, who=person(name, district="", **facts))


def test_who_is_ticked_off_takes_what_the_letter_says(group, office):
    taken_over(group, office, LIST)
    row = came(office, group, "La Coba Surat", age=None)
    worker = row.worker
    worker.refresh_from_db()
    assert row.manifest_entry.position == 1
    assert (worker.birth_date, worker.nik, worker.passport_number) == (
        date(1990, 5, 12),
        "7414010101900417",
        "XD123456",
    )
    assert (worker.district.name, worker.sex) == ("Buton Tengah", "L")
    assert told(worker) == {"job": ["Buruh sawit (Surat)"]}
    assert Returnee.objects.get(pk=row.pk).age_group == "ADULT"
    assert [name.text for name in worker.names.all()] == ["La Coba Surat"]


def test_what_differs_stands_beside_it_as_the_letters(group, office):
    taken_over(group, office, LIST)
    row = came(office, group, "La Coba Surat", age=50, nik="7414010101760001", passport_number="B7654321")
    worker = row.worker
    worker.refresh_from_db()
    assert (worker.stated_age, worker.nik, worker.passport_number) == (50, "7414010101760001", "B7654321")
    assert told(worker) == {
        "birth_date": ["12/05/1990 (Surat)"], "nik": ["7414010101900417 (Surat)"],
        "passport_number": ["XD123456 (Surat)"], "job": ["Buruh sawit (Surat)"],
    }  # fmt: skip


def test_numbers_that_may_be_damaged_are_kept_and_not_used(group, office):
    taken_over(group, office, LIST)
    worker = came(office, group, "Wa Coba Rusak", sex="P", age=None).worker
    worker.refresh_from_db()
    assert (worker.nik, worker.passport_number, worker.birth_date, worker.stated_age) == ("", "", None, 30)
    assert told(worker) == {
        "birth_date": ["31/04/1990 (Surat)"], "nik": ["7414010101900410 (Surat)"], "passport_number": ["?? (Surat)"],
    }  # fmt: skip


def test_a_list_that_comes_after_the_people_tells_of_them_too_and_only_once(group, office):
    row = came(office, group, "La Coba Surat", age=None)
    entry = taken_over(group, office, LIST).entries.get(position=1)
    row.refresh_from_db()
    assert row.manifest_entry == entry
    match_entry(returnee=row, entry=entry, by=office)
    row.worker.refresh_from_db()
    assert row.worker.nik == "7414010101900417"
    assert told(row.worker) == {"job": ["Buruh sawit (Surat)"]}


def test_who_did_not_come_has_all_that_the_letter_says(group, office):
    entry = taken_over(group, office, LIST).entries.get(position=1)
    worker = record_absence(entry=entry, reason="LEFT", on=date(2026, 11, 24), by=office).worker
    assert (worker.birth_date, worker.nik, worker.passport_number) == (
        date(1990, 5, 12),
        "7414010101900417",
        "XD123456",
    )
    assert told(worker) == {"job": ["Buruh sawit (Surat)"]}


def test_the_return_shows_the_lines_with_numbers_masked(group, people, client_for, scope_of):
    with scope_of(people.caseworker):
        taken_over(group, people.caseworker, LIST)
    page = client_for(people.caseworker).get(f"/pemulangan/{group.number}/")
    lines = page.context["lists"][0]["lines"]
    assert lines[0]["details"] == [
        "Umur tertulis: dewasa", "Lahir: Raha, 12-05-1990 (12 Mei 1990)", f"NIK: {'•' * 12}0417",
        "Paspor/SPLP: ••••3456", "Pekerjaan: Buruh sawit", "Keterangan: tangan luka",
    ]  # fmt: skip
    assert lines[1]["details"] == ["Lahir: 31/04/1990", f"NIK: {'•' * 12}0410", "Paspor/SPLP: ??"]
    assert lines[2]["details"] == []
    text = page.content.decode()
    assert "Pekerjaan: Buruh sawit" in text
    assert [number for number in ("7414010101900417", "XD123456") if number in text] == []


def test_the_page_of_the_person_shows_the_line(group, people, client_for, scope_of):
    with scope_of(people.caseworker):
        taken_over(group, people.caseworker, LIST)
        row = came(people.caseworker, group, "La Coba Surat", age=None)
    page = client_for(people.caseworker).get(f"/pemulangan/{group.number}/orang/{row.pk}/").content.decode()
    assert "Lahir: Raha, 12-05-1990 (12 Mei 1990)" in page
    assert "7414010101900417" not in page
    worker = client_for(people.caseworker).get(f"/pekerja/{row.worker.number}/").content.decode()
    assert "Buruh sawit" in worker
    assert "Pekerjaan" in worker


def test_a_district_that_may_not_change_the_person_keeps_the_letter_beside(people, scope_of):
    with scope_of(people.caseworker):
        group = make_group(people.caseworker)
        taken_over(group, people.caseworker, LIST)
        known = make_returnee(people.caseworker, who=person("La Coba Surat", age=None)).worker
    officer = people.district_buton_tengah
    with scope_of(officer):
        row = make_returnee(officer, group=group, who=person("La Coba Surat", age=None), same_as=known.number)
        assert row.manifest_entry is not None
    with everything():
        known.refresh_from_db()
        assert (known.nik, known.birth_date) == ("", None)
        assert {value.field for value in SourcedValue.objects.filter(worker=known)} == {
            "birth_date", "nik", "passport_number", "job",
        }  # fmt: skip


def test_the_page_asks_the_same_number_of_queries_for_one_and_three_lines(people, client_for, scope_of):
    client, counts = client_for(people.caseworker), []
    for many in (1, 3):
        with scope_of(people.caseworker):
            group = make_group(people.caseworker)
            taken_over(group, people.caseworker, "\n".join(LIST.splitlines()[: many + 1]))
        counts.append(queries_of(client, f"/pemulangan/{group.number}/"))
    assert counts[0] == counts[1]
    with everything():
        assert (Manifest.objects.count(), ManifestEntry.objects.count()) == (2, 4)
