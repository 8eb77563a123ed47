"""Old spreadsheets: read and looked through as a letter's list, taken over whole, and counted apart until checked."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.queries import viewer_of
from cases.actions.list_imports import choose_list_columns, drop_list_import, forget_old_lists, read_list_import
from cases.actions.old_data import (
    apply_old_data,
    check_old_record,
    check_old_sheet,
    choose_old_sheets,
    grouped,
    request_old_data,
    start_old_import,
)
from cases.listing import ListedRow, read_list
from cases.listing.source import grids_of
from cases.models import (
    DuplicateCandidate,
    ListImport,
    ListImportRow,
    OldRecord,
    Repatriation,
    Returnee,
    SourcedValue,
    Worker,
)
from cases.old_causes import cause_of
from cases.queries.old_data import is_unchecked, sheet_counts
from cases.sisko_queue import PeopleNotEntered
from cases.views.list_imports import number_in
from core.exceptions import DomainError
from core.models import Job
from reports.indicators import Indicator
from reports.periods import Month
from reports.queries import province_beside, province_counts
from tests.cases.dirtier_lists import year_sheet
from tests.cases.dirty_lists import DAY, book
from tests.counting import queries_of
from tests.factories.casework import make_returnee, person
from tests.seeing import everything

HEAD = ["No", "Tgl Tiba", "Nama Kapal", "No Surat", "Nama PMI", "L/P", "Umur", "Alamat", "Kasus"]


def two_years() -> bytes:
    return book(
        ("2018", [
            ["DATA PMI TAHUN 2018"], HEAD,
            [1, date(2018, 2, 3), "KM Contoh Satu", "B.1/2018", "La Lama Satu", "L", 30, "Desa Lakudo, Buton Tengah",
             "Deportasi"],
            [2, "", "", "", "Wa Lama Dua", "P", "tua", "Raha, Muna", "sakit"],
            [3, "31/02/2018", "KM Contoh Dua", "", "La Lama Tiga", "L", 25, "", "gagal berangkat"],
            ["", "", "", "", "JUMLAH", "", "", "", 3],
        ]),
        ("2019", [HEAD, [1, date(2019, 5, 6), "", "", "La Lama Empat", "L", 40, "Negeri Antah", ""]]),
    )  # fmt: skip


@pytest.fixture
def office(people, scope_of):
    with scope_of(people.caseworker):
        yield people.caseworker


def waiting_book(by, data: bytes | None = None) -> ListImport:
    row = start_old_import(
        title="Buku Contoh", file_name="buku.xlsx", cause="TERKENDALA", country="MYS",
        grids=grids_of(data or two_years()), by=by,
    )  # fmt: skip
    read_list_import(row=row, reading=row.reading, progress=lambda *_told: None, by=by)
    Job.objects.filter(pk=row.job_id).update(state="READY", progress=100)
    return ListImport.objects.get(pk=row.pk)


def taken_over(by, row: ListImport | None = None) -> ListImport:
    row = row or waiting_book(by)
    request_old_data(row=row, by=by)
    apply_old_data(row=row, progress=lambda *_told: None, by=by)
    Job.objects.update(state="READY", progress=100)
    return ListImport.objects.get(pk=row.pk)


# -- read ------------------------------------------------------------------------------------------


def test_the_day_the_ship_and_the_cause_are_read_and_stand_for_merged_lines_below():
    rows = read_list(grids_of(two_years()), on=DAY, is_old=True).rows
    assert [(row.name, row.arrived_on, row.vessel, row.letter, row.cause) for row in rows] == [
        ("La Lama Satu", date(2018, 2, 3), "KM Contoh Satu", "B.1/2018", "Deportasi"),
        ("Wa Lama Dua", date(2018, 2, 3), "KM Contoh Satu", "B.1/2018", "sakit"),
        ("La Lama Tiga", None, "KM Contoh Dua", "B.1/2018", "gagal berangkat"),
        ("La Lama Empat", date(2019, 5, 6), "", "", ""),
    ]
    assert (rows[2].arrived, rows[2].problems[0].code, rows[0].remark) == ("31/02/2018", "ARRIVED_UNREAD", "")


def test_a_letters_list_still_keeps_such_columns_in_the_remark():
    row = read_list(grids_of(year_sheet()), on=DAY).rows[0]
    assert (row.arrived_on, row.remark) == (None, "deportasi; Tgl Tiba: 04-03-2019; Nama Kapal: KM Contoh Satu")


@pytest.mark.parametrize(("text", "code"), [
    ("Dideportasi krn overstay", "DEPORTASI"), ("CPMI dicegah", "DICEGAH"), ("jenazah PMI", "JENAZAH"),
    ("sakit keras", "SAKIT"), ("korban TPPO", "KORBAN_TPPO"), ("PMI-B / bermasalah", "TERKENDALA"), ("", ""), ("?", ""),
])  # fmt: skip
def test_old_words_for_a_cause_are_understood(text, code):
    assert cause_of(text) == code


def test_lines_are_grouped_by_day_and_ship_and_else_by_sheet():
    def line(**told):
        return ListedRow(sheet="2018", **told), None

    day = date(2018, 2, 3)
    lines = [line(arrived_on=day, arrived="x", vessel="KM A"), line(arrived_on=day, arrived="x", vessel="km a"),
             line(arrived_on=day, arrived="x", vessel="KM B"), line(), line(),
             line(arrived_on=day, arrived="x", vessel="KM A", cause="DICEGAH")]  # fmt: skip
    assert [len(rows) for rows in grouped(lines).values()] == [2, 1, 2, 1]


# -- taken over ------------------------------------------------------------------------------------


def test_a_book_becomes_returns_and_people_that_are_marked(office):
    row = taken_over(office)
    groups = Repatriation.objects.order_by("pk")
    assert [(group.cause, group.vessel, group.arrived_on, group.state, group.country) for group in groups] == [
        ("DEPORTASI", "KM Contoh Satu", date(2018, 2, 3), "DONE", "MYS"),
        ("DICEGAH", "KM Contoh Dua", None, "DONE", "MYS"),
        ("TERKENDALA", "", date(2019, 5, 6), "DONE", "MYS"),
    ]
    people = Returnee.objects.select_related("worker").order_by("pk")
    assert [(one.worker.told_name, one.cause, one.arrived_on, one.sex, one.age_group) for one in people] == [
        ("La Lama Satu", "DEPORTASI", date(2018, 2, 3), "L", "ADULT"),
        ("Wa Lama Dua", "SAKIT", date(2018, 2, 3), "P", "UNKNOWN"),
        ("La Lama Tiga", "DICEGAH", None, "L", "ADULT"),
        ("La Lama Empat", "TERKENDALA", date(2019, 5, 6), "L", "ADULT"),
    ]
    first = people[0].worker
    assert (first.district.name, first.names.get().source_kind, first.names.get().source) == (
        "Buton Tengah", "LEGACY", "Buku Contoh, 2018 3",
    )  # fmt: skip
    assert [one.status for one in people[2].worker.statuses.all()] == ["CPMI_DICEGAH"]
    assert [(value.field, value.printed) for value in people[1].worker.sourced_values.all()] == [("age", "tua")]
    assert SourcedValue.objects.get(repatriation=groups[1]).printed == "31/02/2018"
    assert [(old.sheet, old.line, old.checked_at) for old in OldRecord.objects.order_by("pk")] == [
        ("2018", 3, None), ("2018", 4, None), ("2018", 5, None), ("2019", 2, None),
    ]  # fmt: skip
    assert (row.state, row.content, ListImportRow.objects.count()) == ("APPLIED", "", 0)


def test_only_the_chosen_sheets_are_taken_over(office):
    row = waiting_book(office)
    choose_old_sheets(row=row, sheets=["2019"], by=office)
    taken_over(office, row)
    assert [one.told_name for one in Worker.objects.all()] == ["La Lama Empat"]


def test_the_same_file_twice_is_harmless(office):
    row = taken_over(office)
    again = start_old_import(
        title="Lain", file_name="x.xlsx", cause="SAKIT", country="", grids=grids_of(two_years()), by=office
    )
    assert (again.pk, apply_old_data(row=row, progress=lambda *_told: None, by=office)) == (row.pk, 0)
    assert request_old_data(row=row, by=office).state == "APPLIED"
    assert Returnee.objects.count() == 4


def test_an_import_that_breaks_leaves_nothing(office):
    row = waiting_book(office)
    request_old_data(row=row, by=office)

    def stop(percent: int, _note: str) -> None:
        if percent > 40:
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        apply_old_data(row=row, progress=stop, by=office)
    row.refresh_from_db()
    assert (row.state, Returnee.objects.count(), Worker.objects.count(), OldRecord.objects.count()) == (
        "APPLYING", 0, 0, 0,
    )  # fmt: skip


def failed_book(by) -> ListImport:
    row = waiting_book(by)
    request_old_data(row=row, by=by)
    row.refresh_from_db()
    Job.objects.filter(pk=row.job_id).update(state=Job.State.FAILED, error="Berhenti.", finished_at=timezone.now())
    return ListImport.objects.get(pk=row.pk)


def test_a_book_that_could_not_be_taken_over_is_dropped(people, client_for, scope_of):
    with scope_of(people.caseworker):
        there = f"/data-lama/{failed_book(people.caseworker).pk}/"
    client = client_for(people.caseworker)
    assert f'action="{there}buang/"' in client.get(there).content.decode()
    assert client.post(f"{there}buang/").status_code == 302
    with everything():
        kept = ListImport.objects.get()
        assert (kept.state, kept.content, ListImportRow.objects.count()) == ("DROPPED", "", 0)


def test_a_book_that_could_not_be_taken_over_is_forgotten_in_time(office):
    row = failed_book(office)
    later = row.expires_at + timedelta(minutes=1)
    assert (forget_old_lists(now=timezone.now(), by=None), forget_old_lists(now=later, by=None)) == (0, 1)
    row.refresh_from_db()
    assert (row.state, row.content, ListImportRow.objects.count()) == ("EXPIRED", "", 0)


def test_a_book_on_its_way_is_not_dropped(office):
    row = waiting_book(office)
    request_old_data(row=row, by=office)
    with pytest.raises(DomainError, match="sudah dimasukkan atau dibuang"):
        drop_list_import(row=row, by=office)
    assert forget_old_lists(now=row.expires_at + timedelta(days=1), by=None) == 0


def test_pages_of_a_result_go_on_behind_the_millionth_row():
    assert (number_in("1234567", digits=18), number_in("1234567"), number_in("9" * 19, digits=18)) == (1234567, 0, 0)


def test_people_who_look_alike_are_kept_to_be_decided(office):
    known = make_returnee(office, who=person("La Lama Satu", age=38, place=None, district="74.14")).worker
    row = waiting_book(office)
    assert row.rows.get(position=1).alike_ids == [known.pk]
    taken_over(office, row)
    pair = DuplicateCandidate.objects.get()
    assert (pair.worker.told_name, pair.other, pair.decision) == ("La Lama Satu", known, "PENDING")


def test_nothing_chosen_and_a_dropped_book_are_refused(office):
    row = waiting_book(office)
    choose_old_sheets(row=row, sheets=[], by=office)
    with pytest.raises(DomainError, match="Belum ada baris yang dipilih"):
        request_old_data(row=row, by=office)
    drop_list_import(row=row, by=office)
    with pytest.raises(DomainError, match="belum selesai dibaca, atau sudah dibuang"):
        request_old_data(row=row, by=office)


# -- counted apart until checked -------------------------------------------------------------------


def counted(code: str, month: Month) -> tuple[int, int]:
    indicator = Indicator.registry[code]()
    return province_counts(indicator, month).measures["rows"], province_beside(indicator, month)["old"]


def test_old_people_count_only_after_a_check(office):
    row, month = taken_over(office), Month(2018, 2)
    assert (counted("kedatangan", month), counted("deportasi", month)) == ((0, 2), (0, 1))
    first = Returnee.objects.get(worker__name="La Lama Satu")
    check_old_record(returnee=first, by=office)
    assert (counted("kedatangan", month), counted("deportasi", month)) == ((1, 1), (1, 0))
    assert check_old_sheet(row=row, sheet="2018", by=office).people == 2
    assert check_old_sheet(row=row, sheet="2018", by=office).people == 0
    assert counted("kedatangan", month) == (2, 0)
    record = OldRecord.objects.get(returnee=first)
    assert (record.checked_by, record.events.count()) == (office, 2)
    assert [(one.sheet, one.people, one.unchecked) for one in sheet_counts(row)] == [("2018", 3, 0), ("2019", 1, 1)]


def test_old_people_are_not_asked_for_in_the_queue_of_sisko_before_a_check(office):
    taken_over(office)
    search = PeopleNotEntered(viewer_of(office), {"on": DAY, "status": "all"})
    assert search.page().rows == []
    worker = Worker.objects.get(name="La Lama Satu")
    assert is_unchecked(worker)
    check_old_record(returnee=worker.returns.get(), by=office)
    assert [row.told_name for row in search.page().rows] == ["La Lama Satu"]


def test_columns_of_an_old_book_are_corrected_by_hand(office):
    row = waiting_book(office, book(("Lama", [["Nama", "Kode", "Sampai"], ["La Lama", "KM X", date(2017, 1, 2)]])))
    choose_list_columns(row=row, columns={0: {1: "vessel", 2: "arrived"}}, keys={}, by=office)
    row.refresh_from_db()
    read_list_import(row=row, reading=row.reading, progress=lambda *_told: None, by=office)
    taken_over(office, row)
    group = Repatriation.objects.get()
    assert (group.vessel, group.arrived_on) == ("KM X", date(2017, 1, 2))


# -- pages -----------------------------------------------------------------------------------------


def test_a_book_goes_all_the_way_through_the_pages(people, client_for, scope_of):
    client = client_for(people.caseworker)
    upload = SimpleUploadedFile("buku.xlsx", two_years())
    sent = {"title": "Buku Contoh", "cause": "DEPORTASI", "country": "MYS", "file": upload}
    answer = client.post("/data-lama/", sent)
    with everything():
        row = ListImport.objects.get()
    there = f"/data-lama/{row.pk}/"
    assert (answer.status_code, answer.url) == (302, there)
    assert "Daftar sedang dibaca" in client.get(there).content.decode()
    with scope_of(people.caseworker):
        read_list_import(row=row, reading=row.reading, progress=lambda *_told: None, by=people.caseworker)
    page = client.get(there)
    text = page.content.decode()
    assert [(sheet["name"], sheet["people"]) for sheet in page.context["sheets"]] == [("2018", 3), ("2019", 1)]
    assert "Tiba: 3 Feb 2018" in text
    assert "tidak terbaca sebagai tanggal tiba" in text
    assert client.get(f"{there}baris/1/").status_code == 200
    assert "Tanggal tiba" in client.get(f"{there}kolom/").content.decode()
    client.post(there, {"langkah": "lembar", "lembar": ["2018"]})
    with everything():
        chosen = row.rows.filter(is_chosen=True).values_list("position", flat=True)
        assert list(chosen) == [1, 2, 3]
    ticks = {"tampil": [1, 2, 3, 4], "pilih": [1, 2, 3]}
    assert client.post(there, {**ticks, "langkah": "terapkan"}).url == there
    assert "Data sedang dimasukkan" in client.get(there).content.decode()
    with scope_of(people.caseworker):
        apply_old_data(row=row, progress=lambda *_told: None, by=people.caseworker)
    done = client.get(there)
    assert [line["name"] for line in done.context["people"]] == ["La Lama Satu", "Wa Lama Dua", "La Lama Tiga"]
    line = done.context["people"][0]
    person_page = client.get(line["url"]).content.decode()
    assert "Data lama, belum diperiksa" in person_page
    assert client.post(line["check_url"], {"buku": row.pk}).url == there
    assert "Data lama, belum diperiksa" not in client.get(line["url"]).content.decode()
    assert client.post(f"{there}diperiksa/", {"lembar": "tidak ada\0"}).url == there
    assert client.post(f"{there}diperiksa/", {"lembar": "2018"}).url == there
    assert "Semua sudah diperiksa." in client.get(there).content.decode()
    again = client.post("/data-lama/", {**sent, "file": SimpleUploadedFile("b.xlsx", two_years())}, follow=True)
    assert "Berkas ini sudah dimasukkan sebelumnya." in again.content.decode()


def test_search_finds_old_people_and_says_what_they_are(people, client_for, scope_of):
    with scope_of(people.caseworker):
        taken_over(people.caseworker)
        number = Worker.objects.get(name="La Lama Satu").number
    client = client_for(people.caseworker)
    assert number in client.get("/cari/", {"q": "lama satu"}).content.decode()
    assert "Data lama, belum diperiksa" in client.get(f"/pekerja/{number}/").content.decode()
    month = client_for(people.report_admin).get("/laporan/bulanan/2018-02/").content.decode()
    assert "data lama, belum diperiksa, belum dihitung" in month


@pytest.mark.parametrize(("content", "sentence"), [(b"", "tidak ada isinya"), (b"%PDF-1", "bukan lembar XLSX")])
def test_a_bad_file_is_refused_and_the_title_stays(people, client_for, content, sentence):
    sent = {"title": "Buku Salah", "cause": "DEPORTASI", "file": SimpleUploadedFile("x.xlsx", content)}
    answer = client_for(people.caseworker).post("/data-lama/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Buku Salah" in page


def test_the_result_asks_the_same_number_of_queries_for_one_and_four_people(people, client_for, scope_of):
    client, counts = client_for(people.caseworker), []
    for data in (book(("2019", [HEAD, [1, "", "", "", "La Lama Lain", "L", 40, "", ""]])), two_years()):
        with scope_of(people.caseworker):
            row = taken_over(people.caseworker, waiting_book(people.caseworker, data))
        counts.append(queries_of(client, f"/data-lama/{row.pk}/"))
    assert counts[0] == counts[1]


def test_who_may_open_old_data(people, client_for, scope_of):
    with scope_of(people.caseworker):
        row = waiting_book(people.caseworker)
    for part in ("", f"{row.pk}/", f"{row.pk}/kemajuan/", f"{row.pk}/kolom/", f"{row.pk}/baris/1/"):
        url = f"/data-lama/{part}"
        assert client_for(people.caseworker_2).get(url).status_code == 200
        assert client_for(people.district_wakatobi).get(url).status_code == 403
        assert Client().get(url).status_code == 302
        assert client_for(people.caseworker).put(url).status_code == 405
    assert client_for(people.helpdesk).get(f"/data-lama/{row.pk}/").status_code == 404
    assert client_for(people.caseworker).get(f"/data-lama/{row.pk + 1}/").status_code == 404
    assert client_for(people.district_wakatobi).post(f"/data-lama/{row.pk}/diperiksa/").status_code == 403
    assert client_for(people.caseworker).get(f"/data-lama/{row.pk}/diperiksa/").status_code == 405


def test_an_old_person_of_another_district_is_not_checked(people, client_for, scope_of):
    with scope_of(people.caseworker):
        taken_over(people.caseworker)
        row = Returnee.objects.select_related("repatriation").get(worker__name="La Lama Satu")
    url = f"/pemulangan/{row.repatriation.number}/orang/{row.pk}/diperiksa/"
    assert client_for(people.district_buton_tengah).post(url).status_code == 403
    assert client_for(people.helpdesk).post(url).status_code in (403, 404)
    assert client_for(people.caseworker).post(url).status_code == 302
