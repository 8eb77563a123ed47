"""The pick-up on a small phone: by thumb, without signal, with a lost answer, and beside a colleague."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cases.models import ArrivalTick, Returnee
from tests.e2e.test_screens import ASTRAY
from tests.factories.pick_ups import make_quay, tick
from tests.seeing import everything

pytestmark = pytest.mark.django_db(transaction=True)
SEND = "**/penjemputan/kirim/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SHOTS = os.environ.get("SHOTS", "")


@pytest.fixture
def quay(people, scope_of):
    with everything(), scope_of(people.caseworker):
        named = [people.district_wakatobi, people.helpdesk]
        return make_quay(people.caseworker, named=named, people_counted=5, mode="AIR", vessel="JT 725",
                         place_of_arrival="Bandara Haluoleo")  # fmt: skip


def opened(page, server, quay):
    page.goto(server.url + quay.at())
    page.wait_for_selector("body[data-ready]")
    return page


def row(page, name):
    return page.locator(".quay-row", has_text=name)


def button(page, name, do):
    return row(page, name).locator(f"[data-do={do}]")


def shot(page, name):
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def states():
    with everything():
        return dict(Returnee.objects.values_list("worker__name", "arrival_state"))


def test_ticks_without_signal_are_sent_once(live_server, people, phone, sign_in, quay):
    sign_in(phone, people.district_wakatobi, live_server)
    page = opened(phone.new_page(), live_server, quay)
    phone.set_offline(True)
    button(page, "La Coba Karang", "ARRIVED").tap()
    button(page, "Wa Coba Kecil", "NOT_ARRIVED").tap()
    page.locator("[data-reason=LEFT]").tap()
    button(page, "Wa Coba Laut", "ARRIVED").tap()
    button(page, "Wa Coba Laut", "EXPECTED").tap()
    expect(page.locator("[data-part=pending]")).to_contain_text("4 tanda")
    expect(row(page, "Wa Coba Kecil")).to_contain_text("Tidak datang (Meninggalkan rombongan)")
    shot(page, "tanpa-sinyal")
    assert states() == {}
    phone.set_offline(False)
    expect(page.locator("[data-part=pending]")).to_be_hidden(timeout=25_000)
    expect(row(page, "La Coba Karang")).to_contain_text("oleh Asri Contoh pukul")
    expect(page.locator("[data-part=numbers]")).to_contain_text("1 tiba dari 5 dalam surat")
    assert states() == {"La Coba Karang": "ARRIVED", "Wa Coba Kecil": "NOT_ARRIVED", "Wa Coba Laut": "EXPECTED"}
    with everything():
        assert ArrivalTick.objects.count() == 4

    lost = []
    phone.route(SEND, lambda route: (lost.append(route.fetch().json()["state"]), route.abort()), times=1)
    button(page, "Wa Coba Laut", "ARRIVED").tap()
    expect(page.locator("[data-part=numbers]")).to_contain_text("2 tiba dari 5", timeout=25_000)
    assert lost == ["saved"]  # the server had it before the answer was lost
    with everything():
        assert ArrivalTick.objects.count() == 5

    phone.set_offline(True)
    button(page, "La Coba Karang", "EXPECTED").tap()
    expect(page.locator("[data-part=pending]")).to_contain_text("1 tanda")
    page.close()  # the tab is closed before there is signal again
    phone.set_offline(False)
    page = opened(phone.new_page(), live_server, quay)
    expect(page.locator("[data-part=numbers]")).to_contain_text("1 tiba dari 5", timeout=25_000)
    assert states()["La Coba Karang"] == "EXPECTED"


def test_tick_of_an_old_page_is_shown_and_not_swallowed(live_server, people, phone, sign_in, quay, scope_of):
    sign_in(phone, people.district_wakatobi, live_server)
    page = opened(phone.new_page(), live_server, quay)
    with everything(), scope_of(people.helpdesk):
        tick(quay, quay.key(0), people.helpdesk, "NOT_ARRIVED", reason="ILL")
        tick(quay, quay.key(1), people.helpdesk)
    button(page, "Wa Coba Laut", "ARRIVED").tap()
    expect(row(page, "Wa Coba Laut")).to_contain_text("Tiba oleh Sari Contoh pukul", timeout=15_000)
    button(page, "La Coba Karang", "ARRIVED").tap()
    told = row(page, "La Coba Karang").locator("[data-told]")
    sentence = "Sudah ditandai Tidak datang (Tertahan karena sakit) oleh Sari Contoh"
    expect(told).to_contain_text(sentence, timeout=15_000)
    shot(page, "ditolak")
    opened(page, live_server, quay)
    expect(told).to_contain_text(sentence)
    told.locator("button").tap()
    page.wait_for_selector("body[data-ready]")
    expect(told).to_be_hidden()
    expect(row(page, "La Coba Karang")).to_contain_text("Tertahan karena sakit")
    assert states()["La Coba Karang"] == "NOT_ARRIVED"


def test_list_is_searched_and_filtered_by_thumb(live_server, people, phone, sign_in, quay):
    sign_in(phone, people.district_wakatobi, live_server)
    page = opened(phone.new_page(), live_server, quay)
    page.fill("#quay-seek", "kecil")
    expect(page.locator(".quay-row:visible")).to_have_count(1)
    page.fill("#quay-seek", "")
    button(page, "Wa Coba Kecil", "ARRIVED").tap()
    expect(row(page, "Wa Coba Kecil")).to_contain_text("oleh Asri Contoh", timeout=15_000)
    page.locator(".quay-open input").check()
    expect(page.locator(".quay-row:visible")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_page_fits_and_can_be_read(live_server, people, new_context, sign_in, quay, scope_of, width, scheme):
    with everything(), scope_of(people.helpdesk):
        tick(quay, quay.key(0), people.helpdesk)
        tick(quay, quay.key(2), people.helpdesk, "NOT_ARRIVED", reason="POSTPONED")
    context = new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    sign_in(context, people.caseworker, live_server)
    page = opened(context.new_page(), live_server, quay)
    for part in ("", "tambah/", "hitung/", "petugas/", f"tidak-datang/{quay.key(1)}/"):
        page.goto(live_server.url + quay.at() + part)
        shot(page, f"{width}-{scheme}-{part.split('/')[0] or 'daftar'}")
        assert (part, page.evaluate(ASTRAY)) == (part, [])
        found = Axe().run(page, options=RULES).response["violations"]
        assert (part, [(rule["id"], rule["nodes"][0]["html"][:150]) for rule in found]) == (part, [])
    page.goto(live_server.url + "/penjemputan/")
    shot(page, f"{width}-{scheme}-hari-ini")


def test_without_script_the_buttons_are_forms(live_server, people, new_context, sign_in, quay):
    context = new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    sign_in(context, people.district_wakatobi, live_server)
    page = context.new_page()
    page.goto(live_server.url + quay.at())
    button(page, "La Coba Karang", "ARRIVED").click()
    expect(row(page, "La Coba Karang")).to_contain_text("Tiba oleh Asri Contoh")
    button(page, "Wa Coba Laut", "NOT_ARRIVED").click()
    page.get_by_text("Tidak ditemukan").click()
    page.locator("button.btn-primary[type=submit]").click()
    expect(row(page, "Wa Coba Laut")).to_contain_text("Tidak datang (Tidak ditemukan)")
    button(page, "La Coba Karang", "EXPECTED").click()
    expect(row(page, "La Coba Karang")).to_contain_text("Belum ditandai")
