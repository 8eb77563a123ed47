"""Files of a case on a small phone and on a desk: chosen, dropped, photographed, saved, opened and removed."""

import base64

import pytest
from playwright.sync_api import expect

from cases.actions.cases import add_case_file
from core.models import StoredFile
from tests.core import foreign_files as made
from tests.factories.casework import make_case
from tests.seeing import everything

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stored_folder")]


@pytest.fixture
def case(people, scope_of):
    with scope_of(people.district_buton_tengah):
        return make_case(people.district_buton_tengah)


def watched(page) -> list[str]:
    """What the browser complains of: the content policy above all."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def as_input(name: str, content: bytes, mime: str) -> dict[str, object]:
    return {"name": name, "mimeType": mime, "buffer": content}


def kept() -> list[str]:
    with everything():
        return [row.file_name for row in StoredFile.objects.order_by("pk")]


def test_a_phone_keeps_photos_from_its_camera_and_a_chosen_file(case, people, phone, sign_in, live_server):
    sign_in(phone, people.district_buton_tengah, live_server)
    page = phone.new_page()
    said = watched(page)
    page.goto(f"{live_server.url}/kasus/{case.number}/")
    page.get_by_role("link", name="Tambah berkas").click()
    page.get_by_label("Berkas", exact=True).set_input_files(as_input("surat.pdf", made.pdf(), made.PDF))
    camera = page.get_by_label("Foto dari kamera")
    assert camera.get_attribute("capture") == "environment"
    for width in (60, 61):
        camera.set_input_files(as_input(f"image{width}.jpg", made.jpeg((width, 40)), made.JPG))
    listed = page.locator("[data-file-list] li")
    expect(listed).to_have_count(3)
    page.get_by_role("button", name="Lepas: image60.jpg").click()
    expect(listed).to_have_count(2)
    page.get_by_role("button", name="Simpan berkas").click()
    expect(page.locator("#berkas li")).to_have_count(2)
    assert kept() == ["surat.pdf", "image61.jpg"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert said == []


DROP = """([zone, name, mime, content]) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const carrier = new DataTransfer();
  carrier.items.add(new File([bytes], name, { type: mime }));
  for (const kind of ["dragover", "drop"]) {
    zone.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carrier }));
  }
}"""


def drop(page, name: str, content: bytes, mime: str) -> None:
    zone = page.locator("[data-file-drop]").element_handle()
    page.evaluate(DROP, [zone, name, mime, base64.b64encode(content).decode()])


def test_a_desk_drops_files_and_is_told_which_were_not_taken(case, people, new_context, sign_in, live_server):
    desk = new_context(viewport={"width": 1440, "height": 900})
    sign_in(desk, people.caseworker, live_server)
    page = desk.new_page()
    said = watched(page)
    page.goto(f"{live_server.url}/kasus/{case.number}/berkas/")
    drop(page, "kartu.png", made.png(), made.PNG)
    drop(page, "kartu.png", made.png(), made.PNG)
    drop(page, "gambar.jpg", made.SVG, made.JPG)
    drop(page, "besar.pdf", made.pdf() + b"\n" * (10 << 20), made.PDF)
    expect(page.locator("[data-file-list] .file-big")).to_have_text("besar.pdf · lebih dari 10 MB")
    page.get_by_role("button", name="Simpan berkas").click()
    summary = page.locator("[data-error-summary]")
    expect(summary).to_contain_text("gambar.jpg: Isinya bukan jenis yang disebut namanya.")
    expect(summary).to_contain_text("besar.pdf: Ukurannya lebih dari 10 MB.")
    expect(page.get_by_text("1 berkas disimpan.")).to_be_visible()
    assert kept() == ["kartu.png"]
    assert [text for text in said if "422" not in text] == []


def test_a_file_is_saved_and_then_removed(case, people, new_context, sign_in, live_server, scope_of):
    with scope_of(people.caseworker):
        upload = made.upload("KTP La Coba.jpg", made.jpeg())
        add_case_file(case=case, upload=upload, by=people.caseworker)
    desk = new_context(viewport={"width": 1440, "height": 900})
    sign_in(desk, people.caseworker, live_server)
    page = desk.new_page()
    page.goto(f"{live_server.url}/kasus/{case.number}/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="KTP La Coba.jpg").first.click()
    assert waiting.value.suggested_filename == "KTP La Coba.jpg"
    assert waiting.value.path().read_bytes().startswith(b"\xff\xd8\xff")
    page.get_by_role("link", name="Hapus KTP La Coba.jpg").click()
    page.get_by_label("Alasan").fill("Foto orang lain")
    page.get_by_role("button", name="Hapus berkas").click()
    expect(page.locator("#berkas")).to_contain_text("Belum ada berkas.")
    expect(page.locator("#kronologi")).to_contain_text("Foto orang lain")
