"""Sessions: how they end, how they are kept, and what the phone is told."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import RoleAssignment, User
from accounts.sessions import EPOCH, LAST_SEEN

JSON = {"accept": "application/json"}


@pytest.fixture
def desk(people, client_for):
    return client_for(people.caseworker)


def age(desk: Client, seconds: int) -> None:
    """As if the last click had been so many seconds ago."""
    session = desk.session
    session[LAST_SEEN] = int(timezone.now().timestamp()) - seconds
    session.save()


def test_session_lives_while_it_is_used(desk):
    age(desk, settings.SESSION_IDLE_SECONDS - 5)
    assert desk.get("/akun/").status_code == 200
    assert timezone.now().timestamp() - desk.session[LAST_SEEN] < 5


def test_session_ends_when_idle(desk):
    age(desk, settings.SESSION_IDLE_SECONDS + 1)
    response = desk.get("/akun/?a=1")
    assert (response.status_code, response.url) == (302, "/masuk/?next=%2Fakun%2F%3Fa%3D1")
    assert "_auth_user_id" not in desk.session


def test_session_lasts_twelve_hours_at_most():
    assert settings.SESSION_COOKIE_AGE == 12 * 3600
    assert not settings.SESSION_SAVE_EVERY_REQUEST


def test_session_of_an_ended_account_is_over(desk, people):
    User.objects.filter(pk=people.caseworker.pk).update(is_active=False)
    assert desk.get("/akun/").status_code == 302


def test_session_after_the_last_day_is_over(desk, people):
    User.objects.filter(pk=people.caseworker.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert desk.get("/akun/").status_code == 302


def test_session_of_an_older_epoch_is_over(desk, people):
    User.objects.filter(pk=people.caseworker.pk).update(session_epoch=1)
    assert desk.get("/akun/").status_code == 302


def test_session_without_an_epoch_is_over(desk):
    session = desk.session
    del session[EPOCH]
    session.save()
    assert desk.get("/akun/").status_code == 302


def test_a_lost_role_counts_at_once(people, client_for):
    desk = client_for(people.system_admin)
    assert desk.get("/pengaturan/pengguna/").status_code == 200
    RoleAssignment.objects.filter(user=people.system_admin).delete()
    assert desk.get("/pengaturan/pengguna/").status_code == 403


def test_ended_session_says_so_to_scripts(client, reference):
    response = client.get("/akun/", headers=JSON)
    assert (response.status_code, response.json()["sign_in"]) == (401, "/masuk/?next=%2Fakun%2F")
    response = client.get("/akun/", headers={"hx-request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/masuk/?next=%2Fakun%2F")


def test_stay_prolongs_the_session(desk):
    age(desk, 50)
    response = desk.post("/akun/tetap-masuk/")
    assert response.json() == {"state": "signed_in", "seconds": settings.SESSION_IDLE_SECONDS}
    assert timezone.now().timestamp() - desk.session[LAST_SEEN] < 5


def test_session_state_tells_the_phone_who_is_signed_in(desk, people):
    answer = desk.get("/akun/sesi/")
    state = answer.json()
    assert (state["signed_in"], state["user_id"]) == (True, people.caseworker.pk)
    assert len(state["csrf_token"]) == 64
    assert "no-store" in answer.headers["Cache-Control"]


def test_session_state_of_a_visitor_is_no_redirect(client, reference):
    state = client.get("/akun/sesi/").json()
    assert (state["signed_in"], state["user_id"], set(state)) == (False, None, {"signed_in", "user_id", "csrf_token"})


def test_csrf_token_of_the_session_state_is_taken(people, client_for):
    desk = client_for(people.caseworker, enforce_csrf_checks=True)
    token = desk.get("/akun/sesi/").json()["csrf_token"]
    assert desk.post("/akun/tetap-masuk/").status_code == 403
    assert desk.post("/akun/tetap-masuk/", headers={"x-csrftoken": token}).status_code == 200


def test_sign_out_ends_the_session_and_clears_the_cache_alone(desk):
    response = desk.post("/keluar/")
    assert (response.status_code, response.url) == (302, "/masuk/")
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert desk.get("/akun/").status_code == 302


def test_sign_out_twice_is_no_fault(client, reference):
    assert client.post("/keluar/").status_code == 302


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/keluar/"),
        ("get", "/akun/tetap-masuk/"),
        ("get", "/akun/bahasa/"),
        ("get", "/akun/keluar-semua/"),
        ("post", "/akun/sesi/"),
        ("put", "/akun/"),
        ("delete", "/masuk/"),
    ],
)
def test_wrong_methods_are_refused(people, client_for, method, path):
    desk = client_for(people.caseworker)
    if path == "/masuk/":
        desk.logout()
    assert getattr(desk, method)(path).status_code == 405


def test_signed_in_pages_are_not_kept(desk):
    assert desk.get("/akun/").headers["Cache-Control"] == "no-store"
