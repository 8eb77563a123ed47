"""Texts and papers of a return in a browser: copied, drafted, signed on the screen; they fit, and axe is content."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from playwright.sync_api import expect

from cases.actions.handovers import prepare_handover
from cases.models import Handover, HandoverSignature
from core.models import StoredFile
from letters.models import PressRelease
from tests.core import foreign_files as made
from tests.e2e.conftest import PHONE
from tests.e2e.test_case_files import as_input, watched
from tests.e2e.test_screens import ASTRAY, RULES
from tests.factories.casework import DAY, make_group, make_returnee, person
from tests.seeing import everything

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stored_folder")]
DESK = {"viewport": {"width": 1440, "height": 900}}
SIDES = pytest.mark.parametrize("side", [PHONE, DESK], ids=["phone", "desk"])


@pytest.fixture
def group(people, scope_of):
    with scope_of(people.caseworker):
        group = make_group(people.caseworker, place_of_arrival="Pelabuhan Murhum", sending_office="BP3MI Coba")
        for name in ("Wa Samar Dalam", "La Samar Luar"):
            make_returnee(people.caseworker, group=group, who=person(name))
    return group


@pytest.fixture
def handover(group, people, scope_of):
    values = {"kind": "FAMILY", "on": DAY, "receiver": "Wa Coba Ibu", "giver": "Ratih Contoh"}
    with scope_of(people.caseworker), transaction.atomic():
        came = list(group.returnees.select_related("worker"))
        return prepare_handover(repatriation=group, people=came, values=values, by=people.caseworker)


def holds(page) -> list[object]:
    page.evaluate("window.scrollTo(0, 0)")
    rules = Axe().run(page, options=RULES).response["violations"]
    return [*page.evaluate(ASTRAY), *((rule["id"], rule["nodes"][0]["html"][:120]) for rule in rules)]


@SIDES
def test_the_texts_of_a_return(side, group, people, new_context, sign_in, live_server):
    context = new_context(**side, permissions=["clipboard-read", "clipboard-write"])
    sign_in(context, people.caseworker, live_server)
    page = context.new_page()
    said = watched(page)
    page.goto(f"{live_server.url}/pemulangan/{group.number}/")
    page.get_by_role("link", name="Naskah", exact=True).click()
    page.get_by_role("button", name="Salin").click()
    expect(page.get_by_role("button", name="Tersalin")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Izin melaporkan, pemulangan")
    assert holds(page) == []
    page.get_by_role("link", name="Laporan pemulangan (nota dinas)").click()
    page.get_by_label("Kepada").fill("Kepala BP3MI")
    assert holds(page) == []
    page.get_by_role("button", name="Simpan konsep").click()
    expect(page.get_by_text("Masih konsep.")).to_be_visible()
    assert holds(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Cetak PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Catat sebagai surat keluar").click()
    page.get_by_label("Nomor surat").fill("B.1/COBA/XI/2026")
    page.get_by_role("button", name="Catat sebagai surat keluar").click()
    expect(page.get_by_text("B.1/COBA/XI/2026")).to_be_visible()
    assert holds(page) == []
    assert said == []


@SIDES
def test_a_press_release_from_draft_to_approval(side, group, people, new_context, sign_in, live_server):
    context = new_context(**side)
    sign_in(context, people.pr, live_server)
    page = context.new_page()
    said = watched(page)
    page.goto(f"{live_server.url}/siaran/")
    page.get_by_role("link", name="Susun siaran pers").click()
    assert holds(page) == []
    page.get_by_role("link", name=group.number).click()
    page.get_by_label("Untuk situs").fill("Kendari - Samar Dalam tiba. (Humas/BP3MI Sultra)")
    assert holds(page) == []
    page.get_by_role("button", name="Simpan konsep").click()
    expect(page.get_by_text("Naskah ini memuat 2 kata yang sama dengan nama")).to_be_visible()
    assert holds(page) == []
    page.get_by_role("link", name="Ajukan kepada kepala").click()
    page.get_by_label("Saya sudah memeriksa").check()
    page.get_by_role("button", name="Ajukan kepada kepala").click()
    address = page.url
    page.goto("about:blank")
    sign_in(context, people.head, live_server)
    page.goto(address)
    page.get_by_role("link", name="Setujui").click()
    expect(page.get_by_text("dalam, samar")).to_be_visible()
    page.get_by_label("Saya sudah memeriksa").check()
    assert holds(page) == []
    page.get_by_role("button", name="Setujui").click()
    expect(page.get_by_text("Angka saat disetujui")).to_be_visible()
    assert holds(page) == []
    with everything():
        assert PressRelease.objects.get().state == "APPROVED"
    assert said == []


def draw(page) -> None:
    page.locator("[data-sign-pad]").scroll_into_view_if_needed()
    box = page.locator("[data-sign-pad]").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 80)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 20 + step * 18, box["y"] + 80 + (30 if step % 2 else -30))
    page.mouse.up()


@SIDES
def test_a_hand_over_is_signed_on_the_screen(side, group, handover, people, new_context, sign_in, live_server):
    context = new_context(**side)
    sign_in(context, people.caseworker, live_server)
    page = context.new_page()
    said = watched(page)
    page.goto(f"{live_server.url}/pemulangan/{group.number}/serah-terima/{handover.pk}/")
    page.get_by_role("link", name="Tanda tangan di layar").click()
    assert holds(page) == []
    page.get_by_role("link", name="Tanda tangani Yang menyerahkan").click()
    draw(page)
    page.get_by_role("button", name="Ulangi dari awal").click()
    expect(page.get_by_text("Belum ada gambar.")).to_be_visible()
    page.get_by_role("button", name="Simpan tanda tangan").click()
    expect(page.locator(".field-error", has_text="Gambar tanda tangan di layar")).to_be_visible()
    assert ["422" in line for line in said] == [True]
    said.clear()
    draw(page)
    expect(page.get_by_text("Sudah ada gambar.")).to_be_visible()
    assert holds(page) == []
    page.get_by_role("button", name="Simpan tanda tangan").click()
    page.get_by_role("link", name="Tanda tangani Yang menerima").click()
    photo = as_input("tanda.jpg", made.jpeg(), made.JPG)
    page.get_by_label("Foto tanda tangan di kertas").set_input_files(photo)
    page.get_by_role("button", name="Simpan tanda tangan").click()
    page.get_by_role("button", name="Selesai ditandatangani").click()
    expect(page.get_by_text("Isinya tidak diubah lagi.")).to_be_visible()
    assert holds(page) == []
    with everything():
        assert (Handover.objects.get().state, HandoverSignature.objects.count()) == ("SIGNED", 2)
        drawn = StoredFile.objects.order_by("pk").first()
    assert (drawn.mime, drawn.size > 500) == ("image/png", True)
    assert said == []
