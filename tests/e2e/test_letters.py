"""A letter from the desk to the head and back: recorded with its PDF, given in two taps, finished. Axe is content."""

import pytest
from playwright.sync_api import expect

from tests.core import foreign_files as made
from tests.e2e.conftest import PHONE
from tests.e2e.test_screens import problems_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stored_folder")]
SIZES = {"360": PHONE, "1440": {"viewport": {"width": 1440, "height": 900}}}


@pytest.mark.parametrize("size", SIZES)
def test_a_letter_is_recorded_given_and_finished(size, live_server, people, new_context, sign_in):
    context = new_context(**SIZES[size])
    sign_in(context, people.administration, live_server)
    page = context.new_page()
    page.goto(f"{live_server.url}/surat/baru/")
    pdf = {"name": "surat.pdf", "mimeType": made.PDF, "buffer": made.pdf()}
    page.locator("#id_files").set_input_files(pdf)
    page.locator("#id_number").fill("B.1076/COBA/PB.05.03/V/2025")
    page.locator("#id_letter_date").fill("16 Mei 2025")
    page.locator("#id_sender").fill("BP3MI Sulawesi Selatan")
    page.locator("#id_subject").fill("Permohonan fasilitasi pemulangan 5 orang")
    page.locator("#id_channel").select_option("SRIKANDI")
    assert problems_of(page, "new") == []
    page.set_viewport_size(SIZES[size]["viewport"])
    page.get_by_role("button", name="Catat surat").click()
    expect(page.get_by_text("Surat dicatat.")).to_be_visible()
    expect(page.get_by_text("surat.pdf")).to_be_visible()
    there = page.url

    sign_in(context, people.head, live_server)
    page.goto(live_server.url)
    page.get_by_role("link", name="Permohonan fasilitasi pemulangan 5 orang").click()
    assert problems_of(page, "head") == []
    page.set_viewport_size(SIZES[size]["viewport"])
    page.get_by_text("Siapkan balasan").click()
    page.get_by_role("button", name="Ratih Contoh").click()
    expect(page.get_by_text("Disposisi diberikan.")).to_be_visible()

    sign_in(context, people.caseworker, live_server)
    page.goto(there)
    page.get_by_role("link", name="Selesaikan").click()
    page.locator("#id_answer").fill("Dibalas dengan S.77")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Disposisi disimpan.")).to_be_visible()
    expect(page.get_by_text("Dibalas dengan S.77")).to_be_visible()
    page.goto(there)
    assert problems_of(page, "done") == []
