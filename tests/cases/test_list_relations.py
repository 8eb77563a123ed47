"""A second letter corrects the list or only adds people; nothing that was ticked is lost. Each list has its letter."""

import re

import pytest

from cases.actions.arrivals import record_absence
from cases.actions.letters import link_return_letter
from cases.actions.repatriations import record_manifest
from cases.facts import ListedPerson
from cases.list_differences import differences, overlap
from cases.list_pairs import Told, pairs
from cases.models import ListImport, Manifest, ManifestEntry, Returnee
from cases.queries.list_imports import standing_of
from cases.queries.wide import reconcile
from cases.standing_lists import Stand, proposal, stand_of, ways
from core.exceptions import DomainError
from tests.cases.test_list_imports import HEAD, at, read_now
from tests.factories.casework import DAY, make_returnee, person
from tests.factories.letters import make_letter
from tests.seeing import everything

FIRST = [("La Coba Karang", "L", 30), ("Wa Coba Pasir", "P", 28), ("La Coba Gua", "L", 40)]


@pytest.fixture
def office(people, scope_of):
    with scope_of(people.caseworker):
        yield people.caseworker


def list_of(group, by, people, **told) -> Manifest:
    listed = [ListedPerson(name, sex, age, "Muna") for name, sex, age in people]
    head = {"issuer": "BP3MI Contoh", "letter_number": "", "letter_date": None, "subject": "", "people_counted": None}
    return record_manifest(repatriation=group, people=listed, by=by, **{**head, **told})


def lines(manifest) -> list[ManifestEntry]:
    return list(manifest.entries.order_by("position"))


def beside(*standing) -> Stand:
    return Stand(beside=frozenset(row.pk for row in standing))


# -- the same person -------------------------------------------------------------------------------


def told(name, sex="L", age=30, origin="", numbers=()) -> Told:
    return Told(name, name, sex, age, origin, frozenset(numbers))


@pytest.mark.parametrize(("before", "after", "same"), [
    ([told("La Ode Karang")], [told("LD. KARANG", age=31)], True),
    ([told("Siti Rahmawati", "P")], [told("Siti Rahmawoti", "P")], True),
    ([told("Siti Rahmawati", "P")], [told("Siti Rahmawoti", "P", 45)], False),
    ([told("Siti Rahmawati", "P")], [told("Siti Rahmawoti", "L")], False),
    ([told("Siti Rahmawati", "P", None, "Raha")], [told("Siti Rahmawoti", "P", None, "RAHA")], True),
    ([told("Siti Rahmawati", "P", None)], [told("Siti Rahmawoti", "P", None)], False),
    ([told("La Karang", numbers=["1"])], [told("La Batu", numbers=["1"])], True),
    ([told("Siti Rahmawati", "P", numbers=["1"])], [told("Siti Rahmawoti", "P", numbers=["2"])], False),
    ([told("La Karang"), told("La Karang", age=50)], [told("La Karang", age=50), told("La Karang")], True),
    ([told("La Karang"), told("La Karang")], [told("La Karang")], False),
    ([told("")], [told("")], False),
    ([told("Siti Rahmawati", "P")], [told("Siti Rahmawoti", "P"), told("La Batu")], True),
    ([told("La Karang", numbers=["1"])], [told("La Karang", numbers=["2"])], False),
])  # fmt: skip
def test_a_person_of_two_lists_is_known_without_guessing(before, after, same):
    found = pairs(before, after)
    assert (len(found) == len(before)) is same
    assert all((one.age, other.age) != (30, 50) for one, other in found)


def test_two_who_look_alike_are_nobody():
    assert pairs([told("Siti Rahmawati", "P")], [told("Siti Rahmawoti", "P"), told("Siti Rahmawatu", "P")]) == []


def test_overlap_counts_the_named_people_of_the_newer_list():
    old = [ManifestEntry(name=name, sex=sex, stated_age=age) for name, sex, age in FIRST]
    new = [*old[:2], ManifestEntry(name="Wa Baru"), ManifestEntry(name="")]
    assert round(overlap(old, new), 2) == 0.67
    assert overlap(old, [ManifestEntry(name="")]) == 0.0


# -- it corrects -----------------------------------------------------------------------------------


def test_a_correction_after_arrivals_takes_everybody_along(group, office):
    first = list_of(group, office, FIRST)
    line = lines(first)
    came = [
        make_returnee(office, group=group, who=person(row.name, sex=row.sex, age=row.stated_age)) for row in line[:2]
    ]
    record_absence(entry=line[2], reason="LEFT", on=DAY, by=office)
    second = list_of(group, office, [("LA COBA KARANG", "L", 31), ("Wa Coba Pasirr", "P", 28), ("Wa Baru", "P", 9)])
    new = lines(second)
    assert [Returnee.objects.get(pk=row.pk).manifest_entry_id for row in came] == [new[0].pk, new[1].pk]
    absent = Returnee.objects.get(arrival_state="NOT_ARRIVED")
    assert (absent.manifest_entry_id, absent.not_arrived_reason, absent.is_unlisted) == (line[2].pk, "LEFT", True)
    numbers = reconcile(group)
    assert (numbers.listed, numbers.arrived, numbers.open) == (3, 2, 1)
    found = differences(line, new, {row.pk for row in line})
    assert (found.added, found.gone, found.kept) == (["Wa Baru"], ["La Coba Gua"], ["La Coba Gua"])
    assert [(name, what) for name, what, _one, _other in found.changed] == [
        ("LA COBA KARANG", "Umur"), ("Wa Coba Pasirr", "Nama"),
    ]  # fmt: skip


def test_the_page_of_the_return_tells_the_differences(group, people, office, client_for):
    first = list_of(group, office, FIRST)
    make_returnee(office, group=group, who=person("La Coba Gua", age=40))
    list_of(group, office, FIRST[:2])
    page = client_for(people.caseworker).get(f"/pemulangan/{group.number}/").content.decode()
    assert "0 nama baru, 1 nama tidak disebut lagi, 0 keterangan berubah." in page
    assert "1 orang di antaranya sudah dicatat tiba atau tidak datang; catatannya tetap: La Coba Gua." in page
    assert Manifest.objects.get(pk=first.pk).replaced_by is not None


# -- it adds ---------------------------------------------------------------------------------------


def test_a_list_that_only_adds_stands_beside_the_first(group, office):
    first = list_of(group, office, FIRST)
    extra = make_returnee(office, group=group, who=person("Wa Baru", sex="P", age=9), is_unlisted=True)
    other = make_returnee(office, group=group, who=person("La Lain", age=50), is_unlisted=True)
    made = make_returnee(office, group=group, who=person("La Coba Karang"))
    second = list_of(group, office, [("Wa Baru", "P", 9), ("", "U", None)], people_counted=4, stand=beside(first))
    assert (second.is_addition, Manifest.objects.get(pk=first.pk).replaced_by) == (True, None)
    extra.refresh_from_db()
    made.refresh_from_db()
    other.refresh_from_db()
    assert (extra.manifest_entry_id, extra.is_unlisted) == (lines(second)[0].pk, False)
    assert made.manifest_entry_id == lines(first)[0].pk
    assert other.is_unlisted
    numbers = reconcile(group)
    assert (numbers.listed, numbers.arrived, numbers.unlisted, numbers.open) == (7, 2, 1, 5)


def test_one_of_several_lists_is_replaced_alone(group, office):
    first = list_of(group, office, FIRST)
    second = list_of(group, office, [("Wa Baru", "P", 9)], stand=beside(first))
    third = list_of(
        group, office, [("Wa Baru", "P", 10), ("Wa Lain", "P", 20)],
        stand=Stand(frozenset([second.pk]), frozenset([first.pk])),
    )  # fmt: skip
    assert {row.pk for row in standing_of(group)} == {first.pk, third.pk}
    assert (third.is_addition, reconcile(group).listed) == (False, 5)


def test_a_list_that_came_meanwhile_is_looked_at_first(group, office):
    first = list_of(group, office, FIRST)
    seen = beside(first)
    list_of(group, office, FIRST[:2])
    with pytest.raises(DomainError, match="Daftar lain baru saja dimasukkan atau diganti"):
        list_of(group, office, [("Wa Baru", "P", 9)], stand=seen)


def test_what_is_proposed_follows_from_the_overlap(group, office):
    first = list_of(group, office, FIRST)
    both = {first.pk: lines(first)}
    new = [ManifestEntry(name="Wa Baru", sex="P", stated_age=9)]
    assert stand_of(proposal([first], both, new)) == beside(first)
    assert stand_of(proposal([first], both, lines(first)[:2])) == Stand(frozenset([first.pk]))
    assert stand_of(proposal([first], both, [ManifestEntry(name="")])) == Stand(frozenset([first.pk]))
    second = list_of(group, office, [("Wa Baru", "P", 9)], stand=beside(first))
    standing = [second, first]
    both[second.pk] = lines(second)
    assert stand_of(proposal(standing, both, new)) == Stand(frozenset([second.pk]), frozenset([first.pk]))
    assert {stand_of(value).seen for value, _words in ways(standing)} == {frozenset([first.pk, second.pk])}


# -- on the pages ----------------------------------------------------------------------------------

CHECKED = re.compile(r'name="relation"[^>]*value="([^"]+)"[^>]*checked|value="([^"]+)"[^>]*name="relation"[^>]*checked')


def proposed(page: str) -> str:
    found = CHECKED.search(page)
    return next(filter(None, found.groups())) if found else ""


def test_a_typed_list_asks_how_it_stands_and_proposes(group, people, client_for, scope_of):
    client, there = client_for(people.caseworker), f"/pemulangan/{group.number}/daftar/"
    start = {"issuer": "BP3MI Contoh", "people": "La Coba Karang, L, 30\nWa Coba Pasir, P, 28"}
    assert "Hanya menambah orang" not in client.get(there).content.decode()
    assert client.post(there, {**start, "simpan": "1"}).status_code == 302
    more = {**start, "people": "Wa Baru, P, 9"}
    page = client.post(there, more)
    assert page.status_code == 200
    assert "1 nama baru, 2 nama tidak disebut lagi" in page.content.decode()
    value = proposed(page.content.decode())
    assert value.startswith("tambah-")
    assert "Hanya menambah orang" in client.post(there, {**more, "simpan": "1"}).content.decode()
    told = {**more, "simpan": "1", "relation": value}
    assert client.post(there, told).status_code == 302
    again = client.post(there, told)
    assert again.status_code == 422
    assert "Daftar lain baru saja dimasukkan atau diganti." in again.content.decode()
    assert "Wa Baru, P, 9" in again.content.decode()
    with everything():
        assert [(row.is_addition, row.replaced_by_id) for row in Manifest.objects.order_by("pk")] == [
            (False, None), (True, None),
        ]  # fmt: skip
    same = {**start, "people": "La Coba Karang, L, 31\nWa Coba Pasir, P, 28\nWa Baru, P, 9"}
    assert proposed(client.post(there, same).content.decode()).startswith("ganti-")


def test_an_imported_list_asks_how_it_stands_and_proposes(group, people, client_for, scope_of):
    with scope_of(people.caseworker):
        list_of(group, people.caseworker, FIRST)
    client = client_for(people.caseworker)
    there = client.post(at(group), {**HEAD, "text": "Nama;Umur\nWa Baru;9\nLa Baru;10"}).url
    with scope_of(people.caseworker):
        read_now(ListImport.objects.latest("pk"), people.caseworker)
    value = proposed(client.get(there).content.decode())
    assert value.startswith("tambah-")
    told = {"tampil": [1, 2], "pilih": [1, 2], "langkah": "terapkan"}
    refused = client.post(there, told)
    assert refused.status_code == 422
    assert "Pilih &quot;Daftar ini&quot;." in refused.content.decode()
    assert client.post(there, {**told, "relation": value}).status_code == 302
    with everything():
        assert sorted(Manifest.objects.values_list("is_addition", flat=True)) == [False, True]
        assert reconcile(group).listed == 5


# -- the letter of a list --------------------------------------------------------------------------


@pytest.fixture
def letter(group, people, scope_of):
    with scope_of(people.caseworker):
        made = make_letter(
            people.caseworker, number="B.9/COBA", sender="KJRI Contoh", letter_date=DAY, people_counted=5
        )
        link_return_letter(repatriation=group, letter=made, by=people.caseworker)
    return made


def test_a_typed_list_takes_over_what_its_letter_says(group, letter, people, client_for):
    client, there = client_for(people.caseworker), f"/pemulangan/{group.number}/daftar/"
    assert "B.9/COBA · KJRI Contoh" in client.get(there).content.decode()
    told = {"letter": letter.agenda_number, "people": "La Coba Karang, L, 30", "simpan": "1"}
    assert client.post(there, told).status_code == 302
    with everything():
        row = Manifest.objects.select_related("letter").get()
    assert (row.letter, row.issuer, row.letter_number, row.letter_date, row.people_counted, row.subject) == (
        letter, "KJRI Contoh", "B.9/COBA", DAY, 5, "",
    )  # fmt: skip
    page = client.get(f"/pemulangan/{group.number}/").content.decode()
    assert f'<a href="/surat/{letter.agenda_number}/">B.9/COBA</a>' in page


def test_an_imported_list_is_tied_to_its_letter(group, letter, people, client_for, scope_of):
    client = client_for(people.caseworker)
    answer = client.post(at(group), {"letter": letter.agenda_number, "issuer": "Lain", "text": "Nama;Umur\nLa Coba;9"})
    with scope_of(people.caseworker):
        row = read_now(ListImport.objects.latest("pk"), people.caseworker)
        assert (row.letter, row.issuer, row.letter_number) == (letter, "Lain", "B.9/COBA")
    client.post(answer.url, {"tampil": [1], "pilih": [1], "langkah": "terapkan"})
    with everything():
        assert Manifest.objects.get().letter == letter


def test_another_letter_is_typed(group, letter, people, client_for):
    client, there = client_for(people.caseworker), f"/pemulangan/{group.number}/daftar/"
    told = {"letter": "", "people": "La Coba Karang, L, 30", "simpan": "1"}
    refused = client.post(there, told)
    assert refused.status_code == 422
    assert "Isi &quot;Penerbit surat&quot;, atau pilih suratnya." in refused.content.decode()
    assert client.post(there, {**told, "issuer": "BP3MI Lain"}).status_code == 302
    with everything():
        assert (Manifest.objects.get().letter, Manifest.objects.get().issuer) == (None, "BP3MI Lain")


def test_nothing_of_a_secret_letter_is_copied(group, people, client_for, scope_of):
    with scope_of(people.caseworker):
        secret = make_letter(people.caseworker, number="R.1/RAHASIA", classification="RAHASIA")
        link_return_letter(repatriation=group, letter=secret, by=people.caseworker)
    client, there = client_for(people.caseworker), f"/pemulangan/{group.number}/daftar/"
    told = {"letter": secret.agenda_number, "people": "La Coba Karang, L, 30", "simpan": "1"}
    refused = client.post(there, told)
    assert refused.status_code == 422
    assert "Surat ini rahasia dan tidak disalin ke daftar." in refused.content.decode()
    assert client.post(there, {**told, "issuer": "Perwakilan"}).status_code == 302
    with everything():
        row = Manifest.objects.select_related("letter").get()
    assert (row.letter, row.issuer, row.letter_number) == (secret, "Perwakilan", "")
    page = client_for(people.district_buton_tengah).get(f"/pemulangan/{group.number}/").content.decode()
    assert "R.1/RAHASIA" not in page


def test_a_letter_of_another_return_cannot_be_chosen(group, people, client_for, scope_of):
    with scope_of(people.caseworker):
        foreign = make_letter(people.caseworker)
        link_return_letter(repatriation=group, letter=make_letter(people.caseworker), by=people.caseworker)
    told = {"letter": foreign.agenda_number, "issuer": "x", "people": "La Coba, L, 3", "simpan": "1"}
    refused = client_for(people.caseworker).post(f"/pemulangan/{group.number}/daftar/", told)
    assert refused.status_code == 422
    assert "La Coba, L, 3" in refused.content.decode()
