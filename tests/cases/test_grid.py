"""Blank forms on paper, and the keyboard grid that they are typed into: everybody at once, or nobody."""

import uuid
from datetime import date, timedelta

import pytest
from django.test import Client

from cases.blank_forms import FORMS
from cases.forms.grid import CELLS, FIRST_LINES
from cases.grid_cells import code_of, codes_of, sex_code
from cases.models import FamilyLink, Returnee, Worker
from tests.access.paper_text import text_of_pdf
from tests.cases.test_list_imports import taken_over
from tests.counting import queries_of
from tests.factories.casework import make_group
from tests.seeing import everything


@pytest.fixture
def officer(people):
    return people.district_buton_tengah


@pytest.fixture
def group(officer, scope_of):
    with scope_of(officer):
        return make_group(officer)


def at(group) -> str:
    return f"/pemulangan/{group.number}/ketik/"


def sent(*lines: dict, form_id=None, many: int = FIRST_LINES, **more) -> dict[str, object]:
    cells = {f"b{number}-{cell}": text for number, line in enumerate(lines, start=1) for cell, text in line.items()}
    return {"form_id": form_id or uuid.uuid4(), "lines": many, **cells, **more}


def people_of(group) -> list[Returnee]:
    with everything():
        return list(Returnee.objects.filter(repatriation=group).select_related("worker__district").order_by("pk"))


FULL = {
    "name": "La Coba Ketik", "sex": "l", "age": "12/05/1990", "village": "Lakudo, Buton Tengah", "paper": "paspor",
    "phone": "081200000001", "flags": "sakit, hamil", "note": "Dari formulir",
}  # fmt: skip


# -- cells -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "code"), [
    ("L", "L"), ("pr", "P"), ("Perempuan", "P"), ("-", "U"), ("", "U"), ("u", "U"), ("x", ""), ("banyak", ""),
])  # fmt: skip
def test_sex_is_read_as_people_write_it(text, code):
    assert sex_code(text) == code


@pytest.mark.parametrize(("text", "code"), [
    ("SPLP", "SPLP"), ("paspor", "PASPOR"), ("akta lahir", "AKTA_LAHIR"), ("ktp", "KTP"), ("kertas", ""),
])  # fmt: skip
def test_a_paper_is_read_by_code_or_label(reference, text, code):
    assert code_of("DOCUMENT", text) == code


def test_conditions_are_read_one_by_one(reference):
    assert codes_of("VULNERABILITY", "hamil; lansia dan terbang") == (["HAMIL", "LANSIA"], ["terbang"])
    assert codes_of("VULNERABILITY", " - ") == ([], [])


# -- saved at once ---------------------------------------------------------------------------------


def test_everybody_is_logged_as_one_by_one(group, officer, client_for):
    second = {"name": "Wa Coba Ketik", "sex": "P", "age": "7 bulan", "note": "Ikut ibunya"}
    answer = client_for(officer).post(at(group), sent(FULL, {}, second))
    assert (answer.status_code, answer.url) == (302, f"/pemulangan/{group.number}/")
    first, other = people_of(group)
    worker = first.worker
    assert (worker.told_name, worker.sex, worker.birth_date, worker.district.name) == (
        "La Coba Ketik", "L", date(1990, 5, 12), "Buton Tengah",
    )  # fmt: skip
    with everything():
        assert sorted(first.flags.values_list("code", flat=True)) == ["HAMIL", "SAKIT_KRONIS"]
        assert FamilyLink.objects.get().phone == "081200000001"
        assert (first.paper_held, Returnee.objects.get(pk=other.pk).note) == ("PASPOR", "Ikut ibunya")
    assert (first.submission_state, first.created_by, first.arrived_on) == ("WAITING", officer, group.arrived_on)
    assert (other.worker.told_name, other.worker.stated_age, other.age_group) == ("Wa Coba Ketik", 0, "CHILD")


def test_the_same_form_sent_twice_logs_everybody_once(group, officer, client_for):
    client, form = client_for(officer), sent(FULL, {"name": "Wa Coba Ketik"})
    client.post(at(group), form)
    page = client.post(at(group), form, follow=True).content.decode()
    assert "2 orang sudah tersimpan sebelumnya dari formulir ini." in page
    assert len(people_of(group)) == 2


def test_one_bad_cell_writes_nobody_and_keeps_everything(group, officer, client_for):
    lines = [
        FULL,
        {"name": "Wa Coba Salah", "sex": "X", "age": "31/02/1990", "paper": "kertas", "flags": "terbang"},
        {"age": "200", "village": "Raha"},
    ]  # fmt: skip
    answer = client_for(officer).post(at(group), sent(*lines))
    rows = answer.context["rows"]
    errors = {
        (row["number"], cell["cell"]): cell["errors"][0] for row in rows for cell in row["cells"] if cell["errors"]
    }
    assert answer.status_code == 422
    assert people_of(group) == []
    assert errors == {
        (2, "sex"): "Tulis L atau P, atau kosongkan bila belum diketahui.",
        (2, "age"): "Tanggal 31/02/1990 tidak ada di kalender. Tulisan aslinya disimpan; isi tanggal yang benar bila "
        "diketahui.",
        (2, "paper"): errors[2, "paper"],
        (2, "flags"): errors[2, "flags"],
        (3, "name"): 'Isi nama, atau tulis "belum diketahui".',
        (3, "age"): "Umur lebih dari 120 tahun. Periksa angkanya.",
    }
    assert errors[2, "paper"].startswith('"kertas" tidak dikenali. Tulis misalnya: ')
    page = answer.content.decode()
    for text in ("La Coba Ketik", "31/02/1990", "kertas", "terbang", "Dari formulir"):
        assert f'value="{text}"' in page
    assert "Belum ada yang disimpan. 6 sel perlu diperbaiki" in page
    assert 'aria-describedby="b2-sex-salah"' in page


def test_a_refusal_of_the_rules_stands_at_its_line(group, officer, client_for):
    born = group.arrived_on + timedelta(days=2)
    answer = client_for(officer).post(at(group), sent(FULL, {}, {"name": "La Coba Nanti", "age": f"{born:%d/%m/%Y}"}))
    cells = {cell["cell"]: cell["errors"] for cell in answer.context["rows"][2]["cells"]}
    assert (answer.status_code, people_of(group)) == (422, [])
    assert cells["age"] == ["Tanggal lahir belum terjadi. Periksa tahunnya."]


def test_nobody_is_refused_and_more_lines_keep_what_was_typed(group, officer, client_for):
    client = client_for(officer)
    assert "Belum ada baris yang diisi." in client.post(at(group), sent({})).content.decode()
    form = sent(FULL, langkah="tambah")
    more = client.post(at(group), form)
    assert (more.status_code, len(more.context["rows"])) == (200, 24)
    page = more.content.decode()
    assert 'value="La Coba Ketik"' in page
    assert f'name="form_id" value="{form["form_id"]}"' in page
    late = client.post(at(group), {**sent({}, {}, many=24), "b24-name": "La Coba Akhir"})
    assert late.status_code == 302
    assert [row.worker.told_name for row in people_of(group)] == ["La Coba Akhir"]


def test_a_form_without_its_number_says_so(group, officer, client_for):
    answer = client_for(officer).post(at(group), {"lines": 12, "b1-name": "La Coba Tua"})
    assert answer.status_code == 422
    assert "Halaman ini sudah lama terbuka." in answer.content.decode()
    assert 'value="La Coba Tua"' in answer.content.decode()
    answer = client_for(officer).post(at(group), {"lines": 36, "b30-name": "La Coba Jauh"})
    assert (answer.status_code, len(answer.context["rows"])) == (422, 36)
    assert 'value="La Coba Jauh"' in answer.content.decode()


def test_a_long_cell_is_refused_and_never_cut(group, officer, client_for):
    note = "catatan " * 100
    answer = client_for(officer).post(at(group), sent({**FULL, "note": note}))
    cells = {cell["cell"]: cell for cell in answer.context["rows"][0]["cells"]}
    assert (answer.status_code, people_of(group)) == (422, [])
    assert cells["note"]["value"] == note.strip()
    assert cells["note"]["errors"] == [
        "Tulisan terlalu panjang: 799 huruf. Ringkas menjadi paling banyak 500 huruf.",
    ]


def test_a_name_on_the_letter_is_ticked_off(people, client_for, scope_of):
    with scope_of(people.caseworker):
        group = make_group(people.caseworker)
        taken_over(group, people.caseworker, "Nama;Umur\nLa Coba Daftar;30")
    client_for(people.caseworker).post(
        at(group), sent({"name": "La Coba Daftar", "age": "31"}, {"name": "La Coba Luar"})
    )
    assert [(row.manifest_entry_id is not None, row.is_unlisted) for row in people_of(group)] == [
        (True, False), (False, True),
    ]  # fmt: skip


def test_the_grid_asks_the_same_number_of_queries_for_one_and_three_people(group, officer, client_for):
    client = client_for(officer)
    counts = [queries_of(client, at(group))]
    client.post(at(group), sent(*[{"name": f"La Coba {word}"} for word in ("Satu", "Dua", "Tiga")]))
    counts.append(queries_of(client, at(group)))
    assert counts[0] == counts[1]


def test_who_may_type(group, people, client_for):
    assert client_for(people.district_buton_tengah).get(at(group)).status_code == 200
    assert client_for(people.district_buton_tengah_2).get(at(group)).status_code == 200
    assert client_for(people.district_wakatobi).get(at(group)).status_code == 404
    assert client_for(people.outreach).get(at(group)).status_code == 403
    assert Client().get(at(group)).status_code == 302
    assert client_for(people.caseworker).put(at(group)).status_code == 405
    assert client_for(people.district_wakatobi).post(at(group), sent(FULL)).status_code == 404
    with everything():
        assert Worker.objects.count() == 0


# -- paper -----------------------------------------------------------------------------------------


def test_the_form_for_one_person_asks_in_the_order_of_the_screen(officer, client_for):
    answer = client_for(officer).get("/pemulangan/formulir/orang/")
    text = " ".join(text_of_pdf(answer.content).split())
    wanted = ["Nama seperti terdengar", "Jenis kelamin", "Umur atau tanggal lahir", "Desa/kelurahan asal",
              "Dokumen yang dibawa", "Keadaan", "Telepon keluarga", "Catatan", "NIK", "Nomor paspor/SPLP",
              "Alasan deportasi", "Gaji yang belum dibayar"]  # fmt: skip
    places = [text.index(words) for words in wanted]
    assert (answer["Content-Type"], places) == ("application/pdf", sorted(places))
    assert "BP3MI" in text


def test_the_list_for_a_group_has_the_columns_of_the_grid(officer, client_for):
    text = " ".join(text_of_pdf(client_for(officer).get("/pemulangan/formulir/rombongan/").content).split())
    places = [text.index(str(label)) for label, _field in CELLS.values()]
    assert places == sorted(places)
    assert "12" in text


@pytest.mark.parametrize(("asked", "sheets"), [("", 1), ("3", 3), ("0", 1), ("9999", 50), ("x", 1), ("²", 1)])
def test_as_many_sheets_are_printed_as_are_asked_for(officer, client_for, asked, sheets):
    content = client_for(officer).get(f"/pemulangan/formulir/rombongan/?lembar={asked}").content
    assert " ".join(text_of_pdf(content).split()).count("DAFTAR ROMBONGAN") == sheets


def test_the_page_of_the_forms_offers_both(officer, people, client_for):
    page = client_for(officer).get("/pemulangan/formulir/")
    assert [paper["url"] for paper in page.context["papers"]] == [f"/pemulangan/formulir/{code}/" for code in FORMS]
    assert client_for(officer).get("/pemulangan/formulir/lain/").status_code == 404
    assert client_for(people.outreach).get("/pemulangan/formulir/").status_code == 403
    assert Client().get("/pemulangan/formulir/orang/").status_code == 302
    assert client_for(officer).post("/pemulangan/formulir/").status_code == 405
