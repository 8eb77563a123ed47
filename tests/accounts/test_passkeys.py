"""Passkeys: registering, signing in with one, and every answer that is not right."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.apps import apps
from django.test import Client
from django.utils import timezone

from accounts.models import DeviceSession, Passkey, User
from accounts.sessions import FACTOR, IS_FIELD
from tests.accounts.factors import PASSWORD, give_app, post_password
from tests.authenticator import Authenticator, add_passkey, post_json, sign_in_with
from tests.people import make_user

PRESENT_ONLY = 0x01


@pytest.fixture
def user(offices):
    return make_user("ratih", office=offices.province, roles=("protection",), password=PASSWORD)


@pytest.fixture
def desk(user, client_for):
    return client_for(user)


@pytest.fixture
def phone(desk):
    """A passkey of the account."""
    return add_passkey(desk)


def test_passkey_is_kept_and_the_first_leads_to_recovery_codes(desk, user):
    device = Authenticator()
    asked = post_json(desk, "/akun/keamanan/kunci/mulai/").json()
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    answer = {"name": "Ponsel kantor", "credential": device.register(asked)}
    done = post_json(desk, "/akun/keamanan/kunci/simpan/", answer)
    assert done.json() == {"state": "ok", "next": "/akun/keamanan/cadangan/"}
    row = Passkey.objects.get()
    assert (row.user, row.name, bytes(row.credential_id)) == (user, "Ponsel kantor", device.id)
    assert "Ponsel kantor" in desk.get("/akun/keamanan/").content.decode()


def test_passkey_signs_in_without_a_password(phone, user):
    client = Client()
    done = sign_in_with(client, phone)
    assert done.json() == {"state": "ok", "next": "/"}
    assert (client.session[FACTOR], client.session[IS_FIELD]) == ("PASSKEY", True)
    assert client.get("/akun/").status_code == 200
    assert DeviceSession.objects.filter(user=user, passkey=Passkey.objects.get(), factor="PASSKEY").count() == 1


def test_passkey_of_another_device_is_no_field_phone(desk, user):
    token = add_passkey(desk, attachment="cross-platform")
    client = Client()
    sign_in_with(client, token)
    assert client.session[IS_FIELD] is False


def test_passkey_sign_in_goes_to_the_page_that_was_asked_for(phone):
    client = Client()
    asked = post_json(client, "/masuk/kunci/mulai/").json()
    assert post_json(client, "/masuk/kunci/?next=/akun/", phone.sign(asked)).json()["next"] == "/akun/"


def test_passkey_is_the_second_factor_after_a_password(phone, user):
    client = Client()
    assert post_password(client, path="/masuk/?next=/akun/").url == "/masuk/kode/"
    asked = post_json(client, "/masuk/kunci/mulai/").json()
    assert len(asked["allowCredentials"]) == 1
    assert post_json(client, "/masuk/kunci/", phone.sign(asked)).json()["next"] == "/akun/"


def test_passkey_of_another_is_no_second_factor(phone, offices, client_for):
    other = make_user("joko", office=offices.province, roles=("protection",), password=PASSWORD)
    give_app(other)
    client = Client()
    post_password(client, "joko")
    asked = post_json(client, "/masuk/kunci/mulai/").json()
    assert post_json(client, "/masuk/kunci/", phone.sign(asked)).status_code == 422
    assert "_auth_user_id" not in client.session


def test_lockout_of_the_password_does_not_stop_the_passkey(phone, user):
    for _time in range(20):
        post_password(Client(), password="salah")
    assert post_password(Client()).status_code == 429
    assert sign_in_with(Client(), phone).status_code == 200
    assert AccessAttempt.objects.count() == 0


def test_attack_from_everywhere_stops_passwords_but_not_the_passkey(phone, user):
    found = [
        post_password(Client(), password="salah", REMOTE_ADDR=f"10.1.{number // 250}.{number % 250}").status_code
        for number in range(70)
    ]
    assert found.count(422) == 60
    assert found[60:] == [429] * 10
    assert sign_in_with(Client(), phone).status_code == 200


@pytest.mark.parametrize(
    "options",
    [{"origin": "http://testserver.jahat.example"}, {"origin": "https://jahat.example"}, {"flags": PRESENT_ONLY}],
)
def test_passkey_of_a_false_page_or_without_unlocking_is_refused(desk, phone, options):
    asked = post_json(desk, "/akun/keamanan/kunci/mulai/").json()
    answer = {"name": "x", "credential": Authenticator(**options).register(asked)}
    assert post_json(desk, "/akun/keamanan/kunci/simpan/", answer).status_code == 422
    for name, value in options.items():
        setattr(phone, name, value)
    client = Client()
    assert sign_in_with(client, phone).status_code == 422
    assert "_auth_user_id" not in client.session


def test_answer_counts_once(phone):
    client = Client()
    answer = phone.sign(post_json(client, "/masuk/kunci/mulai/").json())
    assert post_json(client, "/masuk/kunci/", answer).status_code == 200
    again = Client()
    post_json(again, "/masuk/kunci/mulai/")
    assert post_json(again, "/masuk/kunci/", answer).status_code == 422
    assert post_json(again, "/masuk/kunci/", answer).status_code == 422


def test_answer_to_another_question_is_refused(desk, phone):
    asked = post_json(desk, "/akun/pastikan/kunci/mulai/").json()
    desk.post("/keluar/")
    assert post_json(desk, "/masuk/kunci/", phone.sign(asked)).status_code == 422


def test_copied_passkey_is_refused_by_its_counter(phone):
    phone.counter = 40
    assert sign_in_with(Client(), phone).status_code == 200
    phone.counter = 12
    assert sign_in_with(Client(), phone).status_code == 422


def test_passkey_without_a_counter_works_again_and_again(desk):
    device = Authenticator()
    device.counter = -1
    asked = post_json(desk, "/akun/keamanan/kunci/mulai/").json()
    post_json(desk, "/akun/keamanan/kunci/simpan/", {"name": "Sinkron", "credential": device.register(asked)})
    for _time in range(3):
        device.counter = -1
        assert sign_in_with(Client(), device).status_code == 200


@pytest.mark.parametrize("change", [{"is_active": False}, {"ends_on": timezone.localdate() - timedelta(days=1)}])
def test_passkey_of_an_ended_account_is_refused(phone, user, change):
    User.objects.filter(pk=user.pk).update(**change)
    assert sign_in_with(Client(), phone).status_code == 422


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"rawId": 5}', b'{"id": "AA", "rawId": "AA"}', b"x" * 30_000])
def test_answers_that_cannot_be_read_are_refused(client, reference, body):
    for path in ("/masuk/kunci/", "/masuk/kunci/mulai/"):
        response = client.post(path, body, content_type="application/json")
        assert response.status_code == (422 if path == "/masuk/kunci/" else 200)


def test_registering_from_another_site_is_refused(user, client_for):
    desk = client_for(user, enforce_csrf_checks=True)
    assert post_json(desk, "/akun/keamanan/kunci/mulai/").status_code == 403
    assert post_json(Client(enforce_csrf_checks=True), "/masuk/kunci/").status_code == 403


def test_the_last_factor_stays(desk, phone, user):
    row = Passkey.objects.get()
    response = desk.post(f"/akun/keamanan/kunci/{row.pk}/hapus/", follow=True)
    assert "Ini satu-satunya faktor kedua Anda." in response.content.decode()
    give_app(user)
    assert "Dihapus." in desk.post(f"/akun/keamanan/kunci/{row.pk}/hapus/", follow=True).content.decode()
    assert Passkey.objects.count() == 0


def test_another_person_s_passkey_is_not_found(phone, people, client_for):
    row = Passkey.objects.get()
    assert client_for(people.head).post(f"/akun/keamanan/kunci/{row.pk}/hapus/").status_code == 404


def test_a_new_factor_ends_the_other_sessions(user, client_for, desk):
    other = client_for(user)
    before = desk.session.session_key
    add_passkey(desk)
    assert other.get("/akun/").status_code == 302
    assert desk.get("/akun/").status_code == 200
    assert desk.session.session_key != before


def test_removing_a_passkey_ends_what_it_opened(desk, phone, user):
    client = Client()
    sign_in_with(client, phone)
    give_app(user)
    client.post(f"/akun/keamanan/kunci/{Passkey.objects.get().pk}/hapus/")
    assert sign_in_with(Client(), phone).status_code == 422


def test_history_tells_who_added_and_removed(desk, phone, user):
    row = Passkey.objects.get()
    give_app(user)
    desk.post(f"/akun/keamanan/kunci/{row.pk}/hapus/")
    events = apps.get_model("accounts", "PasskeyEvent").objects.order_by("pgh_id")
    assert [event.pgh_context["action"] for event in events] == ["add_passkey", "remove_passkey"]
