"""What stands outside of a letter is told to whoever sees its return; its subject, its notes and its scans are not."""

import pytest

from cases.actions.letters import link_return_letter
from letters.actions.letters import edit_letter
from letters.models import Letter, LetterFront
from tests.counting import queries_of
from tests.factories.casework import DAY, make_group
from tests.factories.letters import make_letter
from tests.seeing import everything

SUBJECT = "Perihal yang menyebut nama"


@pytest.fixture
def group(people, scope_of):
    """A return that the district of Buton Tengah logged."""
    with scope_of(people.district_buton_tengah):
        return make_group(people.district_buton_tengah)


@pytest.fixture
def linked(people, scope_of, group):
    """`linked(**facts)`: a letter of the office that belongs to the return."""

    def make(**facts) -> Letter:
        told = {"number": "B.31/COBA", "sender": "KJRI Contoh", "letter_date": DAY, "subject": SUBJECT, **facts}
        with scope_of(people.caseworker):
            letter = make_letter(people.caseworker, **told)
            link_return_letter(repatriation=group, letter=letter, by=people.caseworker)
        return letter

    return make


def fronts_seen(scope_of, user) -> list[str]:
    with scope_of(user):
        return [front.number for front in LetterFront.objects.order_by("pk")]


def test_a_district_reads_the_outside_of_the_letters_of_its_return(group, linked, people, client_for):
    letter = linked(note="Catatan dalam")
    client = client_for(people.district_buton_tengah)
    page = client.get(f"/pemulangan/{group.number}/").content.decode()
    for text in ("B.31/COBA", "KJRI Contoh", "20 Nov 2026", "Surat"):
        assert text in page
    for text in (SUBJECT, "Catatan dalam", letter.agenda_number, f"/surat/{letter.agenda_number}/"):
        assert text not in page
    assert client.get(f"/surat/{letter.agenda_number}/").status_code == 404
    assert "B.31/COBA" not in client.get("/surat/").content.decode()


def test_the_office_reads_the_letter_itself_once(group, linked, people, client_for):
    linked()
    page = client_for(people.caseworker).get(f"/pemulangan/{group.number}/").content.decode()
    assert SUBJECT in page
    assert page.count("B.31/COBA") == 1


@pytest.mark.parametrize("classification", ["RAHASIA", "SANGAT_RAHASIA"])
def test_nothing_tells_that_there_is_a_secret_letter(group, linked, people, client_for, scope_of, classification):
    linked(classification=classification)
    for name in ("district_buton_tengah", "caseworker_2"):
        page = client_for(getattr(people, name)).get(f"/pemulangan/{group.number}/").content.decode()
        assert "B.31/COBA" not in page
        assert "KJRI Contoh" not in page
        assert fronts_seen(scope_of, getattr(people, name)) == []
    assert fronts_seen(scope_of, people.head) == ["B.31/COBA"]


def test_a_letter_that_becomes_secret_is_told_no_more(group, linked, people, scope_of):
    letter = linked()
    assert fronts_seen(scope_of, people.district_buton_tengah) == ["B.31/COBA"]
    with scope_of(people.head):
        edit_letter(letter=letter, version=1, changes={"classification": "RAHASIA"}, by=people.head)
    assert fronts_seen(scope_of, people.district_buton_tengah) == []


def test_the_outside_follows_the_letter(linked, people, scope_of):
    letter = linked()
    with scope_of(people.caseworker):
        changes = {"number": "B.32/COBA", "sender": "KBRI Contoh", "kind": "PERMOHONAN"}
        edit_letter(letter=letter, version=1, changes=changes, by=people.caseworker)
    with everything():
        front = LetterFront.objects.get()
    assert (front.number, front.sender, front.kind, front.letter_date) == (
        "B.32/COBA", "KBRI Contoh", "PERMOHONAN", DAY,
    )  # fmt: skip


def test_another_district_and_other_letters_stay_out_of_sight(linked, people, scope_of):
    linked()
    with scope_of(people.caseworker):
        make_letter(people.caseworker, number="B.33/LAIN")
    assert fronts_seen(scope_of, people.district_wakatobi) == []
    assert fronts_seen(scope_of, people.district_buton_tengah) == ["B.31/COBA"]
    assert fronts_seen(scope_of, people.outreach) == []


def test_the_page_asks_as_often_for_three_letters_as_for_one(group, linked, people, client_for):
    client, url = client_for(people.district_buton_tengah), f"/pemulangan/{group.number}/"
    linked()
    one = queries_of(client, url)
    linked(number="B.34/COBA")
    linked(number="B.35/COBA")
    assert queries_of(client, url) == one
