"""A letter with its list becomes a return in one go, in few steps, on a phone and on a desk; then a second letter.

What a hand does is counted: the inputs that are filled, and the clicks. Axe is content.
"""

import os
import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases.models import Manifest, Repatriation
from cases.queries import reconcile
from letters.models import Disposition, Letter
from tests.cases.test_calendar import DAY
from tests.cases.test_calendar import expected as planned
from tests.cases.test_from_letter import printed_letter
from tests.e2e.conftest import PHONE
from tests.e2e.test_screens import problems_of
from tests.factories.casework import make_returnee, person
from tests.seeing import everything

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stored_folder")]
SIZES = {"360": PHONE, "1440": {"viewport": {"width": 1440, "height": 900}}}
NAMES = "1. La Coba Karang, L, 30, Kab. Muna\n2. Wa Coba Pasir, P, 28, Kab. Buton Tengah"
WITH_SHIP = re.compile(r"^https://wa\.me/\?text=.*KM%20Contoh%20Bahari.*3%20Des%202026%20pukul%2021\.00%20WITA")
MOST_STEPS = 14  # three minutes at a little over ten seconds each


SHOTS = os.environ.get("SHOTS", "")


def shot(page, name: str, size: str) -> None:
    """A picture to be looked at, where a folder is named."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}-{size}.png", full_page=True)


class Hand:
    """Fills, chooses and clicks, and counts it."""

    def __init__(self, page):
        self.page, self.steps = page, 0

    def fill(self, name: str, text: str) -> None:
        self.steps += 1
        self.page.locator(f"#id_{name}").fill(text)

    def choose(self, name: str, value: str) -> None:
        self.steps += 1
        self.page.locator(f"#id_{name}").select_option(value)

    def click(self, name: str) -> None:
        self.steps += 1
        self.page.get_by_role("button", name=name).click()

    def follow(self, name: str) -> None:
        self.steps += 1
        self.page.get_by_role("link", name=name).first.click()

    def drop(self, content: bytes) -> None:
        self.steps += 1
        self.page.locator("#id_files").set_input_files(
            {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": content}
        )


@pytest.mark.parametrize("size", SIZES)
def test_a_return_stands_within_three_minutes(size, live_server, people, new_context, sign_in):
    context = new_context(**SIZES[size])
    sign_in(context, people.head, live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}/surat/")
    hand = Hand(page)
    hand.follow("Surat baru pemulangan")
    hand.drop(printed_letter())
    expect(page.get_by_text("Isian yang kosong diusulkan dari surat. Periksa dahulu.")).to_be_visible(timeout=30_000)
    expect(page.locator("#id_number")).to_have_value("B.77/COBA/PB.05.03/XI/2026")
    hand.choose("channel", "SRIKANDI")
    hand.choose("cause", "DEPORTASI")
    hand.fill("names", NAMES)
    hand.fill("vessel", "KM Contoh Bahari")
    hand.fill("from_place", "Nunukan")
    hand.fill("to_place", "Pelabuhan Murhum")
    hand.fill("planned_on", "3 Desember 2026")
    hand.fill("planned_time", "21.00")
    hand.choose("to", str(people.caseworker.pk))
    assert problems_of(page, "from letter") == []
    page.set_viewport_size(SIZES[size]["viewport"])
    shot(page, "from-letter", size)
    assert page.locator("form[data-letter-reader] .form-block :is(input, select, textarea):visible").count() <= 16
    hand.click("Catat semuanya")
    expect(page.get_by_text("Surat, pemulangan, dan ruas pertamanya dicatat.")).to_be_visible()
    for agency in ("Disnaker kabupaten/kota", "KSOP dan Pelni", "Polres"):
        expect(page.get_by_role("link", name=agency)).to_have_attribute("href", WITH_SHIP)
    assert hand.steps <= MOST_STEPS
    shot(page, "return", size)
    assert problems_of(page, "return") == []
    with everything():
        group, letter = Repatriation.objects.get(), Letter.objects.get()
        assert Manifest.objects.get().letter_id == letter.pk
        assert (reconcile(group).listed, Disposition.objects.get().to_id) == (2, people.caseworker.pk)


@pytest.mark.parametrize("size", SIZES)
def test_a_second_letter_corrects_the_list_after_arrivals(size, live_server, people, new_context, sign_in, scope_of):
    with scope_of(people.caseworker), transaction.atomic():
        group = planned(people.caseworker, day=DAY, hour="21.00")
        make_returnee(people.caseworker, group=group, who=person("La Rahasia Karang", age=40))
    context = new_context(**SIZES[size])
    sign_in(context, people.caseworker, live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}/pemulangan/{group.number}/daftar/")
    page.locator("#id_issuer").fill("KJRI Contoh")
    page.locator("#id_people").fill("Wa Rahasia Pasir, P, 31, Muna\nLa Rahasia Batu, L, 22, Muna")
    page.get_by_role("button", name="Baca daftar").click()
    expect(page.get_by_text("1 nama baru, 1 nama tidak disebut lagi, 1 keterangan berubah.")).to_be_visible()
    expect(page.get_by_text("1 orang di antaranya sudah dicatat tiba atau tidak datang")).to_be_visible()
    expect(page.get_by_label("Menggantikan daftar KJRI (ralat)")).to_be_checked()
    assert problems_of(page, "second letter") == []
    page.set_viewport_size(SIZES[size]["viewport"])
    shot(page, "second-letter", size)
    page.get_by_role("button", name="Masukkan 2 orang").click()
    expect(page.get_by_text("Daftar nama disimpan.")).to_be_visible()
    with everything():
        numbers = reconcile(group)
    assert (numbers.listed, numbers.arrived, numbers.unlisted, numbers.open) == (2, 0, 1, 2)
    shot(page, "return-after-second", size)
    assert problems_of(page, "return") == []


@pytest.mark.parametrize("size", SIZES)
def test_the_calendar_is_read_and_subscribed(size, live_server, people, new_context, sign_in, scope_of):
    with scope_of(people.caseworker), transaction.atomic():
        planned(people.caseworker, hour="21.00")
        planned(people.caseworker, vessel="Lion Contoh JT 992", place_of_arrival="Bandara Haluoleo", mode="AIR")
    context = new_context(**SIZES[size])
    sign_in(context, people.caseworker, live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}/pemulangan/kalender/?bulan={DAY:%Y-%m}")
    expect(page.get_by_text("KM Contoh, 2 orang")).to_be_visible()
    expect(page.get_by_text("21.00 WITA")).to_be_visible()
    assert problems_of(page, "calendar") == []
    page.set_viewport_size(SIZES[size]["viewport"])
    shot(page, "calendar", size)
    page.get_by_role("link", name="Langganan kalender").click()
    page.get_by_role("button", name="Buat alamat langganan").click()
    address = page.locator("#alamat").input_value()
    assert problems_of(page, "subscription") == []
    page.set_viewport_size(SIZES[size]["viewport"])
    shot(page, "subscription", size)
    fetched = new_context().request.get(address)
    assert (fetched.status, "KM Contoh\\, 2 orang" in fetched.text()) == (200, True)
    page.get_by_role("button", name="Cabut langganan").click()
    expect(page.get_by_text("Langganan kalender dicabut.")).to_be_visible()
    assert new_context().request.get(address).status == 404
