"""Death, illness, families and what follows a return in a real browser, on a small phone and on a wide screen.

`SHOTS=/folder` keeps pictures of the pages to be looked at.
"""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cases.actions.cases import open_case
from cases.actions.illness import record_hospital_stay, record_illness
from cases.models import Benefit, Death, FamilyLink, FollowUp
from tests.e2e.test_screens import ASTRAY, RULES
from tests.factories.casework import make_case, make_group, make_returnee, person
from tests.seeing import everything

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (360, 1440)
SHOTS = os.environ.get("SHOTS", "")
TODAY = date(2026, 11, 29)


def looked_at(page, name: str) -> None:
    """The page fits both widths and axe is content; a picture of each where they are asked for."""
    page.wait_for_load_state()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 740})
        assert (name, width, page.evaluate(ASTRAY)) == (name, width, [])
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:120]) for rule in found] == []
    page.set_viewport_size({"width": 360, "height": 740})


def test_a_death_from_the_first_word_to_the_payment(people, phone, sign_in, live_server, scope_of):
    with scope_of(people.caseworker):
        row = make_returnee(people.caseworker, who=person("La Contoh Boneoge"))
        case = make_case(people.caseworker, worker=row.worker, returnee=row, category="MENINGGAL")
    sign_in(phone, people.caseworker, live_server)
    page = phone.new_page()
    page.goto(f"{live_server.url}/kasus/{case.number}/")
    looked_at(page, "kasus-meninggal-kosong")
    page.locator("#meninggal").get_by_role("link", name="Catat").click()
    page.get_by_label("Tanggal meninggal").fill("5 Feb 2021")
    page.get_by_label("Tempat meninggal").fill("Di atas kapal ikan")
    page.get_by_label("Keadaan kematian").select_option("ILLNESS")
    page.get_by_label("Sebab meninggal", exact=True).fill("Hipertensi dan stroke")
    page.get_by_label("Penempatan").select_option("P3MI")
    page.get_by_label("Perusahaan yang menempatkan").fill("PT Contoh Penempatan")
    page.locator("summary", has_text="Tertulis di sumber").click()
    page.get_by_label("Tanggal tertulis di sumber").fill("Kamis, 5 Februari 2021")
    page.get_by_label("Sumber", exact=True).fill("Berita kantor")
    page.locator("summary", has_text="Identitas, kapal, dan P3MI").click()
    page.locator("#id_proof_state").select_option("MISSING")
    page.get_by_label("Bendera kapal").select_option("ESP")
    looked_at(page, "formulir-meninggal")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("#meninggal").get_by_text("adalah hari Jumat")).to_be_visible()
    expect(page.get_by_text("Cari bukti identitas")).to_be_visible()
    page.locator("#surat-perjalanan").get_by_role("link", name="Sertifikat embalming").click()
    page.get_by_label("Nomor", exact=True).fill("EMB-7")
    page.get_by_role("button", name="Simpan").click()
    page.locator("#hak").get_by_role("link", name="Ubah").click()
    page.get_by_label("Jenis hak").select_option("GRANT")
    page.get_by_label("Jumlah", exact=True).fill("85.000.000")
    page.get_by_label("Dibayar pada").fill("14/12/2021")
    page.get_by_label("Penerima", exact=True).fill("Wa Contoh Ibu")
    page.get_by_label("Hubungan penerima").select_option("PARENT")
    looked_at(page, "formulir-hak")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Dibayar 10 bulan setelah meninggal.")).to_be_visible()
    looked_at(page, "kasus-meninggal")
    page.goto(f"{live_server.url}/pemulangan/{row.repatriation.number}/orang/{row.pk}/")
    looked_at(page, "anggota-meninggal")
    with everything():
        death, paid = Death.objects.get(), Benefit.objects.get()
        assert (death.on, death.placement, death.proof_task.title[:4]) == (date(2021, 2, 5), "P3MI", "Cari")
        assert (paid.state, paid.paid_on, paid.kinship) == ("PAID", date(2021, 12, 14), "PARENT")


def test_a_sick_worker_on_both_screens(people, phone, sign_in, live_server, scope_of):
    by = people.caseworker
    with scope_of(by):
        row = make_returnee(by, who=person("La Contoh Tongkuno"))
        case = open_case(worker=row.worker, returnee=row, category="SAKIT", channel="TELEPON", on=TODAY, by=by)
        record_illness(
            case=case, by=by, values={"fitness": "SEVERE", "escort": "Perawat", "traced_by": "Polsek Tongkuno"}
        )
        stay = {"where": "ABROAD", "hospital": "Rumah Sakit Contoh", "country": "MYS", "length": "satu bulan"}
        record_hospital_stay(case=case, values={**stay, "diagnosis": "Stroke", "told_by": "KBRI"}, by=by)
    sign_in(phone, by, live_server)
    page = phone.new_page()
    page.goto(f"{live_server.url}/kasus/{case.number}/")
    expect(page.get_by_text("Surat keterangan layak dipulangkan belum ada")).to_be_visible()
    looked_at(page, "kasus-sakit")
    page.locator("#sakit").get_by_role("link", name="Catat perawatan").click()
    looked_at(page, "formulir-perawatan")
    page.goto(f"{live_server.url}/kasus/{case.number}/sakit/")
    looked_at(page, "formulir-sakit")


def test_a_family_is_tied_handed_over_and_followed(people, phone, sign_in, live_server, scope_of):
    by = people.district_buton_tengah
    with scope_of(by):
        before = make_returnee(by, on=TODAY - timedelta(days=420), who=person("Wa Contoh Ibu", sex="P", age=33))
        group = make_group(by, on=TODAY - timedelta(days=1))
        day = TODAY - timedelta(days=1)
        make_returnee(by, group=group, on=day, who=person("Wa Contoh Ibu"), same_as=before.worker.number)
        for name, age in (("La Contoh Asing", 40), ("La Contoh Sulung", 14), ("Wa Contoh Bungsu", 6)):
            make_returnee(by, group=group, on=day, who=person(name, age=age))
    sign_in(phone, by, live_server)
    page = phone.new_page()
    page.goto(f"{live_server.url}/pemulangan/{group.number}/")
    expect(page.locator("#orang").get_by_text("Tanpa pendamping")).to_have_count(2)
    expect(page.get_by_text("Pemulangan kedua, 13 bulan setelah yang terakhir")).to_be_visible()
    looked_at(page, "rombongan-anak-sendiri")
    page.get_by_role("link", name="Tautkan orang tua").first.click()
    page.get_by_label("Wa Contoh Bungsu").check()
    looked_at(page, "formulir-keluarga")
    page.get_by_role("button", name="Tautkan keluarga").click()
    expect(page.locator("#orang").get_by_text("Bersama orang tua")).to_have_count(2)
    looked_at(page, "rombongan-keluarga")
    page.get_by_role("link", name="Serahkan sekeluarga").click()
    expect(page.locator("input[name=people]:checked")).to_have_count(3)
    looked_at(page, "serah-terima-keluarga")
    page.goto(f"{live_server.url}/pemulangan/{group.number}/")
    page.get_by_role("link", name="Wa Contoh Ibu").first.click()
    page.get_by_role("link", name="Keinginan berangkat lagi").click()
    page.get_by_label("Pekerjaan dan lewat siapa").fill("Perkebunan, diajak adik")
    looked_at(page, "formulir-keinginan")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Perkebunan, diajak adik")).to_be_visible()
    looked_at(page, "anggota-tindak-lanjut")
    page.goto(f"{live_server.url}/")
    looked_at(page, "beranda")
    with everything():
        assert (FamilyLink.objects.count(), FollowUp.objects.get().kind) == (2, "WISH")
