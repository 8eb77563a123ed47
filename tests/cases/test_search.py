"""One box: exact numbers, names however spelt, ships and letters, and masks for people out of sight."""

import pytest

from cases.actions.journeys import record_leg
from cases.actions.letters import link_return_letter
from cases.actions.workers import correct_worker
from core.models import AccessRecord
from tests.factories.casework import DAY, make_case, make_group, make_returnee, make_worker, person
from tests.factories.letters import make_letter


@pytest.fixture
def worker(people, scope_of):
    with scope_of(people.district_buton_tengah):
        worker = make_worker(people.district_buton_tengah, name="La Ode Syahruddin Karang", age=30)
        return correct_worker(
            worker=worker,
            version=1,
            changes={"nik": "7414010101900001", "phone": "081234567890", "passport_number": "X1234567"},
            on=DAY,
            by=people.district_buton_tengah,
        )


@pytest.mark.parametrize(
    "text",
    ["la ode syahruddin karang", "Sahrudin Karang", "karang syahrudin", "7414010101900001", "7414 0101 0190 0001",
     "+62 812-3456-7890", "081234567890", "x1234567"],
)  # fmt: skip
def test_person_is_found(text, worker, people, client_for):
    page = client_for(people.caseworker).get("/cari/", {"q": text}).content.decode()
    assert worker.number in page


def test_number_of_one_record_opens_it(worker, people, client_for, scope_of):
    with scope_of(people.district_buton_tengah):
        returnee = make_returnee(people.district_buton_tengah)
        case = make_case(people.district_buton_tengah, worker=worker)
    client = client_for(people.caseworker)
    goes = {text: client.get("/cari/", {"q": text}).url for text in (
        case.number.lower(), worker.number, returnee.repatriation.number
    )}  # fmt: skip
    assert list(goes.values()) == [
        f"/kasus/{case.number}/",
        f"/pekerja/{worker.number}/",
        f"/pemulangan/{returnee.repatriation.number}/",
    ]


@pytest.mark.parametrize("text", ["adu/2026/000123", "ADU 2026 000123", "2026-000123"])
def test_case_is_found_by_the_ministrys_number(text, people, client_for, scope_of):
    with scope_of(people.caseworker):
        case = make_case(people.caseworker, adu_number="ADU/2026/000123")
    page = client_for(people.caseworker).get("/cari/", {"q": text}).content.decode()
    assert case.number in page


def test_return_is_found_by_ship(people, client_for, scope_of):
    with scope_of(people.caseworker):
        returnee = make_returnee(people.caseworker)
    page = client_for(people.caseworker).get("/cari/", {"q": "km contoh"}).content.decode()
    assert returnee.repatriation.number in page


def test_person_of_another_district_is_masked(people, client_for, scope_of):
    with scope_of(people.district_wakatobi):
        hidden = make_returnee(
            people.district_wakatobi, who=person("Wa Rahasia Samudra", district="74.07", sex="P")
        ).worker
    page = client_for(people.district_buton_tengah).get("/cari/", {"q": "rahasia samudra"}).content.decode()
    assert "W. R. S." in page
    assert hidden.number not in page
    assert "Wa Rahasia Samudra" not in page


def test_nobody_found_says_what_to_try(people, client_for):
    page = client_for(people.caseworker).get("/cari/", {"q": "zzyyxx"}).content.decode()
    assert "Tidak ada yang cocok dengan" in page


@pytest.mark.parametrize("text", ["", " ", "%", "'; DROP", "la", "\x00abc", "x" * 500, "-", "1"])
def test_strange_text_is_answered(text, people, client_for):
    assert client_for(people.caseworker).get("/cari/", {"q": text}).status_code == 200


def test_search_is_recorded_with_the_people_shown(worker, people, client_for):
    client_for(people.caseworker).get("/cari/", {"q": "syahruddin"})
    look = AccessRecord.objects.filter(look="SEARCH", user=people.caseworker).latest("pk")
    assert look.worker_ids == [worker.pk]


def test_search_without_the_right_is_forbidden(people, client_for):
    assert client_for(people.outreach).get("/cari/", {"q": "karang"}).status_code == 403


def test_return_is_found_by_port_and_by_any_leg(people, client_for, scope_of):
    with scope_of(people.caseworker):
        group = make_group(people.caseworker, place_of_arrival="Pelabuhan Murhum Contoh")
        values = {"mode": "LAND", "vessel": "Bus Damai Contoh", "from_place": "Nunukan", "to_place": "Terminal Puuwatu"}
        record_leg(repatriation=group, values=values, people=None, by=people.caseworker)
    for text in ("murhum", "bus damai", "nunukan", "puuwatu"):
        page = client_for(people.caseworker).get("/cari/", {"q": text}).content.decode()
        assert f"/pemulangan/{group.number}/" in page, text
        assert group.number not in client_for(people.district_wakatobi).get("/cari/", {"q": text}).content.decode()


def test_return_is_found_by_a_person_in_sight(people, client_for, scope_of):
    with scope_of(people.caseworker):
        row = make_returnee(people.caseworker, who=person("Wa Coba Terumbu", sex="P"))
    number = row.repatriation.number
    page = client_for(people.caseworker).get("/cari/", {"q": "wa coba terumbu"}).content.decode()
    assert f"/pemulangan/{number}/" in page
    assert "Wa Coba Terumbu" in page
    page = client_for(people.district_wakatobi).get("/cari/", {"q": "wa coba terumbu"}).content.decode()
    assert number not in page
    assert "Wa Coba Terumbu" not in page


def test_a_secret_letter_does_not_lead_to_its_return(people, client_for, scope_of):
    with scope_of(people.head):
        group = make_group(people.head)
        letter = make_letter(people.head, number="R.5/SANGAT/DALAM", classification="RAHASIA")
        link_return_letter(repatriation=group, letter=letter, by=people.head)
    assert group.number in client_for(people.head).get("/cari/", {"q": "R.5/SANGAT"}).content.decode()
    assert group.number not in client_for(people.caseworker).get("/cari/", {"q": "R.5/SANGAT"}).content.decode()
