"""Every page of the product in a real browser, as somebody who may see it: it fits, and axe is content."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.access.test_table import read_table
from tests.access.world import addresses, build_side, url_of
from tests.e2e.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
VIEWERS = ("caseworker", "system_admin", "auditor")
WIDTHS = (360, 768, 1366)
LONG = "Muhammad Syahruddin Kaimuddin bin Abdurrahman"
NO_PAGE = {
    "health", "accounts:session", "regions:search", "regions:villages", "cases:arrival_worker", "cases:arrival_sent",
    "reports:download_file", "reports:download_progress", "reports:worker_seen_by", "reports:person_seen_by",
    "accounts:draft", "cases:case_file", "letters:file", "cases:handover_print", "cases:handover_docx",
    "cases:handover_file", "cases:list_import_progress", "cases:calendar_feed", "cases:paper_form",
    "cases:paper_print", "cases:paper_docx", "cases:refusal_print", "cases:refusal_docx", "cases:refusal_file",
    "cases:old_import_progress",
    "cases:handover_file_remove",
}  # fmt: skip
# What sticks out of the screen, and words that are cut or run out of their box.
ASTRAY = """() => {
  const width = document.documentElement.clientWidth;
  const scrolls = (e) => e && (/(auto|scroll)/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const clipped = (style) => /(rect|inset)/.test(style.clip + style.clipPath);
  const hidden = (e) => e && (clipped(getComputedStyle(e)) || hidden(e.parentElement));
  const name = (e) => `${e.tagName} .${e.className} "${(e.textContent || "").trim().slice(0, 40)}"`;
  const seen = [...document.querySelectorAll("body *")].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width > 2 && box.height > 2 && getComputedStyle(e).visibility !== "hidden" && !hidden(e);
  });
  const out = seen.filter((e) => e.getBoundingClientRect().right > width + 1 && !scrolls(e.parentElement));
  const cut = seen.filter((e) => !e.children.length && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
    && getComputedStyle(e).display !== "inline" && !/(INPUT|TEXTAREA|SELECT)/.test(e.tagName) && !scrolls(e));
  return [...out.map((e) => `outside: ${name(e)}`), ...cut.map((e) => `cut: ${name(e)}`)].slice(0, 5);
}"""


def screens(viewer, side, user):
    """Addresses of the pages that the viewer is the first of VIEWERS to see."""
    table = read_table()
    for address in addresses():
        row = table[address.name]
        first = next((one for one in VIEWERS if row[one].startswith("ok")), "")
        if row["method"] == "GET" and first == viewer and address.name not in NO_PAGE:
            yield url_of(address, side, user)


def problems_of(page, url):
    page.wait_for_load_state()
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        found += [(url, width, line) for line in page.evaluate(ASTRAY)]
    # As high as the page, so that what stays in sight while one scrolls lies over nothing that is measured.
    page.set_viewport_size({"width": WIDTHS[-1], "height": page.evaluate("document.documentElement.scrollHeight")})
    rules = Axe().run(page, options=RULES).response["violations"]
    return found + [(url, rule["id"], rule["nodes"][0]["html"][:120]) for rule in rules]


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_page_fits_and_can_be_read(viewer, live_server, people, new_context, sign_in):
    user = getattr(people, viewer)
    side = build_side(people.district_buton_tengah, "74.14", LONG)
    context = new_context(**PHONE, color_scheme="dark")
    sign_in(context, user, live_server)
    page, problems = context.new_page(), []
    page.on("pageerror", lambda error: problems.append((page.url, str(error))))
    for url in list(screens(viewer, side, user)):
        assert page.goto(live_server.url + url).ok, url
        problems += problems_of(page, url)
    assert not problems, "\n".join(map(str, problems))


def test_case_on_paper_has_the_letterhead_and_nothing_to_press(live_server, people, new_context, sign_in):
    side = build_side(people.district_buton_tengah, "74.14", "Karang")
    context = new_context(viewport={"width": 794, "height": 1123})
    sign_in(context, people.caseworker, live_server)
    page = context.new_page()
    for path in (f"/kasus/{side.keys['case']}/", f"/pemulangan/{side.keys['return']}/"):
        page.goto(live_server.url + path)
        page.emulate_media(media="print")
        expect(page.get_by_text("BADAN PELINDUNGAN PEKERJA MIGRAN INDONESIA")).to_be_visible()
        expect(page.locator(".printed-by")).to_be_visible()
        pressed = "main a.btn, main button, main input:not([type=hidden]), main textarea, nav"
        assert [one for one in page.locator(pressed).all() if one.is_visible()] == [], path
