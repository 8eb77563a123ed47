"""Field story S01 from the quay to the BAST and the monthly report: ten listed, eleven come, five of them children.

The letter of 1 June 2024 names ten; one more, of Wakatobi, has no name or age at first; a report prints the
day as 4/5/2024. Names are made up. The district officer logs at the quay, the office works it, the
administrator reads the month.
"""

import pytest
from playwright.sync_api import expect

from cases.models import Coordination, FamilyLink, Handover, Repatriation, Returnee, Stay
from tests.core import foreign_files as made
from tests.e2e.desk import fill, printed, send, shot
from tests.e2e.test_arrival import LISTED, opened
from tests.e2e.test_case_files import as_input
from tests.seeing import everything

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("stored_folder")]
MUNA, WAKATOBI = "Kab. Muna", "Kab. Wakatobi"
FAMILIES = {"La Tiga": ["Wa Empat"], "La Lima": ["Wa Enam", "La Tujuh", "Wa Delapan", "La Sembilan"]}
ORIGINS = [MUNA, WAKATOBI, MUNA, MUNA, WAKATOBI, WAKATOBI, WAKATOBI, WAKATOBI, WAKATOBI, MUNA]


def log_person(page, name, sex, age, origin):
    if name:
        page.fill("#id_name", name)
    else:
        page.locator("[data-unknown=id_name]").tap()
        page.locator("[data-unknown=id_age]").tap()
    page.locator(f"label[for=id_sex_{sex}]").tap()
    if age:
        page.fill("#id_age", age)
    page.fill("#id_village", origin)
    page.locator("#arrival-person .btn-primary").tap()
    expect(page.locator("#id_name")).to_have_value("")


def at_the_quay(page, server):
    opened(page, server)
    page.fill("#g_vessel", "KM Lambelu")
    page.fill("#g_place_of_arrival", "Pelabuhan Murhum, Baubau")
    page.fill("#g_arrived_on", "04/06/2024")
    page.fill("#g_arrival_time", "21.00")
    page.fill("#g_sending_office", "BP3MI Kalimantan Utara")
    page.locator("#arrival-group .btn-primary").tap()
    for (name, sex, age, _family), origin in zip(LISTED, ORIGINS, strict=True):
        log_person(page, name, sex, age, origin)
    log_person(page, "", 2, "", WAKATOBI)
    expect(page.locator(".logged-row[data-state=sent]")).to_have_count(11, timeout=20_000)


def submit(page, **values):
    for name, value in values.items():
        field = page.locator(f"[name={name}]").first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("main form .btn-primary").last.click()


def in_the_office(page, server, number):
    page.goto(f"{server.url}/")
    expect(page.get_by_text("Kiriman yang menunggu verifikasi")).to_be_visible()
    page.goto(f"{server.url}/pemulangan/{number}/daftar/")
    lines = [f"{name}, {'LP'[sex]}, {age}" for name, sex, age, _family in LISTED]
    submit(
        page,
        issuer="BP3MI Kalimantan Utara",
        letter_date="01/06/2024",
        subject="Pemulangan 10 orang warga Sulawesi Tenggara",
        people_counted="10",
        people="\n".join(lines),
    )
    expect(page.get_by_text("10 baris siap, 0 perlu diperiksa")).to_be_visible()
    page.get_by_role("button", name="Masukkan 10 orang").click()
    expect(page.get_by_text("Dalam surat 10 orang. Tiba 10, tidak datang 0, belum dicatat 0.")).to_be_visible()
    expect(page.get_by_text("Di luar daftar 1.")).to_be_visible()


def the_unlisted_one(page, server, number, pk):
    page.goto(f"{server.url}/pemulangan/{number}/orang/{pk}/baris/")
    page.locator("label", has_text="Di luar daftar").first.click()
    page.locator("[name=unlisted_reason]").fill("Belum sempat mengisi formulir di BP3MI Kaltara")
    page.locator("main form .btn-primary").last.click()
    expect(page.get_by_text("Pasangan disimpan.")).to_be_visible()


def the_wrong_printed_date(page, server, number):
    page.goto(f"{server.url}/pemulangan/{number}/sumber/")
    submit(page, field="arrived_on", printed="4/5/2024", source_kind="PRESS", source="Berita kantor (contoh)")
    page.goto(f"{server.url}/pemulangan/{number}/keterangan/")
    submit(page, field="origin", text="Muna dan Wakatobi", source_kind="PRESS")
    expect(page.get_by_text("Muna dan Wakatobi")).to_be_visible()
    page.locator("form[action$='/verifikasi/'] button").first.click()
    expect(page.get_by_text("11 orang diverifikasi.")).to_be_visible()


def night_and_contacts(page, there):
    """From where the ship came, the mess of Kab. Buton, two labour offices, and the police at the pick-up."""
    page.goto(there)
    page.locator("#rute").get_by_role("link", name="Ubah").first.click()
    send(page, "Simpan", from_place="Nunukan")
    expect(page.locator("#rute")).to_contain_text("Nunukan")
    page.goto(f"{there}singgah/")
    send(page, "Simpan", kind="MESS", place="Mess Pemda Kab. Buton, Baubau", from_on="04/06/2024", nights="1")
    expect(page.locator("#singgah")).to_contain_text("Mess Pemda Kab. Buton, Baubau")
    asked = [("DISNAKER_KAB", "Disnaker Muna"), ("DISNAKER_KAB", "Disnaker Wakatobi"), ("POLDA", "Polres Baubau")]
    for agency, name in asked:
        page.goto(f"{there}koordinasi/?instansi={agency}")
        send(page, "Simpan", agency_name=name, on="03/06/2024", answer="Ikut menjemput" if agency == "POLDA" else "")
        expect(page.locator("#koordinasi")).to_contain_text(name)


def families(page, there):
    """Each child travels with a grown person of the list."""
    for parent, children in FAMILIES.items():
        page.goto(f"{there}keluarga/")
        page.locator("#id_person").select_option(label=parent)
        page.locator("#id_relation").select_option("PARENT")
        for child in children:
            page.get_by_label(child).check()
        page.get_by_role("button", name="Tautkan keluarga").click()
        expect(page.get_by_text("belum ada penerimanya")).to_be_visible()


def handed_over(page, there):
    """Both families to their kin, on paper that was printed in advance; the others to the districts."""
    for at, (parent, children) in enumerate(FAMILIES.items(), start=1):
        page.goto(there)
        page.get_by_role("link", name="Serahkan sekeluarga").first.click()
        send(page, "Simpan", kind="FAMILY")
        assert "KONSEP" in printed(page, f"s01-kosong-{at}")
        received(page, receiver=f"Wa Coba Ibu {at}", kinship="SPOUSE")
        page.get_by_role("link", name="Tambah foto").click()
        page.locator("[name=paper]").set_input_files(as_input(f"bast-{at}.jpg", made.jpeg(), made.JPG))
        page.get_by_role("button", name="Simpan berkas").click()
        expect(page.locator("#berkas li")).to_have_count(1)
        words = printed(page, f"s01-keluarga-{at}")
        assert [name for name in (parent, *children) if name not in words] == []
        assert ("KONSEP" in words, "Selasa" in words, f"Wa Coba Ibu {at}" in words) == (False, True, True)
    page.goto(f"{there}serah-terima/")
    fill(page, kind="DISTRICT")
    for box in page.locator("[name=people]").all():
        name = box.locator("xpath=..").inner_text()
        if not any(member in name for parent, rest in FAMILIES.items() for member in (parent, *rest)):
            box.check()
    page.get_by_role("button", name="Simpan").last.click()
    received(page, receiver="Petugas Coba", kinship="OFFICIAL", receiver_position="Disnaker Muna dan Wakatobi")
    words = printed(page, "s01-kabupaten")
    assert ("KONSEP" in words, "4 (empat) orang" in words, "Petugas Coba" in words) == (False, True, True)
    page.goto(there)
    expect(page.get_by_text("belum ada penerimanya")).to_have_count(0)
    shot(page, "s01-pemulangan")
    page.get_by_role("link", name="Nyatakan selesai").click()
    send(page, "Simpan", state="DONE")
    expect(page.get_by_text("Data rombongan disimpan.")).to_be_visible()


def received(page, **told):
    page.get_by_role("link", name="Sudah ditandatangani").click()
    send(
        page, "Sudah ditandatangani",
        place="Mess Pemda Kab. Buton, Baubau", on="04/06/2024", hour="22.30",
        witnesses="Bripka Coba, Polres Baubau\nPetugas Coba, Disnaker Muna", **told,
    )  # fmt: skip
    expect(page.get_by_text("Serah terima sudah ditandatangani.")).to_be_visible()


def figures(page, district):
    """The first line of the district on the page, as numbers; a dash is none."""
    cells = page.locator("tr", has_text=district).first.locator("td").all_inner_texts()
    return [int(text.strip().replace("–", "0") or 0) for text in cells[:6]]


def test_story_s01_from_the_quay_to_the_bast_and_the_monthly_report(live_server, people, phone, new_context, sign_in):
    sign_in(phone, people.district_buton_tengah, live_server)
    at_the_quay(phone.new_page(), live_server)
    with everything():
        group = Repatriation.objects.get()
        unlisted = Returnee.objects.get(worker__name="")

    desk = new_context(viewport={"width": 1440, "height": 900})
    page = desk.new_page()
    sign_in(desk, people.caseworker, live_server)
    in_the_office(page, live_server, group.number)
    the_unlisted_one(page, live_server, group.number, unlisted.pk)
    the_wrong_printed_date(page, live_server, group.number)
    there = f"{live_server.url}/pemulangan/{group.number}/"
    night_and_contacts(page, there)
    families(page, there)
    handed_over(page, there)

    with everything():
        group.refresh_from_db()
        printed = group.sourced_values.get()
        assert (f"{group.arrived_on}", printed.printed, printed.is_used) == ("2024-06-04", "4/5/2024", False)
        rows = Returnee.objects.all()
        assert rows.filter(submission_state="VERIFIED", arrived_on="2024-06-04").count() == 11
        assert rows.filter(age_group="CHILD").count() == 5
        assert rows.filter(is_unlisted=True).get() == unlisted
        assert group.group_facts.get().text == "Muna dan Wakatobi"
        assert (Stay.objects.get().kind, Coordination.objects.count(), FamilyLink.objects.count()) == ("MESS", 3, 5)
        assert (Handover.objects.filter(state="SIGNED").count(), group.state) == (3, "DONE")

    sign_in(desk, people.report_admin, live_server)
    page.goto(f"{live_server.url}/laporan/bulanan/2024-06/")
    # adult men, adult women, boys, girls, unknown, total
    assert figures(page, MUNA) == [2, 1, 0, 1, 0, 4]
    assert figures(page, WAKATOBI) == [1, 1, 2, 2, 1, 7]
    row = page.locator("tr", has_text=WAKATOBI).first
    row.locator("a").last.click()
    expect(page.locator("tbody tr")).to_have_count(7)
