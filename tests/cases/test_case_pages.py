"""The list of cases, one case, its edit, and a new one."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.cases import assign_case, close_case, edit_case
from cases.models import Case, Worker
from core.models import AccessRecord
from core.scope import viewing_everything
from tests.counting import queries_of
from tests.factories.casework import make_case, make_worker


def case_values(case: Case, **more) -> dict[str, object]:
    names = ("category", "channel", "country", "summary", "adu_number", "version")
    return {**{name: getattr(case, name) for name in names}, **more}


def test_list_asks_the_same_number_of_queries_for_one_and_three_rows(case, people, client_for, scope_of):
    client = client_for(people.caseworker)
    one = queries_of(client, "/kasus/")
    with scope_of(people.district_buton_tengah):
        make_case(people.district_buton_tengah)
        make_case(people.district_buton_tengah)
    assert queries_of(client, "/kasus/") == one


def test_list_begins_with_open_cases_and_says_its_filters(people, client_for, scope_of):
    today = timezone.localdate()
    with scope_of(people.district_buton_tengah):
        late = make_case(people.district_buton_tengah, on=today - timedelta(days=60))
        fresh = make_case(people.district_buton_tengah, on=today)
    district = people.district_buton_tengah.office.district
    url = f"/kasus/?district={district.pk}&is_overdue=on"
    page = client_for(people.caseworker).get(url).content.decode()
    assert "Kasus terbuka di Buton Tengah, lewat tenggat" in page
    assert late.number in page
    assert fresh.number not in page


def test_list_of_a_district_holds_its_own_cases(case, people, client_for):
    other = client_for(people.district_wakatobi).get("/kasus/").content.decode()
    own = client_for(people.district_buton_tengah_2).get("/kasus/").content.decode()
    assert (case.number in other, case.number in own) == (False, True)


def test_list_filters_by_who_works_on_it(case, people, client_for, scope_of):
    client = client_for(people.caseworker)
    assert case.number in client.get("/kasus/?assignee=none").content.decode()
    with scope_of(people.caseworker):
        assign_case(case=case, to=people.caseworker, by=people.caseworker)
    assert case.number in client.get("/kasus/?assignee=me").content.decode()
    assert case.number not in client.get("/kasus/?assignee=none").content.decode()


def test_list_pages_lead_on_and_back(people, client_for, scope_of):
    with scope_of(people.district_buton_tengah):
        worker = make_worker(people.district_buton_tengah)
        for _number in range(27):
            make_case(people.district_buton_tengah, worker=worker)
    client = client_for(people.caseworker)
    first = client.get("/kasus/").context
    second = client.get(f"/kasus/{first['older_url']}").context
    assert (len(first["rows"]), len(second["rows"]), second["older_url"]) == (25, 2, "")
    back = client.get(f"/kasus/{second['newer_url']}").context
    assert [row["number"] for row in back["rows"]] == [row["number"] for row in first["rows"]]


def test_list_with_an_unreadable_filter_shows_the_list(case, people, client_for):
    page = client_for(people.caseworker).get("/kasus/?stage=ZZZ&district=abc&halaman=zzz")
    assert page.status_code == 200
    assert case.number in page.content.decode()


def test_page_shows_clock_basis_and_records_the_look(case, people, client_for):
    page = client_for(people.caseworker).get(f"/kasus/{case.number}/").content.decode()
    assert "Tindakan pertama sejak kasus dibuka, target kantor" in page
    assert "Bila lewat: Kasus tampil sebagai lewat tenggat" in page
    look = AccessRecord.objects.filter(object_kind="case", user=people.caseworker).latest("pk")
    assert (look.object_ids, look.worker_ids) == ([case.pk], [case.worker_id])


def test_page_shows_changes_in_words_and_who_looked(case, people, client_for, scope_of):
    client_for(people.district_buton_tengah).get(f"/kasus/{case.number}/")
    with scope_of(people.caseworker):
        edit_case(case=case, version=1, changes={"country": "TWN"}, by=people.caseworker)
    page = client_for(people.caseworker).get(f"/kasus/{case.number}/").content.decode()
    for words in ("Riwayat perubahan", "Taiwan", "Ratih Contoh", "Siapa yang melihat", "Rahmat Contoh"):
        assert words in page


def test_page_of_another_district_is_not_found(case, people, client_for):
    assert client_for(people.district_wakatobi).get(f"/kasus/{case.number}/").status_code == 404


def test_edit_is_saved(case, people, client_for):
    sent = case_values(case, summary="Gaji belum dibayar.", adu_number="ADU/2026/0001")
    answer = client_for(people.caseworker).post(f"/kasus/{case.number}/ubah/", sent)
    with viewing_everything(reason="test"):
        row = Case.objects.get(pk=case.pk)
    assert answer.status_code == 302
    assert (row.summary, row.adu_number, row.version) == ("Gaji belum dibayar.", "ADU/2026/0001", 2)


def test_edit_of_a_case_changed_meanwhile_shows_both_values_and_loses_nothing(case, people, client_for, scope_of):
    with scope_of(people.caseworker_2):
        edit_case(case=case, version=1, changes={"summary": "Uraian Joko"}, by=people.caseworker_2)
    client = client_for(people.caseworker)
    there = f"/kasus/{case.number}/ubah/"
    stale = client.post(there, case_values(case, summary="Uraian Ratih"))
    page = stale.content.decode()
    assert stale.status_code == 409
    for words in ("Uraian Joko", "Uraian Ratih", "Joko Contoh"):
        assert words in page
    chosen = case_values(case, summary="Uraian Ratih", version=2, konflik="summary", pakai_summary="yours")
    assert client.post(there, chosen).status_code == 302
    with viewing_everything(reason="test"):
        assert Case.objects.get(pk=case.pk).summary == "Uraian Ratih"


def test_new_case_for_a_known_person_sent_twice_makes_one(people, client_for, scope_of):
    with scope_of(people.caseworker):
        worker = make_worker(people.caseworker)
    client = client_for(people.caseworker)
    there = f"/kasus/baru/?pekerja={worker.number}"
    assert client.get(there).status_code == 200
    sent = {"category": "SAKIT", "channel": "TELEPON", "country": "MYS", "form_id": str(uuid.uuid4())}
    answers = [client.post(there, sent) for _time in range(2)]
    with viewing_everything(reason="test"):
        made = Case.objects.get(worker=worker)
    assert [answer.url for answer in answers] == [f"/kasus/{made.number}/"] * 2


@pytest.fixture
def told() -> dict[str, object]:
    """A new person whom nobody knows, and a case about them."""
    return {
        "name": "La Sungguh Baru",
        "sex": "L",
        "age": "34",
        "place": "",
        "phone": "",
        "category": "SAKIT",
        "channel": "TELEPON",
        "form_id": str(uuid.uuid4()),
    }


def test_new_case_for_a_new_person_writes_both(told, people, client_for):
    answer = client_for(people.caseworker).post("/kasus/baru/?orang=baru", told)
    with viewing_everything(reason="test"):
        worker = next(row for row in Worker.objects.all() if row.told_name == "La Sungguh Baru")
        assert answer.url == f"/kasus/{worker.cases.get().number}/"
        assert (worker.sex, worker.stated_age) == ("L", 34)


def test_new_person_that_looks_like_another_is_asked_about_first(told, people, client_for, scope_of):
    with scope_of(people.caseworker):
        worker = make_worker(people.caseworker, name="La Sungguh Baru", age=34)
    client = client_for(people.caseworker)
    asked = client.post("/kasus/baru/?orang=baru", {**told, "place": "Talaga I, Buton Tengah"})
    page = asked.content.decode()
    assert "Orang ini mungkin sudah tercatat" in page
    assert "La Sungguh Baru" in page
    answer = client.post("/kasus/baru/?orang=baru", {**told, "pilihan": worker.number})
    with viewing_everything(reason="test"):
        assert Case.objects.get().worker_id == worker.pk
        assert Worker.objects.count() == 1
    assert answer.status_code == 302


def test_new_case_shows_a_likely_person_of_another_district_masked(told, people, client_for, scope_of):
    with scope_of(people.district_wakatobi):
        make_worker(people.district_wakatobi, name="La Sungguh Baru", age=34, district="74.07")
    page = client_for(people.district_buton_tengah).post("/kasus/baru/?orang=baru", told).content.decode()
    assert "Data yang mirip ada di luar wilayah kerja Anda" in page
    assert "L. S. B." in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "   "}, "Isi nama seperti yang terdengar"),
        ({"age": "31/04/2025"}, "Tanggal 31/04/2025 tidak ada di kalender"),
        ({"nik": "740101010190001"}, "NIK terdiri atas 16 angka; yang diisi 15 angka"),
        ({"sex": ""}, "Pilih jenis kelamin"),
        ({"name": "x" * 10000}, "Nama terlalu panjang: 10000 huruf"),
        ({"name": "La\x07 Contoh"}, "karakter yang tidak terbaca"),
    ],
)
def test_new_person_with_bad_input_says_why_and_writes_nothing(changes, says, told, people, client_for):
    answer = client_for(people.caseworker).post("/kasus/baru/?orang=baru", {**told, **changes})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "TELEPON" in answer.content.decode()
    with viewing_everything(reason="test"):
        assert Worker.objects.count() == 0


def test_new_case_for_somebody_out_of_sight_is_not_found(people, client_for, scope_of):
    with scope_of(people.district_wakatobi):
        worker = make_worker(people.district_wakatobi, district="74.07")
    answer = client_for(people.district_buton_tengah).get(f"/kasus/baru/?pekerja={worker.number}")
    assert answer.status_code == 404


def test_impossible_birth_date_is_kept_beside_the_corrected_one(told, people, client_for):
    sent = {**told, "age": "30/04/1990", "age_tertulis": "31/04/1990"}
    assert client_for(people.caseworker).post("/kasus/baru/?orang=baru", sent).status_code == 302
    with viewing_everything(reason="test"):
        worker = Worker.objects.get()
        value = worker.sourced_values.get()
    assert (value.printed, str(value.read_date), str(worker.birth_date)) == ("31/04/1990", "1990-04-30", "1990-04-30")


def test_choosing_the_person_comes_first(people, client_for, scope_of):
    with scope_of(people.caseworker):
        worker = make_worker(people.caseworker, name="Wa Ode Contoh Teluk")
    page = client_for(people.caseworker).get("/kasus/baru/?q=wa ode conto teluk").content.decode()
    assert f"?pekerja={worker.number}" in page


def test_closed_case_says_once_how_it_ended(case, people, client_for, scope_of):
    with scope_of(people.caseworker):
        close_case(case=case, reason="TERPENUHI", note="Sudah dibayar.", on=timezone.localdate(), by=people.caseworker)
    head = client_for(people.caseworker).get(f"/kasus/{case.number}/").context["head"]
    assert [state.get("label") or state["key"] for state in head["states"]] == ["Selesai"]


def test_whoever_looked_often_stands_once_with_how_often_and_when_last(case, people, client_for):
    for _time in range(3):
        client_for(people.caseworker_2).get(f"/kasus/{case.number}/")
    page = client_for(people.caseworker).get(f"/kasus/{case.number}/")
    assert [(look.user, look.times) for look in page.context["looks"]] == [
        (people.caseworker, 1),
        (people.caseworker_2, 3),
    ]
    assert "Dilihat oleh 2 orang" in page.content.decode()


@pytest.mark.parametrize("number", ["ADU/2026/11/000123", "adu/2026/11/000123", "2026 11 000123", "adu-2026-11-000123"])
def test_second_case_with_the_same_adu_number_is_warned_of(people, client_for, scope_of, number):
    by = people.caseworker
    with scope_of(by):
        first = make_case(by, worker=make_worker(by, age=34), adu_number="ADU/2026/11/000123")
        second = make_case(by, worker=make_worker(by, age=34))
    client = client_for(by)
    there = f"/kasus/{second.number}/ubah/"
    form = client.get(there).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    page = client.post(there, {**sent, "adu_number": number}, follow=True).content.decode()
    assert (f"juga ada pada kasus {first.number}." in page) is True


def test_adu_number_of_a_case_out_of_sight_is_not_told(people, client_for, scope_of):
    with scope_of(people.caseworker):
        worker = make_worker(people.caseworker, age=34)
        make_case(people.caseworker, worker=worker, category="TPPO", adu_number="ADU-7")
    sent = {"category": "OVERSTAY", "channel": "LANGSUNG", "form_id": uuid.uuid4(), "adu_number": "ADU-7"}
    client = client_for(people.district_buton_tengah)
    page = client.post(f"/kasus/baru/?pekerja={worker.number}", sent, follow=True)
    assert page.status_code == 200
    assert "juga ada pada kasus" not in page.content.decode()
