"""Giving a letter in two taps, and finishing what was given."""

import pytest
from django.utils import timezone

from accounts.models import ActingAppointment
from letters.models import Disposition
from tests.factories.letters import give, make_letter
from tests.seeing import everything


def given() -> list[Disposition]:
    with everything():
        return list(Disposition.objects.order_by("pk"))


def body(to, **told) -> dict:
    return {"instruction": "TINDAK_LANJUTI", "to": str(to.pk), "due_on": "", "text": "", **told}


def test_the_head_gives_a_letter_with_two_taps(letter, url, people, client_for):
    client = client_for(people.head)
    page = client.get(url).content.decode()
    assert f'name="to" value="{people.caseworker.pk}"' in page
    assert "Petugas Pelindungan" in page
    for nobody in (people.auditor, people.head):
        assert f'name="to" value="{nobody.pk}"' not in page
    for _click in range(2):
        response = client.post(f"{url}disposisi/", body(people.caseworker, instruction="SIAPKAN_BALASAN"))
        assert (response.status_code, response.url) == (302, f"{url}#disposisi")
    row = given()[0]
    assert len(given()) == 1
    assert (row.to, row.by, row.instruction, row.due_on is not None) == (
        people.caseworker, people.head, "SIAPKAN_BALASAN", True,
    )  # fmt: skip
    assert "Siapkan balasan" in client_for(people.caseworker).get(url).content.decode()


def test_who_acts_as_head_gives_letters(letter, url, people, client_for):
    client = client_for(people.placement)
    assert client.post(f"{url}disposisi/", body(people.caseworker)).status_code == 403
    today = timezone.localdate()
    ActingAppointment.objects.create(user=people.placement, title="PLH", starts_on=today, ends_on=today)
    assert client.post(f"{url}disposisi/", body(people.caseworker)).status_code == 302


def test_wrong_input_is_kept_and_said(letter, url, people, client_for):
    response = client_for(people.head).post(
        f"{url}disposisi/", body(people.caseworker, due_on="1/1/2020", text="Pesan saya")
    )
    page = response.content.decode()
    assert (response.status_code, given()) == (422, [])
    assert "Tenggat ini sudah lewat." in page
    assert 'value="Pesan saya"' in page
    response = client_for(people.head).post(f"{url}disposisi/", {"instruction": "X"})
    assert response.status_code == 422
    assert "Pilih siapa yang mengerjakannya." in response.content.decode()


def test_who_was_given_it_finishes_it(letter, url, people, client_for, scope_of):
    with scope_of(people.head):
        row = give(letter, people.placement, people.head, text="Sebelum kapal tiba")
    there = f"{url}disposisi/{row.pk}/"
    client = client_for(people.placement)
    page = client.get(there).content.decode()
    assert "Sebelum kapal tiba" in page
    response = client.post(there, {"state": "DONE", "answer": "Sudah dibalas"})
    assert (response.status_code, response.url) == (302, f"{url}#disposisi")
    assert (given()[0].state, given()[0].answer) == ("DONE", "Sudah dibalas")
    assert "Sudah dibalas" in client.get(url).content.decode()


def test_who_may_finish(letter, url, people, client_for, client, scope_of):
    with scope_of(people.head):
        row = give(letter, people.placement, people.head)
    there = f"{url}disposisi/{row.pk}/"
    assert client.get(there).status_code == 302
    assert client_for(people.caseworker).post(there, {"state": "DONE"}).status_code == 404
    assert client_for(people.auditor).get(there).status_code == 403
    assert client_for(people.district_wakatobi).get(there).status_code == 404
    assert client_for(people.placement).put(there).status_code == 405
    assert client_for(people.placement).post(there, {"state": "X", "answer": "Isian"}).status_code == 422
    assert client_for(people.placement).get(f"{url}disposisi/0/").status_code == 404
    assert client_for(people.head).post(there, {"state": "DROPPED"}).status_code == 302


def test_a_letter_that_is_only_to_be_known(letter, url, people, client_for, client):
    there = f"{url}arsipkan/"
    assert client.post(there).status_code == 302
    assert client_for(people.caseworker).post(there).status_code == 403
    assert client_for(people.head).get(there).status_code == 405
    assert client_for(people.head).post(there, follow=True).status_code == 200
    assert "Surat menunggu disposisi" not in client_for(people.head).get("/").content.decode()


def test_an_outgoing_letter_is_given_to_nobody(people, client_for, scope_of):
    with scope_of(people.caseworker):
        sent = make_letter(people.caseworker, direction="OUT", recipient="KJRI")
    client = client_for(people.head)
    assert client.post(f"/surat/{sent.agenda_number}/disposisi/", body(people.caseworker)).status_code == 403
    assert 'name="to"' not in client.get(f"/surat/{sent.agenda_number}/").content.decode()


@pytest.mark.parametrize("part", ["disposisi/", "arsipkan/"])
def test_a_secret_letter_out_of_sight_is_not_given(people, client_for, scope_of, part):
    with scope_of(people.administration):
        secret = make_letter(people.administration, classification="RAHASIA")
    url = f"/surat/{secret.agenda_number}/{part}"
    assert client_for(people.caseworker).post(url, body(people.caseworker)).status_code == 403
    assert client_for(people.head).post(url, body(people.caseworker)).status_code == 302
