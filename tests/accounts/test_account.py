"""My account: password, language, all devices; and the link for a new password."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.actions.passwords import make_password_link
from accounts.models import User
from core.exceptions import DomainError
from tests.people import make_user

OLD, NEW = "perahu kuning melaut", "tujuh gelas di teras"


@pytest.fixture
def user(offices):
    return make_user("ratih", office=offices.province, roles=("protection", "placement"), password=OLD)


@pytest.fixture
def desk(user, client_for):
    return client_for(user)


def change(desk, current=OLD, password=NEW):
    return desk.post("/akun/", {"current": current, "password": password})


def test_account_shows_who_i_am(desk):
    html = desk.get("/akun/").content.decode()
    assert "Petugas Pelindungan, Petugas Penempatan" in html
    assert "BP3MI Sulawesi Tenggara" in html


def test_account_without_a_role_still_opens(people, client_for):
    assert "Belum ada peran" in client_for(people.outsider).get("/akun/").content.decode()


def test_change_password_keeps_this_session_and_ends_the_others(desk, user, client_for):
    other = client_for(user)
    response = change(desk)
    assert (response.status_code, response.url) == (302, "/akun/")
    assert desk.get("/akun/").status_code == 200
    assert other.get("/akun/").status_code == 302
    user.refresh_from_db()
    assert (user.check_password(NEW), user.session_epoch) == (True, 1)


@pytest.mark.parametrize(
    ("current", "password", "sentence"),
    [
        ("salah", NEW, "Kata sandi sekarang tidak cocok."),
        (OLD, "pendek", "12 karakter"),
        (OLD, "", "Isi &quot;Kata sandi baru&quot;."),
        ("", NEW, "Isi &quot;Kata sandi sekarang&quot;."),
        (OLD, "a" * 10_000, "terlalu panjang"),
    ],
)
def test_change_password_says_what_is_wrong(desk, user, current, password, sentence):
    response = change(desk, current, password)
    assert response.status_code == 422
    html = response.content.decode()
    assert sentence in html
    assert not password or f'value="{password}"' not in html
    user.refresh_from_db()
    assert user.check_password(OLD)


def test_change_password_writes_history_without_the_password(desk, user):
    change(desk)
    event = user.events.order_by("-pgh_id").first()
    assert event.pgh_context["action"] == "sign_out_everywhere"
    assert event.pgh_context["user"] == user.pk
    assert not hasattr(event, "password")


# A lawyer and an administrator can read this table: what is refused, and what is not.
PASSWORDS = [
    ("perahu kuning melaut", True),
    ("semuahurufkeciltanpaangka", True),
    ("123 456 789 kelapa muda", True),
    ("ÁÉÍ desa di tepi laut", True),
    ("a" * 11, False),
    ("password1234", False),
    ("bp3misultrakendari", False),
    ("KendariSultra2026", False),
    ("ratihcontohbp3mi", False),
    ("1q2w3e4r5t6y", False),
    ("aaaaaaaaaaaaaaaa", False),
    ("1212121212121212", False),
    ("KopiKopiKopiKopi", False),
    ("abcdefghijklmnop", False),
    ("98765432109876543", False),
    ("abcdef123456fedcba", False),
    ("mama papa mama papa", True),
]


@pytest.mark.parametrize(("password", "allowed"), PASSWORDS)
def test_password_rules(password, allowed):
    owner = User(username="ratih", full_name="Ratih Contoh")
    if allowed:
        validate_password(password, owner)
    else:
        with pytest.raises(ValidationError):
            validate_password(password, owner)


def test_sign_out_all_ends_every_session(desk, user, client_for):
    other = client_for(user)
    assert desk.post("/akun/keluar-semua/").url == "/masuk/"
    assert (desk.get("/akun/").status_code, other.get("/akun/").status_code) == (302, 302)


def test_language_is_kept_on_the_account(desk, user):
    response = desk.post("/akun/bahasa/", {"language": "en", "next": "/akun/"})
    assert response.url == "/akun/"
    assert desk.get("/akun/").headers["Content-Language"] == "en"
    user.refresh_from_db()
    assert user.language == "en"


def test_language_that_is_none_of_ours_changes_nothing(desk, user):
    assert desk.post("/akun/bahasa/", {"language": "xx", "next": "//jahat.example/"}).url == "/"
    user.refresh_from_db()
    assert user.language == "id"


@pytest.fixture
def link(user, people):
    def made() -> str:
        return reverse("accounts:set_password", kwargs=make_password_link(user=user, by=people.system_admin))

    return made


def test_link_sets_a_password_once(client, user, link):
    path = link()
    assert "ratih" in client.get(path).content.decode()
    response = client.post(path, {"password": NEW})
    assert (response.status_code, response.url) == (302, "/masuk/")
    user.refresh_from_db()
    assert user.check_password(NEW)
    again = client.post(path, {"password": "lain sekali pokoknya"})
    assert again.status_code == 404
    assert "Minta tautan baru" in again.content.decode()


def test_link_with_a_poor_password_says_why_and_still_works(client, user, link):
    path = link()
    response = client.post(path, {"password": "ratih"})
    assert response.status_code == 422
    assert "12 karakter" in response.content.decode()
    assert client.post(path, {"password": NEW}).status_code == 302


def test_link_is_void_after_a_newer_one(client, link):
    first, second = link(), link()
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_link_is_void_after_a_sign_in(client, user, link):
    path = link()
    Client().post("/masuk/", {"username": "ratih", "password": OLD})
    assert client.get(path).status_code == 404


def test_link_is_void_after_a_day(client, link, settings):
    path = link()
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.get(path).status_code == 404


def test_link_of_an_ended_account_is_void(client, user, link, people):
    path = link()
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(path).status_code == 404
    user.refresh_from_db()
    with pytest.raises(DomainError):
        make_password_link(user=user, by=people.system_admin)


@pytest.mark.parametrize(
    "path", ["/akun/sandi/MQ/x/", "/akun/sandi/!!/x-y/", "/akun/sandi/OTk5OTk5OTk5OTk5OTk5OTk5OTk/a-b/"]
)
def test_link_made_up_is_void(client, reference, path):
    assert client.get(path).status_code == 404


def test_making_a_link_ends_open_sessions(desk, link):
    link()
    assert desk.get("/akun/").status_code == 302


def test_current_password_is_not_guessed_without_limit(desk):
    codes = [change(desk, current=f"tebakan ke {n}").status_code for n in range(12)]
    assert (codes[:10], codes[10:]) == ([422] * 10, [429, 429])
    assert change(desk).status_code == 429
