"""The book of letters on the screen: the list, a new letter, its page, its edit."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.lists import PAGE_SIZE
from core.models import AccessRecord, StoredFile
from letters.models import Letter
from tests.core import foreign_files as made
from tests.counting import queries_of
from tests.factories.letters import give, make_letter
from tests.seeing import everything

pytestmark = pytest.mark.usefixtures("stored_folder")


def body(**told) -> dict:
    """A short form as the page sends it."""
    start = {
        "form_id": str(uuid.uuid4()), "number": "S.1/COBA", "letter_date": "1/6/2024", "sender": "BP3MI Kaltara",
        "recipient": "", "subject": "Pemulangan 10 warga Sulawesi Tenggara", "moved_on": "3/6/2024",
        "channel": "WHATSAPP", "kind": "PEMBERITAHUAN", "classification": "BIASA", "urgency": "BIASA",
    }  # fmt: skip
    return {**start, **told}


def letters() -> list[Letter]:
    with everything():
        return list(Letter.objects.order_by("pk"))


# -- the list -------------------------------------------------------------------------------------


def test_list_says_what_it_shows(letter, people, client_for, scope_of):
    with scope_of(people.caseworker):
        make_letter(people.caseworker, direction="OUT", sender="", recipient="KJRI Kota Kinabalu", subject="Balasan")
    client = client_for(people.caseworker)
    page = client.get("/surat/").content.decode()
    assert "B.1076/COBA/PB.05.03/V/2025" in page
    assert "KJRI Kota Kinabalu" in page
    page = client.get("/surat/?arah=OUT&classification=BIASA").content.decode()
    assert "<b>Surat keluar, biasa</b>" in page
    assert "B.1076/COBA" not in page
    page = client.get("/surat/?arah=IN&handling=WAITING&kind=SURAT").content.decode()
    assert "<b>Surat masuk, surat, menunggu disposisi</b>" in page
    assert "KJRI Kota Kinabalu" not in page


@pytest.mark.parametrize("words", ["b.1076/coba", "Sulawesi Selatan", "sm-2026-0001", "1076/COBA/PB"])
def test_list_is_searched_by_number_sender_and_agenda(letter, people, client_for, scope_of, words):
    with scope_of(people.caseworker):
        make_letter(people.caseworker, number="X.2", sender="KJRI", subject="Yang lain")
    page = client_for(people.administration).get("/surat/", {"q": words}).content.decode()
    assert letter.agenda_number in page
    assert "Yang lain" not in page


def test_list_shows_what_i_was_given(letter, people, client_for, scope_of):
    with scope_of(people.head):
        give(letter, people.placement, people.head)
    url = "/surat/?is_mine=on"
    assert letter.agenda_number in client_for(people.placement).get(url).content.decode()
    assert letter.agenda_number not in client_for(people.caseworker).get(url).content.decode()


def test_list_goes_on_by_pages_and_costs_the_same(people, client_for, scope_of):
    client = client_for(people.caseworker)
    with scope_of(people.caseworker):
        make_letter(people.caseworker)
    one = queries_of(client, "/surat/")
    with scope_of(people.caseworker):
        for _turn in range(PAGE_SIZE):
            make_letter(people.caseworker)
    assert queries_of(client, "/surat/") == one
    page = client.get("/surat/")
    assert len(page.context["rows"]) == PAGE_SIZE
    older = client.get("/surat/" + page.context["older_url"])
    assert [row["agenda"] for row in older.context["rows"]] == ["SM-2026-0001"]


def test_looking_at_the_list_and_at_a_letter_is_recorded(letter, url, people, client_for):
    client = client_for(people.caseworker)
    client.get("/surat/")
    client.get(url)
    rows = AccessRecord.objects.filter(object_kind="letter").exclude(look="CHANGE").order_by("pk")
    assert [(row.look, row.object_ids) for row in rows] == [("LIST", [letter.pk]), ("VIEW", [letter.pk])]


# -- a new letter ---------------------------------------------------------------------------------


def test_a_letter_is_recorded_with_its_scan(people, client_for):
    client = client_for(people.administration)
    pdf = made.upload("surat.pdf", made.pdf(), made.PDF)
    response = client.post("/surat/baru/", body(files=[pdf], costs_asked="Rp 12.500.000", moved_at="21.00"))
    row = letters()[0]
    assert (response.status_code, response.url) == (302, f"/surat/{row.agenda_number}/")
    assert (row.agenda_number, row.number, row.costs_asked) == ("SM-2024-0001", "S.1/COBA", Decimal("12500000.00"))
    page = client.get(response.url).content.decode()
    for words in ("surat.pdf", "Surat dicatat.", "Rp12.500.000", "21.00 WITA", "WhatsApp", "1 Jun 2024"):
        assert words in page


def test_a_double_click_makes_one_letter_with_one_scan(people, client_for):
    client, form_id = client_for(people.caseworker), str(uuid.uuid4())
    for _turn in range(2):
        client.post("/surat/baru/", body(form_id=form_id, files=[made.upload("a.png", made.png(), made.PNG)]))
    assert len(letters()) == 1
    with everything():
        assert StoredFile.objects.count() == 1


def test_an_outgoing_letter_asks_for_its_recipient(people, client_for):
    client = client_for(people.caseworker)
    response = client.post("/surat/baru/?arah=OUT", body(sender=""))
    assert response.status_code == 422
    assert "Isi &quot;Kepada&quot;." in response.content.decode()
    response = client.post("/surat/baru/?arah=OUT", body(sender="", recipient="BP3MI Kaltara"))
    assert response.url == "/surat/SK-2024-0001/"


def test_wrong_input_is_kept_and_said(people, client_for):
    bad = {"moved_on": "31/12/2999", "costs_asked": "banyak", "answers_to": "SM-1", "subject": "", "moved_at": "25.99"}
    response = client_for(people.caseworker).post("/surat/baru/", body(**bad))
    page = response.content.decode()
    assert (response.status_code, letters()) == (422, [])
    for words in (
        "Isi &quot;Perihal&quot;.",
        "Jumlah uang tidak terbaca.",
        "tidak ditemukan",
        'value="banyak"',
        "25.99",
    ):
        assert words in page


def test_a_date_that_no_calendar_has_is_kept_as_printed(people, client_for):
    client = client_for(people.caseworker)
    client.post("/surat/baru/", body(letter_date="31/4/2024"))
    row = letters()[0]
    assert (row.letter_date, row.printed_date) == (None, "31/4/2024")
    assert "tertulis &quot;31/4/2024&quot;" in client.get(f"/surat/{row.agenda_number}/").content.decode()


def test_a_refused_scan_loses_no_letter(people, client_for):
    client = client_for(people.caseworker)
    response = client.post("/surat/baru/", body(files=[made.upload("a.svg", made.SVG, "image/svg+xml")]), follow=True)
    page = response.content.decode()
    assert len(letters()) == 1
    assert "a.svg: Jenis berkas svg tidak diterima." in page


def test_the_same_number_is_said(letter, people, client_for):
    response = client_for(people.caseworker).post("/surat/baru/", body(number=letter.number.lower()), follow=True)
    assert f"Nomor surat ini juga ada pada {letter.agenda_number}." in response.content.decode()


def test_a_reply_names_the_letter_that_it_answers(letter, url, people, client_for):
    client = client_for(people.caseworker)
    page = client.get(f"/surat/baru/?arah=OUT&menjawab={letter.agenda_number}").content.decode()
    assert f'value="{letter.agenda_number}"' in page
    told = body(sender="", recipient="BP3MI Sulsel", answers_to=letter.agenda_number, number="S.9/BALAS")
    answer = client.post("/surat/baru/?arah=OUT", told).url
    assert "S.9/BALAS" in client.get(url).content.decode()
    assert letter.agenda_number in client.get(answer).content.decode()


# -- its edit -------------------------------------------------------------------------------------


def test_an_edit_is_kept_in_the_history(letter, url, people, client_for):
    client = client_for(people.caseworker)
    response = client.post(f"{url}ubah/", body(number="B.1077", version=1, letter_date="31/4/2024"))
    assert (response.status_code, response.url) == (302, url)
    assert (letters()[0].number, letters()[0].printed_date) == ("B.1077", "31/4/2024")
    page = client.get(url).content.decode()
    assert "B.1076/COBA/PB.05.03/V/2025" in page  # before
    assert 'value="31/4/2024"' in client.get(f"{url}ubah/").content.decode()


def test_a_stale_edit_shows_both_values(letter, url, people, client_for):
    client = client_for(people.caseworker)
    client.post(f"{url}ubah/", body(sender="KJRI Tawau", version=1))
    response = client.post(f"{url}ubah/", body(sender="KRI Tawau", version=1))
    assert response.status_code == 409
    assert "KJRI Tawau" in response.content.decode()
    assert "KRI Tawau" in response.content.decode()
    assert letters()[0].sender == "KJRI Tawau"


def test_wrong_input_of_an_edit_is_kept_and_said(letter, url, people, client_for):
    response = client_for(people.caseworker).post(f"{url}ubah/", body(subject="", sender="Isian saya", version=1))
    assert response.status_code == 422
    assert "Isian saya" in response.content.decode()


@pytest.mark.parametrize("part", ["", "ubah/", "berkas/", "disposisi/"])
def test_who_may_come_here(letter, url, people, client_for, client, part):
    there = f"{url}{part}"
    assert client.get(there).status_code == 302
    assert client_for(people.head).get(there).status_code == 200
    assert client_for(people.district_wakatobi).get(there).status_code == (403 if part == "disposisi/" else 404)
    assert client_for(people.auditor).get(there).status_code == 403
    assert client_for(people.head).put(there).status_code == 405


def test_who_sees_a_letter_and_may_not_change_it(letter, url, people, client_for, scope_of):
    with scope_of(people.head):
        give(letter, people.district_wakatobi, people.head)
        give(letter, people.outreach, people.head)
    assert client_for(people.district_wakatobi).get(url).status_code == 200
    assert client_for(people.district_wakatobi).get(f"{url}ubah/").status_code == 403
    page = client_for(people.outreach).get(url)
    assert page.status_code == 200
    assert "ubah/" not in page.content.decode()


def test_the_page_tells_who_looked(letter, url, people, client_for):
    client_for(people.administration).get(url)
    page = client_for(people.head).get(url).content.decode()
    assert "Siapa yang melihat" in page
    assert "Nur Contoh" in page
    assert "Siapa yang melihat" not in client_for(people.administration).get(url).content.decode()


def test_the_first_page_shows_letters_that_wait_and_mine(letter, people, client_for, scope_of):
    assert "Surat menunggu disposisi" in client_for(people.head).get("/").content.decode()
    with scope_of(people.head):
        give(letter, people.outreach, people.head, due_on=timezone.localdate() + timedelta(days=400))
    page = client_for(people.outreach).get("/").content.decode()
    assert "Disposisi untuk saya" in page
    assert letter.agenda_number in page
    looks = AccessRecord.objects.filter(look="LIST", object_kind="letter", user=people.outreach)
    assert [row.object_ids for row in looks] == [[letter.pk]]
