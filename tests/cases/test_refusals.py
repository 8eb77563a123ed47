"""Refusal of rehabilitation (Permen P2MI 32/2025 art. 39): stated, printed, signed by photo, cancelled."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.refusals import cancel_refusal, correct_refusal, prepare_refusal, sign_refusal
from cases.actions.restrictions import restrict_worker
from cases.models import RehabilitationRefusal
from core.exceptions import DomainError, StaleEdit
from core.models import AccessRecord
from tests.access.paper_text import text_of_pdf
from tests.cases.test_handovers import at, read
from tests.cases.test_papers import squeezed, text_of_docx
from tests.core import foreign_files as made
from tests.factories.casework import DAY
from tests.seeing import everything

pytestmark = pytest.mark.usefixtures("stored_folder")
TOLD = {
    "offered": "Rehabilitasi sosial di Sentra Contoh",
    "reason": "Ingin segera pulang",
    "on": DAY,
    "place": "Baubau",
}
FAMILY = {
    "is_by_family": True, "incapacity": "tidak sadar", "speaker": "Wa Coba Ibu", "kinship": "PARENT",
    "speaker_identity": "7414010101800001",
}  # fmt: skip


@pytest.fixture
def refusal(returnee, people, scope_of):
    with scope_of(people.district_buton_tengah):
        return prepare_refusal(returnee=returnee, values=TOLD, by=people.district_buton_tengah)


def photo():
    return made.upload("pernyataan.jpg", made.jpeg(), made.JPG)


# --- actions ----------------------------------------------------------------------------------------------------------


def test_the_photo_of_the_signed_paper_completes_it(refusal, people, scope_of):
    by = people.district_buton_tengah
    with scope_of(by):
        sign_refusal(refusal=refusal, version=1, upload=photo(), by=by)
        with pytest.raises(StaleEdit):
            sign_refusal(refusal=refusal, version=1, upload=photo(), by=by)
        with pytest.raises(DomainError, match="sudah ditandatangani"):
            correct_refusal(refusal=refusal, version=2, values=TOLD, by=by)
    assert read(refusal).state == "SIGNED"


def test_without_a_day_it_is_not_signed(returnee, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        row = prepare_refusal(returnee=returnee, values={**TOLD, "on": None}, by=by)
        with pytest.raises(DomainError, match="Isi dahulu tanggal"):
            sign_refusal(refusal=row, version=1, upload=photo(), by=by)
    assert read(row).state == "PREPARED"


def test_on_a_day_to_come_it_is_not_signed_yet(returnee, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        tomorrow = timezone.localdate() + timedelta(days=1)
        row = prepare_refusal(returnee=returnee, values={**TOLD, "on": tomorrow}, by=by)
        with pytest.raises(DomainError, match="belum terjadi"):
            sign_refusal(refusal=row, version=1, upload=photo(), by=by)
    assert read(row).state == "PREPARED"


def test_the_family_says_why_the_person_cannot(returnee, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        with pytest.raises(DomainError) as refused:
            prepare_refusal(returnee=returnee, values={**TOLD, **FAMILY, "incapacity": " "}, by=by)
        assert refused.value.field == "incapacity"
        row = prepare_refusal(returnee=returnee, values={**TOLD, **FAMILY}, by=by)
    assert (read(row).speaker, read(row).incapacity) == ("Wa Coba Ibu", "tidak sadar")


def test_it_is_cancelled_with_a_reason(refusal, people, scope_of):
    by = people.district_buton_tengah
    with scope_of(by):
        with pytest.raises(DomainError, match="Tulis mengapa"):
            cancel_refusal(refusal=refusal, version=1, reason=" ", by=by)
        cancel_refusal(refusal=refusal, version=1, reason="Berubah pikiran", by=by)
    assert (read(refusal).state, read(refusal).note) == ("CANCELLED", "Berubah pikiran")


def test_the_reason_of_a_cancelling_is_kept_behind_a_long_note(refusal, people, scope_of):
    by, note = people.district_buton_tengah, "x" * 1000
    with scope_of(by):
        refusal.note = note
        refusal.save(update_fields=["note"])
        cancel_refusal(refusal=refusal, version=1, reason="Berubah pikiran", by=by)
    assert read(refusal).note == f"{note}\nBerubah pikiran"


# --- the paper --------------------------------------------------------------------------------------------------------


def test_the_paper_names_who_states_it(group, refusal, returnee, people, client_for, scope_of):
    client, there = client_for(people.district_buton_tengah), at(group, "penolakan", refusal.pk)
    words = text_of_docx(client.get(f"{there}docx/").content)
    for word in ("KONSEP", "PERNYATAAN PENOLAKAN REHABILITASI", "La Coba Karang", "untuk diri sendiri", "Sentra Contoh",
                 "Pasal 39", "${nomor_naskah}", "20 November 2026"):  # fmt: skip
        assert (word, word in words) == (word, True)
    with scope_of(people.caseworker):
        by_family = prepare_refusal(returnee=returnee, values={**TOLD, **FAMILY}, by=people.caseworker)
    words = squeezed(text_of_pdf(client.get(at(group, "penolakan", by_family.pk, "cetak")).content))
    for word in (
        "Wa Coba Ibu",
        "Orang tua",
        "tidak dapat menyatakan sendiri karena tidak sadar",
        "La Coba Karang",
        "0001",
    ):
        assert (word, squeezed(word) in words) == (word, True)
    assert "7414010101800001" not in words
    assert AccessRecord.objects.filter(look="PRINT", object_kind="returnee").count() == 2


# --- screens ----------------------------------------------------------------------------------------------------------


def body(**more) -> dict[str, object]:
    return {"form_id": str(uuid.uuid4()), "kinship": "UNKNOWN", "offered": "Rehabilitasi sosial", **more}


def test_it_is_made_from_the_page_of_the_person(group, returnee, people, client_for):
    client = client_for(people.district_buton_tengah_2)
    there = at(group, "orang", returnee.pk, "penolakan")
    assert there in client.get(at(group, "orang", returnee.pk)).content.decode()
    sent = body()
    answers = [client.post(there, sent) for _time in range(2)]
    with everything():
        row = RehabilitationRefusal.objects.get()
    assert [answer.url for answer in answers] == [at(group, "penolakan", row.pk)] * 2
    refused = client.post(there, body(offered="", reason="Ingin pulang"))
    assert refused.status_code == 422
    assert "Ingin pulang" in refused.content.decode()
    refused = client.post(there, body(is_by_family="on"))
    assert "Tulis mengapa orang itu tidak dapat menyatakan sendiri." in refused.content.decode()
    assert "Penolakan rehabilitasi" in client.get(at(group, "orang", returnee.pk)).content.decode()


def test_it_is_changed_signed_and_opened(group, refusal, people, client_for):
    client, there = client_for(people.district_buton_tengah), at(group, "penolakan", refusal.pk)
    sent = body(version=1, on="20/11/2026", place="Raha", dibuka="{}")
    assert client.post(f"{there}ubah/", sent).status_code == 302
    assert client.post(f"{there}ubah/", {**sent, "place": "Baubau"}).status_code == 409
    signed = {"form_id": str(uuid.uuid4()), "version": 2, "paper": photo()}
    assert client.post(f"{there}tanda-tangan/", {**signed, "paper": ""}).status_code == 422
    assert client.post(f"{there}tanda-tangan/", {**signed, "paper": photo()}).status_code == 302
    page = client.get(there).content.decode()
    assert "pernyataan.jpg" in page
    with everything():
        key = RehabilitationRefusal.objects.get().returnee
    assert key is not None
    link = page.split('href="' + there + "berkas/")[1].split('"')[0]
    assert client.get(f"{there}berkas/{link}").status_code == 200
    assert client_for(people.district_wakatobi).get(f"{there}berkas/{link}").status_code == 404
    assert client.get(f"{there}berkas/{uuid.uuid4()}/").status_code == 404
    assert client.get(f"{there}ubah/").status_code == 403
    assert client.post(f"{there}batal/", {"version": 3, "reason": "Salah"}).status_code == 302


def test_who_may(group, refusal, returnee, people, client_for, scope_of):
    there = at(group, "penolakan", refusal.pk)
    assert client_for(people.placement).get(there).status_code == 200
    for step in ("ubah", "cetak", "docx", "tanda-tangan", "batal"):
        assert client_for(people.placement).get(f"{there}{step}/").status_code == 403
        assert client_for(people.district_wakatobi).get(f"{there}{step}/").status_code == 404
        assert client_for(people.district_buton_tengah_2).get(f"{there}{step}/").status_code == 200
        assert client_for(people.caseworker).put(f"{there}{step}/").status_code == 405
    with scope_of(people.head):
        restrict_worker(worker=returnee.worker, user_ids=set(), on=DAY, by=people.head)
    assert client_for(people.caseworker).get(there).status_code == 404
    assert client_for(people.head).get(there).status_code == 200
