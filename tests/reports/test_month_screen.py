"""The monthly report on screen, and the rows behind its figures."""

import re
from datetime import date

import pytest
from django.test import override_settings

from core.models import AccessRecord
from core.scope import viewing_everything
from tests.reports.conftest import ADULT, NOVEMBER, L, Row

MONTH = "/laporan/bulanan/2026-11/"
ROWS = f"{MONTH}baris/"
LINK = re.compile(r'href="(/laporan/bulanan/2026-11/baris/\?[^"]+)">([\d.]+)</a>')


def figure_links(page: str) -> list[tuple[str, int]]:
    """(address, figure) of every linked figure of a page."""
    return [(url.replace("&amp;", "&"), int(text.replace(".", ""))) for url, text in LINK.findall(page)]


def rows_of(client, url: str) -> tuple[int, int]:
    """How many rows the page behind a figure counts, and how many it says are restricted."""
    page = client.get(url)
    assert page.status_code == 200
    return page.context["page"].count, page.context["restricted"]


def test_the_report_opens_at_the_present_month(people, client_for):
    response = client_for(people.report_admin).get("/laporan/")
    assert re.fullmatch(r"/laporan/bulanan/\d{4}-\d{2}/", response["Location"])


def test_the_picker_leads_to_its_month(people, client_for):
    assert client_for(people.report_admin).get("/laporan/?bulan=2025-02")["Location"] == "/laporan/bulanan/2025-02/"


@pytest.mark.parametrize("code", ["2026-13", "2026-1", "abc", "0000-01", "9999-12", "2101-01"])
def test_what_is_no_month_is_not_found(people, client_for, code):
    assert client_for(people.report_admin).get(f"/laporan/bulanan/{code}/").status_code == 404


def test_every_figure_opens_exactly_its_rows(hand_counted, some_cases, people, client_for):
    client = client_for(people.report_admin)
    links = figure_links(client.get(MONTH).content.decode())
    assert len(links) > 60
    for url, number in links:
        opened, restricted = rows_of(client, url)
        assert opened + restricted == number, url


def test_rows_say_how_many_are_restricted(hand_counted, people, client_for):
    client = client_for(people.report_admin)
    url = f"{ROWS}?indikator=kedatangan&kabupaten=74.14&golongan=DEPORTASI&kelompok=P_ANAK"
    page = client.get(url)
    assert (page.context["page"].count, page.context["restricted"]) == (1, 1)
    assert "1 baris berada dalam akses terbatas" in page.content.decode()
    assert "La Hitung D" in page.content.decode()
    assert "La Hitung J" not in page.content.decode()


def test_rows_of_every_remainder_can_be_opened(hand_counted, people, client_for):
    client = client_for(people.report_admin)
    for key in ("LUAR_PROVINSI", "TIDAK_DIKETAHUI"):
        assert rows_of(client, f"{ROWS}?indikator=kedatangan&kabupaten={key}") == (1, 0)


def test_a_look_at_rows_is_recorded_with_the_people_shown(hand_counted, people, client_for):
    client_for(people.report_admin).get(f"{ROWS}?indikator=dicegah")
    record = AccessRecord.objects.filter(object_kind="returnee").get()
    with viewing_everything(reason="test"):
        workers = {worker.pk for name, worker in hand_counted.workers.items() if name in "kl"}
    assert (record.look, set(record.worker_ids), len(record.object_ids)) == ("LIST", workers, 2)


def test_rows_are_paged_by_keyset(make, people, client_for):
    make(*(Row(f"x{n}", date(2026, 11, 1 + n % 28), "74.14", L, ADULT, "DEPORTASI") for n in range(60)))
    client = client_for(people.report_admin)
    seen, url = [], f"{ROWS}?indikator=kedatangan&kabupaten=74.14"
    while url:
        page = client.get(url)
        seen += [row.pk for row in page.context["page"].rows]
        url = ROWS + page.context["older_url"] if page.context["older_url"] else ""
    assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize("query", ["", "?indikator=apa", "?indikator="])
def test_rows_of_no_indicator_are_not_found(people, client_for, query):
    assert client_for(people.report_admin).get(ROWS + query).status_code == 404


@pytest.mark.parametrize("query", ["kabupaten=%27%3B--", "kabupaten=%00", "posisi=xx", "golongan=zzz&kelompok=1"])
def test_odd_addresses_give_an_empty_list_or_the_first_page(hand_counted, people, client_for, query):
    assert client_for(people.report_admin).get(f"{ROWS}?indikator=kedatangan&{query}").status_code == 200


def test_public_relations_see_totals_and_no_rows(hand_counted, people, client_for):
    client = client_for(people.pr)
    page = client.get(MONTH)
    assert page.context["sections"][0].now["rows"] == 11
    assert figure_links(page.content.decode()) == []
    assert client.get(f"{ROWS}?indikator=kedatangan").status_code == 403
    assert "La Hitung" not in page.content.decode()


def test_districts_and_auditors_get_no_report(hand_counted, people, client_for):
    for user in (people.district_buton_tengah, people.helpdesk, people.auditor, people.system_admin):
        assert client_for(user).get(MONTH).status_code == 403


def test_unverified_and_late_rows_are_said(hand_counted, people, client_for):
    page = " ".join(client_for(people.report_admin).get(MONTH).content.decode().split())
    assert "termasuk <b>1</b> belum diverifikasi" in page
    assert "termasuk <b>1</b> dicatat setelah bulan berakhir" in page
    assert "10 orang berbeda" in page


@override_settings(OFFICE_PROVINCE_CODE="73")
def test_another_office_sees_its_own_province(hand_counted, people, client_for):
    labels = [line.label for line in client_for(people.report_admin).get(MONTH).context["sections"][0].tables[0].lines]
    assert "Kota Makassar" in labels
    assert "Luar provinsi" in labels
    assert "Kab. Buton Tengah" not in labels


@pytest.mark.parametrize("number", [1, 3])
def test_the_report_costs_the_same_queries_with_more_rows(make, people, client_for, number, django_assert_num_queries):
    make(*(Row(f"x{n}", date(2026, 11, 1 + n), "74.14", L, ADULT, "DEPORTASI") for n in range(number)))
    client = client_for(people.report_admin)
    client.get(MONTH)
    with django_assert_num_queries(25):
        client.get(MONTH)


@pytest.mark.parametrize("number", [1, 3])
def test_the_rows_cost_the_same_queries_with_more_rows(make, people, client_for, number, django_assert_num_queries):
    make(*(Row(f"x{n}", date(2026, 11, 1 + n), "74.14", L, ADULT, "DEPORTASI") for n in range(number)))
    client = client_for(people.report_admin)
    url = f"{ROWS}?indikator=kedatangan&kabupaten=74.14"
    client.get(url)
    with django_assert_num_queries(12):
        client.get(url)


def test_the_month_is_named(hand_counted, people, client_for):
    assert f"Laporan bulanan {NOVEMBER.label}" in client_for(people.report_admin).get(MONTH).content.decode()


def test_what_is_left_out_opens_its_rows(make, people, client_for):
    from core.scope import viewing_everything

    day = date(2026, 11, 5)
    maker = make(Row("a", day, "74.14", L, ADULT, "DEPORTASI", submission="RETURNED"))
    with viewing_everything(reason="rows without a day"):
        for who, restricted in (("b", False), ("c", True)):
            row = maker.returnee(Row(who, day, "74.14", L, ADULT, "DEPORTASI", restricted=restricted))
            row.arrived_on = None
            row.save()
    client = client_for(people.report_admin)
    page = client.get(MONTH).content.decode()
    assert "<b>1</b> dikembalikan untuk diperbaiki, belum dihitung" in page
    assert "<b>2</b> tanpa tanggal tiba, tidak masuk bulan mana pun" in page
    assert rows_of(client, f"{ROWS}?indikator=kedatangan&sisa=sent_back") == (1, 0)
    assert rows_of(client, f"{ROWS}?indikator=kedatangan&sisa=undated") == (1, 1)
    assert rows_of(client, f"{ROWS}?indikator=kedatangan&sisa=bukan") == (0, 0)


def test_tiles_say_what_they_count(hand_counted, people, client_for):
    page = client_for(people.report_admin).get(MONTH)
    assert [section.tile for section in page.context["sections"]][:3] == [
        "Kepulangan",
        "PMI deportasi",
        "CPMI dicegah berangkat",
    ]
