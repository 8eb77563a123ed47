"""Where somebody is signed in: what is kept of it, how long it lasts, and how it ends for good."""

from datetime import timedelta
from threading import Thread

import pytest
from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.actions.sessions import sign_out_everywhere
from accounts.models import DeviceSession
from accounts.sessions import IS_FIELD, LAST_SEEN, STARTED, SessionStore, device_words, stored_key
from accounts.tasks import tidy
from cases.models import Repatriation
from core.scope import viewing_everything
from tests.accounts import slow_urls
from tests.accounts.factors import PASSWORD, code_now, give_app, post_password
from tests.factories.casework import make_group
from tests.people import make_user

CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36"


@pytest.fixture
def desk(people, client_for):
    return client_for(people.caseworker)


def set_back(client, **seconds) -> None:
    session = client.session
    for name, age in seconds.items():
        session[name] = int(timezone.now().timestamp()) - age
    session.save()


@pytest.mark.parametrize(
    ("program", "words"),
    [
        (CHROME, "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Gecko/20100101 Firefox/128.0", "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("", ""),
        ("<script>curl/8", "scriptcurl/8"),
    ],
)
def test_device_is_named_in_words(program, words):
    assert device_words(program) == words


def test_list_shows_devices_and_ends_one(offices):
    user = make_user("ratih", office=offices.province, roles=("protection",), password=PASSWORD)
    row, clients = give_app(user), [Client(), Client()]
    for step, client in enumerate(clients):
        post_password(client, headers={"user-agent": CHROME})
        client.post("/masuk/kode/", {"code": code_now(row, step)}, headers={"user-agent": CHROME})
    html = clients[0].get("/akun/keamanan/").content.decode()
    assert html.count("Chrome, Android") == 3  # two rows, and the hidden word on the button of the other
    other = stored_key(clients[1].session.session_key)
    clients[0].post(f"/akun/keamanan/perangkat/{other}/akhiri/")
    assert clients[1].get("/akun/").status_code == 302
    assert clients[0].get("/akun/").status_code == 200


def test_nobody_ends_the_session_of_another(desk, people, client_for):
    key = stored_key(desk.session.session_key)
    client_for(people.head).post(f"/akun/keamanan/perangkat/{key}/akhiri/")
    assert client_for(people.head).post("/akun/keamanan/perangkat/%00/akhiri/").status_code == 302
    assert desk.get("/akun/").status_code == 200


def test_stored_keys_open_nothing(desk):
    key = desk.session.session_key
    row = DeviceSession.objects.get(session_key=stored_key(key))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
    assert thief.get("/akun/").status_code == 302
    assert key not in row.session_data


def test_session_is_over_twelve_hours_after_it_began_however_busy(desk):
    set_back(desk, **{STARTED: settings.SESSION_COOKIE_AGE - 60, LAST_SEEN: 10})
    assert desk.get("/akun/").status_code == 200
    set_back(desk, **{STARTED: settings.SESSION_COOKIE_AGE + 1, LAST_SEEN: 10})
    assert desk.get("/akun/").status_code == 302


def test_use_does_not_prolong_the_last_moment(desk):
    set_back(desk, **{STARTED: 6 * 3600, LAST_SEEN: 120})
    desk.get("/akun/")
    row = DeviceSession.objects.get(session_key=stored_key(desk.session.session_key))
    left = (row.expire_date - timezone.now()).total_seconds()
    assert abs(left - (settings.SESSION_COOKIE_AGE - 6 * 3600)) < 30


def test_page_knows_both_ends(desk):
    html = desk.get("/akun/").content.decode()
    assert 'data-session-seconds="1740"' in html
    assert 'data-session-left="43' in html


def test_session_of_a_visitor_is_short(client, reference):
    client.post("/masuk/kunci/mulai/", {}, content_type="application/json")
    row = DeviceSession.objects.get()
    assert row.user_id is None
    assert (row.expire_date - timezone.now()).total_seconds() <= 900


def test_tidy_removes_what_is_over(desk):
    DeviceSession.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    tidy()
    assert DeviceSession.objects.count() == 0


# -- a deleted session stays deleted --------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_request_under_way_does_not_bring_a_deleted_session_back(people, client_for, settings):
    settings.ROOT_URLCONF = "tests.accounts.slow_urls"
    desk, answers = client_for(people.caseworker), []

    def visit():
        try:
            answers.append(desk.get("/lambat/"))
        finally:
            connection.close()

    thread = Thread(target=visit)
    thread.start()
    assert slow_urls.entered.wait(20)
    sign_out_everywhere(user=people.caseworker, by=people.caseworker)
    slow_urls.may_go.set()
    thread.join(20)
    assert DeviceSession.objects.filter(user=people.caseworker).count() == 0
    assert answers[0].status_code == 302
    assert answers[0].url.startswith("/masuk/")
    assert desk.get("/akun/").status_code == 302


def test_deleted_session_gets_no_new_key(desk):
    store = SessionStore(desk.session.session_key)
    store.load()
    DeviceSession.objects.all().delete()
    with pytest.raises(SessionInterrupted):
        store.cycle_key()
    assert DeviceSession.objects.count() == 0


# -- the phone on the quay -------------------------------------------------------------------------


@pytest.fixture
def field_phone(people, client_for):
    client = client_for(people.district_buton_tengah)
    session = client.session
    session[IS_FIELD] = True
    session.save()
    return client


def pick_up(user, **values) -> Repatriation:
    group = make_group(user)
    with viewing_everything(reason="test"):
        Repatriation.objects.filter(pk=group.pk).update(
            **{"state": "ARRIVED", "arrived_on": timezone.localdate(), "created_at": timezone.now(), **values}
        )
    return group


@pytest.fixture
def group(people, scope_of):
    with scope_of(people.district_buton_tengah):
        return pick_up(people.district_buton_tengah)


IDLE = {LAST_SEEN: 5 * 3600, STARTED: 6 * 3600}


def test_trusted_phone_stays_signed_in_while_a_pick_up_is_open(field_phone, group):
    set_back(field_phone, **IDLE)
    assert field_phone.get("/akun/").status_code == 200


def test_its_page_warns_of_the_last_moment_only(field_phone, group):
    assert 'data-session-seconds="43' in field_phone.get("/akun/").content.decode()


def test_trusted_phone_is_signed_out_by_idleness_without_a_pick_up(field_phone):
    set_back(field_phone, **IDLE)
    assert field_phone.get("/akun/").status_code == 302


def test_trusted_phone_is_signed_out_after_twelve_hours_all_the_same(field_phone, group):
    set_back(field_phone, **{LAST_SEEN: 60, STARTED: 12 * 3600 + 1})
    assert field_phone.get("/akun/").status_code == 302


@pytest.mark.parametrize(
    "values",
    [
        {"state": "DONE"},
        {"arrived_on": timezone.localdate() - timedelta(days=2), "created_at": timezone.now() - timedelta(days=2)},
    ],
)
def test_pick_up_that_is_over_keeps_nobody(field_phone, group, values):
    with viewing_everything(reason="test"):
        Repatriation.objects.filter(pk=group.pk).update(**values)
    set_back(field_phone, **IDLE)
    assert field_phone.get("/akun/").status_code == 302


def test_pick_up_of_a_colleague_keeps_nobody(client_for, people, group):
    client = client_for(people.district_buton_tengah_2)
    session = client.session
    session[IS_FIELD] = True
    session.save()
    set_back(client, **IDLE)
    assert client.get("/akun/").status_code == 302


def test_other_phone_is_signed_out_by_idleness(people, client_for, group):
    client = client_for(people.district_buton_tengah)
    set_back(client, **IDLE)
    assert client.get("/akun/").status_code == 302
