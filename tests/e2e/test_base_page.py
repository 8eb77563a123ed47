"""The base of every page in a real browser: reachable, legible, and nothing typed is lost or sent twice."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e import sample_pages

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("/", "/orang/", "/formulir/", "/konflik/", "/tidak-ada/")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def site(live_server, settings):
    settings.ROOT_URLCONF = "tests.e2e.sample_pages"
    sample_pages.posts.clear()
    return live_server.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_pages_are_accessible_and_fit_the_screen(site, new_context, width, scheme):
    page = new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
    problems = []
    page.on("console", lambda message: problems.append(message.text) if "404" not in message.text else None)
    for address in PAGES:
        page.goto(site + address)
        found = Axe().run(page, options=RULES).response["violations"]
        problems += [(address, rule["id"], rule["nodes"][0]["html"][:120]) for rule in found]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            problems.append((address, "wider than the screen"))
    assert problems == []


def test_targets_on_the_phone_are_large_enough_for_a_thumb(site, new_context):
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    small = []
    for address in PAGES[:4]:
        page.goto(site + address)
        small += page.evaluate(
            """() => [...document.querySelectorAll("a.btn, button, summary, .choice, .form-control")]
              .filter((e) => e.offsetParent && !e.classList.contains("visually-hidden-focusable"))
              .map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
              .filter(([, box]) => box.height < 44 || box.width < 44)
              .map(([name, box]) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
        )
    assert small == []


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_search_has_hot_keys(site, page, key):
    page.goto(site)
    page.keyboard.press(key)
    expect(page.locator("#cari-atas")).to_be_focused()


def test_slash_in_an_input_is_a_slash(site, page):
    page.goto(f"{site}/formulir/")
    page.focus("#id_age")
    page.keyboard.type("1/2/1990")
    expect(page.locator("#id_age")).to_have_value("1/2/1990")


def test_first_tab_reaches_the_skip_link(site, page):
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_menu_of_the_phone_opens_without_javascript(site, new_context):
    page = new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False).new_page()
    page.goto(site)
    expect(page.locator("#menu")).to_be_hidden()
    page.click(".bottom a:last-child")
    expect(page.locator("#menu")).to_be_visible()
    page.click(".side-close")
    expect(page.locator("#menu")).to_be_hidden()


def test_record_keeps_its_name_in_sight(site, new_context):
    page = new_context(viewport={"width": 360, "height": 500}).new_page()
    page.goto(f"{site}/orang/")
    page.evaluate("window.scrollTo(0, 400)")
    assert page.evaluate("window.scrollY") > 100
    expect(page.locator(".record-number")).to_be_in_viewport()


def test_choice_of_appearance_lasts(site, new_context):
    page = new_context(color_scheme="light").new_page()
    page.goto(site)
    page.click(".user-menu summary")
    page.click("text=Gelap")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(14, 23, 25)"
    assert page.evaluate("Object.entries(localStorage)") == [["tampilan", "dark"]]


def wait_until_kept(page, text: str) -> None:
    for _turn in range(40):
        if text in page.evaluate("Object.values(sessionStorage).join()"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{text} was not kept")


def fill_person(page) -> None:
    page.fill("#id_name", "Wa Ina")
    page.click("text=Perempuan")
    page.fill("#id_age", "34")
    wait_until_kept(page, "34")


def test_typed_input_survives_a_reload_and_goes_when_saved(site, page):
    page.goto(f"{site}/formulir/")
    fill_person(page)
    page.reload()
    expect(page.locator("#id_name")).to_have_value("Wa Ina")
    expect(page.locator("input[value=P]")).to_be_checked()
    expect(page.locator(".draft-note")).to_contain_text("Isian yang belum tersimpan dikembalikan.")
    page.click(".form-buttons .btn-primary")
    expect(page.locator("#pesan")).to_contain_text("Tersimpan pukul")
    expect(page.locator("#id_name")).to_have_value("")
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]


def test_typed_input_can_be_dropped(site, page):
    page.goto(f"{site}/formulir/")
    fill_person(page)
    page.reload()
    page.click(".draft-note button")
    expect(page.locator("#id_name")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


def test_typed_input_is_never_shown_to_the_next_person(site, page):
    page.goto(f"{site}/formulir/")
    fill_person(page)
    page.goto(f"{site}/formulir/?sebagai=8")
    expect(page.locator("#id_name")).to_have_value("")
    assert page.evaluate("sessionStorage.length") == 0


def test_signing_out_clears_what_was_typed(site, page):
    page.goto(f"{site}/formulir/")
    fill_person(page)
    page.click(".user-menu summary")
    page.click("form[data-clears-drafts] button")
    page.wait_for_url(lambda url: "/formulir/" not in url)
    assert page.evaluate("sessionStorage.length") == 0


def test_marked_form_keeps_its_input_and_takes_the_focus(site, page):
    page.goto(f"{site}/formulir/")
    page.fill("#id_name", "Wa Ina")
    page.fill("#id_age", "31/04/1990")
    page.click(".form-buttons .btn-primary")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("#id_name")).to_have_value("Wa Ina")
    expect(page.locator("#id_age")).to_have_value("31/04/1990")
    page.click(".error-summary a >> text=Umur")
    expect(page.locator("#id_age")).to_be_focused()


def test_double_click_sends_once(site, page):
    page.goto(f"{site}/formulir/")
    fill_person(page)
    page.evaluate(
        """() => {
          const button = document.querySelector(".form-buttons .btn-primary");
          button.click();
          button.click();
        }"""
    )
    expect(page.locator("#pesan")).to_contain_text("Tersimpan pukul")
    assert [post["name"] for post in sample_pages.posts] == ["Wa Ina"]
    expect(page.locator(".form-buttons .btn-primary")).to_be_enabled()


def test_session_warns_before_it_ends_and_can_be_prolonged(site, page, settings):
    settings.SESSION_IDLE_SECONDS = 660
    page.clock.install()
    page.goto(site)
    warning = page.locator("#peringatan-sesi")
    page.clock.run_for(470_000)
    expect(warning).to_be_hidden()
    page.clock.run_for(20_000)
    expect(warning).to_contain_text("Sesi berakhir dalam 2 menit.")
    page.click("[data-stay]")
    expect(warning).to_be_hidden()
    page.clock.run_for(610_000)
    expect(warning).to_contain_text("Sesi berakhir. Masuk kembali; isian terakhir Anda masih ada.")
    expect(page.locator("[data-sign-in]")).to_be_visible()
