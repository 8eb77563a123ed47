"""What was typed about one record stays with that record: drafts of the browser on the real pages."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from cases.actions.workers import correct_worker
from cases.models import Worker
from tests.e2e.test_base_page import wait_until_kept
from tests.factories.casework import DAY, make_case, make_worker
from tests.seeing import everything

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def first(people, scope_of):
    with scope_of(people.caseworker), transaction.atomic():
        return make_worker(people.caseworker, name="La Coba Satu", age=30)


@pytest.fixture
def second(people, scope_of):
    with scope_of(people.caseworker), transaction.atomic():
        return make_worker(people.caseworker, name="Wa Coba Dua", sex="P", age=41)


@pytest.fixture
def desk(new_context, people, sign_in, live_server):
    """A page of the caseworker, with `page.at(path)` to go somewhere."""
    context = new_context(viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    sign_in(context, people.caseworker, live_server)
    return context.new_page()


def edit_of(worker) -> str:
    return f"/pekerja/{worker.number}/ubah/"


def type_phone(page, worker, text: str) -> None:
    page.goto(edit_of(worker))
    page.fill("#id_phone", text)
    wait_until_kept(page, text)


def version_on(page) -> str:
    return page.locator("#id_version").input_value()


def test_typing_about_one_person_never_comes_into_the_form_of_another(desk, first, second):
    type_phone(desk, first, "0812 000 111")
    desk.goto("/pekerja/")
    desk.goto(edit_of(second))
    expect(desk.locator("#id_name")).to_have_value("Wa Coba Dua")
    expect(desk.locator("#id_phone")).to_have_value("")
    expect(desk.locator(".draft-note")).to_have_count(0)
    desk.goto(edit_of(first))
    expect(desk.locator("#id_phone")).to_have_value("0812 000 111")
    expect(desk.locator(".draft-note")).to_contain_text("Isian yang belum tersimpan dikembalikan.")


def test_cancel_drops_what_was_typed(desk, first):
    type_phone(desk, first, "0812 000 111")
    desk.click("main .form-buttons .btn-quiet")
    desk.wait_for_url(f"**/pekerja/{first.number}/")
    assert desk.evaluate("sessionStorage.length") == 0
    desk.goto(edit_of(first))
    expect(desk.locator("#id_phone")).to_have_value("")


def test_draft_brings_back_only_what_was_changed_and_never_the_version(desk, first, people, scope_of):
    """Somebody else changes the age meanwhile: it is not undone by an old draft, and the edit is no stale one."""
    type_phone(desk, first, "0812 000 111")
    before = version_on(desk)
    with scope_of(people.caseworker_2), transaction.atomic():
        changes = {"name": "La Coba Satu bin Contoh"}
        correct_worker(worker=first, version=first.version, changes=changes, on=DAY, by=people.caseworker_2)
    desk.goto(edit_of(first))
    assert version_on(desk) != before
    expect(desk.locator("#id_name")).to_have_value("La Coba Satu bin Contoh")
    expect(desk.locator("#id_phone")).to_have_value("0812 000 111")
    desk.click("main form .btn-primary")
    expect(desk.locator("#pesan")).to_contain_text("Data orang disimpan.")
    with everything():
        stored = Worker.objects.get(pk=first.pk)
    assert (stored.name, stored.phone) == ("La Coba Satu bin Contoh", "0812 000 111")
    assert desk.evaluate("sessionStorage.length") == 0


def test_draft_on_a_value_that_changed_meanwhile_shows_both(desk, first, people, scope_of):
    type_phone(desk, first, "0812 000 111")
    with scope_of(people.caseworker_2), transaction.atomic():
        correct_worker(
            worker=first, version=first.version, changes={"phone": "0813 999"}, on=DAY, by=people.caseworker_2
        )
    desk.goto(edit_of(first))
    expect(desk.locator("#id_phone")).to_have_value("0812 000 111")
    expect(desk.locator(".draft-note")).to_contain_text("data ini sudah berubah sejak Anda mengetik")
    expect(desk.locator(".draft-note")).to_contain_text("Telepon: 0813 999")


def test_saving_another_form_does_not_drop_what_failed_before(desk, first, second):
    """A submit that met a fault is a draft again, whatever is saved elsewhere afterwards."""
    type_phone(desk, first, "0812 000 111")
    desk.route("**/ubah/", lambda route: route.fulfill(status=500, body="gangguan"), times=1)
    desk.click("main form .btn-primary")
    expect(desk.locator("body")).to_have_text("gangguan")
    desk.goto(edit_of(second))
    desk.fill("#id_phone", "0813 222")
    desk.click("main form .btn-primary")
    expect(desk.locator("#pesan")).to_contain_text("Data orang disimpan.")
    desk.goto(edit_of(first))
    expect(desk.locator("#id_phone")).to_have_value("0812 000 111")


@pytest.fixture
def case(people, scope_of):
    with scope_of(people.caseworker), transaction.atomic():
        return make_case(people.caseworker)


def test_note_survives_the_end_of_the_session(desk, case, people, sign_in, live_server):
    """The note goes by htmx: the session has ended, one signs in anew and finds the note, and it is saved once."""
    desk.goto(f"/kasus/{case.number}/")
    desk.fill("#kronologi textarea", "Keluarga akan datang hari Senin.")
    desk.context.clear_cookies()
    desk.click("#kronologi form button")
    desk.wait_for_url("**/masuk/**")
    expect(desk.locator("[data-draft-kept]")).to_contain_text("Isian Anda yang belum tersimpan masih ada")
    sign_in(desk.context, people.caseworker, live_server)
    desk.goto(desk.url)  # somebody who is signed in is led on
    desk.wait_for_url(f"**/kasus/{case.number}/")
    expect(desk.locator("#kronologi textarea")).to_have_value("Keluarga akan datang hari Senin.")
    expect(desk.locator("#kronologi .draft-note")).to_be_visible()
    desk.click("#kronologi form > .btn")
    expect(desk.locator("#kronologi .timeline")).to_contain_text("Keluarga akan datang hari Senin.")
    expect(desk.locator("#kronologi textarea")).to_have_value("")
    desk.reload()
    expect(desk.locator("#kronologi textarea")).to_have_value("")


def test_reason_survives_the_end_of_the_session(desk, case, people, sign_in, live_server):
    address = f"/kasus/{case.number}/tutup/"
    desk.goto(address)
    desk.check("input[name=reason] >> nth=0")
    desk.fill("#id_note", "Sudah dibayar lunas.")
    desk.context.clear_cookies()
    desk.click("main form .btn-primary")
    sign_in(desk.context, people.caseworker, live_server)
    desk.goto(address)
    expect(desk.locator("#id_note")).to_have_value("Sudah dibayar lunas.")
    expect(desk.locator("input[name=reason] >> nth=0")).to_be_checked()


def test_old_tab_after_a_new_sign_in_leads_back_to_what_was_typed(desk, first, people, sign_in, live_server):
    type_phone(desk, first, "0812 000 111")
    sign_in(desk.context, people.caseworker, live_server)
    desk.evaluate("document.querySelector('main form [name=csrfmiddlewaretoken]').value = 'a'.repeat(64)")
    desk.click("main form .btn-primary")
    expect(desk.locator("h1")).to_have_text("Halaman sudah lama terbuka")
    desk.click("main .btn-primary")
    desk.wait_for_url(f"**{edit_of(first)}")
    expect(desk.locator("#id_phone")).to_have_value("0812 000 111")
    desk.click("main form .btn-primary")
    expect(desk.locator("#pesan")).to_contain_text("Data orang disimpan.")
