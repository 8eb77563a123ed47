"""A hand-over on a small phone: prepared at the quay, printed with blank lines, signed, photographed, printed."""

import pytest
from playwright.sync_api import expect

from cases.models import Handover
from core.models import AccessRecord, StoredFile
from tests.core import foreign_files as made
from tests.e2e.test_case_files import as_input, watched
from tests.factories.casework import make_group, make_returnee, person
from tests.seeing import everything

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stored_folder")]


@pytest.fixture
def group(people, scope_of):
    officer = people.district_buton_tengah
    with scope_of(officer):
        group = make_group(officer)
        for name, age in (("Wa Coba Ibu", 34), ("La Coba Anak", 9)):
            make_returnee(officer, group=group, who=person(name, age=age))
    return group


def printed(page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name="Cetak BAST").click()
    return download.value.path().read_bytes()


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_family_receives_two_people(group, people, phone, sign_in, live_server):
    sign_in(phone, people.district_buton_tengah, live_server)
    page = phone.new_page()
    said = watched(page)
    page.goto(f"{live_server.url}/pemulangan/{group.number}/")
    expect(page.get_by_text("2 orang belum ada penerimanya")).to_be_visible()
    assert fits(page)
    page.get_by_role("link", name="Siapkan serah terima").first.click()
    for name in ("Wa Coba Ibu", "La Coba Anak"):
        page.get_by_label(name).check()
    page.get_by_label("Kepada keluarga atau yang mewakili").check()
    page.get_by_label("Hubungan dengan orang itu").select_option("SIBLING")
    assert fits(page)
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator(".notice").get_by_text("Minta surat kuasa keluarga").first).to_be_visible()
    assert printed(page).startswith(b"%PDF")
    page.get_by_role("link", name="Sudah ditandatangani").click()
    page.get_by_label("Nama penerima").fill("La Coba Paman")
    page.get_by_label("Surat kuasa keluarga").select_option("yes")
    page.get_by_label("Tempat", exact=True).fill("Pelabuhan Murhum")
    page.get_by_label("Saksi").fill("La Coba Desa, Kepala Desa")
    assert fits(page)
    page.get_by_role("button", name="Sudah ditandatangani").click()
    page.get_by_role("link", name="Tambah foto").click()
    page.get_by_label("Foto atau PDF yang sudah ditandatangani").set_input_files(
        as_input("bast.jpg", made.jpeg(), made.JPG)
    )
    page.get_by_role("button", name="Simpan berkas").click()
    expect(page.locator("#berkas li")).to_have_count(1)
    assert fits(page)
    assert printed(page).startswith(b"%PDF")
    page.goto(f"{live_server.url}/pemulangan/{group.number}/")
    expect(page.get_by_text("belum ada penerimanya")).to_have_count(0)
    with everything():
        row = Handover.objects.get()
        assert (row.state, row.receiver, row.people.count()) == ("SIGNED", "La Coba Paman", 2)
        assert [file.file_name for file in StoredFile.objects.all()] == ["bast.jpg"]
    assert AccessRecord.objects.filter(look="PRINT", object_kind="handover").count() == 2
    assert said == []
