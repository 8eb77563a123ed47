"""Signing in: what works, what is said when it does not, and how long a name waits."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.sessions import EPOCH, LAST_SEEN
from bp3mi.settings import security as base
from core.models import AccessRecord
from tests.people import make_user

PASSWORD = "perahu kuning melaut"
WRONG = "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil."
WAIT = "Terlalu banyak percobaan. Coba lagi pukul"


@pytest.fixture
def user(offices):
    return make_user("ratih", office=offices.province, roles=("protection",), password=PASSWORD)


def post(client: Client, username="ratih", password=PASSWORD, path="/masuk/", **extra):
    return client.post(path, {"username": username, "password": password}, **extra)


def test_sign_in_page_is_open_and_not_kept(client, reference):
    response = client.get("/masuk/")
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_sign_in_starts_a_session(client, user):
    client.get("/masuk/")
    before = client.session.session_key
    response = post(client)
    assert (response.status_code, response.url) == (302, "/")
    session = client.session
    assert session.session_key != before
    assert (session[EPOCH], session["language"]) == (0, "id")
    assert abs(session[LAST_SEEN] - timezone.now().timestamp()) < 5
    assert not session.get_expire_at_browser_close()


def test_sign_in_is_recorded(client, user):
    post(client)
    record = AccessRecord.objects.get(look="SIGN_IN")
    assert (record.user_id, record.roles, record.object_ids, record.route) == (
        user.pk,
        "protection",
        [user.pk],
        "masuk/",
    )


@pytest.mark.parametrize("name", ["ratih", "RATIH", "  Ratih "])
def test_sign_in_takes_the_name_in_any_letters(client, user, name):
    assert post(client, name).status_code == 302


@pytest.mark.parametrize(
    ("name", "password"), [("ratih", "salah"), ("tidak ada", PASSWORD), ("ratih", PASSWORD.upper())]
)
def test_sign_in_with_wrong_words_says_so_and_keeps_the_name(client, user, name, password):
    response = post(client, name, password)
    assert response.status_code == 422
    html = response.content.decode()
    assert WRONG in html
    assert f'value="{name}"' in html
    assert password not in html
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", ["", "   "])
def test_sign_in_without_a_name_is_refused_before_it_is_counted(client, user, name):
    response = post(client, name)
    assert response.status_code == 422
    assert "Isi &quot;Nama pengguna&quot;." in response.content.decode()
    assert AccessAttempt.objects.count() == 0


@pytest.mark.parametrize("name", ["a" * 10_000, "ra\x00tih", "ra\u202etih"])
def test_sign_in_takes_any_text(client, user, name):
    assert post(client, name).status_code == 422


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/kasus/?q=a", "/kasus/?q=a"),
        ("https://jahat.example/", "/"),
        ("//jahat.example/", "/"),
        ("/\\jahat.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://testserver/akun/", "http://testserver/akun/"),
    ],
)
def test_sign_in_goes_on_to_own_pages_only(client, user, wanted, reached):
    assert post(client, path=f"/masuk/?next={quote(wanted, safe='')}").url == reached


def test_sign_in_again_goes_on(client_for, people):
    assert client_for(people.head).get("/masuk/?next=/akun/").url == "/akun/"


def test_sign_in_of_an_ended_account_is_refused(client, user):
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert WRONG in post(client).content.decode()


def test_sign_in_after_the_last_day_is_refused(client, user):
    User.objects.filter(pk=user.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert WRONG in post(client).content.decode()
    User.objects.filter(pk=user.pk).update(ends_on=timezone.localdate())
    assert post(client).status_code == 302


def test_sign_in_from_another_site_is_refused(user):
    client = Client(enforce_csrf_checks=True)
    assert post(client).status_code == 403


def fail(times: int, name="ratih", **extra) -> list[int]:
    return [post(Client(), name, "salah", **extra).status_code for _time in range(times)]


def let_pass(minutes: float) -> None:
    """As if the failures had been earlier by so many minutes."""
    for attempt in AccessAttempt.objects.all():
        AccessAttempt.objects.filter(pk=attempt.pk).update(
            attempt_time=attempt.attempt_time - timedelta(minutes=minutes)
        )


def test_five_failures_lock_the_name_here(client, user):
    assert fail(5) == [422, 422, 422, 422, 429]
    response = post(client)
    assert response.status_code == 429
    until = timezone.localtime() + timedelta(minutes=5)
    html = response.content.decode()
    assert f"{WAIT} {until:%H.%M} WITA" in html or f"{WAIT} {until - timedelta(minutes=1):%H.%M} WITA" in html
    assert PASSWORD not in html


def test_locked_name_signs_in_from_another_address(client, user):
    fail(5)
    assert post(client, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_small_and_large_letters_are_one_name(user):
    assert fail(3) + fail(2, "RATIH") == [422, 422, 422, 422, 429]


def test_another_program_is_no_way_round(user):
    fail(4)
    assert post(Client(headers={"user-agent": "lain"}), password="salah").status_code == 429


@pytest.mark.parametrize(("failures", "minutes"), [(5, 5), (9, 5), (10, 30), (19, 30), (20, 240), (40, 240)])
def test_the_wait_grows_with_the_failures(client, user, failures, minutes):
    AccessAttempt.objects.create(
        username="ratih",
        ip_address="127.0.0.1",
        user_agent="x",
        failures_since_start=failures,
        attempt_time=timezone.now(),
    )
    let_pass(minutes - 1)
    assert post(client).status_code == 429
    let_pass(1.1)
    assert post(client).status_code == 302
    assert AccessAttempt.objects.count() == 0


def test_tries_while_locked_do_not_prolong_the_wait(client, user):
    fail(8)
    assert sum(AccessAttempt.objects.values_list("failures_since_start", flat=True)) == 5


def test_failures_are_forgotten_after_a_day(user):
    fail(4)
    let_pass(24 * 60 + 1)
    assert fail(1) == [422]


def test_an_office_behind_one_address_survives_one_who_fails(offices):
    names = [f"pegawai{number}" for number in range(40)]
    for name in names:
        make_user(name, office=offices.province, roles=("protection",))
    hashed = make_user("contoh", office=offices.province, password=PASSWORD).password
    User.objects.filter(username__in=names).update(password=hashed)
    assert fail(20, "pegawai0") == [422] * 4 + [429] * 16
    assert [post(Client(), name).status_code for name in names[1:]] == [302] * 39
    assert post(Client(), "pegawai0").status_code == 429


def test_passwords_are_kept_as_argon2():
    first = base.PASSWORD_HASHERS[0]
    assert first == "django.contrib.auth.hashers.Argon2PasswordHasher"


def test_failures_keep_no_password(user):
    post(Client(), password="hampir " + PASSWORD)
    assert AccessAttempt.objects.count() == 1
    assert not AccessAttempt.objects.filter(post_data__contains=PASSWORD).exists()
