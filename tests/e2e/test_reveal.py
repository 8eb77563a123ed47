"""A number is shown in its place after one tap, and on a page of its own where scripts do not run."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.models import AccessRecord
from tests.factories.casework import make_worker

pytestmark = pytest.mark.django_db(transaction=True)
NIK = "7414010101900417"
PICTURES = os.environ.get("PICTURES")


@pytest.fixture
def worker(people, scope_of):
    with scope_of(people.caseworker):
        return make_worker(people.caseworker, nik=NIK, passport_number="X7654321")


def reveal(page, server, worker):
    page.goto(f"{server.url}/pekerja/{worker.number}/")
    expect(page.locator("#data")).to_contain_text("••••••••••••0417")
    assert NIK not in page.content()
    page.get_by_role("button", name="Tampilkan NIK").click()


def picture(page, name):
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("width", [360, 1440])
def test_number_is_shown_in_its_place(worker, people, live_server, new_context, sign_in, width):
    context = new_context(viewport={"width": width, "height": 900})
    sign_in(context, people.caseworker, live_server)
    page = context.new_page()
    reveal(page, live_server, worker)
    expect(page.locator("#data .masked-value").first).to_contain_text(NIK)
    expect(page.locator("#data")).to_contain_text("Pembukaan data ini dicatat atas nama Anda.")
    expect(page.locator("#data")).to_contain_text("••••4321")
    picture(page, f"reveal-{width}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert AccessRecord.objects.filter(look="REVEAL", field_class="NIK", worker_ids=[worker.pk]).count() == 1


def test_number_is_shown_without_scripts(worker, people, live_server, new_context, sign_in):
    context = new_context(java_script_enabled=False)
    sign_in(context, people.caseworker, live_server)
    page = context.new_page()
    reveal(page, live_server, worker)
    expect(page.locator("main")).to_contain_text(NIK)
    picture(page, "reveal-plain")
    page.get_by_role("link", name="Kembali").click()
    expect(page.locator("#data")).to_contain_text("••••••••••••0417")
