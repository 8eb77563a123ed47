"""Field story S04 from the ferry to the monthly report: two of eighty-one who were deported come to the province.

One of Kolaka is met by relatives at the ferry; the other, of Wakatobi, goes on to Kendari. No source says whether
they are men or women. Names are made up. The help desk logs at the ferry, the office works it, the district sees its
own, the administrator reads the month.
"""

import pytest
from playwright.sync_api import expect

from cases.models import Case, ManifestEntry, Repatriation, Returnee
from cases.queries import reconcile
from tests.e2e.test_arrival import opened
from tests.e2e.test_story_s01 import submit
from tests.seeing import everything

pytestmark = pytest.mark.django_db(transaction=True)
OLDER, YOUNGER = "La Contoh Karang", "La Contoh Ombak"
KOLAKA, WAKATOBI = "Kab. Kolaka", "Kab. Wakatobi"
FERRY, SENDER, ROUTE = "Pelabuhan Ferry Kolaka", "BP3MI Kalimantan Utara", "Nunukan, Parepare, Bajoe, Kolaka, Kendari"
PRINTED = "Sabtu 27 Juli 2024, sekitar pukul 05.00"


def log_person(page, name, age, origin):
    page.fill("#id_name", name)
    page.locator("label[for=id_sex_2]").tap()
    page.fill("#id_age", age)
    page.fill("#id_village", origin)


def send_person(page):
    page.locator("#arrival-person .btn-primary").tap()
    expect(page.locator("#id_name")).to_have_value("")


def at_the_ferry(page, server):
    """The group once; the older one with what was left for later, the younger one on the short card."""
    opened(page, server)
    page.select_option("#g_cause", "DEPORTASI")
    page.select_option("#g_country", "MYS")
    page.select_option("#g_mode", "FERRY")
    page.fill("#g_place_of_arrival", FERRY)
    page.fill("#g_arrived_on", "27/07/2024")
    page.fill("#g_arrival_time", "05.00")
    page.fill("#g_sending_office", SENDER)
    page.locator("#arrival-group .form-later summary").tap()
    page.fill("#g_group_total", "81")
    page.locator("#arrival-group .btn-primary").tap()
    log_person(page, OLDER, "52", KOLAKA)
    page.locator("#lengkapi summary").tap()
    page.locator("#id_open_case").tap()
    page.select_option("#id_deportation_reason", "TANPA_PASPOR")
    page.locator("#arrival-person label", has_text="Pernah ditahan/dipenjara").tap()
    send_person(page)
    log_person(page, YOUNGER, "24", WAKATOBI)
    send_person(page)
    expect(page.locator(".logged-row[data-state=sent]")).to_have_count(2, timeout=20_000)


def from_the_queue(page, server, number):
    """The office finds the return among those that wait, and completes the younger one."""
    page.goto(f"{server.url}/")
    expect(page.get_by_text("Kiriman yang menunggu verifikasi")).to_be_visible()
    page.goto(f"{server.url}/pemulangan/?is_waiting=on")
    expect(page.get_by_text("ada kiriman yang menunggu verifikasi")).to_be_visible()
    page.locator("tbody tr", has_text=number).get_by_role("link").click()
    expect(page.get_by_text("2 orang menunggu verifikasi.")).to_be_visible()
    page.locator("a.work-line", has_text=YOUNGER).click()
    page.goto(f"{page.url}ubah/")
    page.locator("label", has_text="Pernah ditahan/dipenjara").click()
    submit(page, deportation_reason="TANPA_PASPOR")
    expect(page.get_by_text("Data kedatangan disimpan.")).to_be_visible()


def the_letter(page, there):
    """It counts two of the province and names neither."""
    page.goto(f"{there}daftar/")
    submit(
        page,
        issuer=SENDER,
        letter_date="24/07/2024",
        subject="81 PMI deportasi, 2 orang asal Sulawesi Tenggara",
        people_counted="2",
    )
    page.locator("main form button[name=simpan]").click()
    expect(page.get_by_text("Dalam surat 2 orang. Tiba 2, tidak datang 0, belum dicatat 0.")).to_be_visible()
    expect(page.get_by_text("Di luar daftar 0.")).to_be_visible()


def what_sources_say(page, there):
    page.goto(f"{there}sumber/")
    submit(page, field="group_total", printed="81 orang", source_kind="LETTER", source=SENDER, source_date="24/07/2024")
    page.goto(f"{there}sumber/")
    submit(page, field="arrived_on", printed=PRINTED, read="27/07/2024", source_kind="PRESS", source="Berita (contoh)")
    page.goto(f"{there}keterangan/")
    submit(page, field="route", text=ROUTE, source_kind="PRESS", source="Berita (contoh)")
    expect(page.get_by_text(ROUTE)).to_be_visible()
    page.locator("form[action$='/verifikasi/'] button").first.click()
    expect(page.get_by_text("2 orang diverifikasi.")).to_be_visible()


def check_group(group):
    group.refresh_from_db()
    told = (group.cause, group.country, group.sending_office, group.group_total, group.place_of_arrival, group.mode)
    assert told == ("DEPORTASI", "MYS", SENDER, 81, FERRY, "FERRY")
    assert (f"{group.arrived_on}", f"{group.arrival_at:%H:%M %z}") == ("2024-07-27", "21:00 +0000")  # 05.00 WITA
    manifest = group.manifests.get()
    assert (manifest.issuer, f"{manifest.letter_date}", manifest.people_counted) == (SENDER, "2024-07-24", 2)
    assert manifest.subject == "81 PMI deportasi, 2 orang asal Sulawesi Tenggara"
    numbers = reconcile(group)
    assert (numbers.listed, numbers.arrived, numbers.open, numbers.unlisted) == (2, 2, 0, 0)
    assert not ManifestEntry.objects.exists()
    leg = group.legs.get()
    assert (leg.mode, leg.to_place, f"{leg.arrived_on}", leg.arrived_at) == (
        "FERRY",
        FERRY,
        "2024-07-27",
        group.arrival_at,
    )
    count, day = group.sourced_values.order_by("pk")
    assert (count.printed, count.count_low, count.count_high, f"{count.source_date}") == (
        "81 orang",
        81,
        81,
        "2024-07-24",
    )
    assert (day.printed, f"{day.read_date}", day.source_kind) == (PRINTED, "2024-07-27", "PRESS")
    fact = group.group_facts.get()
    assert (fact.field, fact.text) == ("route", ROUTE)


def check_person(group, name, age, district):
    row = Returnee.objects.get(repatriation=group, worker__name=name)
    worker = row.worker
    assert (worker.stated_age, f"{worker.stated_age_on}", worker.sex) == (age, "2024-07-27", "U")
    assert (worker.district.code, row.district_id, row.age_group) == (district, worker.district_id, "ADULT")
    assert (row.cause, row.deportation_reason, row.country) == ("DEPORTASI", "TANPA_PASPOR", "MYS")
    assert (row.arrival_state, f"{row.arrived_on}", row.is_unlisted) == ("ARRIVED", "2024-07-27", False)
    assert (row.submission_state, [flag.code for flag in row.flags.all()]) == ("VERIFIED", ["EKS_NAPI"])
    status = worker.statuses.get()
    assert (status.status, f"{status.starts_on}", status.country) == ("PURNA", "2024-07-27", "MYS")


def figures(page, section, line):
    """One line of the first table of a section of the report, as numbers; a dash is none."""
    row = page.locator(f"#{section} tr").filter(has=page.get_by_role("rowheader", name=line, exact=True)).first
    return [int(text.strip().replace("–", "0") or 0) for text in row.locator("td").all_inner_texts()[:7]]


def test_story_s04_from_the_ferry_to_the_monthly_report(live_server, people, phone, new_context, sign_in):
    sign_in(phone, people.helpdesk, live_server)
    at_the_ferry(phone.new_page(), live_server)
    with everything():
        group = Repatriation.objects.get()
        assert Returnee.objects.filter(submission_state="WAITING").count() == 2

    desk = new_context(viewport={"width": 1440, "height": 900})
    page = desk.new_page()
    sign_in(desk, people.caseworker, live_server)
    from_the_queue(page, live_server, group.number)
    there = f"{live_server.url}/pemulangan/{group.number}/"
    the_letter(page, there)
    what_sources_say(page, there)
    page.goto(f"{live_server.url}/pemulangan/?is_waiting=on")
    expect(page.get_by_text("Tidak ada pemulangan yang cocok.")).to_be_visible()

    with everything():
        check_group(group)
        check_person(group, OLDER, 52, "74.01")
        check_person(group, YOUNGER, 24, "74.07")
        case = Case.objects.get()
        assert (case.worker.name, case.category, case.country, case.district.code) == (
            OLDER,
            "DEPORTASI",
            "MYS",
            "74.01",
        )

    sign_in(desk, people.district_wakatobi, live_server)
    page.goto(there)
    expect(page.locator("a.work-line", has_text=YOUNGER)).to_be_visible()
    expect(page.get_by_text("L. C. K.")).to_be_visible()
    assert OLDER not in page.content()

    sign_in(desk, people.report_admin, live_server)
    page.goto(f"{live_server.url}/laporan/bulanan/2024-07/")
    # adult men, adult women, boys, girls, adults of unknown sex, nothing known, total
    assert figures(page, "kedatangan", KOLAKA) == [0, 0, 0, 0, 1, 0, 1]
    assert figures(page, "kedatangan", WAKATOBI) == [0, 0, 0, 0, 1, 0, 1]
    assert figures(page, "deportasi", "Tidak memiliki paspor / dokumen") == [0, 0, 0, 0, 2, 0, 2]
    page.goto(f"{live_server.url}/laporan/bulanan/2024-07/baris/?indikator=kedatangan")
    expect(page.locator("tbody tr")).to_have_count(2)
