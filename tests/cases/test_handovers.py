"""Hand-overs: prepared, signed, cancelled; who has a receiver; who sees them; the paper."""

import io
import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q
from docx import Document

from cases.actions.arrivals import mark_arrival
from cases.actions.handovers import (
    add_handover_paper,
    cancel_handover,
    correct_handover,
    prepare_handover,
    sign_handover,
)
from cases.actions.repatriations import correct_repatriation
from cases.actions.restrictions import restrict_worker
from cases.bast import bast_data, number_words
from cases.models import Handover, HandoverPerson, Repatriation, Returnee
from cases.queries import get_handover, lacking_receiver
from cases.queries.frail import frail_without_receiver
from cases.receiving import has_no_receiver, needs_power
from core.exceptions import DomainError, StaleEdit
from core.models import AccessRecord, StoredFile
from tests.core import foreign_files as made
from tests.factories.casework import DAY, make_returnee, person
from tests.seeing import everything

FAMILY = {"kind": "FAMILY", "receiver": "Wa Coba Ibu", "kinship": "PARENT"}


def at(group, *parts) -> str:
    return "/".join(["/pemulangan", group.number, *(str(part) for part in parts), ""])


def read(row):
    with everything():
        return type(row).objects.get(pk=row.pk)


@pytest.fixture
def handover(group, returnee, people, scope_of):
    """Prepared by the office for the one person who came."""
    with scope_of(people.caseworker):
        return prepare_handover(repatriation=group, values=FAMILY, people=[returnee], by=people.caseworker)


def signed(handover, rows, by, version=1, **values):
    return sign_handover(
        handover=handover, version=version, values={"on": DAY, **values}, people=rows, witnesses=[], by=by
    )


# --- actions ----------------------------------------------------------------------------------------------------------


def test_it_is_prepared_with_blanks_and_completed_when_signed(group, handover, returnee, people, scope_of):
    assert (read(handover).state, read(handover).on) == ("PREPARED", None)
    with scope_of(people.caseworker):
        sign_handover(
            handover=handover, version=1, values={"on": DAY, "place": "Baubau"}, people=[returnee],
            witnesses=[("La Coba Desa", "Kepala Desa")], by=people.caseworker,
        )  # fmt: skip
    row = read(handover)
    assert (row.state, row.on, row.place, row.receiver) == ("SIGNED", DAY, "Baubau", "Wa Coba Ibu")
    with everything():
        assert [(seen.name, seen.position) for seen in row.witnesses.all()] == [("La Coba Desa", "Kepala Desa")]


def test_nobody_is_no_handover_and_who_did_not_come_is_not_handed_over(group, handover, returnee, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        with pytest.raises(DomainError, match="Pilih paling sedikit satu orang"):
            prepare_handover(repatriation=group, values=FAMILY, people=[], by=by)
        mark_arrival(returnee=returnee, state="NOT_ARRIVED", reason="ILL", by=by)
        row = Returnee.objects.select_related("worker").get(pk=returnee.pk)
        with pytest.raises(DomainError, match="Belum tiba: La Coba Karang"):
            signed(handover, [row], by)
    assert read(handover).state == "PREPARED"


def test_a_signed_one_keeps_its_day(handover, returnee, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        signed(handover, [returnee], by)
        with pytest.raises(DomainError, match="Isi tanggal serah terimanya"):
            correct_handover(handover=handover, version=2, values={"on": None}, people=[returnee], witnesses=[], by=by)
        correct_handover(handover=handover, version=2, values={"place": "Raha"}, people=[returnee], witnesses=[], by=by)
    assert (read(handover).state, read(handover).place) == ("SIGNED", "Raha")
    with everything(), pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(on=None)


def test_a_cancelled_one_says_why_and_stays_as_it_is(group, handover, returnee, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        signed(handover, [returnee], by)
        assert lacking_receiver(group) == 0
        with pytest.raises(DomainError, match="Tulis mengapa"):
            cancel_handover(handover=handover, version=2, reason=" ", by=by)
        cancel_handover(handover=handover, version=2, reason="Salah orang", by=by)
        assert lacking_receiver(group) == 1
        with pytest.raises(DomainError, match="sudah dibatalkan"):
            correct_handover(handover=handover, version=3, values={}, people=[returnee], witnesses=[], by=by)
    assert (read(handover).state, read(handover).note) == ("CANCELLED", "Salah orang")


def test_two_who_sign_at_once_sign_once(handover, returnee, people, scope_of):
    with scope_of(people.caseworker):
        signed(handover, [returnee], people.caseworker)
        with pytest.raises(StaleEdit):
            signed(handover, [returnee], people.caseworker)


def test_people_out_of_sight_stay_in_a_handover_that_a_district_corrects(group, returnee, people, scope_of):
    office, district = people.caseworker, people.district_buton_tengah
    with scope_of(office):
        other = make_returnee(office, group=group, who=person("La Coba Jauh", district="74.07"))
        row = prepare_handover(repatriation=group, values=FAMILY, people=[returnee, other], by=office)
    with scope_of(district):
        third = make_returnee(district, group=group)
        correct_handover(handover=row, version=1, values={}, people=[third], witnesses=[], by=district)
    with everything():
        assert set(row.people.values_list("returnee_id", flat=True)) == {other.pk, third.pk}


# --- who has a receiver -----------------------------------------------------------------------------------------------


def whom(condition) -> set[str]:
    with everything():
        return {row.worker.name for row in Returnee.objects.filter(condition()).select_related("worker")}


def frail() -> Q:
    return Q(pk__in=frail_without_receiver(DAY, DAY))


@pytest.fixture
def grown_child_and_ill(group, people, scope_of):
    with scope_of(people.caseworker):
        return [
            make_returnee(people.caseworker, group=group, who=person("La Dewasa")),
            make_returnee(people.caseworker, group=group, who=person("La Anak", age=9)),
            make_returnee(people.caseworker, group=group, who=person("La Sakit"), flags=("DISABILITAS",)),
        ]


@pytest.mark.parametrize(
    ("kind", "lacking", "alarm"),
    [
        ("", {"La Dewasa", "La Anak", "La Sakit"}, {"La Anak", "La Sakit"}),
        ("UNIT", {"La Dewasa", "La Anak", "La Sakit"}, {"La Anak", "La Sakit"}),
        ("DISTRICT", set(), {"La Anak", "La Sakit"}),
        ("FAMILY", set(), set()),
        ("SOCIAL", set(), set()),
    ],
)
def test_who_has_been_received(kind, lacking, alarm, group, grown_child_and_ill, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        if kind:
            row = prepare_handover(repatriation=group, values={"kind": kind}, people=grown_child_and_ill, by=by)
            assert len(whom(has_no_receiver)) == 3
            signed(row, grown_child_and_ill, by)
        assert lacking_receiver(group) == len(lacking)
    assert (whom(has_no_receiver), whom(frail)) == (lacking, alarm)


def test_a_return_does_not_end_while_somebody_has_no_receiver(group, handover, returnee, people, scope_of):
    by = people.caseworker
    with scope_of(by):
        with pytest.raises(DomainError, match="1 orang yang tiba belum ada penerimanya"):
            correct_repatriation(repatriation=group, version=read(group).version, changes={"state": "DONE"}, by=by)
        signed(handover, [returnee], by)
        correct_repatriation(repatriation=group, version=read(group).version, changes={"state": "DONE"}, by=by)
    assert read(group).state == "DONE"


@pytest.mark.parametrize(
    ("kind", "kinship", "asked"),
    [
        ("FAMILY", "SPOUSE", False), ("FAMILY", "CHILD", False), ("FAMILY", "PARENT", False),
        ("FAMILY", "UNKNOWN", False), ("FAMILY", "SIBLING", True), ("FAMILY", "RELATIVE", True),
        ("FAMILY", "PROXY", True), ("DISTRICT", "OFFICIAL", False), ("SOCIAL", "OFFICIAL", False),
    ],
)  # fmt: skip
def test_whose_power_of_attorney_is_asked_for(kind, kinship, asked):
    assert needs_power(kind, kinship) is asked


# --- sight ------------------------------------------------------------------------------------------------------------


def seen_by(user, scope_of) -> tuple[int, int]:
    with scope_of(user):
        return Handover.objects.count(), HandoverPerson.objects.count()


def test_who_sees_a_handover(handover, returnee, people, scope_of):
    assert seen_by(people.district_buton_tengah_2, scope_of) == (1, 1)
    assert seen_by(people.district_wakatobi, scope_of) == (0, 0)
    with scope_of(people.head):
        restrict_worker(worker=returnee.worker, user_ids=set(), on=DAY, by=people.head)
    assert seen_by(people.district_buton_tengah_2, scope_of) == (0, 0)
    assert seen_by(people.caseworker, scope_of) == (1, 0)  # who made it keeps it, without the restricted person
    assert seen_by(people.head, scope_of) == (1, 1)


# --- screens ----------------------------------------------------------------------------------------------------------


def body(*rows, **more) -> dict[str, object]:
    values = {"form_id": str(uuid.uuid4()), "people": [row.pk for row in rows], "kinship": "UNKNOWN", "kind": "FAMILY"}
    return {**values, **more}


def test_a_district_prepares_one_for_its_own_people(group, returnee, people, client_for):
    client, sent = client_for(people.district_buton_tengah_2), body(returnee)
    form = client.get(f"{at(group, 'serah-terima')}?orang={returnee.pk}").content.decode()
    assert f'value="{returnee.pk}" checked' in form.replace('class="form-check-input" ', "") or "checked" in form
    for _time in range(2):
        answer = client.post(at(group, "serah-terima"), sent)
        assert answer.status_code == 302
    with everything():
        row = Handover.objects.get()
    assert answer.url == at(group, "serah-terima", row.pk)
    page = client.get(answer.url).content.decode()
    assert "La Coba Karang" in page
    assert "Cetak BAST" in page


def test_who_may(group, handover, returnee, people, client_for):
    there = at(group, "serah-terima", handover.pk)
    assert client_for(people.placement).get(there).status_code == 200
    for step in ("ubah", "tanda-tangan", "batal", "cetak", "docx", "foto"):
        assert client_for(people.placement).get(f"{there}{step}/").status_code == 403
        assert client_for(people.district_wakatobi).get(f"{there}{step}/").status_code == 404
        assert client_for(people.district_buton_tengah).get(f"{there}{step}/").status_code == 200
        assert client_for(people.caseworker).put(f"{there}{step}/").status_code == 405
    assert client_for(people.district_wakatobi).get(there).status_code == 404
    assert client_for(people.placement).get(at(group, "serah-terima")).status_code == 403


def test_bad_input_is_said_and_kept(group, returnee, people, client_for):
    client = client_for(people.caseworker)
    for wrong, sentence in (
        ({"people": []}, "Pilih paling sedikit satu orang yang diserahterimakan."),
        ({"hour": "17.00"}, "Isi juga tanggalnya"),
        ({"witnesses": "\n".join(f"Saksi {number}" for number in range(6))}, "Paling banyak 5 saksi."),
        ({"kind": "X"}, "tidak tersedia lagi"),
    ):
        answer = client.post(at(group, "serah-terima"), body(returnee, receiver="Wa Coba Bibi", **wrong))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page
        assert "Wa Coba Bibi" in page


def test_another_receiver_is_warned_of_and_not_blocked(group, returnee, people, client_for):
    client = client_for(people.caseworker)
    sent = body(returnee, receiver="Wa Coba Bibi", kinship="RELATIVE")
    page = client.post(at(group, "serah-terima"), sent, follow=True).content.decode()
    assert "Minta surat kuasa keluarga" in page
    sent = body(returnee, receiver="Wa Coba Bibi", kinship="RELATIVE", has_power="yes")
    page = client.post(at(group, "serah-terima"), sent, follow=True).content.decode()
    assert "Minta surat kuasa keluarga" not in page


def test_it_is_signed_with_the_photo_of_the_paper(group, handover, returnee, people, client_for, stored_folder):
    client, there = client_for(people.district_buton_tengah), at(group, "serah-terima", handover.pk)
    future = client.post(f"{there}tanda-tangan/", body(returnee, version=1, on="01/01/2090"))
    assert future.status_code == 422
    sent = body(returnee, version=1, on="27/06/2025", hour="18.15", witnesses="La Coba Desa, Kepala Desa\nWa Coba RT")
    assert client.post(f"{there}tanda-tangan/", sent).status_code == 302
    assert client.post(f"{there}tanda-tangan/", sent).status_code == 409
    photo = {"form_id": str(uuid.uuid4()), "paper": made.upload("bast.jpg", made.jpeg(), made.JPG)}
    assert client.post(f"{there}foto/", photo).status_code == 302
    assert client.post(f"{there}foto/", {"form_id": str(uuid.uuid4())}).status_code == 422
    page = client.get(there).content.decode()
    for words in ("27 Jun 2025, 18.15 WITA", "La Coba Desa, Kepala Desa", "Wa Coba RT", "bast.jpg", "Ditandatangani"):
        assert words in page
    with everything():
        file = StoredFile.objects.get(owner_kind="handover")
    taken = client.get(f"{there}berkas/{file.key}/")
    assert taken["Content-Disposition"] == 'attachment; filename="bast.jpg"'
    assert client_for(people.district_wakatobi).get(f"{there}berkas/{file.key}/").status_code == 404
    assert client.get(f"{there}berkas/{uuid.uuid4()}/").status_code == 404
    page = client.get(at(group)).content.decode()
    assert "belum ada penerimanya" not in page


def test_two_who_correct_see_both_values(group, handover, returnee, people, client_for):
    client, there = client_for(people.caseworker), at(group, "serah-terima", handover.pk, "ubah")
    sent = body(returnee, version=1, receiver="Wa Coba Ibu", dibuka="{}")
    assert client.post(there, {**sent, "place": "Raha"}).status_code == 302
    answer = client.post(there, {**sent, "place": "Baubau"})
    assert answer.status_code == 409
    assert "Raha" in answer.content.decode()
    assert "Baubau" in answer.content.decode()


def test_the_number_of_a_card_is_masked_and_kept(group, returnee, people, client_for):
    client = client_for(people.caseworker)
    client.post(at(group, "serah-terima"), body(returnee, identity_number="7414010101800001", identity_shown="KTP"))
    with everything():
        row = Handover.objects.get()
    there = at(group, "serah-terima", row.pk)
    for page in (there, f"{there}ubah/", f"{there}tanda-tangan/"):
        text = client.get(page).content.decode()
        assert "7414010101800001" not in text
        assert "••••0001" in text
    assert client.post(f"{there}ubah/", body(returnee, version=1, place="Raha")).status_code == 302
    assert (read(row).identity_number, read(row).place) == ("7414010101800001", "Raha")


def test_it_is_cancelled_with_a_reason(group, handover, people, client_for):
    client, there = client_for(people.caseworker), at(group, "serah-terima", handover.pk)
    assert client.post(f"{there}batal/", {"version": 1, "reason": ""}).status_code == 422
    assert client.post(f"{there}batal/", {"version": 1, "reason": "Salah orang"}).status_code == 302
    page = client.get(there).content.decode()
    assert "Serah terima ini dibatalkan." in page
    assert "Salah orang" in page
    assert client.get(f"{there}ubah/").status_code == 403


def test_each_look_names_the_people(group, handover, returnee, people, client_for, scope_of, stored_folder):
    there, client = at(group, "serah-terima", handover.pk), client_for(people.caseworker)
    client.get(there)
    client.get(f"{there}cetak/")
    with scope_of(people.caseworker):
        photo = made.upload("bast.jpg", made.jpeg(), made.JPG)
        add_handover_paper(handover=handover, upload=photo, by=people.caseworker)
    rows = AccessRecord.objects.filter(object_kind="handover", object_ids=[handover.pk]).order_by("pk")
    assert [(row.look, row.worker_ids) for row in rows] == [
        ("VIEW", [returnee.worker_id]), ("PRINT", [returnee.worker_id]),
        ("CHANGE", [returnee.worker_id]),
    ]  # fmt: skip


# --- the paper --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "satu"), (10, "sepuluh"), (11, "sebelas"), (19, "sembilan belas"), (20, "dua puluh"), (27, "dua puluh tujuh"),
     (100, "seratus"), (1000, "seribu"), (1998, "seribu sembilan ratus sembilan puluh delapan"),
     (2025, "dua ribu dua puluh lima")],
)  # fmt: skip
def test_numbers_in_words(number, words):
    assert number_words(number) == words


def test_the_paper_says_what_is_known_and_leaves_the_rest_blank(group, handover, returnee, people, scope_of):
    with scope_of(people.caseworker):
        found = get_handover(group.number, handover.pk)
        data = bast_data(found, handover.created_at)
        assert (data["is_draft"], data["when"], data["place"]) == (True, ["", "", "", "", ""], "")
        assert data["witnesses"] == [["", ""], ["", ""]]
        assert data["receiver"][:2] == [["Nama", "Wa Coba Ibu"], ["Hubungan", "Orang tua"]]
        assert data["people"][0][:4] == ["1", "La Coba Karang", "L", "30 tahun"]
        sign_handover(
            handover=handover, version=1, values={"on": date(2025, 6, 27)}, people=[returnee],
            witnesses=[("La Coba Desa", "Kepala Desa")], by=people.caseworker,
        )  # fmt: skip
        data = bast_data(get_handover(group.number, handover.pk), handover.created_at)
        assert data["when"] == ["Jumat", "dua puluh tujuh", "Juni", "dua ribu dua puluh lima", ""]
        assert (data["is_draft"], data["witnesses"]) == (False, [["La Coba Desa", "Kepala Desa"], ["", ""]])


def test_the_paper_names_only_who_is_in_sight(group, returnee, people, client_for, scope_of):
    office = people.caseworker
    with scope_of(office):
        other = make_returnee(office, group=group, who=person("La Coba Jauh", district="74.07"))
        row = prepare_handover(repatriation=group, values=FAMILY, people=[returnee, other], by=office)
    with scope_of(people.district_wakatobi):
        names = [line[1] for line in bast_data(get_handover(group.number, row.pk), row.created_at)["people"]]
    assert names == ["La Coba Jauh"]
    page = client_for(people.district_wakatobi).get(at(group, "serah-terima", row.pk)).content.decode()
    assert "Dan 1 orang di luar wilayah kerja Anda" in page
    assert "La Coba Karang" not in page


def test_it_comes_as_docx_from_the_offices_own_template(group, handover, people, client_for, settings, tmp_path):
    client, there = client_for(people.caseworker), at(group, "serah-terima", handover.pk, "docx")
    words = text_of(client.get(there).content)
    for word in ("KONSEP", "La Coba Karang", "Wa Coba Ibu", "Nomor: ${nomor_naskah}", "Pihak Kedua".upper()):
        assert word in words
    assert "{{" not in words
    settings.DATA_DIR = tmp_path
    (tmp_path / "papers").mkdir()
    own = Document()
    own.add_paragraph("Kertas kantor: {{ receiver_name }} ${ttd_pengirim}")
    own.save(str(tmp_path / "papers" / "bast.docx"))
    assert text_of(client.get(there).content) == "Kertas kantor: Wa Coba Ibu ${ttd_pengirim}"


def text_of(content: bytes) -> str:
    """The words of a DOCX, those of its header and its tables among them."""
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    heads = [line.text for section in document.sections for line in section.header.paragraphs]
    return "\n".join(filter(None, [*heads, *(line.text for line in document.paragraphs), *cells]))


def test_it_prints_as_pdf(group, handover, people, client_for):
    answer = client_for(people.caseworker).get(at(group, "serah-terima", handover.pk, "cetak"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    with everything():
        assert Repatriation.objects.filter(pk=group.pk).exists()
