"""The phone form of arrivals in a real browser: S01 by thumb, without signal, and on a shared phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cases.models import FamilyLink, Repatriation, Returnee
from tests.seeing import everything

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/pemulangan/catat/"
SEND = "**/pemulangan/catat/kirim/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
TAP, KEY, THINK, THINK_GROUP, LIMIT = 1.1, 0.35, 8.0, 20.0, 480.0
# name, sex (0 L, 1 P), age, whether family of the one before; S01: five children among the ten of the letter
LISTED = [
    ("La Ode Satu", 0, "34", False),
    ("Wa Dua", 1, "26", False),
    ("La Tiga", 0, "26", False),
    ("Wa Empat", 1, "7", True),
    ("La Lima", 0, "39", False),
    ("Wa Enam", 1, "14", True),
    ("La Tujuh", 0, "11", True),
    ("Wa Delapan", 1, "6", True),
    ("La Sembilan", 0, "6", True),
    ("Wa Sepuluh", 1, "22", False),
]


class Thumb:
    """Counts what a thumb does on the page."""

    def __init__(self, page):
        self.page, self.taps, self.keys = page, 0, 0

    def tap(self, selector):
        self.page.locator(selector).first.tap()
        self.taps += 1

    def type(self, text):
        self.page.keyboard.type(text)
        self.keys += len(text)

    def into(self, selector, text):
        self.tap(selector)
        self.type(text)

    def seconds(self, people):
        return self.taps * TAP + self.keys * KEY + people * THINK + THINK_GROUP


def opened(page, server):
    page.goto(server.url + ADDRESS)
    page.wait_for_selector("#arrival[data-ready]")
    return page


def start_group(page):
    page.fill("#g_vessel", "KM Lambelu")
    page.locator("#arrival-group .btn-primary").tap()
    expect(page.locator("#id_name")).to_be_focused()


def log(page, name, age="30", sex=0):
    page.fill("#id_name", name)
    page.locator(f"label[for=id_sex_{sex}]").tap()
    page.fill("#id_age", age)
    page.locator("#arrival-person .btn-primary").tap()
    expect(page.locator("#id_name")).to_have_value("")


def rows(page, state):
    return page.locator(f".logged-row[data-state={state}]")


def recorded():
    with everything():
        return list(Returnee.objects.order_by("pk").values_list("worker__name", flat=True))


def test_eleven_people_are_logged_by_thumb_in_under_eight_minutes(live_server, people, phone, sign_in):
    """S01. The model of time: 1.1 s a tap, 0.35 s a keystroke, 8 s of asking a person, 20 s for the group."""
    sign_in(phone, people.district_buton_tengah, live_server)
    page = opened(phone.new_page(), live_server)
    thumb = Thumb(page)
    thumb.into("#g_vessel", "KM Lambelu")
    thumb.into("#g_place_of_arrival", "Pelabuhan Murhum, Baubau")
    thumb.into("#g_arrival_time", "21.00")
    thumb.into("#g_sending_office", "BP3MI Kaltara")
    thumb.tap("#arrival-group .btn-primary")
    for index, (name, sex, age, is_family) in enumerate(LISTED):
        expect(page.locator("#id_name")).to_be_focused()
        expect(page.locator("#id_name")).to_have_value("")
        thumb.type(name)
        thumb.tap(f"label[for=id_sex_{sex}]")
        thumb.into("#id_age", age)
        if not is_family:
            thumb.into("#id_village", "talaga sa")
            thumb.tap(".suggestions li")
        has_family_next = index + 1 < len(LISTED) and LISTED[index + 1][3]
        thumb.tap(f"#arrival-person button[value={'family' if has_family_next else 'next'}]")
    for button in ("[data-unknown=id_name]", "label[for=id_sex_2]", "[data-unknown=id_age]"):
        thumb.tap(button)
    thumb.into("#id_village", "Wakatobi")
    thumb.tap("#arrival-person button[value=next]")
    expect(rows(page, "sent")).to_have_count(11, timeout=15_000)
    assert thumb.seconds(11) < LIMIT
    with everything():
        assert Repatriation.objects.count() == 1
        assert Returnee.objects.filter(age_group="CHILD").count() == 5
        assert FamilyLink.objects.filter(relation="PARENT").count() == 5
        assert Returnee.objects.filter(worker__name="", sex="U", district__code="74.07").count() == 1
    assert page.locator("#arrival-person .form-block > :not(details) .field:visible, "
                        "#arrival-person .form-block > .field:visible").count() <= 8  # fmt: skip
    thumb.tap("#arrival-person .btn-primary")
    page.wait_for_timeout(1100)
    thumb.tap("#arrival-person .btn-primary")
    expect(page.locator("#arrival-person .field-error")).to_have_count(3)
    page.set_viewport_size({"width": 360, "height": 2400})  # neither bar covers a button then
    page.evaluate("window.scrollTo(0, 0)")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:150]) for rule in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_nothing_is_lost_or_doubled_without_signal(live_server, people, phone, sign_in):
    """Closed page, no signal, lost answer, ended session and double click: each person is recorded once."""
    sign_in(phone, people.district_buton_tengah, live_server)
    page = opened(phone.new_page(), live_server)
    page.evaluate("navigator.serviceWorker.ready")
    start_group(page)
    log(page, "Satu")
    expect(rows(page, "sent")).to_have_count(1)
    phone.set_offline(True)
    for name in ("Dua", "Tiga", "Empat"):
        log(page, name)
    expect(rows(page, "local")).to_have_count(3)
    page.fill("#id_name", "Setengah diketik")
    page.wait_for_timeout(500)
    page.close()
    page = opened(phone.new_page(), live_server)
    expect(page.locator("body[data-shell]")).to_have_count(1)
    expect(rows(page, "local")).to_have_count(3)
    expect(page.locator("#id_name")).to_have_value("Setengah diketik")
    phone.set_offline(False)
    expect(rows(page, "sent")).to_have_count(4, timeout=25_000)
    assert recorded() == ["Satu", "Dua", "Tiga", "Empat"]

    page = opened(page, live_server)
    lost = []
    phone.route(SEND, lambda route: (lost.append(route.fetch().json()["state"]), route.abort()), times=1)
    log(page, "Lima")
    expect(rows(page, "local")).to_have_count(1)
    expect(rows(page, "sent")).to_have_count(5, timeout=15_000)

    assert lost == ["saved"]  # the server had it before the answer was lost

    phone.clear_cookies()
    log(page, "Enam")
    expect(page.locator("[data-part=sign-in]")).to_be_visible()
    sign_in(phone, people.district_buton_tengah, live_server)
    expect(rows(page, "sent")).to_have_count(6, timeout=15_000)

    page.fill("#id_name", "Tujuh")
    page.locator("label[for=id_sex_0]").tap()
    page.fill("#id_age", "40")
    page.locator("#arrival-person .btn-primary").dblclick()
    expect(rows(page, "sent")).to_have_count(7)
    assert recorded() == ["Satu", "Dua", "Tiga", "Empat", "Lima", "Enam", "Tujuh"]


def test_records_of_one_account_stay_its_own_and_signing_out_asks(live_server, people, phone, sign_in):
    sign_in(phone, people.district_buton_tengah, live_server)
    page = opened(phone.new_page(), live_server)
    phone.route(SEND, lambda route: route.abort())
    start_group(page)
    log(page, "Milik Pertama")
    expect(rows(page, "local")).to_have_count(1)

    sign_in(phone, people.district_wakatobi, live_server)
    opened(page, live_server)
    expect(page.locator(".logged-row")).to_have_count(0)
    expect(page.locator("[data-part=others]")).to_be_visible()
    assert "Milik Pertama" not in page.content()

    sign_in(phone, people.district_buton_tengah, live_server)
    opened(page, live_server)
    expect(rows(page, "local")).to_have_count(1)
    page.locator(".user-menu summary").tap()
    page.locator("form[data-clears-drafts] button").tap()
    expect(page.locator("#unsent-dialog")).to_be_visible()
    page.locator("#unsent-dialog [data-cancel]").tap()
    expect(rows(page, "local")).to_have_count(1)
    page.locator(".user-menu summary").tap()
    page.locator("form[data-clears-drafts] button").tap()
    page.locator("#unsent-dialog [data-delete]").tap()
    page.wait_for_url("**/masuk/**")
    sign_in(phone, people.district_buton_tengah, live_server)
    opened(page, live_server)
    expect(page.locator(".logged-row")).to_have_count(0)
    assert recorded() == []


def test_hour_is_checked_on_the_phone(live_server, people, phone, sign_in):
    sign_in(phone, people.district_buton_tengah, live_server)
    page = opened(phone.new_page(), live_server)
    page.fill("#g_arrival_time", "9 malam")
    page.locator("#arrival-group .btn-primary").tap()
    expect(page.locator("#arrival-group .field-error")).to_contain_text("Jam tidak terbaca. Tulis seperti 21.00.")
    expect(page.locator("#arrival-person")).to_be_hidden()
    page.fill("#g_arrival_time", "21.00 WITA")
    page.locator("#arrival-group .btn-primary").tap()
    expect(page.locator("#id_name")).to_be_focused()
    expect(page.locator("[data-part=group-number]")).to_contain_text("PM-", timeout=15_000)


def test_group_that_the_server_refuses_costs_nobody_the_card(live_server, people, phone, sign_in):
    """A5: the card that is being filled stays in place; the group is mended when the person wants to."""
    sign_in(phone, people.district_buton_tengah, live_server)
    page = opened(phone.new_page(), live_server)
    phone.set_offline(True)
    page.fill("#g_vessel", "KM " + "L" * 120)
    page.locator("#arrival-group .btn-primary").tap()
    log(page, "Satu")
    page.fill("#id_name", "Dua setengah")
    phone.set_offline(False)
    refused = page.locator("[data-part=refused]")
    expect(refused).to_contain_text("terlalu panjang", timeout=15_000)
    expect(page.locator("#id_name")).to_have_value("Dua setengah")
    expect(page.locator("#arrival-group")).to_be_hidden()
    refused.locator("button").tap()
    expect(page.locator("#g_vessel")).to_be_focused()
    page.fill("#g_vessel", "KM Lambelu")
    page.locator("#arrival-group .btn-primary").tap()
    expect(page.locator("#id_name")).to_have_value("Dua setengah")
    expect(refused).to_be_hidden()
    page.locator("label[for=id_sex_1]").tap()
    page.fill("#id_age", "20")
    page.locator("#arrival-person .btn-primary").tap()
    expect(rows(page, "sent")).to_have_count(2, timeout=15_000)
    assert recorded() == ["Satu", "Dua setengah"]


def test_group_refused_after_it_was_finished_is_still_mended(live_server, people, phone, sign_in):
    sign_in(phone, people.district_buton_tengah, live_server)
    page = opened(phone.new_page(), live_server)
    phone.set_offline(True)
    page.fill("#g_vessel", "KM " + "L" * 120)
    page.locator("#arrival-group .btn-primary").tap()
    log(page, "Satu")
    page.locator("[data-part=done]").tap()
    page.fill("#g_vessel", "KM Kedua")
    phone.set_offline(False)
    expect(page.locator("[data-part=refused]")).to_be_visible(timeout=15_000)
    expect(page.locator("#g_vessel")).to_have_value("KM Kedua")
    page.locator("[data-part=refused] button").tap()
    expect(page.locator("#g_vessel")).to_have_value("KM " + "L" * 120)
    page.fill("#g_vessel", "KM Pertama")
    page.locator("#arrival-group .btn-primary").tap()
    expect(rows(page, "sent")).to_have_count(1, timeout=15_000)
    with everything():
        assert [group.vessel for group in Repatriation.objects.all()] == ["KM Pertama"]


def test_people_who_were_sent_have_their_names_in_a_page_that_is_opened_anew(live_server, people, phone, sign_in):
    sign_in(phone, people.district_buton_tengah, live_server)
    page = opened(phone.new_page(), live_server)
    start_group(page)
    log(page, "La Sudah Terkirim")
    expect(rows(page, "sent")).to_have_count(1, timeout=15_000)
    page.close()
    page = opened(phone.new_page(), live_server)
    expect(rows(page, "sent")).to_contain_text("La Sudah Terkirim")
    expect(rows(page, "sent")).to_contain_text("30 tahun")
    stored = page.evaluate("Outbox.all(document.body.dataset.viewer).then((items) => JSON.stringify(items))")
    assert "La Sudah Terkirim" not in stored  # what the server has is not kept on the phone
