"""Texts and papers of a return: from the record, without names, printed as PDF and DOCX, and as outgoing letters."""

import io
import uuid
from datetime import date

import pytest
from django.utils import timezone
from docx import Document
from docx.shared import Mm
from hypothesis import HealthCheck, given, settings, strategies
from pikepdf import open as open_pdf

from accounts.models import ActingAppointment
from cases.actions.arrivals import mark_arrival
from cases.actions.handovers import add_handover_paper, prepare_handover, sign_handover
from cases.actions.papers import add_paper_photo, drop_paper, issue_paper, prepare_paper
from cases.actions.repatriations import record_manifest
from cases.models import ReturnLetter, ReturnPaper
from cases.names import plain
from cases.queries.wide_texts import group_told
from cases.texts.papers import first_values, printed, text_of
from cases.texts.telling import NAMES, common_places, values_of
from cases.texts.writings import PAPERS
from core.exceptions import DomainError, StaleEdit
from core.models import AccessRecord, StoredFile
from letters.models import Letter
from letters.writings import Writing
from regions.models import Area
from tests.access.paper_text import text_of_pdf
from tests.cases.test_handovers import FAMILY
from tests.core import foreign_files as made
from tests.factories.casework import DAY, make_group, make_returnee, person, village_of
from tests.seeing import everything

NUMBER = "B.77/BP3MI21/PB.05.03/XI/2026"


def at(group, *parts) -> str:
    return "/".join(["/pemulangan", group.number, "naskah", *(str(part) for part in parts), ""])


def text_of_docx(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    heads = [line.text for section in document.sections for line in section.header.paragraphs]
    return "\n".join([*heads, *(line.text for line in document.paragraphs), *cells])


def squeezed(text: str) -> str:
    """Without spaces: a PDF places words, it does not keep what stands between them."""
    return "".join(text.split())


@pytest.fixture
def full(people, scope_of):
    """18 of 23 came by ship, five left the group; a letter, two districts, a hand-over to family."""
    office = people.caseworker
    with scope_of(office):
        group = make_group(
            office, on=date(2022, 10, 17), vessel="KM Contoh Bahari", place_of_arrival="Pelabuhan Murhum",
            sending_office="BP3MI Coba",
        )  # fmt: skip
        rows = [
            make_returnee(
                office, group=group, on=date(2022, 10, 17),
                who=person(f"La Samar Karang{number}", sex="P" if number % 6 == 0 else "L",
                           district="74.07" if number < 3 else "74.14"),
            )
            for number in range(23)
        ]  # fmt: skip
        record_manifest(
            repatriation=group, issuer="BP3MI Coba", letter_number="S.12/COBA/X/2022", letter_date=date(2022, 10, 10),
            subject="", people_counted=23, people=[], by=office,
        )  # fmt: skip
        for row in rows[18:]:
            mark_arrival(returnee=row, state="NOT_ARRIVED", reason="LEFT", by=office)
        handover = prepare_handover(repatriation=group, values=FAMILY, people=rows[:2], by=office)
        sign_handover(
            handover=handover, version=1, values={"on": date(2022, 10, 18)}, people=rows[:2], witnesses=[], by=office
        )
    return group


@pytest.fixture
def paper(full, people, scope_of):
    with scope_of(people.caseworker):
        return prepare_paper(
            repatriation=full, code="NOTA_DINAS", by=people.caseworker,
            values={**first_values("NOTA_DINAS", full), "recipient": "Kepala BP3MI", "signer": "Ratih Contoh"},
        )  # fmt: skip


# --- values and texts -------------------------------------------------------------------------------------------------


def test_every_name_has_a_value_and_every_wording_uses_known_names(full, people, scope_of):
    with scope_of(people.caseworker):
        values = values_of(group_told(full.number))
        assert values.keys() == NAMES.keys()
        codes = [code for code, writing in Writing.registry.items() if writing.has_wording]
        texts = {code: text_of(code, full.number) for code in codes}
    for code, text in texts.items():
        assert (code, "{" in text) == (code, False)


def test_the_report_says_what_the_head_asks(full, people, scope_of):
    with scope_of(people.caseworker):
        text = text_of("LAPORAN_WA", full.number)
    assert text.splitlines() == [
        f"Izin melaporkan, pemulangan {full.number}: 18 orang Pekerja Migran Indonesia yang dideportasi dari Malaysia "
        "tiba di Pelabuhan Murhum, Senin, 17 Oktober 2022, dengan KM Contoh Bahari, dari 23 orang dalam surat "
        "BP3MI Coba.",
        "",
        "Laki-laki: 15 orang",
        "Perempuan: 3 orang",
        "Tidak tiba: 5 orang",
        "Daerah asal: Buton Tengah 15 orang, Wakatobi 3 orang",
        "Sudah diterima: 2 orang oleh keluarga",
        "",
        "Langkah berikutnya: serah terima 16 orang yang belum ada penerimanya.",
        "",
        "Terima kasih.",
        "BP3MI Sulawesi Tenggara",
    ]


def test_an_empty_return_leaves_dots_and_says_the_next_step(people, scope_of):
    with scope_of(people.caseworker):
        group = make_group(people.caseworker, vessel="", arrived_on=None)
        text = text_of("LAPORAN_WA", group.number)
    assert "... orang Pekerja Migran Indonesia" in text
    assert "Langkah berikutnya: penjemputan." in text


@pytest.mark.parametrize(
    ("districts", "words"),
    [
        ([("Buton Tengah", 9), ("Wakatobi", 5)], "Buton Tengah dan Wakatobi"),
        ([("Buton Tengah", 9), ("Wakatobi", 1)], "Buton Tengah dan kabupaten/kota lain"),
        ([("Muna", 9), ("Buton", 6), ("Bombana", 5), ("Wakatobi", 4)], "Muna, Buton, Bombana, dan kabupaten/kota lain"),
        ([("Wakatobi", 1)], "beberapa kabupaten/kota"),
        ([], "..."),
    ],
)
def test_places_of_few_are_not_named(districts, words):
    assert common_places(districts) == words


WORDS = strategies.text(alphabet="abdegijklmnorstu", min_size=4, max_size=9)


@given(
    names=strategies.lists(strategies.tuples(WORDS, WORDS), min_size=1, max_size=4), place=strategies.integers(0, 60)
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
def test_no_text_for_others_names_anybody(people, scope_of, names, place):
    """Neither names nor villages, whatever they are; only words of the wording itself may meet them by chance."""
    with scope_of(people.caseworker):
        group = make_group(people.caseworker, vessel="KM 7", place_of_arrival="Dermaga 9")
        codes = ["LAPORAN_WA", "SIARAN_SITUS", "SIARAN_CAPTION", "SIARAN_WA", "BALASAN", "NOTA_DINAS", "PERJALANAN"]
        empty = plain("\n".join(text_of(code, group.number) for code in codes)).split()
        for first, second in names:
            who = person(f"Qz{first} Qz{second}", place=village_of("74.14", place))
            make_returnee(people.caseworker, group=group, who=who)
        said = set(plain("\n".join(text_of(code, group.number) for code in codes)).split()) - set(empty)
        village = set(plain(village_of("74.14", place).text).split())
    private = {plain(f"qz{word}") for pair in names for word in pair} | village
    assert said & private - {"buton", "tengah"} == set()


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_holds_all_texts_and_names_nobody(full, paper, people, client_for):
    page = client_for(people.placement).get(at(full)).content.decode()
    assert "Izin melaporkan" in page
    assert "https://wa.me/?text=Izin%20melaporkan" in page
    assert "La Samar" not in page
    assert "Surat tugas" not in page  # who may not record makes no papers
    page = client_for(people.caseworker).get(at(full)).content.decode()
    for writing in PAPERS.values():
        assert str(writing.title) in page
    assert client_for(people.district_wakatobi).get(at(full)).status_code == 200
    assert client_for(people.pr).get(at(full)).status_code == 403


def test_a_number_that_no_database_takes_is_no_crash(full, people, client_for):
    assert client_for(people.head).get(f"/pemulangan/{full.number}%00/naskah/").status_code == 200


def test_the_number_of_queries_does_not_grow(full, paper, people, scope_of, client_for, django_assert_num_queries):
    client = client_for(people.caseworker)
    client.get(at(full))
    with django_assert_num_queries(22):
        client.get(at(full))
    with scope_of(people.caseworker):
        for _time in range(3):
            prepare_paper(repatriation=full, code="BALASAN", values=first_values("BALASAN", full), by=people.caseworker)
            prepare_handover(
                repatriation=full, values=FAMILY, people=list(full.returnees.all()[:1]), by=people.caseworker
            )
    with django_assert_num_queries(22):
        client.get(at(full))


# --- a paper ----------------------------------------------------------------------------------------------------------


def body(full, code, **more):
    values = {key: value for key, value in first_values(code, full).items() if value not in ("", False)}
    return {"form_id": str(uuid.uuid4()), **values, **more}


def test_a_paper_is_made_once_and_changed(full, people, client_for, scope_of):
    client = client_for(people.caseworker)
    form = client.get(at(full, "baru", "BALASAN")).content.decode()
    assert "Menjawab surat BP3MI Coba nomor S.12/COBA/X/2022 tanggal 10 Oktober 2022" in form
    with scope_of(people.caseworker):
        sent = body(full, "BALASAN")
    answers = [client.post(at(full, "baru", "BALASAN"), sent) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    with everything():
        row = ReturnPaper.objects.get()
    assert answers[1].url == at(full, row.pk)
    assert client.post(at(full, row.pk, "ubah"), {**sent, "version": 1, "subject": "Lain"}).status_code == 302
    assert (
        client.post(at(full, row.pk, "ubah"), {**sent, "version": 1, "subject": "Lagi", "dibuka": "{}"}).status_code
        == 409
    )
    refused = client.post(at(full, "baru", "BALASAN"), {**sent, "form_id": str(uuid.uuid4()), "body": ""})
    assert refused.status_code == 422
    assert "Isi &quot;Isi&quot;." in refused.content.decode()
    assert client.get(at(full, "baru", "TIDAK_ADA")).status_code == 404


def test_who_may(full, paper, people, client_for):
    assert client_for(people.placement).get(at(full, paper.pk)).status_code == 200
    for step in ("ubah", "cetak", "docx", "surat-keluar", "foto"):
        assert client_for(people.placement).get(at(full, paper.pk, step)).status_code == 403
        assert client_for(people.district_buton_tengah).get(at(full, paper.pk, step)).status_code == 404
        assert client_for(people.caseworker_2).get(at(full, paper.pk, step)).status_code == 200
        assert client_for(people.caseworker).put(at(full, paper.pk, step)).status_code == 405
    assert client_for(people.district_wakatobi).get(at(full, paper.pk)).status_code == 404
    assert client_for(people.caseworker).get(at(full, paper.pk, "hapus")).status_code == 405
    assert client_for(people.caseworker).post(at(full, paper.pk, "hapus")).status_code == 302
    with everything():
        assert ReturnPaper.objects.count() == 0


def test_it_prints_as_konsep_with_the_people(full, paper, people, client_for):
    client = client_for(people.caseworker)
    words = text_of_docx(client.get(at(full, paper.pk, "docx")).content)
    for word in ("KONSEP", "NOTA DINAS", "Nomor: ${nomor_naskah}", "${tanggal_naskah}", "${ttd_pengirim}",
                 "Kepala BP3MI", "La Samar Karang3", "Daftar nama", "Yang tiba: 18", "Ratih Contoh"):  # fmt: skip
        assert (word, word in words) == (word, True)
    assert "{{" not in words
    assert "{%" not in words
    printed_words = squeezed(text_of_pdf(client.get(at(full, paper.pk, "cetak")).content))
    for word in ("KONSEP", "NOTA DINAS", "La Samar Karang3", "Yang tiba: 18", "Langkah berikutnya"):
        assert (word, squeezed(word) in printed_words) == (word, True)
    assert "La Samar Karang22" not in words  # who did not come is on no list
    assert AccessRecord.objects.filter(look="PRINT", object_kind="returnee").count() == 2


def test_the_list_goes_to_one_district_with_its_people_alone(full, people, scope_of):
    with scope_of(people.caseworker):
        wakatobi = Area.objects.get(code="74.07")
        row = prepare_paper(
            repatriation=full, code="PERMINTAAN", by=people.caseworker,
            values={**first_values("PERMINTAAN", full), "district": wakatobi},
        )  # fmt: skip
        words = text_of_docx(printed(row, made_at=row.created_at, as_docx=True))
    assert "La Samar Karang2" in words
    assert "La Samar Karang3" not in words


def test_it_becomes_an_outgoing_letter(full, paper, people, client_for, scope_of):
    client = client_for(people.caseworker)
    sent = {"form_id": str(uuid.uuid4()), "version": 1, "number": NUMBER, "on": "20/11/2026", "sent_on": "21/11/2026"}
    assert client.post(at(full, paper.pk, "surat-keluar"), {**sent, "number": ""}).status_code == 422
    assert client.post(at(full, paper.pk, "surat-keluar"), sent).status_code == 302
    assert client.post(at(full, paper.pk, "surat-keluar"), sent).status_code == 403  # it is a letter already
    with everything():
        letter, link = Letter.objects.get(), ReturnLetter.objects.get()
        row = ReturnPaper.objects.get()
    assert (letter.number, letter.direction, letter.recipient, letter.kind) == (
        NUMBER,
        "OUT",
        "Kepala BP3MI",
        "NOTA_DINAS",
    )
    assert (link.repatriation_id, row.letter_id) == (full.pk, letter.pk)
    words = text_of_docx(client.get(at(full, paper.pk, "docx")).content)
    assert "KONSEP" not in words
    assert f"Nomor: {NUMBER}" in words
    assert "20 November 2026" in words
    assert "KONSEP" not in text_of_pdf(client.get(at(full, paper.pk, "cetak")).content)
    assert client.get(at(full, paper.pk, "ubah")).status_code == 403
    page = client.get(f"/surat/{letter.agenda_number}/").content.decode()
    assert full.number in page


def test_the_head_of_the_day_signs_what_is_of_the_head(full, people, scope_of):
    with scope_of(people.caseworker):
        signers = {code: first_values(code, full).get("signer", "") for code in PAPERS}
        position = first_values("BALASAN", full)["signer_position"]
        today = timezone.localdate()
        ActingAppointment.objects.create(user=people.placement, title="PLH", starts_on=today, ends_on=today)
        acting = first_values("BALASAN", full)
    assert signers == {
        "BALASAN": "Arman Contoh", "PERMINTAAN": "Arman Contoh", "SURAT_TUGAS": "Arman Contoh", "NOTA_DINAS": "",
        "PERJALANAN": "",
    }  # fmt: skip
    assert position == "Kepala BP3MI Sulawesi Tenggara"
    signer = (acting["signer"], acting["signer_position"])
    assert signer == ("Dewi Contoh", "Plh. Kepala BP3MI Sulawesi Tenggara")


def test_two_who_issue_at_once_issue_one(full, paper, people, scope_of):
    told = {"number": NUMBER, "on": DAY, "sent_on": DAY, "by": people.caseworker}
    with scope_of(people.caseworker):
        issue_paper(paper=paper, version=1, **told)
        with pytest.raises(StaleEdit):
            issue_paper(paper=paper, version=1, **told)
        assert Letter.objects.count() == 1


def test_the_office_numbers_itself_where_it_says_so(full, paper, people, scope_of, client_for, settings):
    with scope_of(people.caseworker), pytest.raises(DomainError, match="Tempel nomor surat"):
        issue_paper(paper=paper, version=1, number=" ", on=DAY, sent_on=DAY, by=people.caseworker)
    settings.LETTER_NUMBER_PATTERN = "B.{n}/BP3MI/PB.05.03/{bulan}/{tahun}"
    client = client_for(people.caseworker)
    assert "Nomornya diberikan oleh sistem." in client.get(at(full, paper.pk, "surat-keluar")).content.decode()
    sent = {"form_id": str(uuid.uuid4()), "version": 1, "on": "20/11/2026", "sent_on": "21/11/2026"}
    assert client.post(at(full, paper.pk, "surat-keluar"), sent).status_code == 302
    with everything():
        assert Letter.objects.get().number == "B.1/BP3MI/PB.05.03/XI/2026"


# --- sheets and photos ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "width", "height"), [("A4", 210, 297), ("F4", 215, 330), ("A5", 148, 210)])
def test_the_sheet_is_that_of_the_office(size, width, height, full, paper, people, client_for):
    client = client_for(people.administration)
    form = {"body": "Isi {{ nomor }}", "size": size, "top": 25, "bottom": 20, "left": 30, "right": 15}
    assert client.post("/naskah/NOTA_DINAS/", form).status_code == 302  # no tick: paper with a printed head
    office = client_for(people.caseworker)
    content = office.get(at(full, paper.pk, "cetak")).content
    with open_pdf(io.BytesIO(content)) as pdf:
        box = [float(side) for side in pdf.pages[0].mediabox]
    assert [round(side * 25.4 / 72) for side in box[2:]] == [width, height]
    assert "BP3MISulawesiTenggaraNOTA" not in squeezed(text_of_pdf(content))
    section = Document(io.BytesIO(office.get(at(full, paper.pk, "docx")).content)).sections[0]
    near = [section.page_width - Mm(width), section.left_margin - Mm(30), section.top_margin - Mm(25)]
    assert [abs(gap) < Mm(1) for gap in near] == [True, True, True]


def test_the_travel_report_shows_the_chosen_photos(full, people, scope_of, client_for, stored_folder):
    client = client_for(people.caseworker)
    with scope_of(people.caseworker):
        photos = [
            add_handover_paper(
                handover=full.handovers.get(),
                upload=made.upload(f"{n}.jpg", made.jpeg(), made.JPG),
                by=people.caseworker,
            )
            for n in range(2)
        ]
        values = {**first_values("PERJALANAN", full), "pictures": [str(photos[0].key)]}
        row = prepare_paper(repatriation=full, code="PERJALANAN", values=values, by=people.caseworker)
    form = client.get(at(full, row.pk, "ubah")).content.decode()
    assert form.count('name="pictures"') == 2
    assert form.count(" checked") == 1
    assert pictures_in(client.get(at(full, row.pk, "docx")).content) == 1
    with scope_of(people.caseworker):
        add_paper_photo(paper=row, upload=made.upload("9.png", made.png(), made.PNG), by=people.caseworker)
    assert pictures_in(client.get(at(full, row.pk, "docx")).content) == 2
    words = squeezed(text_of_pdf(client.get(at(full, row.pk, "cetak")).content))
    assert squeezed("Foto 2") in words
    assert AccessRecord.objects.filter(look="PRINT", object_kind="file").count() == 3


def test_the_photos_of_a_dropped_draft_go_with_it(full, people, scope_of, stored_folder):
    by, photo = people.caseworker, made.upload("9.png", made.png(), made.PNG)
    with scope_of(by):
        row = prepare_paper(repatriation=full, code="PERJALANAN", values=first_values("PERJALANAN", full), by=by)
        file = add_paper_photo(paper=row, upload=photo, by=by)
        minutes = made.upload("1.jpg", made.jpeg(), made.JPG)
        other = add_handover_paper(handover=full.handovers.get(), upload=minutes, by=by)
        drop_paper(paper=row, by=by)
    with everything():
        removed = StoredFile.objects.filter(removed_at__isnull=False)
        assert [(row.pk, row.removed_reason) for row in removed] == [(file.pk, "Konsep dihapus.")]
        assert StoredFile.objects.get(pk=other.pk).removed_at is None


def pictures_in(content: bytes) -> int:
    return len(Document(io.BytesIO(content)).inline_shapes)


def test_a_photo_out_of_sight_is_not_offered(full, people, scope_of, client_for, stored_folder):
    """The hand-over is of Wakatobi's people alone: Buton Tengah neither ticks nor prints its photo."""
    with scope_of(people.caseworker):
        photo = made.upload("1.jpg", made.jpeg(), made.JPG)
        file = add_handover_paper(handover=full.handovers.get(), upload=photo, by=people.caseworker)
    district = people.district_buton_tengah
    with scope_of(district):
        values = {**first_values("PERJALANAN", full), "pictures": [str(file.key)]}
        row = prepare_paper(repatriation=full, code="PERJALANAN", values=values, by=district)
    client = client_for(district)
    assert 'name="pictures"' not in client.get(at(full, row.pk, "ubah")).content.decode()
    assert pictures_in(client.get(at(full, row.pk, "docx")).content) == 0
