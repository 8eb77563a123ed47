"""Files of a case on the screen: several at once, out through the door alone, removed with a reason."""

import io
import socket
import uuid
from dataclasses import replace

import pytest
from django.conf import settings as django_settings

from cases.actions.cases import add_case_file, close_case
from cases.actions.restrictions import restrict_case
from core.files import FORMATS, file_kinds
from core.limited import Allowance
from core.models import AccessRecord, StoredFile
from tests.core import foreign_files as made
from tests.factories.casework import DAY, make_case
from tests.files import lying_in
from tests.seeing import everything

pytestmark = pytest.mark.usefixtures("stored_folder")


def add(client, case, *files, form_id=None, **more):
    return client.post(
        f"/kasus/{case.number}/berkas/", {"form_id": str(form_id or uuid.uuid4()), "files": list(files), **more}
    )


def kept() -> list[StoredFile]:
    with everything():
        return list(StoredFile.objects.order_by("pk"))


@pytest.fixture
def file(case, people, scope_of):
    """A photo that the caseworker put to the case."""
    with scope_of(people.caseworker):
        upload = made.upload("KTP La Coba.jpg", made.telling_jpeg())
        return add_case_file(case=case, upload=upload, by=people.caseworker)


@pytest.fixture
def url(case, file):
    return f"/kasus/{case.number}/berkas/{file.key}/"


# -- in -------------------------------------------------------------------------------------------


def test_several_files_and_a_photo_are_kept_at_once(case, people, client_for):
    files = made.upload("surat.pdf", made.pdf(), made.PDF), made.upload("kartu.png", made.png(), made.PNG)
    client = client_for(people.district_buton_tengah)
    response = add(client, case, *files, photo=made.upload("image.jpg", made.jpeg(), made.JPG))
    assert (response.status_code, response.url) == (302, f"/kasus/{case.number}/#berkas")
    assert [(row.file_name, row.mime) for row in kept()] == [
        ("surat.pdf", "application/pdf"),
        ("kartu.png", "image/png"),
        ("image.jpg", "image/jpeg"),
    ]
    assert {(row.kind, row.owner_kind, row.owner_id, row.uploaded_by) for row in kept()} == {
        ("CASE_ATTACHMENT", "case", case.pk, people.district_buton_tengah)
    }
    page = client.get(f"/kasus/{case.number}/").content.decode()
    assert "3 berkas disimpan." in page
    assert page.count("Berkas ditambahkan: ") == 3


def test_what_may_be_kept_is_kept_and_the_rest_is_named(case, people, client_for, stored_folder):
    client, form_id = client_for(people.caseworker), uuid.uuid4()
    good, bad = made.upload("kartu.png", made.png()), made.upload("gambar.svg", made.SVG, "image/svg+xml")
    response = add(client, case, good, bad, form_id=form_id)
    page = response.content.decode()
    assert response.status_code == 422
    assert "1 berkas disimpan." in page
    assert "gambar.svg: Jenis berkas svg tidak diterima. Yang diterima: JPG, JPEG, PNG, PDF." in page
    assert [row.file_name for row in kept()] == ["kartu.png"]
    add(client, case, made.upload("kartu.png", made.png()), form_id=form_id)  # sent once more from the same page
    assert len(kept()) == len(lying_in(stored_folder)) == 1


def test_nothing_chosen_is_said(case, people, client_for):
    response = add(client_for(people.caseworker), case)
    assert response.status_code == 422
    assert "Pilih sedikitnya satu berkas." in response.content.decode()


def test_an_empty_file_is_refused_by_name(case, people, client_for):
    response = add(client_for(people.caseworker), case, made.upload("kosong.pdf", b""))
    assert "kosong.pdf: Berkas ini kosong. Pilih berkas lain." in response.content.decode()
    assert kept() == []


def test_too_much_at_once_is_refused_before_it_is_read(case, people, client_for, settings, stored_folder):
    settings.UPLOAD_BYTES = 10_000
    client = client_for(people.caseworker)
    response = add(client, case, made.upload("foto.jpg", b"\xff\xd8\xff" + b"\0" * 20_000))
    assert response.status_code == 400
    assert "terlalu besar" in response.content.decode()
    assert (kept(), lying_in(stored_folder)) == ([], [])


def test_a_closed_case_takes_no_file_but_hands_them_out(case, file, url, people, client_for, scope_of):
    with scope_of(people.caseworker):
        close_case(case=case, reason="TERPENUHI", note="", on=DAY, by=people.caseworker)
    client = client_for(people.caseworker)
    assert add(client, case, made.upload("kartu.png", made.png())).status_code == 403
    assert client.post(f"{url}hapus/", {"reason": "x"}).status_code == 403
    assert client.get(url).status_code == 200
    page = client.get(f"/kasus/{case.number}/").content.decode()
    assert f"{url}hapus/" not in page
    assert url in page


def test_an_upload_that_is_cut_off_leaves_nothing(case, people, client_for, live_server, stored_folder):
    client = client_for(people.caseworker)
    client.get(f"/kasus/{case.number}/berkas/")
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    body = made.jpeg((900, 900))
    part = b'--xx\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
    head = (
        f"POST /kasus/{case.number}/berkas/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookies}\r\n"
        f"Content-Type: multipart/form-data; boundary=xx\r\nContent-Length: {len(body) + 5000}\r\n"
        f"X-CSRFToken: {client.cookies[django_settings.CSRF_COOKIE_NAME].value}\r\n\r\n"
    )
    with socket.create_connection((live_server.thread.host, live_server.thread.port), timeout=20) as line:
        line.sendall(head.encode() + part + body[: len(body) // 2])
        line.shutdown(socket.SHUT_WR)
        line.settimeout(20)
        while line.recv(65536):
            pass
    assert (kept(), lying_in(stored_folder)) == ([], [])


# -- out ------------------------------------------------------------------------------------------


def test_a_file_is_handed_out_as_an_attachment_that_can_do_nothing(file, url, people, client_for):
    response = client_for(people.caseworker_2).get(url)
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xff\xd8\xff")
    assert made.CANARY.encode() not in content
    assert {name: response[name] for name in ("Content-Type", "Content-Length", "X-Content-Type-Options")} == {
        "Content-Type": "image/jpeg",
        "Content-Length": str(file.size),
        "X-Content-Type-Options": "nosniff",
    }
    assert response["Content-Disposition"] == 'attachment; filename="KTP La Coba.jpg"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store"


def test_a_name_of_other_letters_is_sent_as_the_standard_says(case, people, scope_of, client_for):
    with scope_of(people.caseworker):
        upload = made.upload('kartu "é".png', made.png())
        file = add_case_file(case=case, upload=upload, by=people.caseworker)
    response = client_for(people.caseworker).get(f"/kasus/{case.number}/berkas/{file.key}/")
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''kartu%20%C3%A9.png"


def test_handing_out_is_recorded_before_the_first_byte(case, file, url, people, client_for):
    client_for(people.caseworker_2).get(url)  # nothing of the answer is read
    record = AccessRecord.objects.get(look="DOWNLOAD")
    assert (record.object_kind, record.object_ids, record.worker_ids, record.user, record.field_class) == (
        "file", [file.pk], [case.worker_id], people.caseworker_2, "FILE",
    )  # fmt: skip


def test_only_those_who_may_note_on_the_case_reach_its_files(case, file, url, people, client_for):
    found = {
        name: client_for(user).get(url).status_code for name, user in people.everybody().items() if name != "outsider"
    }
    assert {name for name, status in found.items() if status == 200} == {
        "head", "caseworker", "caseworker_2", "placement", "empowerment", "district_buton_tengah",
        "district_buton_tengah_2",
    }  # fmt: skip
    assert found["district_wakatobi"] == found["helpdesk"] == 404
    assert found["report_admin"] == found["system_admin"] == found["auditor"] == 403


def test_those_who_only_read_the_case_are_shown_no_file(case, file, people, client_for):
    page = client_for(people.report_admin).get(f"/kasus/{case.number}/").content.decode()
    assert "KTP La Coba" not in page
    assert "/berkas/" not in page


def test_files_of_a_restricted_case_are_for_its_team(case, file, url, people, client_for, scope_of):
    with scope_of(people.caseworker):
        restrict_case(case=case, user_ids={people.head.pk}, on=DAY, by=people.caseworker)
    found = {name: client_for(user).get(url).status_code for name, user in people.everybody().items()}
    assert {name for name, status in found.items() if status == 200} == {"head", "caseworker"}
    assert found["caseworker_2"] == found["district_buton_tengah"] == 404
    with scope_of(people.caseworker_2):
        assert StoredFile.objects.count() == 0
    with scope_of(people.head):
        assert StoredFile.objects.count() == 1


def test_the_address_of_one_case_does_not_open_the_file_of_another(case, file, people, client_for, scope_of):
    with scope_of(people.caseworker):
        other = make_case(people.caseworker)
    client = client_for(people.caseworker)
    for tail in ("", "hapus/"):
        assert client.get(f"/kasus/{other.number}/berkas/{file.key}/{tail}").status_code == 404
        assert client.get(f"/kasus/{case.number}/berkas/{uuid.uuid4()}/{tail}").status_code == 404
    assert client.get(f"/kasus/{case.number}/berkas/{file.pk}/").status_code == 404


def test_a_file_that_was_harmed_on_the_disk_is_told_and_not_handed_out(
    case, file, url, people, client_for, stored_folder
):
    (stored_folder / file.place).write_bytes(b"harm")
    client = client_for(people.caseworker)
    response = client.get(url, follow=True)
    assert response.redirect_chain == [(f"/kasus/{case.number}/#berkas", 302)]
    assert "Berkas ini rusak di penyimpanan. Laporkan kepada Administrator Sistem." in response.content.decode()
    assert not AccessRecord.objects.filter(look="DOWNLOAD").exists()


# -- gone -----------------------------------------------------------------------------------------


def test_a_removed_file_is_gone_for_everybody_and_stays_in_the_chronology(case, file, url, people, client_for):
    client = client_for(people.caseworker)
    assert "KTP La Coba.jpg" in client.get(f"{url}hapus/").content.decode()
    assert client.post(f"{url}hapus/", {"reason": " "}).status_code == 422
    assert client.post(f"{url}hapus/", {"reason": "Foto orang lain"}).url == f"/kasus/{case.number}/#berkas"
    assert client.get(url).status_code == 404
    assert client.post(f"{url}hapus/", {"reason": "lagi"}).status_code == 404
    page = client.get(f"/kasus/{case.number}/").content.decode()
    assert url not in page
    assert "Berkas dihapus: KTP La Coba.jpg" in page
    assert "Foto orang lain" in page


def test_the_case_page_costs_the_same_queries_with_more_files(
    case, people, client_for, scope_of, django_assert_max_num_queries
):
    client = client_for(people.district_buton_tengah)

    def queries() -> int:
        with django_assert_max_num_queries(60) as counted:
            assert client.get(f"/kasus/{case.number}/").status_code == 200
        return len(counted)

    def put(width: int) -> None:
        with scope_of(people.caseworker):
            upload = made.upload("a.png", made.png((width, 20)))
            add_case_file(case=case, upload=upload, by=people.caseworker)

    put(20)
    one = queries()
    put(21)
    put(22)
    assert queries() == one


def test_a_photo_is_the_same_after_it_came_out(url, people, client_for):
    from PIL import Image

    content = b"".join(client_for(people.caseworker).get(url).streaming_content)
    assert Image.open(io.BytesIO(content)).size == (40, 60)


def test_a_file_that_takes_too_long_is_the_last_that_is_looked_at(case, people, client_for, monkeypatch):
    slow = replace(FORMATS["png"], allowance=Allowance(wall=0))
    rules = file_kinds()["CASE_ATTACHMENT"]
    formats = tuple(slow if form.code == "png" else form for form in rules.formats)
    monkeypatch.setitem(file_kinds(), "CASE_ATTACHMENT", replace(rules, formats=formats))
    files = (
        made.upload("satu.jpg", made.jpeg()), made.upload("dua.png", made.png()), made.upload("tiga.jpg", made.jpeg()),
    )  # fmt: skip
    page = add(client_for(people.caseworker), case, *files).content.decode()
    assert [row.file_name for row in kept()] == ["satu.jpg"]
    assert "dua.png: Isinya terlalu besar atau terlalu rumit untuk diperiksa dengan aman." in page
    assert "Berkas sesudahnya belum diperiksa. Kirim lagi tanpa berkas itu." in page
