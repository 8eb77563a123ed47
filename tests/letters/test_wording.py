"""The wording of texts and papers: values and conditions, nothing else; the office changes it, and what was stays."""

import pytest

from cases.texts.writings import FOLDER
from core.exceptions import DomainError
from letters.actions.templates import change_template
from letters.models import PaperTemplate
from letters.papering import blocks_of
from letters.queries import template_in_use, today
from letters.wording import refuse_wording, worded
from letters.writings import Writing

NAMES = {"nama", "jumlah"}


def test_values_and_conditions_are_filled_in():
    body = "Halo {{ nama|upper }}.\n{% if jumlah %}\nJumlah: {{ jumlah }}\n{% endif %}\n"
    assert worded(body, {"nama": "kantor", "jumlah": "3"}) == "Halo KANTOR.\nJumlah: 3"
    assert worded(body, {"nama": "<b>", "jumlah": ""}) == "Halo <B>."


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{{ nama ", "Tanda kurung pada baris 1"),
        ("satu\n{% if nama %}", "Tanda kurung pada baris"),
        ("{{ rahasia }}", 'Nilai "rahasia" tidak dikenal'),
        ("{{ nama.__class__ }}", "Pada baris 1 ada perintah"),
        ("{{ nama * 99999999 }}", "Pada baris 1 ada perintah"),
        ("{% for n in nama %}{% endfor %}", "Pada baris 1 ada perintah"),
        ("{{ nama() }}", "Pada baris 1 ada perintah"),
        ("{{ nama[0] }}", "Pada baris 1 ada perintah"),
        ("{{ nama|pprint }}", "Pada baris 1 ada perintah"),
        ("satu\n{{ nama|upper('x') }}", "Pada baris 2 ada perintah"),
        ("{{ nama|lower(nama=nama) }}", "Pada baris 1 ada perintah"),
        ("{% if nama %}" * 120 + "x" + "{% endif %}" * 120, "Terlalu banyak syarat"),
        ("{{ " + "not " * 3000 + "nama }}", "Terlalu banyak syarat"),
        ("{{ " + "(" * 3000 + "nama" + ")" * 3000 + " }}", "Terlalu banyak syarat"),
        ("{% set nama = 1 %}", "Pada baris 1 ada perintah"),
        ("{% include 'x' %}", "Pada baris 1 ada perintah"),
    ],
)
def test_whatever_else_is_refused(body, sentence):
    with pytest.raises(DomainError) as refused:
        refuse_wording(body, NAMES)
    assert (refused.value.message.startswith(sentence), refused.value.field) == (True, "body")


def test_every_wording_that_we_bring_is_one_that_the_office_could_write():
    for code, writing in Writing.registry.items():
        bodies = [path.read_text(encoding="utf-8") for path in writing.folder.glob(f"*/{code}.txt")]
        assert (code, len(bodies) >= 1) == (code, writing.has_wording)
        for body in bodies:
            refuse_wording(body, writing.names)
    assert {path.stem for path in FOLDER.glob("*/*.txt")} <= Writing.registry.keys()


def test_blocks_of_a_body():
    assert blocks_of("## Dasar\nSurat.\nLagi.\n\n1. Satu\nnama\n2. Dua\n- tiga") == [
        {"kind": "head", "text": "Dasar"},
        {"kind": "text", "text": "Surat.\nLagi."},
        {"kind": "item", "mark": "1.", "text": "Satu\nnama"},
        {"kind": "item", "mark": "2.", "text": "Dua"},
        {"kind": "item", "mark": "–", "text": "tiga"},
    ]


@pytest.mark.django_db
def test_the_newest_change_is_in_use_and_the_same_again_is_no_change(people, scope_of):
    values = {"body": "Baru {{ nomor }}"}
    with scope_of(people.head):
        assert template_in_use("LAPORAN_WA", today()).row is None
        rows = [change_template(code="LAPORAN_WA", values=values, by=people.head) for _time in range(2)]
        assert rows[0].pk == rows[1].pk
        change_template(code="LAPORAN_WA", values={"body": "Lagi {{ nomor }}"}, by=people.head)
        assert template_in_use("LAPORAN_WA", today()).body == "Lagi {{ nomor }}"
    assert PaperTemplate.objects.count() == 2


@pytest.mark.django_db
def test_the_form_of_a_wording(people, client_for):
    client = client_for(people.administration)
    page = client.get("/naskah/").content.decode()
    assert "Laporan singkat kepada pimpinan" in page
    assert "Bawaan" in page
    form = client.get("/naskah/NOTA_DINAS/").content.decode()
    assert "{{ tempat }}" in form
    sent = {"body": "{{ salah }}", "size": "F4", "top": 20, "bottom": 20, "left": 20, "right": 20}
    refused = client.post("/naskah/NOTA_DINAS/", sent)
    assert refused.status_code == 422
    assert "Nilai &quot;salah&quot; tidak dikenal" in refused.content.decode()
    assert client.post("/naskah/NOTA_DINAS/", {**sent, "body": "x", "left": 500}).status_code == 422
    assert client.post("/naskah/NOTA_DINAS/", {**sent, "body": "x"}).status_code == 302
    assert client.post("/naskah/BAST/", {**sent, "size": "A5"}).status_code == 302
    page = client.get("/naskah/").content.decode()
    assert "215 × 330 mm" in page
    assert "148 × 210 mm" in page
    assert "Nur Contoh" in page


@pytest.mark.django_db
def test_who_may_change_a_wording(people, client_for):
    for name, code in (("head", 200), ("administration", 200), ("caseworker", 403), ("pr", 403), ("auditor", 403)):
        assert (name, client_for(getattr(people, name)).get("/naskah/").status_code) == (name, code)
        assert (name, client_for(getattr(people, name)).get("/naskah/BAST/").status_code) == (name, code)
    assert client_for(people.head).get("/naskah/TIDAK_ADA/").status_code == 404
    assert client_for(people.head).put("/naskah/BAST/").status_code == 405
