"""Sisko P2MI: what was looked up and entered, the sheet to copy from, and the queue of what is not entered yet."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.queries import viewer_of
from cases.actions.cases import close_case
from cases.actions.keeping import join_people
from cases.actions.restrictions import restrict_worker
from cases.actions.sisko import SiskoFacts, record_sisko_check, record_sisko_entry, withdraw_sisko
from cases.choices import Sex
from cases.models import Case, SiskoRecord, Worker
from cases.queries import sisko_of
from cases.sisko_form import FIELDS, fields_of
from cases.sisko_queue import CasesNotEntered, PeopleNotEntered
from cases.views.reveal import MASKED
from cases.views.sisko_sheet import VALUES
from core.exceptions import DomainError
from core.models import AccessRecord
from tests.counting import queries_of
from tests.factories.casework import DAY, make_case, make_group, make_returnee, make_worker, person, village_of
from tests.seeing import everything

NIK = "7414010101900417"
NUMBER = "REG-2026/00417"


@pytest.fixture
def officer(people):
    return people.district_buton_tengah


@pytest.fixture
def worker(officer, scope_of):
    with scope_of(officer):
        group = make_group(officer, vessel="KM Contoh Sisko", place_of_arrival="Pelabuhan Contoh")
        told = person("La Coba Sisko", age=41, nik=NIK, passport_number="X7654321", place=village_of("74.14", 3))
        return make_returnee(officer, group=group, who=told, paper_held="SPLP").worker


@pytest.fixture
def case(officer, worker, scope_of):
    with scope_of(officer):
        return make_case(officer, worker=worker, summary="Gaji tiga bulan")


def facts(**more) -> SiskoFacts:
    return SiskoFacts(**{"on": DAY, "officer": "Rahmat Contoh", **more})


def names(search) -> list[str]:
    return [str(getattr(row, "worker", row)) for row in search.page().rows]


def queue(user, search_class=PeopleNotEntered, **values):
    return search_class(viewer_of(user), {"on": DAY, "status": "all", **values})


# -- what is noted ---------------------------------------------------------------------------------


def test_checks_and_the_entry_are_kept_one_after_the_other(worker, officer, scope_of):
    with scope_of(officer):
        record_sisko_check(worker=worker, result="NOT_FOUND", facts=facts(), on=DAY, by=officer)
        later = facts(on=DAY + timedelta(days=2), registration_number=NUMBER, note="Nama ibu berbeda")
        record_sisko_check(worker=worker, result="FOUND", facts=later, on=DAY + timedelta(days=2), by=officer)
        entry = record_sisko_entry(
            worker=worker, facts=facts(on=DAY + timedelta(days=3)), on=timezone.localdate(), by=officer
        )
        stand = sisko_of(worker)
        assert [(row.kind, row.result) for row in stand.records] == [
            ("ENTRY", ""), ("CHECK", "FOUND"), ("CHECK", "NOT_FOUND"),
        ]  # fmt: skip
        assert (stand.check.result, stand.entry, stand.registration_number) == ("FOUND", entry, NUMBER)
        assert (stand.check.note, stand.check.officer, stand.check.by) == ("Nama ibu berbeda", "Rahmat Contoh", officer)


def test_what_was_withdrawn_stays_and_counts_no_more(worker, officer, scope_of):
    with scope_of(officer):
        entry = record_sisko_entry(worker=worker, facts=facts(registration_number=NUMBER), on=DAY, by=officer)
        assert names(queue(officer)) == []
        withdraw_sisko(record=entry, by=officer)
        again = withdraw_sisko(record=entry, by=officer)
        stand = sisko_of(worker)
        assert (stand.entry, stand.registration_number, len(stand.records)) == (None, "", 1)
        assert (again.withdrawn_by, again.events.count()) == (officer, 2)
        assert names(queue(officer)) == ["La Coba Sisko"]


def test_the_number_of_the_ministry_becomes_the_cases_own_and_another_is_refused(case, officer, scope_of):
    with scope_of(officer):
        told = facts(adu_number="ADU/2026/11/7")
        record_sisko_entry(worker=case.worker, case=case, facts=told, on=DAY, by=officer)
        case.refresh_from_db()
        assert (case.adu_number, case.version) == ("ADU/2026/11/7", 2)
        same = facts(adu_number="adu 2026 11 7")
        record_sisko_check(worker=case.worker, case=case, result="FOUND", facts=same, on=DAY, by=officer)
        other = facts(adu_number="ADU/2026/11/8")
        with pytest.raises(DomainError, match="sudah bernomor ADU ADU/2026/11/7") as refused:
            record_sisko_entry(worker=case.worker, case=case, facts=other, on=DAY, by=officer)
        assert refused.value.field == "adu_number"


def test_a_day_to_come_is_refused(worker, officer, scope_of):
    with scope_of(officer), pytest.raises(DomainError, match="belum terjadi"):
        record_sisko_entry(worker=worker, facts=facts(on=DAY + timedelta(days=1)), on=DAY, by=officer)


def test_notes_follow_the_person_who_is_joined(worker, people, scope_of):
    with scope_of(people.caseworker):
        twin = make_worker(people.caseworker, name="La Coba Sisko")
        record_sisko_entry(worker=twin, facts=facts(registration_number=NUMBER), on=DAY, by=people.caseworker)
        join_people(worker_id=twin.pk, into_id=worker.pk, by=people.caseworker)
        assert sisko_of(worker).registration_number == NUMBER


def test_the_number_stands_nowhere_in_clear(worker, officer, scope_of):
    with scope_of(officer):
        record_sisko_entry(worker=worker, facts=facts(registration_number=NUMBER), on=DAY, by=officer)
        assert NUMBER not in str(SiskoRecord.objects.values_list())


# -- who sees it -----------------------------------------------------------------------------------


def test_a_restricted_case_hides_its_notes_but_not_those_of_the_person(worker, case, people, officer, scope_of):
    with scope_of(people.caseworker):
        guarded = make_case(people.caseworker, worker=make_worker(people.caseworker), category="TPPO")
        record_sisko_entry(worker=guarded.worker, case=guarded, facts=facts(), on=DAY, by=people.caseworker)
    with scope_of(officer):
        record_sisko_entry(worker=worker, facts=facts(), on=DAY, by=officer)
        assert SiskoRecord.objects.count() == 1
    with scope_of(people.district_wakatobi):
        assert SiskoRecord.objects.count() == 0
    with scope_of(people.placement):
        assert SiskoRecord.objects.count() == 1
    with scope_of(people.caseworker):
        assert SiskoRecord.objects.count() == 2
        restrict_worker(worker=worker, user_ids=set(), on=DAY, by=people.caseworker)
    with scope_of(officer):
        assert SiskoRecord.objects.count() == 0


# -- the queue -------------------------------------------------------------------------------------


def test_the_queue_narrows_by_what_was_found(officer, scope_of):
    with scope_of(officer):
        nobody, found, missing = (make_worker(officer, name=f"La Coba {name}") for name in ("Polos", "Ada", "Hilang"))
        record_sisko_check(worker=found, result="NOT_FOUND", facts=facts(), on=DAY, by=officer)
        record_sisko_check(worker=found, result="FOUND", facts=facts(), on=DAY, by=officer)
        record_sisko_check(worker=missing, result="NOT_FOUND", facts=facts(), on=DAY, by=officer)
        assert names(queue(officer)) == ["La Coba Hilang", "La Coba Ada", "La Coba Polos"]
        assert names(queue(officer, checked="none")) == ["La Coba Polos"]
        assert names(queue(officer, checked="FOUND")) == ["La Coba Ada"]
        assert names(queue(officer, checked="NOT_FOUND")) == ["La Coba Hilang"]
        assert names(queue(officer, name="hilang")) == ["La Coba Hilang"]
        assert queue(officer, checked="none").sentence() == (
            "Belum dimasukkan ke Sisko P2MI, semua orang, belum diperiksa di sana"
        )
        assert nobody.sisko_records.count() == 0


def test_cases_wait_in_a_queue_of_their_own(case, people, officer, scope_of):
    with scope_of(officer):
        record_sisko_entry(worker=case.worker, facts=facts(), on=DAY, by=officer)
        close_case(case=case, reason="TERPENUHI", note="", on=DAY, by=officer)
        assert names(queue(officer, CasesNotEntered)) == ["La Coba Sisko"]
        record_sisko_entry(worker=case.worker, case=case, facts=facts(), on=DAY, by=officer)
        assert names(queue(officer, CasesNotEntered)) == []
    with scope_of(people.district_wakatobi):
        assert names(queue(people.district_wakatobi, CasesNotEntered)) == []


def test_the_queue_goes_on_by_pages(people, officer, scope_of):
    with scope_of(officer):
        for number in range(27):
            make_worker(officer, name=f"La Coba Urut {chr(97 + number)}")
        first = queue(officer).page()
        second = queue(officer).page(first.older)
        assert (len(first.rows), len(second.rows), first.count) == (25, 2, 27)


def test_one_tap_takes_a_person_out_and_leads_back(worker, officer, client_for):
    client = client_for(officer)
    page = client.get("/sisko/?checked=none")
    row = page.context["rows"][0]
    assert (row["name"], row["back"], row["value"]) == ("La Coba Sisko", "checked=none", "")
    sent = {"form_id": row["form_id"], "kembali": row["back"], "registration_number": f" {NUMBER} "}
    answers = [client.post(row["entry_url"], sent) for _turn in range(2)]
    assert [(answer.status_code, answer.url) for answer in answers] == [(302, "/sisko/?checked=none")] * 2
    page = client.get("/sisko/").content.decode()
    assert "La Coba Sisko: sudah dimasukkan ke Sisko P2MI." in page
    assert "Tidak ada yang menunggu dimasukkan." in page
    with everything():
        record = SiskoRecord.objects.get()
        assert (record.registration_number, record.officer, record.on, record.by) == (
            NUMBER, officer.full_name, timezone.localdate(), officer,
        )  # fmt: skip


def test_one_tap_with_another_number_than_the_cases_keeps_what_was_typed(case, officer, client_for, scope_of):
    with scope_of(officer):
        record_sisko_check(
            worker=case.worker, case=case, result="FOUND", facts=facts(adu_number="ADU-1-2026"), on=DAY, by=officer
        )
    client = client_for(officer)
    row = client.get("/sisko/?jenis=kasus").context["rows"][0]
    assert (row["value"], row["input"], row["chip"]) == ("ADU-1-2026", "adu_number", "sisko_found")
    answer = client.post(row["entry_url"], {"form_id": row["form_id"], "kembali": "", "adu_number": "ADU-2-2026"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kasus ini sudah bernomor ADU ADU-1-2026." in page
    assert 'value="ADU-2-2026"' in page


@pytest.mark.parametrize("kind", ["", "?jenis=kasus"])
def test_the_queue_asks_the_same_number_of_queries_for_one_and_three_rows(officer, client_for, scope_of, kind):
    client, counts = client_for(officer), []
    for more in (1, 2):
        with scope_of(officer):
            for _turn in range(more):
                make_case(officer)
        counts.append(queries_of(client, f"/sisko/{kind}"))
    assert counts[0] == counts[1]


def test_who_looks_through_the_queue_is_recorded(worker, officer, client_for):
    client_for(officer).get("/sisko/")
    look = AccessRecord.objects.filter(look="LIST", object_kind="worker").latest("at")
    assert (look.user_id, look.worker_ids) == (officer.pk, [worker.pk])


# -- the sheet -------------------------------------------------------------------------------------


def test_every_field_of_the_forms_has_a_value():
    assert {field.field for field in FIELDS} <= VALUES.keys() | MASKED.keys()
    assert [field.position for field in fields_of("PERSON", DAY)] == list(range(1, 21))


def test_a_field_of_the_form_has_its_time():
    field = FIELDS[0].__class__("PERSON", 1, "name", "Nama", "Name", DAY, DAY)
    assert [field.is_valid_on(DAY + timedelta(days=days)) for days in (-1, 0, 1)] == [False, True, False]


def test_the_sheet_tells_the_values_in_order_and_hides_numbers(worker, officer, client_for):
    page = client_for(officer).get(f"/pekerja/{worker.number}/sisko/")
    lines = {line["label"]: line["value"] for line in page.context["lines"]}
    text = page.content.decode()
    assert list(lines)[:5] == ["Nama lengkap", "NIK", "Nomor KK", "Nomor paspor/SPLP", "Tanggal lahir"]
    assert (lines["Nama lengkap"], lines["NIK"], lines["Umur"]) == ("La Coba Sisko", "•" * 12 + "0417", "41 tahun")
    assert (lines["Kabupaten/kota"], lines["Provinsi"]) == ("Buton Tengah", "Sulawesi Tenggara")
    assert lines["Desa/kelurahan"] == village_of("74.14", 3).text
    assert (lines["Tanggal tiba"], lines["Debarkasi"]) == ("20/11/2026", "Pelabuhan Contoh")
    assert (lines["Kapal/penerbangan"], lines["Jenis kelamin"]) == ("KM Contoh Sisko", str(Sex.MALE.label))
    assert [number for number in (NIK, "X7654321") if number in text] == []
    assert f"/pekerja/{worker.number}/tampilkan/nik/" in text
    assert "Belum dimasukkan" in text


def test_the_sheet_of_a_case_has_the_words_of_the_ministry(case, officer, client_for):
    page = client_for(officer).get(f"/kasus/{case.number}/sisko/")
    lines = {line["label"]: line["value"] for line in page.context["lines"]}
    assert (lines["Jenis kasus"], lines["Uraian masalah"]) == ("Gaji tidak dibayar", "Gaji tiga bulan")
    assert (lines["Tanggal pengaduan"], lines["Nomor kasus kantor"]) == ("20/11/2026", case.number)


def test_a_check_and_a_withdrawal_through_the_pages(worker, officer, client_for):
    client, there = client_for(officer), f"/pekerja/{worker.number}/sisko/"
    form = client.get(f"{there}periksa/").context["form"]
    sent = {"form_id": form["form_id"].value(), "on": "24/11/2026", "officer": "Petugas Contoh", "note": "tulisan"}
    missing = client.post(f"{there}periksa/", sent)
    assert missing.status_code == 422
    assert "tulisan" in missing.content.decode()
    assert client.post(f"{there}periksa/", {**sent, "result": "FOUND", "registration_number": NUMBER}).url == there
    page = client.get(there).content.decode()
    assert "24 Nov 2026, Petugas Contoh" in page
    with everything():
        pk = SiskoRecord.objects.get().pk
    assert client.post(f"{there}{pk}/batal/").url == f"{there}#catatan"
    assert "Dibatalkan oleh" in client.get(there).content.decode()


def test_the_block_stands_on_the_person_and_on_the_case(worker, case, officer, client_for, scope_of):
    with scope_of(officer):
        told = facts(registration_number=NUMBER, adu_number="ADU-1-2026")
        record_sisko_entry(worker=worker, facts=told, on=DAY, by=officer)
        record_sisko_entry(worker=worker, case=case, facts=told, on=DAY, by=officer)
    for page in (f"/pekerja/{worker.number}/", f"/kasus/{case.number}/"):
        block = client_for(officer).get(page).context["sisko"]
        values = {line["label"]: line["value"] for line in block["facts"]}
        assert (values["Nomor registrasi"], values["Nomor ADU (KP2MI)"]) == (NUMBER, "ADU-1-2026")
        assert (block["is_entered"], block["entry_url"]) == (True, "")


@pytest.mark.parametrize("text", [NUMBER, "reg 2026 00417"])
def test_search_finds_the_person_by_the_registration_number(worker, people, officer, client_for, scope_of, text):
    with scope_of(officer):
        record_sisko_check(worker=worker, result="FOUND", facts=facts(registration_number=NUMBER), on=DAY, by=officer)
    assert worker.number in client_for(people.caseworker).get("/cari/", {"q": text}).content.decode()
    assert worker.number not in client_for(people.district_wakatobi).get("/cari/", {"q": text}).content.decode()


def test_search_finds_the_case_by_the_ministrys_number(case, officer, client_for, scope_of):
    with scope_of(officer):
        told = facts(adu_number="ADU-1-2026")
        record_sisko_entry(worker=case.worker, case=case, facts=told, on=DAY, by=officer)
    assert case.number in client_for(officer).get("/cari/", {"q": "adu 1 2026"}).content.decode()


PAGES = ["", "periksa/", "masuk/"]


@pytest.mark.parametrize("part", PAGES)
def test_who_may_open_the_pages(worker, case, people, client_for, part):
    for start in (f"/pekerja/{worker.number}/sisko/", f"/kasus/{case.number}/sisko/"):
        url = start + part
        assert client_for(people.district_buton_tengah).get(url).status_code == 200
        assert client_for(people.district_buton_tengah_2).get(url).status_code == 200
        assert client_for(people.district_wakatobi).get(url).status_code == 404
        assert client_for(people.outreach).get(url).status_code == 403
        assert Client().get(url).status_code == 302
        assert client_for(people.caseworker).put(url).status_code == 405


def test_a_note_of_another_person_is_not_withdrawn(worker, case, people, officer, client_for, scope_of):
    with scope_of(officer):
        record = record_sisko_entry(worker=worker, facts=facts(), on=DAY, by=officer)
        of_case = record_sisko_entry(worker=worker, case=case, facts=facts(), on=DAY, by=officer)
        other = make_worker(officer)
    client = client_for(officer)
    assert client.post(f"/pekerja/{other.number}/sisko/{record.pk}/batal/").status_code == 404
    assert client.post(f"/pekerja/{worker.number}/sisko/{of_case.pk}/batal/").status_code == 404
    assert client.get(f"/pekerja/{worker.number}/sisko/{record.pk}/batal/").status_code == 405
    wakatobi = client_for(people.district_wakatobi)
    assert wakatobi.post(f"/pekerja/{worker.number}/sisko/{record.pk}/batal/").status_code == 404
    with everything():
        assert SiskoRecord.objects.filter(withdrawn_at__isnull=False).count() == 0
        assert (Worker.objects.count(), Case.objects.count()) == (2, 1)
