"""An interview typed on a small phone while the person speaks, then a screening at the desk; looked at by axe."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from playwright.sync_api import expect

from cases.models import Case, Interview, MoneyLine, TraffickingScreening
from tests.e2e.conftest import PHONE
from tests.e2e.test_base_page import wait_until_kept
from tests.e2e.test_case_files import watched
from tests.e2e.test_screens import RULES
from tests.factories.casework import make_group, make_returnee, person
from tests.seeing import everything

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stored_folder")]
PICTURES = os.environ.get("PICTURES", "")
DESK = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def returnee(people, scope_of):
    officer = people.district_buton_tengah
    with scope_of(officer), transaction.atomic():
        return make_returnee(officer, group=make_group(officer), who=person("La Coba Karang", age=34))


def looked_at(page, name: str) -> None:
    """It fits, axe is content; PICTURES=folder keeps a picture."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found] == [], name
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def person_page(live_server, returnee) -> str:
    return f"{live_server.url}/pemulangan/{returnee.repatriation.number}/orang/{returnee.pk}/"


def test_an_interview_is_typed_kept_and_sent_with_the_keyboard(returnee, people, phone, sign_in, live_server):
    sign_in(phone, people.district_buton_tengah, live_server)
    page = phone.new_page()
    said = watched(page)
    page.goto(person_page(live_server, returnee))
    page.get_by_role("link", name="Catat pendalaman").click()
    looked_at(page, "form-360")
    page.get_by_label("Pekerjaan", exact=True).fill("Buruh sawit")
    wait_until_kept(page, "Buruh sawit")
    page.reload()
    expect(page.get_by_label("Pekerjaan", exact=True)).to_have_value("Buruh sawit")
    page.get_by_label("Lama bekerja").fill("lebih dari 3 tahun")
    page.get_by_label("Cara ditangkap atau dicegah").select_option("RAID")
    page.get_by_text("Lengkapi nanti: pekerjaan").click()
    page.get_by_label("Sampai di negara tujuan").select_option("yes")
    page.get_by_label("Dokumen ditahan").check()
    looked_at(page, "form-open-360")
    page.get_by_label("Kronologi").fill("Diajak paman, lalu bekerja di ladang.")
    page.get_by_label("Kronologi").press("Control+Enter")
    expect(page.get_by_text("Pendalaman disimpan.")).to_be_visible()
    page.get_by_role("link", name="Tambah upah atau biaya").click()
    page.get_by_label("Jenis").select_option("PROMISED")
    page.get_by_label("Jumlah").fill("120")
    page.get_by_label("Hitungan").select_option("DAY")
    looked_at(page, "uang-360")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("RM 120 per hari")).to_be_visible()
    looked_at(page, "page-360")
    page.set_viewport_size(DESK["viewport"])
    looked_at(page, "page-1440")
    page.goto(person_page(live_server, returnee))
    expect(page.locator("#pendalaman").get_by_text("lebih dari 3 tahun")).to_be_visible()
    looked_at(page, "returnee-1440")
    page.set_viewport_size(PHONE["viewport"])
    looked_at(page, "returnee-360")
    with everything():
        assert Interview.objects.get().mistreatment == ["PAPERS"]
        assert MoneyLine.objects.get().amount == "120"
    assert said == []


def test_a_sign_of_trafficking_opens_a_restricted_file(returnee, people, new_context, sign_in, live_server):
    desk = new_context(**DESK)
    sign_in(desk, people.caseworker, live_server)
    page = desk.new_page()
    said = watched(page)
    page.goto(person_page(live_server, returnee))
    page.get_by_role("link", name="Skrining baru").click()
    for question in ("mengajak, mencarikan kerja", "ditipu, atau dokumennya", "dipaksa bekerja"):
        group = page.get_by_role("group").filter(has_text=question).last
        group.get_by_label("Ya", exact=True).check()
    looked_at(page, "skrining-1440")
    page.set_viewport_size({"width": 360, "height": 740})
    looked_at(page, "skrining-360")
    page.set_viewport_size(DESK["viewport"])
    page.get_by_role("button", name="Simpan dan lihat hasil").click()
    expect(page.get_by_text("Ada indikasi TPPO: setiap unsur")).to_be_visible()
    looked_at(page, "hasil-1440")
    page.get_by_role("link", name="Buka kasus terbatas").click()
    looked_at(page, "buka-1440")
    page.get_by_role("button", name="Buka kasus terbatas").click()
    expect(page.get_by_text("Kasus terbatas dibuka.")).to_be_visible()
    expect(page.get_by_text("Ajukan rujukan ke LPSK")).to_be_visible()
    looked_at(page, "kasus-1440")
    with everything():
        assert (Case.objects.get().category, Case.objects.get().is_restricted) == ("TPPO", True)
        assert TraffickingScreening.objects.get().opened_at is not None
    assert said == []
