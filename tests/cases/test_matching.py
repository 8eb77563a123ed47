"""Who looks like whom, and why. The table is what a careful clerk would say."""

from datetime import date

import pytest

from cases.facts import Age, PersonFacts
from cases.matching import SHOWN_FROM, alike
from cases.models import FamilyLink
from cases.places import settle_place
from tests.factories.casework import DAY, make_worker, person

# known person: La Ode Contoh Samudra, male, 40 years, first village of Buton Tengah, phone and NIK below
PHONE, NIK = "+6281200000001", "7414010101860001"

CASES = [
    ("same in another spelling", {"name": "Laode Tjontoh Samudera", "age": 41}, {"NAME_ALIKE", "AGE", "VILLAGE"}),
    ("same words, other order", {"name": "Samudra Contoh", "age": 40}, {"NAME", "AGE", "VILLAGE"}),
    ("other name, same NIK", {"name": "Budi", "nik": NIK}, {"NIK"}),
    ("name not heard, same NIK", {"name": "", "nik": NIK, "age": None}, {"NIK"}),
    ("other person, same village", {"name": "Wa Coba Melati", "sex": "P"}, None),
    ("same name, a generation apart", {"name": "La Ode Contoh Samudra", "age": 8, "district": "74.07"}, None),
    ("same name, other sex, elsewhere", {"name": "Contoh Samudra", "sex": "P", "district": "74.07"}, None),
    ("same whole name, nothing else known", {"name": "La Ode Contoh Samudra", "age": None, "district": ""}, {"NAME"}),
    ("same name, age alone to compare", {"name": "Contoh Samudra", "age": 58, "district": ""}, None),
    ("one word of the name, nothing else known", {"name": "Samudra", "age": None, "district": ""}, None),
    (
        "family's phone and a name alike",
        {"name": "Contoh Samudera", "age": None, "district": "74.07", "family_phone": "0812 0000 0009"},
        {"NAME_ALIKE", "FAMILY_PHONE"},
    ),
    ("family's phone alone", {"name": "Wa Coba Melati", "age": 7, "family_phone": "0812 0000 0009"}, None),
    (
        "own phone written otherwise",
        {"name": "Contoh Samudera", "age": None, "district": "74.07", "phone": "0812-0000-0001"},
        {"NAME_ALIKE", "PHONE"},
    ),
    ("shared family phone alone", {"name": "Wa Coba Melati", "phone": PHONE, "district": "74.07"}, None),
]


@pytest.fixture
def known(people, scope_of):
    with scope_of(people.caseworker):
        worker = make_worker(people.caseworker, name="La Ode Contoh Samudra", age=40, phone=PHONE, nik=NIK)
        FamilyLink.objects.create(worker=worker, relation="OTHER", phone="+6281200000009")
        yield worker


@pytest.mark.parametrize(("what", "told", "reasons"), CASES, ids=[case[0] for case in CASES])
def test_likeness(known, what, told, reasons):
    facts = person(**{"name": "", **told}) if told.get("name") else PersonFacts(nik=told["nik"])
    found = alike(facts, settle_place(facts.place), DAY)
    assert [set(match.reasons) for match in found if match.worker == known] == ([reasons] if reasons else [])
    assert all(match.score >= SHOWN_FROM for match in found)


def test_likeness_by_birth_date_without_place(people, scope_of):
    with scope_of(people.caseworker):
        born = Age(birth_date=date(1990, 5, 7))
        known = make_worker(people.caseworker, name="Wa Coba Kenanga", sex="P", age_facts=born)
        facts = PersonFacts("Wa Coba Kananga", "P", Age(birth_date=date(1990, 5, 7)))
        assert [match.worker for match in alike(facts, settle_place(facts.place), DAY)] == [known]


def test_merged_person_is_not_offered(people, scope_of, known):
    with scope_of(people.caseworker):
        other = make_worker(people.caseworker, name="La Ode Contoh Samudra", age=40)
        other.merged_into = known
        other.save()
        facts = person("La Ode Contoh Samudra", age=40)
        assert [match.worker for match in alike(facts, settle_place(facts.place), DAY)] == [known]


def test_namesake_of_whom_nothing_is_known_is_shown_at_the_card(people, scope_of, client_for):
    """Twice "La Ode Gabung Satria", of the same sex, one without age and place."""
    officer = people.district_buton_tengah
    with scope_of(officer):
        make_worker(officer, name="La Ode Gabung Satria", age=None, district="")
    told = {"name": "La Ode Gabung Satria", "sex": "L", "age": "35", "village": "Lakudo, Buton Tengah"}
    page = client_for(officer).post("/pemulangan/cek-kembar/", told).content.decode()
    assert "Mirip karena: nama sama." in page
