"""The keyboard grid and the sheet of Sisko P2MI in a browser: Tab, Enter, paste, copy; and both without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cases.models import Returnee, SiskoRecord
from tests.e2e.conftest import PHONE
from tests.e2e.test_screens import ASTRAY, RULES
from tests.factories.casework import make_group, make_returnee, person
from tests.seeing import everything

pytestmark = pytest.mark.django_db(transaction=True)
DESK = {"viewport": {"width": 1440, "height": 900}}
NIK = "7414010101900417"
PASTE = """([place, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.querySelector(place).dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true,
    cancelable: true}));
}"""


@pytest.fixture
def group(people, scope_of):
    with scope_of(people.district_buton_tengah):
        return make_group(people.district_buton_tengah)


def is_sound(page) -> list:
    """What sticks out or cannot be read."""
    page.wait_for_load_state()
    violations = Axe().run(page, options=RULES).response["violations"]
    return [*page.evaluate(ASTRAY), *((rule["id"], rule["nodes"][0]["html"][:120]) for rule in violations)]


def names() -> list[str]:
    with everything():
        return [row.worker.told_name for row in Returnee.objects.order_by("pk")]


def test_a_form_is_typed_and_pasted_on_the_desk(group, people, new_context, sign_in, live_server):
    context = new_context(**DESK)
    sign_in(context, people.district_buton_tengah, live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}/pemulangan/{group.number}/")
    page.locator(".page-actions summary").click()
    page.get_by_role("link", name="Ketik dari formulir").click()
    page.locator("#b1-name").click()
    for text in ("La Coba Satu", "L", "34"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#b2-name")).to_be_focused()
    rows = "\n".join(f"Wa Coba {word}\tP\t{20 + at}\tRaha, Muna" for at, word in enumerate("ABCDEFGHIJKLM"))
    page.evaluate(PASTE, ["#b2-name", rows])
    expect(page.locator("[data-grid-lines] tr")).to_have_count(14)
    expect(page.locator("#b14-age")).to_have_value("32")
    page.locator("#b3-age").fill("tua sekali")
    page.get_by_role("button", name="Simpan semua").click()
    expect(page.get_by_text("1 sel perlu diperbaiki")).to_be_visible()
    expect(page.locator("#b3-age-salah")).to_contain_text("Umur tidak terbaca")
    expect(page.locator("#b14-name")).to_have_value("Wa Coba M")
    assert is_sound(page) == []
    page.locator("#b3-age").fill("21")
    page.get_by_role("button", name="Simpan semua").click()
    expect(page.get_by_text("14 orang dicatat.")).to_be_visible()
    assert names() == ["La Coba Satu", *[f"Wa Coba {word}" for word in "ABCDEFGHIJKLM"]]


def test_a_form_is_typed_on_a_phone_without_scripts(group, people, new_context, sign_in, live_server):
    context = new_context(**PHONE, java_script_enabled=False)
    sign_in(context, people.district_buton_tengah, live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}/pemulangan/{group.number}/ketik/")
    page.locator("#b1-name").fill("La Coba Polos")
    page.get_by_role("button", name="Tambah baris").click()
    expect(page.locator("#b24-name")).to_be_visible()
    page.locator("#b24-name").fill("Wa Coba Akhir")
    page.get_by_role("button", name="Simpan semua").click()
    expect(page.get_by_text("2 orang dicatat.")).to_be_visible()
    assert names() == ["La Coba Polos", "Wa Coba Akhir"]


def test_values_are_copied_and_the_number_is_pasted_into_the_queue(people, new_context, sign_in, live_server, scope_of):
    officer = people.district_buton_tengah
    with scope_of(officer):
        make_returnee(officer, who=person("La Coba Salin", nik=NIK))
    context = new_context(**DESK, permissions=["clipboard-read", "clipboard-write"])
    sign_in(context, officer, live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}/sisko/")
    assert is_sound(page) == []
    page.get_by_role("link", name="La Coba Salin").click()
    page.get_by_role("button", name="Salin Nama lengkap").click()
    expect(page.locator("[data-copy-said]")).to_have_text("Tersalin")
    assert page.evaluate("navigator.clipboard.readText()") == "La Coba Salin"
    page.get_by_role("button", name="Salin NIK").click()
    expect(page.locator("[data-copy-said]")).to_have_text("Tampilkan dahulu, lalu salin.")
    page.get_by_role("button", name="Tampilkan NIK").click()
    expect(page.locator(".revealed")).to_have_text(NIK)
    page.locator("#lembar li", has_text="NIK").locator("[data-copy]").click()
    page.wait_for_function(f"navigator.clipboard.readText().then((text) => text === '{NIK}')")
    assert is_sound(page) == []
    page.goto(f"{live_server.url}/sisko/")
    page.get_by_label("Nomor registrasi, La Coba Salin").fill("REG-1")
    page.get_by_role("button", name="Sudah dimasukkan La Coba Salin").click()
    expect(page.get_by_text("La Coba Salin: sudah dimasukkan ke Sisko P2MI.")).to_be_visible()
    with everything():
        assert SiskoRecord.objects.get().registration_number == "REG-1"


@pytest.mark.parametrize("path", ["/sisko/", "/sisko/?jenis=kasus", "/pemulangan/{0}/ketik/", "/pemulangan/formulir/"])
def test_the_pages_fit_a_phone(path, group, people, new_context, sign_in, live_server, scope_of):
    officer = people.district_buton_tengah
    with scope_of(officer):
        worker = make_returnee(officer, who=person("Muhammad Coba Kaimuddin bin Abdurrahman", nik=NIK)).worker
    context = new_context(**PHONE)
    sign_in(context, officer, live_server)
    page = context.new_page()
    for address in (path.format(group.number), f"/pekerja/{worker.number}/sisko/"):
        page.goto(live_server.url + address)
        assert (address, is_sound(page)) == (address, [])
