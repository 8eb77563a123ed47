"""A letter that announces a return: one page makes letter, return, leg, list and disposition, or nothing of it."""

import uuid
from datetime import date

import pytest

from cases.choices import ImportState
from cases.models import JourneyLeg, ListImport, Manifest, Repatriation, ReturnLetter
from cases.zones import clock_words
from core.models import StoredFile
from letters.models import Disposition, Letter
from tests.core import foreign_files as made
from tests.seeing import everything

THERE = "/pemulangan/dari-surat/"
NAMES = "1. La Coba Karang, L, 30, Kab. Muna\n2. Wa Coba Pasir, P, 28, Kab. Buton Tengah"


def told(**more) -> dict:
    start = {
        "form_id": str(uuid.uuid4()), "number": "B.44/COBA", "letter_date": "27/11/2026",
        "sender": "BP3MI Kalimantan Utara", "subject": "Pemulangan PMI deportasi", "channel": "SRIKANDI",
        "cause": "DEPORTASI", "names": NAMES, "mode": "SEA", "vessel": "KM Contoh Bahari", "from_place": "Nunukan",
        "to_place": "Pelabuhan Murhum", "planned_on": "3/12/2026", "planned_time": "21.00", "to_zone": "WITA",
        "moved_on": "28/11/2026", "kind": "SURAT", "classification": "BIASA", "urgency": "BIASA",
    }  # fmt: skip
    return {**start, **more}


def scan(name="surat.pdf", content=None):
    return made.upload(name, made.pdf() if content is None else content, made.PDF)


def counts() -> tuple[int, ...]:
    with everything():
        rows = (Letter, Repatriation, JourneyLeg, ReturnLetter, Manifest, ListImport, Disposition, StoredFile)
        return tuple(model.objects.count() for model in rows)


@pytest.mark.usefixtures("stored_folder")
def test_one_submit_makes_everything_and_leads_to_the_return(people, client_for):
    client = client_for(people.head)
    assert client.get(THERE).status_code == 200
    answer = client.post(THERE, told(files=scan(), to=people.caseworker.pk))
    with everything():
        letter, group, leg = Letter.objects.get(), Repatriation.objects.get(), JourneyLeg.objects.get()
        manifest, given = Manifest.objects.get(), Disposition.objects.get()
        assert answer.url == f"/pemulangan/{group.number}/#koordinasi"
        assert (letter.number, letter.sender, letter.subject) == (
            "B.44/COBA", "BP3MI Kalimantan Utara", "Pemulangan PMI deportasi",
        )  # fmt: skip
        assert ReturnLetter.objects.get().letter == letter
        assert StoredFile.objects.of("letter", letter.pk).get().file_name == "surat.pdf"
        assert (group.cause, group.sending_office, group.vessel, group.place_of_arrival, group.expected_on) == (
            "DEPORTASI", "BP3MI Kalimantan Utara", "KM Contoh Bahari", "Pelabuhan Murhum", date(2026, 12, 3),
        )  # fmt: skip
        assert (leg.from_place, leg.to_place, leg.vessel, leg.planned_on) == (
            "Nunukan", "Pelabuhan Murhum", "KM Contoh Bahari", date(2026, 12, 3),
        )  # fmt: skip
        assert clock_words(leg.planned_at, leg.to_zone) == "21.00 WITA"
        assert (manifest.letter, manifest.letter_number, manifest.entries.count()) == (letter, "B.44/COBA", 2)
        assert (given.to, given.by, given.instruction) == (people.caseworker, people.head, "TINDAK_LANJUTI")
    page = client.get(f"/pemulangan/{group.number}/").content.decode()
    assert "https://wa.me/?text=" in page
    assert "2%20orang%20%28PMI%20deportasi%29%20dengan%20KM%20Contoh%20Bahari" in page


@pytest.mark.usefixtures("stored_folder")
def test_sent_twice_it_is_made_once(people, client_for):
    client, same = client_for(people.caseworker), told()
    first = client.post(THERE, {**same, "files": scan()})
    second = client.post(THERE, {**same, "files": scan()})
    assert first.url == second.url
    assert counts() == (1, 1, 1, 1, 1, 1, 0, 1)


@pytest.mark.usefixtures("stored_folder")
def test_a_scan_that_is_refused_takes_everything_back_and_loses_no_word(people, client_for):
    refused = client_for(people.caseworker).post(THERE, told(files=scan(content=b"MZ no pdf")))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert counts() == (0,) * 8
    assert all(text in page for text in ("La Coba Karang, L, 30", "B.44/COBA", "KM Contoh Bahari", "21.00"))
    assert "Pilih lagi berkas suratnya. Isian lain tetap ada." in page


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"subject": ""}, "Isi &quot;Perihal&quot;."), ({"cause": ""}, "Pilih &quot;Sebab kepulangan&quot;."),
    ({"planned_time": "jam sembilan"}, "Jam tidak terbaca."), ({"planned_on": ""}, "Isi juga tanggalnya"),
    ({"classification": "RAHASIA"}, "tidak tersedia lagi"), ({"people_counted": "1"}, None),
])  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(people, client_for, wrong, sentence):
    answer = client_for(people.caseworker).post(THERE, told(**wrong))
    if sentence is None:  # the letter counts fewer than are named: the list is looked through
        assert "/impor/" in answer.url
        return
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "La Coba Karang, L, 30" in answer.content.decode()
    assert counts() == (0,) * 8


def test_a_list_with_doubts_is_looked_through_next(people, client_for):
    client = client_for(people.caseworker)
    answer = client.post(THERE, told(names="Nama;Umur;Alamat\nLa Coba Karang;tua;Negeri Antah"))
    with everything():
        row, letter = ListImport.objects.get(), Letter.objects.get()
        assert (row.state, row.letter, row.repatriation) == (ImportState.READY, letter, Repatriation.objects.get())
    assert answer.url == f"/pemulangan/{row.repatriation.number}/impor/{row.pk}/"
    page = client.get(answer.url).content.decode()
    assert "Periksa daftar namanya, lalu masukkan." in page
    assert client.post(answer.url, {"tampil": [1], "pilih": [1], "langkah": "terapkan"}).status_code == 302
    with everything():
        assert Manifest.objects.get().letter == letter


def test_a_letter_that_only_counts_makes_a_list_without_names(people, client_for):
    answer = client_for(people.caseworker).post(THERE, told(names="", people_counted="8"))
    assert answer.url.endswith("#koordinasi")
    with everything():
        assert (Manifest.objects.get().people_counted, Manifest.objects.get().entries.count()) == (8, 0)


def test_only_the_letter_and_the_cause_are_needed(people, client_for):
    bare = dict.fromkeys(("number", "letter_date", "names", "vessel", "from_place", "to_place", "planned_on"), "")
    answer = client_for(people.caseworker).post(THERE, told(**bare, planned_time=""))
    assert answer.status_code == 302
    assert counts() == (1, 1, 1, 1, 0, 0, 0, 0)


def test_who_may_not_give_is_not_asked(people, client_for):
    client = client_for(people.caseworker)
    assert 'name="to"' not in client.get(THERE).content.decode()
    assert client.post(THERE, told(to=people.placement.pk)).status_code == 302
    with everything():
        assert (Disposition.objects.count(), Letter.objects.get().handling) == (0, "WAITING")


def test_the_help_desk_sees_what_it_made(people, client_for):
    client = client_for(people.helpdesk)
    answer = client.post(THERE, told())
    assert answer.status_code == 302
    assert client.get(answer.url.partition("#")[0]).status_code == 200


def test_a_number_that_stands_already_is_said(people, client_for):
    client = client_for(people.caseworker)
    client.post(THERE, told())
    answer = client.post(THERE, told(), follow=True)
    assert "Nomor surat ini juga ada pada SM-2026-0001." in answer.content.decode()


def test_who_may_open_the_page(people, client_for, client):
    assert client.get(THERE).status_code == 302
    for name in ("district_buton_tengah", "placement", "administration", "auditor"):
        assert client_for(getattr(people, name)).get(THERE).status_code == 403
    assert client_for(people.caseworker_2).get(THERE).status_code == 200
    assert client_for(people.caseworker).put(THERE).status_code == 405
    assert client_for(people.caseworker).get(f"{THERE}baca/").status_code == 405


def test_the_button_stands_at_letters_and_returns_for_those_who_may(people, client_for):
    for there in ("/surat/", "/pemulangan/"):
        assert f'href="{THERE}"' in client_for(people.caseworker).get(there).content.decode()
        assert f'href="{THERE}"' not in client_for(people.placement).get(there).content.decode()


LETTER = """BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA \\
BALAI PELAYANAN PELINDUNGAN PEKERJA MIGRAN INDONESIA \\
KALIMANTAN UTARA

Nomor: B.77/COBA/PB.05.03/XI/2026 \\
Sifat: Segera \\
Hal: Permohonan fasilitasi pemulangan 5 PMI \\
asal Sulawesi Tenggara

Nunukan, 27 November 2026

Kepada Yth. Kepala BP3MI"""


def printed_letter() -> bytes:
    import typst

    return typst.compile(LETTER.encode())


def test_a_letter_with_words_is_proposed(people, client_for):
    client = client_for(people.caseworker)
    found = client.post(f"{THERE}baca/", {"file": scan(content=printed_letter())}).json()
    assert found["fields"] == {
        "number": "B.77/COBA/PB.05.03/XI/2026",
        "letter_date": "27 November 2026",
        "sender": "BALAI PELAYANAN PELINDUNGAN PEKERJA MIGRAN INDONESIA KALIMANTAN UTARA",
        "subject": "Permohonan fasilitasi pemulangan 5 PMI asal Sulawesi Tenggara",
    }
    assert counts() == (0,) * 8


@pytest.mark.parametrize("content", [b"", b"no pdf", made.pdf()], ids=["empty", "other", "without words"])
def test_a_letter_without_words_proposes_nothing(people, client_for, content):
    found = client_for(people.caseworker).post(f"{THERE}baca/", {"file": scan(content=content)}).json()
    assert found["fields"] == {}
