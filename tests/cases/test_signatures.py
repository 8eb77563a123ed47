"""Signing a hand-over on the screen: bound to its facts, shown on the paper, and not changed afterwards."""

import base64
import io
import threading
import time
import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from docx import Document

from cases.actions.handovers import cancel_handover, correct_handover, prepare_handover, sign_handover
from cases.actions.signatures import add_signature, finish_signing, remove_signature
from cases.actions.workers import correct_worker
from cases.bast import bast_data
from cases.models import Handover, HandoverSignature
from cases.queries import get_handover, lacking_receiver
from core.exceptions import DomainError, StaleEdit
from core.models import StoredFile
from tests.access.paper_text import text_of_pdf
from tests.cases.test_handovers import FAMILY, at, body, read
from tests.core import foreign_files as made
from tests.factories.casework import DAY, make_returnee, person
from tests.seeing import everything

pytestmark = pytest.mark.usefixtures("stored_folder")
DRAWN = "data:image/png;base64," + base64.b64encode(made.png()).decode()


@pytest.fixture
def handover(group, returnee, people, scope_of):
    """Prepared with its day, one witness is known."""
    with scope_of(people.district_buton_tengah):
        return prepare_handover(
            repatriation=group, values={**FAMILY, "on": DAY, "giver": "Rahmat Contoh", "place": "Baubau"},
            people=[returnee], witnesses=[("La Coba Desa", "Kepala Desa")], by=people.district_buton_tengah,
        )  # fmt: skip


def sign(handover, role, by, place=0, name="Wa Coba Ibu", form_id=None):
    upload = made.upload("tanda.png", made.png(), made.PNG)
    told = {"role": role, "position_no": place, "name": name}
    return add_signature(handover=handover, upload=upload, form_id=form_id, by=by, **told)


@pytest.fixture
def signed(handover, people, scope_of):
    """Giver and receiver have signed, nobody has finished it."""
    with scope_of(people.district_buton_tengah):
        for role in ("GIVER", "RECEIVER"):
            sign(handover, role, people.district_buton_tengah)
    return handover


def layar(group, handover, *parts) -> str:
    return at(group, "serah-terima", handover.pk, "layar", *parts)


# --- actions ----------------------------------------------------------------------------------------------------------


def test_both_sign_and_it_is_done(group, signed, returnee, people, scope_of):
    by = people.district_buton_tengah
    with scope_of(by):
        finish_signing(handover=signed, version=1, people=[returnee], by=by)
        assert lacking_receiver(group) == 0
        with pytest.raises(StaleEdit):
            finish_signing(handover=signed, version=1, people=[returnee], by=by)
    assert (read(signed).state, read(signed).version) == ("SIGNED", 2)


def test_one_signature_is_not_enough(handover, returnee, people, scope_of):
    by = people.district_buton_tengah
    with scope_of(by):
        sign(handover, "GIVER", by)
        with pytest.raises(DomainError, match="yang menyerahkan dan yang menerima harus"):
            finish_signing(handover=handover, version=1, people=[returnee], by=by)
        with pytest.raises(DomainError, match="sudah menandatangani"):
            sign(handover, "GIVER", by)


def test_a_second_click_signs_once_and_says_nothing_else(handover, people, scope_of):
    by, form_id = people.district_buton_tengah, uuid.uuid4()
    with scope_of(by):
        first, again = (sign(handover, "GIVER", by, form_id=form_id) for _time in range(2))
        assert (first.pk, StoredFile.objects.count()) == (again.pk, 1)
        with pytest.raises(DomainError, match="sudah menandatangani"):
            sign(handover, "GIVER", by, form_id=uuid.uuid4())


def test_the_reason_of_a_cancelling_is_kept_behind_a_long_note(handover, people, scope_of):
    by, note = people.district_buton_tengah, "x" * 2000
    with everything():
        row = Handover.objects.get(pk=handover.pk)
        row.note = note
        row.save(update_fields=["note"])
    with scope_of(by):
        cancel_handover(handover=row, version=1, reason="Salah orang", by=by)
    assert read(handover).note == f"{note}\nSalah orang"


def test_nobody_signs_what_has_no_day_yet(group, returnee, people, scope_of):
    with scope_of(people.caseworker):
        row = prepare_handover(repatriation=group, values=FAMILY, people=[returnee], by=people.caseworker)
        with pytest.raises(DomainError, match="Isi dahulu tanggal"):
            sign(row, "GIVER", people.caseworker)
    with everything():
        assert (HandoverSignature.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_nobody_signs_before_the_day(group, returnee, people, scope_of):
    by, values = people.caseworker, {**FAMILY, "on": timezone.localdate() + timedelta(days=1)}
    with scope_of(by):
        row = prepare_handover(repatriation=group, values=values, people=[returnee], by=by)
        with pytest.raises(DomainError, match="belum terjadi"):
            sign(row, "GIVER", by)
    with everything():
        assert (HandoverSignature.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_what_was_signed_is_not_changed_only_cancelled(signed, returnee, people, scope_of):
    by = people.district_buton_tengah
    told = {"handover": signed, "version": 1, "people": [returnee], "witnesses": [], "by": by}
    with scope_of(by):
        for step in (correct_handover, sign_handover):
            with pytest.raises(DomainError, match="ditandatangani di layar"):
                step(values={"on": DAY, "place": "Raha"}, **told)
        finish_signing(handover=signed, version=1, people=[returnee], by=by)
        first = read(signed).signatures
        with everything():
            signature = first.order_by("pk").first()
        with pytest.raises(DomainError, match="sudah ditandatangani atau dibatalkan"):
            remove_signature(signature=signature, reason="x", by=by)
        cancel_handover(handover=signed, version=2, reason="Salah orang", by=by)
    assert (read(signed).state, read(signed).place) == ("CANCELLED", "Baubau")


@pytest.mark.django_db(transaction=True)
def test_what_is_signed_at_this_moment_is_not_changed_meanwhile(handover, returnee, people, scope_of):
    by, has_signed, answers = people.district_buton_tengah, threading.Event(), []

    def signs():
        with transaction.atomic(), scope_of(by):
            sign(handover, "GIVER", by)
            has_signed.set()
            time.sleep(0.5)
        connection.close()

    def changes():
        has_signed.wait(20)
        told = {"values": {"place": "Raha"}, "people": [returnee], "witnesses": []}
        with transaction.atomic(), scope_of(by):
            try:
                correct_handover(handover=handover, version=1, by=by, **told)
            except DomainError as refused:
                answers.append(refused.message)
        connection.close()

    threads = [threading.Thread(target=work) for work in (signs, changes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [words.partition(",")[0] for words in answers] == ["Serah terima ini ditandatangani di layar"]
    assert (read(handover).place, read(handover).version) == ("Baubau", 1)


def test_a_wrong_signature_is_removed_with_its_picture(signed, returnee, people, scope_of):
    by = people.district_buton_tengah
    with scope_of(by):
        signature = signed.signatures.get(role="GIVER")
        with pytest.raises(DomainError, match="Tulis alasan"):
            remove_signature(signature=signature, reason=" ", by=by)
        remove_signature(signature=signature, reason="Salah orang", by=by)
        sign(signed, "GIVER", by)
        file = StoredFile.objects.get(pk=signature.file_id)
        assert (file.removed_reason, file.removed_by_id) == ("Salah orang", by.pk)


def test_facts_that_change_afterwards_are_said_and_block_the_end(group, signed, returnee, people, scope_of, client_for):
    office = people.caseworker
    with scope_of(office):
        worker = returnee.worker
        worker.refresh_from_db()
        correct_worker(worker=worker, version=worker.version, changes={"name": "La Coba Lain"}, on=DAY, by=office)
        with pytest.raises(DomainError, match="Data berubah sesudah Wa Coba Ibu"):
            finish_signing(handover=signed, version=1, people=[returnee], by=office)
    client = client_for(office)
    for page in (layar(group, signed), at(group, "serah-terima", signed.pk)):
        assert "berubah sesudah Wa Coba Ibu menandatangani" in client.get(page).content.decode()


# --- the paper --------------------------------------------------------------------------------------------------------


def test_the_paper_shows_what_was_drawn(group, signed, returnee, people, scope_of, client_for):
    client = client_for(people.district_buton_tengah)
    with scope_of(people.district_buton_tengah):
        sign(signed, "WITNESS", people.district_buton_tengah, place=1, name="La Coba Desa")
    content = client.get(at(group, "serah-terima", signed.pk, "docx")).content
    assert len(Document(io.BytesIO(content)).inline_shapes) == 3
    pdf = client.get(at(group, "serah-terima", signed.pk, "cetak")).content
    assert "KONSEP" in text_of_pdf(pdf)
    assert pdf.count(b"/Subtype/Image") + pdf.count(b"/Subtype /Image") >= 1
    with scope_of(people.district_buton_tengah):
        finish_signing(handover=signed, version=1, people=[returnee], by=people.district_buton_tengah)
        data = bast_data(get_handover(group.number, signed.pk), signed.created_at)
    assert data["is_draft"] is False
    assert "KONSEP" not in text_of_pdf(client.get(at(group, "serah-terima", signed.pk, "cetak")).content)


def test_the_paper_shows_nothing_drawn_below_other_facts(group, signed, returnee, people, scope_of, client_for):
    by, office = people.district_buton_tengah, people.caseworker
    there = at(group, "serah-terima", signed.pk, "docx")
    with scope_of(by):
        finish_signing(handover=signed, version=1, people=[returnee], by=by)
    assert len(Document(io.BytesIO(client_for(by).get(there).content)).inline_shapes) == 2
    with scope_of(office):
        worker = returnee.worker
        worker.refresh_from_db()
        correct_worker(worker=worker, version=worker.version, changes={"name": "La Coba Lain"}, on=DAY, by=office)
    assert len(Document(io.BytesIO(client_for(office).get(there).content)).inline_shapes) == 0


def test_who_prints_some_of_the_people_prints_nothing_drawn(group, returnee, people, scope_of, client_for):
    office = people.caseworker
    with scope_of(office):
        other = make_returnee(office, group=group, who=person("Wa Coba Jauh", district="74.07"))
        row = prepare_handover(repatriation=group, values={**FAMILY, "on": DAY}, people=[returnee, other], by=office)
        sign(row, "GIVER", office)
    there = at(group, "serah-terima", row.pk, "docx")
    shapes = {}
    for user in (office, people.district_buton_tengah):
        shapes[user.pk] = len(Document(io.BytesIO(client_for(user).get(there).content)).inline_shapes)
    assert shapes == {office.pk: 1, people.district_buton_tengah.pk: 0}


# --- screens ----------------------------------------------------------------------------------------------------------


def test_a_signature_is_no_photo_that_is_taken_away(group, signed, returnee, people, scope_of, client_for):
    by = people.district_buton_tengah
    with scope_of(by):
        finish_signing(handover=signed, version=1, people=[returnee], by=by)
        key = signed.signatures.select_related("file").get(role="RECEIVER").file.key
    there = at(group, "serah-terima", signed.pk, "berkas", key, "hapus")
    for user in (by, people.head):
        assert client_for(user).post(there, {"reason": "Salah"}).status_code == 404
    with everything():
        assert StoredFile.objects.filter(removed_at__isnull=False).count() == 0


def posted(**more) -> dict[str, object]:
    return {"form_id": str(uuid.uuid4()), "name": "Wa Coba Ibu", **more}


def test_it_is_drawn_or_photographed(group, handover, people, client_for):
    client = client_for(people.district_buton_tengah_2)
    page = client.get(layar(group, handover)).content.decode()
    for words in ("Yang menyerahkan", "Yang menerima", "Saksi 1", "La Coba Desa", "La Coba Karang"):
        assert words in page
    empty = client.post(layar(group, handover, "giver", 0), posted())
    assert empty.status_code == 422
    assert "Gambar tanda tangan di layar, atau pilih foto" in empty.content.decode()
    assert "Wa Coba Ibu" in empty.content.decode()
    for wrong in ("data:text/html;base64,PGI+", "data:image/png;base64,***", DRAWN[:60]):
        assert client.post(layar(group, handover, "giver", 0), posted(drawing=wrong)).status_code == 422
    sent = posted(drawing=DRAWN, name="Rahmat Contoh")
    assert client.post(layar(group, handover, "giver", 0), sent).status_code == 302
    photo = posted(photo=made.upload("tanda.jpg", made.jpeg(), made.JPG))
    assert client.post(layar(group, handover, "receiver", 0), photo).status_code == 302
    with everything():
        rows = [(row.role, row.name, row.file.kind) for row in HandoverSignature.objects.select_related("file")]
    assert rows == [
        ("GIVER", "Rahmat Contoh", "HANDOVER_SIGNATURE"), ("RECEIVER", "Wa Coba Ibu", "HANDOVER_SIGNATURE"),
    ]  # fmt: skip
    assert "tanda.jpg" not in client.get(at(group, "serah-terima", handover.pk)).content.decode()
    assert client.post(layar(group, handover, "selesai"), {"version": 1}).status_code == 302
    assert read(handover).state == "SIGNED"
    page = client.get(layar(group, handover)).content.decode()
    assert "Isinya tidak diubah lagi." in page
    assert "Tanda tangani" not in page
    there = at(group, "serah-terima", handover.pk)
    assert "Simpan juga foto" not in client.get(there).content.decode()
    for step in ("ubah", "tanda-tangan"):
        assert client.get(f"{there}{step}/").status_code == 403
        assert client.post(f"{there}{step}/", body(version=2)).status_code == 403


def test_who_may_sign(group, signed, people, client_for):
    with everything():
        signature = signed.signatures.get(role="GIVER").pk
    pages = [layar(group, signed, "witness", 1), layar(group, signed, signature, "hapus")]
    assert client_for(people.placement).get(layar(group, signed)).status_code == 200
    assert client_for(people.district_wakatobi).get(layar(group, signed)).status_code == 404
    for page in pages:
        assert client_for(people.placement).get(page).status_code == 403
        assert client_for(people.district_wakatobi).get(page).status_code == 404
        assert client_for(people.district_buton_tengah_2).get(page).status_code == 200
        assert client_for(people.caseworker).put(page).status_code == 405
    client = client_for(people.caseworker)
    assert client.get(layar(group, signed, "selesai")).status_code == 405
    assert client.get(layar(group, signed, "witness", 2)).status_code == 404
    assert client.get(layar(group, signed, "kepala", 0)).status_code == 404
    assert client.get(layar(group, signed, signature + 99, "hapus")).status_code == 404
    assert client.post(layar(group, signed, signature, "hapus"), {"reason": ""}).status_code == 422
    assert client.post(layar(group, signed, signature, "hapus"), {"reason": "Salah"}).status_code == 302
    assert client.post(layar(group, signed, "selesai"), {"version": "x"}).status_code == 302
    assert read(signed).state == "PREPARED"
    with everything():
        assert Handover.objects.get().signatures.count() == 1
