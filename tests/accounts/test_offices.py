"""Offices and acting heads."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import ActingAppointment, Office
from accounts.queries import viewer_of
from regions.models import Area
from tests.people import make_user

ACTING, OFFICES = "/pengaturan/plh/", "/pengaturan/unit/"


@pytest.fixture
def desk(people, client_for):
    return client_for(people.system_admin)


@pytest.fixture
def day():
    """Today moved by so many days, as typed."""

    def typed(days: int) -> str:
        return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"

    return typed


def appointment(person, day, begin=1, end=5, **changes) -> dict[str, object]:
    return {
        "user": person.pk,
        "title": "PLH",
        "starts_on": day(begin),
        "ends_on": day(end),
        "order_number": "SP.12/2026",
        **changes,
    }


def test_acting_head_is_appointed(desk, people, day):
    assert desk.post(ACTING, appointment(people.placement, day)).status_code == 302
    made = ActingAppointment.objects.get()
    assert (made.user, made.title, made.order_number) == (people.placement, "PLH", "SP.12/2026")
    assert "Plh. Dewi Contoh" in desk.get(ACTING).content.decode()


@pytest.mark.parametrize(
    ("begin", "end", "free"), [(1, 5, False), (5, 9, False), (0, 1, False), (6, 9, True), (0, 0, True)]
)
def test_acting_periods_never_overlap(desk, people, day, begin, end, free):
    desk.post(ACTING, appointment(people.placement, day))
    response = desk.post(ACTING, appointment(people.caseworker, day, begin, end))
    assert (response.status_code == 302) is free
    if not free:
        assert "bertumpang tindih dengan Plh. Dewi Contoh" in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"starts_on": "05/01/2020", "ends_on": "06/01/2020"}, "Tanggal selesai sudah lewat"),
        ({"ends_on": ""}, "Isi &quot;Sampai tanggal&quot;."),
        ({"order_number": " "}, "Isi &quot;Nomor surat perintah&quot;."),
        ({"user": ""}, "Pilih &quot;Pegawai&quot;."),
    ],
)
def test_acting_with_bad_input_says_why(desk, people, day, changes, sentence):
    response = desk.post(ACTING, appointment(people.placement, day, **changes))
    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_nobody_appoints_himself_or_a_guest(desk, people, day):
    assert "menunjuk diri sendiri" in desk.post(ACTING, appointment(people.system_admin, day)).content.decode()
    assert desk.post(ACTING, appointment(people.district_wakatobi, day)).status_code == 422
    assert not ActingAppointment.objects.exists()


@pytest.mark.parametrize("name", ["auditor", "system_admin_2"])
def test_who_sees_no_cases_does_not_act_as_head(desk, people, offices, day, name):
    other = make_user("system_admin_2", office=offices.province, roles=("system_admin",))
    user = other if name == "system_admin_2" else getattr(people, name)
    response = desk.post(ACTING, appointment(user, day))
    assert "memegang peran yang tidak melihat isi kasus" in response.content.decode()
    assert not ActingAppointment.objects.exists()


def test_account_of_the_acting_head_says_so(people, client_for):
    today = timezone.localdate()
    ActingAppointment.objects.create(user=people.placement, title="PLH", starts_on=today, ends_on=today)
    html = client_for(people.placement).get("/akun/").content.decode()
    assert "Plh. Kepala BP3MI, Petugas Penempatan" in html


def test_acting_ends_at_once(desk, people):
    today = timezone.localdate()
    running = ActingAppointment.objects.create(
        user=people.placement, title="PLT", starts_on=today - timedelta(days=3), ends_on=today + timedelta(days=3)
    )
    assert "head" in viewer_of(people.placement).roles
    assert desk.post(f"{ACTING}{running.pk}/akhiri/").status_code == 302
    running.refresh_from_db()
    assert running.ends_on == today - timedelta(days=1)
    assert "head" not in viewer_of(people.placement).roles


@pytest.mark.parametrize("path", [ACTING, OFFICES, f"{OFFICES}baru/", f"{OFFICES}1/", f"{ACTING}1/akhiri/"])
def test_settings_refuse_everybody_without_the_right(people, client_for, client, path):
    for name, user in people.everybody().items():
        if name != "system_admin":
            assert (name, client_for(user).post(path).status_code) == (name, 403)
    assert client.post(path).status_code == 302


def test_settings_of_nothing_are_not_found(desk):
    assert desk.get(f"{OFFICES}999999/").status_code == 404
    assert desk.post(f"{ACTING}999999/akhiri/").status_code == 404
    assert desk.get(f"{ACTING}1/akhiri/").status_code == 405
    assert desk.post(OFFICES).status_code == 405


def office_data(**changes) -> dict[str, object]:
    data = {"kind": "DISTRICT", "name": "Dinas Transmigrasi dan Tenaga Kerja Bombana", "short_name": "Distransnaker"}
    return {
        **data,
        "district": Area.objects.get(code="74.06").pk,
        "parent": "",
        "phone": "",
        "closed_on": "",
        **changes,
    }


def test_office_is_made_with_its_true_name(desk):
    assert desk.post(f"{OFFICES}baru/", office_data()).status_code == 302
    made = Office.objects.get(short_name="Distransnaker")
    assert (made.district.code, made.kind) == ("74.06", "DISTRICT")
    assert made.name in desk.get(OFFICES).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"district": ""}, "Pilih kabupaten/kota tempat unit ini bekerja."),
        ({"name": "bp3mi sulawesi tenggara"}, "Unit dengan nama ini sudah ada."),
        ({"kind": "PROVINCE"}, "Kosongkan kabupaten/kota."),
        ({"name": ""}, "Isi &quot;Nama unit&quot;."),
        ({"closed_on": "31/02/2026"}, "tidak ada di kalender"),
    ],
)
def test_office_with_bad_input_says_why_and_keeps_it(desk, changes, sentence):
    response = desk.post(f"{OFFICES}baru/", office_data(**changes))
    assert response.status_code == 422
    html = response.content.decode()
    assert sentence in html
    assert "Distransnaker" in html


def test_office_with_people_keeps_its_district(desk, offices, people):
    path = f"{OFFICES}{offices.wakatobi.pk}/"
    moved = office_data(name=offices.wakatobi.name, short_name="Disnaker")
    assert "tidak dapat diubah selama masih ada pengguna aktif" in desk.post(path, moved).content.decode()
    closed = office_data(
        name=offices.wakatobi.name, district=offices.wakatobi.district_id, closed_on=f"{date(2026, 11, 1):%d/%m/%Y}"
    )
    assert "Pindahkan mereka dahulu." in desk.post(path, closed).content.decode()
    renamed = office_data(name="Dinas Tenaga Kerja Wakatobi", district=offices.wakatobi.district_id)
    assert desk.post(path, renamed).status_code == 302
    offices.wakatobi.refresh_from_db()
    assert offices.wakatobi.name == "Dinas Tenaga Kerja Wakatobi"
