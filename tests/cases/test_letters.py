"""Letters of returns and cases: linked from either side, recorded anew, found by number, taken away again."""

import uuid

import pytest

from cases.actions.letters import link_case_letter, link_return_letter
from cases.models import CaseLetter, ReturnLetter
from tests.counting import queries_of
from tests.factories.letters import make_letter
from tests.seeing import everything

NUMBER = "B.77/COBA/PB.05.03"


@pytest.fixture
def letter(people, scope_of):
    with scope_of(people.caseworker):
        return make_letter(people.caseworker, number=NUMBER, subject="Perihal contoh")


@pytest.fixture
def own(people, scope_of):
    """A letter that the district recorded."""
    with scope_of(people.district_buton_tengah):
        return make_letter(people.district_buton_tengah)


def linked(model=ReturnLetter) -> list:
    with everything():
        return list(model.objects.select_related("letter"))


def test_a_return_takes_a_letter_by_its_number(group, letter, people, client_for):
    client, there = client_for(people.caseworker), f"/pemulangan/{group.number}/"
    assert "Tautkan surat" in client.get(there).content.decode()
    for number in (NUMBER.lower(), letter.agenda_number):
        response = client.post(f"{there}surat/", {"letter": number, "role": "REQUEST"})
        assert (response.status_code, response.url) == (302, f"{there}#surat")
    assert [(link.letter, link.role) for link in linked()] == [(letter, "REQUEST")]
    page = client.get(there).content.decode()
    assert NUMBER in page
    assert "Permohonan" in page
    assert group.number in client.get(f"/surat/{letter.agenda_number}/").content.decode()


def test_an_unknown_number_is_kept_and_said(group, people, client_for):
    response = client_for(people.caseworker).post(
        f"/pemulangan/{group.number}/surat/", {"letter": "B.0", "role": "NOTICE"}
    )
    assert response.status_code == 422
    assert "Surat &quot;B.0&quot; tidak ditemukan" in response.content.decode()
    assert 'value="B.0"' in response.content.decode()


def test_a_new_letter_is_linked_at_once(group, people, client_for):
    told = {
        "form_id": str(uuid.uuid4()), "number": "S.5", "sender": "KJRI", "subject": "Daftar", "moved_on": "3/6/2024",
        "channel": "EMAIL", "kind": "SURAT", "classification": "BIASA", "urgency": "BIASA",
    }  # fmt: skip
    client = client_for(people.caseworker)
    there = f"/pemulangan/{group.number}/surat/baru/"
    assert group.number in client.get(there).content.decode()
    for _click in range(2):
        assert client.post(there, told).url == "/surat/SM-2024-0001/"
    assert [link.letter.number for link in linked()] == ["S.5"]
    assert client.post(there, {**told, "subject": ""}).status_code == 422


def test_a_letter_finds_its_return_and_its_case_by_number(group, case, letter, people, client_for):
    client, there = client_for(people.caseworker), f"/surat/{letter.agenda_number}/tautkan/"
    for number in (group.number, case.number.lower()):
        assert client.post(there, {"to": number, "role": "NOTICE"}).status_code == 302
    assert (len(linked()), len(linked(CaseLetter))) == (1, 1)
    response = client.post(there, {"to": "PM-2000-1", "role": "NOTICE"})
    assert response.status_code == 422
    assert "Tidak ada pemulangan atau kasus dengan nomor itu." in response.content.decode()
    page = client.get(f"/surat/{letter.agenda_number}/").content.decode()
    assert case.number in page
    assert NUMBER in client.get(f"/kasus/{case.number}/").content.decode()


def test_links_are_taken_away(group, case, letter, people, client_for, scope_of):
    with scope_of(people.caseworker):
        to_return = link_return_letter(repatriation=group, letter=letter, by=people.caseworker)
        to_case = link_case_letter(case=case, letter=letter, by=people.caseworker)
    client = client_for(people.caseworker)
    assert client.get(f"/pemulangan/{group.number}/surat/{to_return.pk}/lepas/").status_code == 405
    assert client.post(f"/pemulangan/{group.number}/surat/{to_return.pk}/lepas/").status_code == 302
    assert client.post(f"/kasus/{case.number}/surat/{to_case.pk}/lepas/").status_code == 302
    assert client.post(f"/kasus/{case.number}/surat/{to_case.pk}/lepas/").status_code == 404
    assert (linked(), linked(CaseLetter)) == ([], [])


def test_a_district_sees_the_letters_of_its_return_that_it_may_see(group, letter, own, people, client_for, scope_of):
    with scope_of(people.district_buton_tengah):
        link_return_letter(repatriation=group, letter=own, by=people.district_buton_tengah)
    with scope_of(people.caseworker):
        link_return_letter(repatriation=group, letter=letter, by=people.caseworker)
    page = client_for(people.district_buton_tengah).get(f"/pemulangan/{group.number}/").content.decode()
    assert own.agenda_number in page
    assert letter.agenda_number not in page
    page = client_for(people.caseworker).get(f"/pemulangan/{group.number}/").content.decode()
    assert letter.agenda_number in page


@pytest.mark.parametrize("part", ["surat/", "surat/baru/"])
def test_who_may_link(group, people, client_for, client, part):
    there = f"/pemulangan/{group.number}/{part}"
    assert client.get(there).status_code == 302
    assert client_for(people.district_buton_tengah).get(there).status_code == 200
    assert client_for(people.district_wakatobi).get(there).status_code == 404
    assert client_for(people.administration).get(there).status_code == 404
    assert client_for(people.outreach).get(there).status_code == 403
    assert client_for(people.caseworker).put(there).status_code == 405


def test_who_may_link_a_case_and_from_a_letter(case, letter, people, client_for, client):
    for there in (f"/kasus/{case.number}/surat/", f"/surat/{letter.agenda_number}/tautkan/"):
        assert client.get(there).status_code == 302
        assert client_for(people.caseworker).get(there).status_code == 200
        assert client_for(people.district_wakatobi).get(there).status_code == 404
        assert client_for(people.auditor).get(there).status_code == 403
        assert client_for(people.caseworker).put(there).status_code == 405
    assert client_for(people.administration).get(f"/surat/{letter.agenda_number}/tautkan/").status_code == 403


@pytest.mark.parametrize("words", ["77/coba", NUMBER])
def test_search_finds_the_letter_and_its_return(group, letter, people, client_for, scope_of, words):
    with scope_of(people.caseworker):
        link_return_letter(repatriation=group, letter=letter, by=people.caseworker)
    page = client_for(people.caseworker).get("/cari/", {"q": words}).content.decode()
    assert letter.agenda_number in page
    assert group.number in page


def test_search_by_agenda_number_opens_the_letter(letter, people, client_for):
    response = client_for(people.caseworker).get("/cari/", {"q": letter.agenda_number.lower()})
    assert (response.status_code, response.url) == (302, f"/surat/{letter.agenda_number}/")
    assert (
        letter.agenda_number not in client_for(people.district_wakatobi).get("/cari/", {"q": NUMBER}).content.decode()
    )


def test_a_page_with_three_letters_costs_what_one_with_one_costs(group, people, client_for, scope_of):
    client, there = client_for(people.caseworker), f"/pemulangan/{group.number}/"

    def add(number: int) -> int:
        with scope_of(people.caseworker):
            for _turn in range(number):
                letter = make_letter(people.caseworker)
                link_return_letter(repatriation=group, letter=letter, by=people.caseworker)
        return queries_of(client, there)

    assert add(1) == add(2)
