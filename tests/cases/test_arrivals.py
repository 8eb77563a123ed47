"""Logging arrivals: who may, what is refused with which sentence, and that nothing is lost or doubled."""

import threading
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, DuplicateCandidate, Repatriation, Returnee, SourcedValue, Worker
from core.models import AccessRecord
from tests.conftest import signed_in_client
from tests.factories.phone import GROUP, PERSON, SEND, send
from tests.seeing import everything

NEW = "/pemulangan/catat/"
CHECK = "/pemulangan/cek-kembar/"


@pytest.fixture
def officer(people):
    return people.district_buton_tengah


@pytest.fixture
def phone(officer, client_for):
    return client_for(officer)


@pytest.fixture
def group(phone, officer):
    """The identifier of a group that the phone has sent."""
    group = uuid4()
    assert send(phone, officer, "group", GROUP, client_id=group).status_code == 200
    return group


def sent_group(group):
    with everything():
        return Repatriation.objects.get(client_id=group)


# --- the plain pages ------------------------------------------------------------------------------------------------


def test_group_is_logged_without_javascript_and_people_follow(phone):
    answer = phone.post(NEW, GROUP)
    with everything():
        group = Repatriation.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("cases:person_add", args=[group.number])
    assert (group.vessel, group.arrived_on, timezone.localtime(group.arrival_at).hour) == (
        "KM Lambelu",
        date(2024, 6, 4),
        21,
    )
    page = phone.post(answer.url, {**PERSON, "client_id": uuid4(), "next": "person"})
    assert page.status_code == 302
    with everything():
        row = Returnee.objects.select_related("worker__village").get()
    assert (row.worker.name, row.worker.stated_age, row.worker.village.name) == ("La Ode Contoh", 34, "Talaga Satu")
    assert row.submission_state == "WAITING"


def test_family_member_copies_village_and_parent(phone, group):
    number = sent_group(group).number
    address = reverse("cases:person_add", args=[number])
    answer = phone.post(address, {**PERSON, "client_id": uuid4(), "next": "family"})
    page = phone.get(answer.url)
    with everything():
        parent = Returnee.objects.get()
    assert page.context["form"]["village"].value() == PERSON["village"]
    assert page.context["form"]["parent_client_id"].value() == str(parent.client_id)
    child = {**PERSON, "name": "Wa Ida", "age": "7", "parent_client_id": parent.client_id, "client_id": uuid4()}
    phone.post(address, {**child, "match": "later"})
    with everything():
        links = Worker.objects.get(name="Wa Ida").family.get()
        assert (links.relation, links.relative_id) == ("PARENT", parent.worker_id)


@pytest.mark.parametrize(
    ("name", "status"),
    [("district_buton_tengah_2", 404), ("helpdesk", 404), ("district_wakatobi", 404), ("head", 200), ("pr", 403)],
)
def test_group_of_another_is_seen_by_those_who_may(people, client_for, group, name, status):
    """A colleague sees it through the district of the office; here the group has that district."""
    number = sent_group(group).number
    expected = 200 if name == "district_buton_tengah_2" else status
    assert client_for(getattr(people, name)).get(f"/pemulangan/{number}/orang/").status_code == expected


@pytest.mark.parametrize("address", [NEW, CHECK, SEND])
def test_arrivals_ask_for_the_right(people, client_for, client, address):
    method = client.get if address == NEW else client.post
    assert method(address).status_code == 302
    denied = client_for(people.auditor)
    assert (denied.get if address == NEW else denied.post)(address).status_code == 403


@pytest.mark.parametrize("address", [CHECK, SEND])
def test_sending_and_checking_are_posts(phone, address):
    assert phone.get(address).status_code == 405


def test_helpdesk_logs_an_arrival(people, client_for):
    answer = client_for(people.helpdesk).post(NEW, GROUP)
    assert answer.status_code == 302


# --- the phone's outbox ---------------------------------------------------------------------------------------------


def test_item_sent_twice_makes_one_row(phone, officer, group):
    person = uuid4()
    first = send(phone, officer, "person", PERSON, client_id=person, group=group)
    again = send(phone, officer, "person", PERSON, client_id=person, group=group)
    same_group = send(phone, officer, "group", GROUP, client_id=group)
    assert (first.json()["state"], again.json()["state"], same_group.json()["state"]) == ("saved", "already", "already")
    assert again.json()["message"] == "Catatan ini sudah tersimpan sebelumnya. Tidak ada yang digandakan."
    with everything():
        assert (Returnee.objects.count(), Worker.objects.count(), Repatriation.objects.count()) == (1, 1, 1)


def test_item_with_a_restricting_flag_sent_twice_makes_one_row(phone, officer, group):
    person = uuid4()
    values = {**PERSON, "age": "7", "flags": ["ANAK_TANPA_PENDAMPING", "INDIKASI_TPPO"]}
    states = [
        send(phone, officer, "person", values, client_id=person, group=group).json()["state"] for _attempt in range(2)
    ]
    assert states == ["saved", "already"]
    with everything():
        assert (Returnee.objects.count(), Case.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_item_sent_by_two_at_once_makes_one_row(phone, officer, group):
    person, states = uuid4(), []

    def post():
        answer = send(signed_in_client(officer), officer, "person", PERSON, client_id=person, group=group)
        states.append(answer.json()["state"])
        connection.close()

    threads = [threading.Thread(target=post) for _index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(states) == ["already", "saved"]
    with everything():
        assert Returnee.objects.count() == 1


def test_item_of_another_account_is_not_taken(phone, people, officer, group):
    answer = send(phone, people.district_wakatobi, "person", PERSON, group=group)
    assert (answer.status_code, answer.json()["state"]) == (409, "other_user")
    with everything():
        assert Returnee.objects.count() == 0


def test_person_before_the_group_waits(phone, officer):
    answer = send(phone, officer, "person", PERSON, group=uuid4())
    assert (answer.status_code, answer.json()["state"]) == (409, "no_group")


def test_person_does_not_join_a_group_of_another_account(people, client_for, group):
    answer = send(client_for(people.district_wakatobi), people.district_wakatobi, "person", PERSON, group=group)
    assert answer.status_code == 409


def test_outbox_of_an_ended_session_is_asked_to_sign_in(client, officer):
    answer = send(client, officer, "group", GROUP)
    assert (answer.status_code, answer.json()["state"]) == (401, "signed_out")


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"kind":"group"}', '{"kind":"x","values":{}}', "[" * 5000])
def test_body_that_is_no_item_is_refused(phone, body):
    answer = phone.post(SEND, body, content_type="application/json")
    assert (answer.status_code, answer.json()["state"]) == (400, "refused")


def test_moment_of_typing_is_kept_and_never_later_than_now(phone, officer, group):
    early = timezone.now() - timedelta(hours=3)
    send(phone, officer, "person", PERSON, group=group, captured_at=early.isoformat())
    late = timezone.now() + timedelta(days=3)
    other = {**PERSON, "name": "Wa Ina", "sex": "P"}
    send(phone, officer, "person", other, group=group, captured_at=late.isoformat())
    with everything():
        moments = list(Returnee.objects.order_by("pk").values_list("captured_at", flat=True))
    assert moments[0] == early
    assert moments[1] <= timezone.now()


@pytest.mark.parametrize("clock", ["0001-01-01T00:00:00+14:00", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"])
def test_clock_that_stands_years_off_tells_nothing_and_breaks_no_page(phone, people, officer, group, client_for, clock):
    assert send(phone, officer, "person", PERSON, group=group, captured_at=clock).json()["state"] == "saved"
    with everything():
        row = Returnee.objects.select_related("repatriation").get()
    assert row.captured_at is None
    office = client_for(people.caseworker)
    there = reverse("cases:return_detail", args=[row.repatriation.number])
    assert [office.get(url).status_code for url in (there, f"{there}orang/{row.pk}/", "/")] == [200, 200, 200]


@pytest.mark.parametrize("kind", ["group", "person"])
def test_identifier_of_another_account_is_not_taken_over(phone, people, officer, group, client_for, kind):
    person, other = uuid4(), people.district_wakatobi
    send(phone, officer, "person", PERSON, client_id=person, group=group)
    theirs, own_group = client_for(other), uuid4()
    send(theirs, other, "group", GROUP, client_id=own_group)
    answer = (
        send(theirs, other, "group", GROUP, client_id=group)
        if kind == "group"
        else send(theirs, other, "person", PERSON, client_id=person, group=own_group)
    )
    assert (answer.status_code, answer.json()["state"]) == (409, "other_user")
    with everything():
        assert (Repatriation.objects.count(), Returnee.objects.count()) == (2, 1)


# --- bad input ------------------------------------------------------------------------------------------------------

NAME = 'Isi nama seperti yang terdengar, atau pilih "Nama belum diketahui".'
CONTROL = "Isian ini memuat karakter yang tidak terbaca. Hapus, lalu ketik ulang bagian itu."
BAD = [
    ({"name": "   "}, "name", NAME),
    ({"name": ""}, "name", NAME),
    ({"name": "a" * 10_000}, "name", "Nama terlalu panjang: 10000 huruf. Tulis paling banyak 200 huruf."),
    ({"name": "La\u0007Ode"}, "name", CONTROL),
    ({"name": "La\u0000Ode"}, "name", None),
    ({"sex": ""}, "sex", 'Pilih jenis kelamin, atau pilih "Belum diketahui".'),
    ({"age": ""}, "age", 'Isi tanggal lahir atau perkiraan umur, atau pilih "Belum diketahui".'),
    ({"age": "12/05/2090"}, "age", "Tanggal 12 Mei 2090 belum terjadi. Periksa tahunnya."),
    (
        {"age": "31/04/2025"},
        "age",
        "Tanggal 31/04/2025 tidak ada di kalender. Tulisan aslinya disimpan; isi tanggal yang benar bila diketahui.",
    ),
    (
        {"nik": "740101010101000"},
        "nik",
        "NIK terdiri atas 16 angka; yang diisi 15 angka. Anda dapat menyimpan tanpa NIK.",
    ),
    ({"note": "x" * 10_000}, "note", "Tulisan terlalu panjang: 10000 huruf. Ringkas menjadi paling banyak 2000 huruf."),
    ({"village": "d" * 10_000}, "village", None),
    ({"family_phone": "0" * 10_000}, "family_phone", None),
    ({"passport_number": "A" * 10_000}, "passport_number", None),
    ({"paper_held": "BUKAN"}, "paper_held", None),
    ({"flags": ["BUKAN"]}, "flags", None),
    (
        {"village": "Talaga Satu, Wakatobi", "village_code": "?"},
        "village",
        "Desa Talaga Satu berada di Kab. Buton Tengah. Pilih kabupaten atau desa yang benar.",
    ),
]


@pytest.mark.parametrize(("change", "field", "sentence"), BAD, ids=lambda value: str(value)[:30])
def test_bad_input_is_told_next_to_its_field(phone, officer, group, talaga, change, field, sentence):
    if "village_code" in change:
        change = {**change, "village_code": talaga.code}
    answer = send(phone, officer, "person", {**PERSON, **change}, group=group)
    assert answer.status_code == 422
    errors = answer.json()["errors"]
    assert list(errors) == [field]
    assert sentence is None or errors[field] == [sentence]
    assert errors[field][0].endswith(".")
    with everything():
        assert Worker.objects.count() == 0


@pytest.fixture
def talaga(reference):
    from regions.models import Area

    return Area.objects.villages().get(name="Talaga Satu")


def test_impossible_birth_date_is_kept_beside_the_corrected_one(phone, officer, group):
    refused = send(phone, officer, "person", {**PERSON, "age": "31/04/1990"}, group=group).json()
    assert refused["kept"] == {"age": "31/04/1990"}
    values = {**PERSON, "age": "30/04/1990", "age_tertulis": refused["kept"]["age"]}
    assert send(phone, officer, "person", values, group=group).json()["state"] == "saved"
    with everything():
        value = SourcedValue.objects.get(field="birth_date")
    assert (value.printed, value.read_date) == ("31/04/1990", date(1990, 4, 30))


def test_impossible_day_of_arrival_is_kept_as_printed_and_flagged(phone, officer):
    answer = send(phone, officer, "group", {**GROUP, "arrived_on": "31/04/2025"})
    assert answer.json()["warnings"] == [
        "Tanggal 31/04/2025 tidak ada di kalender. Tulisan aslinya disimpan; isi tanggal yang benar bila diketahui."
    ]
    with everything():
        group = Repatriation.objects.get()
        assert (group.arrived_on, SourcedValue.objects.get().printed) == (None, "31/04/2025 21.00")


def test_future_day_of_arrival_is_refused(phone, officer):
    answer = send(phone, officer, "group", {**GROUP, "arrived_on": "01/01/2099"})
    assert answer.json()["errors"] == {"arrived_on": ["Tanggal 1 Jan 2099 belum terjadi. Periksa tahunnya."]}


@pytest.mark.parametrize("day", ["04/06/0024", "31/12/1899"])
def test_year_that_no_return_has_is_refused(phone, officer, day):
    answer = send(phone, officer, "group", {**GROUP, "arrived_on": day})
    assert answer.json()["errors"] == {"arrived_on": [f"Tahun {int(day[-4:])} terlalu jauh. Periksa tahunnya."]}


def test_group_that_cannot_be_read_is_answered_as_an_error(phone):
    assert phone.post(NEW, {**GROUP, "arrived_on": ""}).status_code == 422


@pytest.mark.parametrize("clock", ["21.00", "21:00", "2100", "21", "21.00 WITA"])
def test_hour_is_read_as_written(phone, officer, clock):
    send(phone, officer, "group", {**GROUP, "arrival_time": clock})
    with everything():
        assert timezone.localtime(Repatriation.objects.get().arrival_at).hour == 21


def test_person_of_whom_nothing_is_known_is_recorded(phone, officer, group):
    values = {"name": "belum diketahui", "sex": "U", "age": "belum diketahui"}
    assert send(phone, officer, "person", values, group=group).json()["state"] == "saved"
    with everything():
        worker = Worker.objects.get()
    assert (worker.name, worker.sex, worker.stated_age, worker.birth_date) == ("", "U", None, None)


def test_place_that_is_not_in_the_list_stays_as_typed(phone, officer, group):
    send(phone, officer, "person", {**PERSON, "village": "Kampung Entah"}, group=group)
    with everything():
        worker = Worker.objects.get()
        assert (worker.place_state, worker.addresses.get().text) == ("OPEN", "Kampung Entah")


def test_unknown_area_in_a_nik_warns_and_saves(phone, officer, group):
    answer = send(phone, officer, "person", {**PERSON, "nik": "9999990101900001"}, group=group)
    assert answer.json()["warnings"] == [
        "Kode wilayah pada NIK tidak dikenali. Data tetap tersimpan. Cocokkan dengan KTP bila ada."
    ]


PHONE_WARNING = '"{label}" tidak terbaca sebagai nomor telepon. Isian tetap tersimpan; periksa lagi.'


@pytest.mark.parametrize(("field", "label"), [("family_phone", "Telepon keluarga"), ("phone", "Telepon orang ini")])
def test_phone_that_is_no_number_warns_and_saves(phone, officer, group, field, label):
    answer = send(phone, officer, "person", {**PERSON, field: "abcdef"}, group=group).json()
    assert (answer["state"], answer["warnings"]) == ("saved", [PHONE_WARNING.format(label=label)])
    assert send(phone, officer, "person", {**PERSON, field: "0812 3456 7890"}, group=group).json()["warnings"] == []


def test_phone_that_is_no_number_warns_on_the_plain_pages(phone, officer, group):
    address = reverse("cases:person_add", args=[sent_group(group).number])
    told = {**PERSON, "family_phone": "abcdef", "client_id": uuid4()}
    assert "tidak terbaca sebagai nomor telepon" in phone.post(address, told, follow=True).content.decode()
    with everything():
        worker = Worker.objects.get()
    there = f"/pekerja/{worker.number}/ubah/"
    form = phone.get(there).context["form"]
    sent = {"name": worker.name, "sex": "L", "age": "34", "phone": "abcdef", "version": form["version"].value()}
    assert "tidak terbaca sebagai nomor telepon" in phone.post(there, sent, follow=True).content.decode()


def test_errors_of_the_plain_page_keep_what_was_typed(phone, group):
    address = reverse("cases:person_add", args=[sent_group(group).number])
    page = phone.post(address, {**PERSON, "name": " ", "note": "dijemput paman", "client_id": uuid4()})
    html = page.content.decode()
    assert page.status_code == 422
    assert "dijemput paman" in html
    assert "Isi nama seperti yang terdengar" in html


# --- duplicates -----------------------------------------------------------------------------------------------------


def test_people_alike_are_shown_with_why_and_the_look_is_recorded(phone, officer, group):
    send(phone, officer, "person", PERSON, group=group)
    html = phone.post(CHECK, PERSON).content.decode()
    assert "Mirip karena: nama sama, umur sama atau berdekatan, desa sama." in html
    assert "Orang yang sama" in html
    look = AccessRecord.objects.filter(look="SEARCH").latest("at")
    with everything():
        assert list(look.worker_ids) == [Worker.objects.get().pk]


def test_people_alike_out_of_sight_are_masked(people, client_for, phone, officer, group):
    send(phone, officer, "person", PERSON, group=group)
    with everything():
        number = Worker.objects.get().number
    html = client_for(people.district_wakatobi).post(CHECK, PERSON).content.decode()
    assert "La Ode Contoh" not in html
    assert "L. O. C." in html
    assert f"Hubungi Disnaker Buton Tengah, sebutkan nomor {number}." in html
    assert f'value="{number}"' not in html


def test_restricted_people_out_of_sight_are_not_hinted_at(people, client_for, phone, officer, group):
    send(phone, officer, "person", PERSON, group=group)
    with everything():
        Worker.objects.update(is_restricted=True)
    html = client_for(people.district_wakatobi).post(CHECK, PERSON).content.decode()
    assert html.strip() == ""


def test_same_person_joins_a_second_return(phone, officer, group):
    send(phone, officer, "person", PERSON, group=group)
    with everything():
        number = Worker.objects.get().number
    second = uuid4()
    send(phone, officer, "group", {**GROUP, "arrived_on": "05/10/2025"}, client_id=second)
    answer = send(phone, officer, "person", {**PERSON, "match": number}, group=second)
    assert answer.json()["state"] == "saved"
    with everything():
        assert (Worker.objects.count(), Returnee.objects.count()) == (1, 2)


def test_person_out_of_sight_cannot_be_chosen_as_the_same(people, client_for, phone, officer, group):
    send(phone, officer, "person", PERSON, group=group)
    with everything():
        number = Worker.objects.get().number
    other, user = client_for(people.district_wakatobi), people.district_wakatobi
    second = uuid4()
    send(other, user, "group", GROUP, client_id=second)
    assert send(other, user, "person", {**PERSON, "match": number}, group=second).status_code == 422


@pytest.mark.parametrize(("choice", "decision"), [("other", "OTHER"), ("later", "PENDING")])
def test_likeness_is_decided_now_or_kept_for_later(phone, officer, group, choice, decision):
    send(phone, officer, "person", PERSON, group=group)
    with everything():
        number = Worker.objects.get().number
    send(phone, officer, "person", {**PERSON, "match": choice, "match_seen": f"{number},"}, group=group)
    with everything():
        assert DuplicateCandidate.objects.get().decision == decision


def test_plain_page_asks_about_likenesses_once(phone, officer, group):
    send(phone, officer, "person", PERSON, group=group)
    address = reverse("cases:person_add", args=[sent_group(group).number])
    asked = phone.post(address, {**PERSON, "client_id": uuid4()})
    assert asked.status_code == 200
    assert "Putuskan nanti" in asked.content.decode()
    assert phone.post(address, {**PERSON, "client_id": uuid4(), "match": "later"}).status_code == 302
