"""Scans of a letter: in by the one door, out to those who see the letter, removed with a reason."""

import uuid

import pytest

from core.models import AccessRecord, StoredFile
from letters.actions.letters import add_letter_file
from tests.core import foreign_files as made
from tests.factories.letters import make_letter
from tests.seeing import everything

pytestmark = pytest.mark.usefixtures("stored_folder")


def kept() -> list[StoredFile]:
    with everything():
        return list(StoredFile.objects.order_by("pk"))


@pytest.fixture
def scan(letter, people, scope_of):
    with scope_of(people.caseworker):
        return add_letter_file(letter=letter, upload=made.upload("a.png", made.png(), made.PNG), by=people.caseworker)


def test_several_are_kept_at_once_and_the_rest_is_named(letter, url, people, client_for):
    files = [made.upload("surat.pdf", made.pdf(), made.PDF), made.upload("x.svg", made.SVG, "image/svg+xml")]
    told = {"form_id": str(uuid.uuid4()), "files": files}
    response = client_for(people.administration).post(f"{url}berkas/", told, follow=True)
    page = response.content.decode()
    assert "1 berkas disimpan." in page
    assert "x.svg: Jenis berkas svg tidak diterima." in page
    row = kept()[0]
    assert (row.kind, row.owner_kind, row.owner_id, row.file_name) == ("LETTER_SCAN", "letter", letter.pk, "surat.pdf")


def test_nothing_chosen_is_said(url, people, client_for):
    response = client_for(people.caseworker).post(f"{url}berkas/", {"form_id": str(uuid.uuid4())})
    assert response.status_code == 422
    assert "Pilih sedikitnya satu berkas." in response.content.decode()


def test_a_scan_goes_out_to_those_who_see_the_letter(letter, url, scan, people, client_for, client):
    there = f"{url}berkas/{scan.key}/"
    assert client.get(there).status_code == 302
    response = client_for(people.administration).get(there)
    assert response.status_code == 200
    assert b"".join(response.streaming_content)[:4] == b"\x89PNG"
    look = AccessRecord.objects.get(look="DOWNLOAD")
    assert (look.object_kind, look.object_ids, look.purpose) == ("file", [scan.pk], letter.agenda_number)
    assert client_for(people.district_wakatobi).get(there).status_code == 404
    assert client_for(people.auditor).get(there).status_code == 403
    assert client_for(people.caseworker).post(there).status_code == 405


def test_a_scan_of_a_secret_letter_stays_with_it(people, scope_of, client_for):
    with scope_of(people.administration):
        secret = make_letter(people.administration, classification="RAHASIA")
        upload = made.upload("a.png", made.png(), made.PNG)
        file = add_letter_file(letter=secret, upload=upload, by=people.administration)
    there = f"/surat/{secret.agenda_number}/berkas/{file.key}/"
    assert client_for(people.caseworker).get(there).status_code == 404
    assert client_for(people.head).get(there).status_code == 200
    with scope_of(people.caseworker):
        assert not StoredFile.objects.exists()


def test_a_scan_is_removed_with_a_reason(url, scan, people, client_for, client):
    there = f"{url}berkas/{scan.key}/hapus/"
    assert client.get(there).status_code == 302
    own = client_for(people.caseworker_2)
    assert own.post(there, {"reason": ""}).status_code == 422
    assert own.put(there).status_code == 405
    assert client_for(people.outreach).get(there).status_code == 403
    assert client_for(people.district_wakatobi).get(there).status_code == 404
    assert own.post(there, {"reason": "Salah berkas"}).status_code == 302
    assert kept()[0].removed_reason == "Salah berkas"
    assert own.get(f"{url}berkas/{scan.key}/").status_code == 404
    assert "a.png" not in own.get(url).content.decode()
