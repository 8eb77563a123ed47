"""The second factor: codes of an app and on paper, each once, asked of everybody, with no way round."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.checks import run_checks
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import recovery, totp
from accounts.actions.factors import use_recovery_code, use_totp
from accounts.actions.passwords import make_password_link
from accounts.factors import needs_no_factor
from accounts.models import RecoveryCode, TotpDevice, User
from accounts.queries import may_sign_in
from accounts.sessions import FACTOR
from core.limits import LIMITS
from tests.access.world import addresses, url_of
from tests.accounts.factors import PASSWORD, code_now, give_app, give_codes, post_password
from tests.people import make_user

REFUSED = "Kode ditolak."


@pytest.fixture
def user(offices):
    return make_user("ratih", office=offices.province, roles=("protection",), password=PASSWORD)


@pytest.fixture
def app(user):
    return give_app(user)


@pytest.fixture
def half_in(client, app):
    """A browser that gave the right password."""
    assert post_password(client).url == "/masuk/kode/"
    return client


def show(client, code: str, **more):
    return client.post("/masuk/kode/", {"code": code, **more})


# RFC 6238, appendix B: seconds and code of eight digits for the secret "12345678901234567890"
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_codes_are_those_of_the_standard(seconds, code):
    assert totp.code_of(b"12345678901234567890", totp.counter_at(seconds), digits=8) == code


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_code_of_the_step_beside_is_taken(steps, is_taken):
    secret, now = totp.new_secret(), 1_800_000_000
    code = totp.code_of(secret, totp.counter_at(now) + steps)
    assert (totp.matching_counter(secret, code, now) is not None) == is_taken


def test_secret_is_encrypted_at_rest(app):
    secret = TotpDevice.objects.get().secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_totpdevice")
        stored = bytes(cursor.fetchone()[0])
    assert secret.encode() not in stored
    assert len(stored) > 20 + 16


def test_password_alone_does_not_sign_in(half_in):
    assert "_auth_user_id" not in half_in.session
    assert half_in.get("/akun/").url.startswith("/masuk/")
    assert "ratih" in half_in.get("/masuk/kode/").content.decode()


def test_code_signs_in_under_a_new_session(half_in, app):
    before = half_in.session.session_key
    assert show(half_in, code_now(app)).url == "/"
    assert half_in.session.session_key != before
    assert half_in.session[FACTOR] == "TOTP"
    assert half_in.get("/akun/").status_code == 200


def test_code_may_be_typed_in_two_groups(half_in, app):
    code = code_now(app)
    assert show(half_in, f"{code[:3]} {code[3:]}").status_code == 302


def test_the_page_that_was_asked_for_follows(client, app):
    post_password(client, path="/masuk/?next=/akun/%3Fa%3D1")
    assert show(client, code_now(app)).url == "/akun/?a=1"


@pytest.mark.parametrize("code", ["000000", "12345", "abcdef", "", "9" * 400, "１２３４５６"])
def test_wrong_code_is_refused_with_a_sentence(half_in, code):
    response = show(half_in, code)
    assert response.status_code == 422
    assert "_auth_user_id" not in half_in.session


def test_code_counts_once(half_in, app, client):
    code = code_now(app)
    assert show(half_in, code).status_code == 302
    again = Client()
    post_password(again)
    assert show(again, code).status_code == 422
    assert show(again, code_now(app, 1)).status_code == 302


def test_an_earlier_code_is_refused_after_a_later_one(user, app):
    later, now = code_now(app, 1), code_now(app)
    assert use_totp(user, later, timezone.now())
    assert not use_totp(user, now, timezone.now())


def test_pending_sign_in_ends_after_ten_minutes(half_in, app):
    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert show(half_in, code_now(app)).url == "/masuk/"


def test_pending_sign_in_ends_when_the_account_changes(half_in, app, user):
    User.objects.filter(pk=user.pk).update(session_epoch=5)
    assert show(half_in, code_now(app)).url == "/masuk/"


def test_without_the_password_there_is_no_second_step(client, app):
    assert client.get("/masuk/kode/").url == "/masuk/"
    assert show(client, code_now(app)).url == "/masuk/"


def test_many_wrong_codes_have_to_wait(half_in, app):
    most = LIMITS["second_factor"].most
    found = [show(half_in, "000000").status_code for _time in range(most + 1)]
    assert found == [422] * most + [429]
    assert show(half_in, code_now(app)).status_code == 429


def test_right_codes_do_not_count(user, app):
    for _time in range(LIMITS["second_factor"].most + 2):
        TotpDevice.objects.update(last_counter=0)
        client = Client()
        post_password(client)
        assert show(client, code_now(app)).status_code == 302


@pytest.mark.parametrize(
    ("minutes", "sentence"), [(7, "sekitar 7 menit"), (-4, "sekitar 4 menit"), (0, "masing-masing sekali")]
)
def test_clock_that_is_off_is_told(half_in, minutes, sentence):
    clock = int((timezone.now().timestamp() + minutes * 60) * 1000)
    html = show(half_in, "000000", clock=str(clock)).content.decode()
    assert REFUSED in html
    assert sentence in html


@pytest.mark.parametrize("clock", ["", "x", "-5", "９"])
def test_clock_that_cannot_be_read_is_no_fault(half_in, clock):
    assert show(half_in, "000000", clock=clock).status_code == 422


def test_recovery_code_signs_in_once(user, app):
    code = give_codes(user)[3]
    client = Client()
    post_password(client)
    assert show(client, code.lower().replace("-", " ")).status_code == 302
    assert client.session[FACTOR] == "RECOVERY"
    again = Client()
    post_password(again)
    assert show(again, code).status_code == 422


def test_recovery_codes_are_not_stored(user):
    codes = give_codes(user)
    row = RecoveryCode.objects.first()
    assert len(codes) == len(set(codes)) == recovery.HOW_MANY
    assert recovery.normalised(codes[0]).encode() not in bytes(row.digest) + bytes(row.salt)


def test_new_recovery_codes_end_the_old_ones(user):
    old = give_codes(user)[0]
    give_codes(user)
    assert not use_recovery_code(user, old, timezone.now())


def race(use, user, code) -> list[bool]:
    """Fifty at the same moment, each in its own connection."""
    start = Barrier(50)

    def one(_number: int) -> bool:
        try:
            connection.ensure_connection()  # connecting takes longer than what is raced for
            start.wait()
            return use(user, code, timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        return list(pool.map(one, range(50)))


@pytest.mark.django_db(transaction=True)
def test_fifty_uses_of_one_code_side_by_side_are_one_success(user, app):
    assert sum(race(use_totp, user, code_now(app))) == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_uses_of_one_recovery_code_side_by_side_are_one_success(user):
    assert sum(race(use_recovery_code, user, give_codes(user)[0])) == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_browsers_with_one_code_are_one_session(user, app):
    clients = [Client() for _number in range(50)]
    for browser in clients:
        assert post_password(browser).url == "/masuk/kode/"
    code, start = code_now(app), Barrier(50)

    def one(browser: Client) -> int:
        try:
            start.wait()
            return show(browser, code).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(one, clients))
    assert found.count(302) == 1
    assert set(found) <= {302, 422, 429}


# -- asked of everybody -------------------------------------------------------------------------


def without_factor(client_for, user, due: int):
    """A signed-in browser of an account without a second factor that is due in so many days."""
    User.objects.filter(pk=user.pk).update(factor_due_on=timezone.localdate() + timedelta(days=due))
    client = client_for(user)
    session = client.session
    session[FACTOR] = ""
    session.save()
    return client


def test_first_sign_in_begins_the_grace(client, user, settings):
    settings.SECOND_FACTOR_GRACE_DAYS = 3
    assert post_password(client).url == "/"
    user.refresh_from_db()
    assert user.factor_due_on == timezone.localdate() + timedelta(days=3)
    assert client.get("/").status_code == 200
    assert "Pasang faktor kedua sebelum" in client.get("/akun/keamanan/").content.decode()


def test_second_sign_in_does_not_begin_it_again(user):
    first = timezone.localdate() + timedelta(days=1)
    User.objects.filter(pk=user.pk).update(factor_due_on=first)
    post_password(Client())
    user.refresh_from_db()
    assert user.factor_due_on == first


def test_without_grace_the_first_sign_in_leads_to_setting_up(client, user, settings):
    settings.SECOND_FACTOR_GRACE_DAYS = 0
    post_password(client)
    assert client.get("/").url == "/akun/keamanan/"
    assert "Sesudah itu semua halaman terbuka." in client.get("/akun/keamanan/").content.decode()


@pytest.mark.parametrize("role", ["head", "district_buton_tengah", "system_admin", "auditor", "outsider"])
def test_after_the_grace_only_the_way_to_a_factor_is_open(people, client_for, role, here):
    user = getattr(people, role)
    client = without_factor(client_for, user, 0)
    open_addresses = {
        "accounts:account", "accounts:language", "accounts:sign_out_all", "accounts:stay", "accounts:sure",
        "accounts:sure_begin", "accounts:sure_passkey", "accounts:security", "accounts:passkey_new",
        "accounts:passkey_add_begin", "accounts:passkey_add", "accounts:passkey_remove", "accounts:totp_new",
        "accounts:totp_remove", "accounts:recovery", "accounts:session_end",
    }  # fmt: skip
    for address in addresses():
        if address.right == "PUBLIC":
            continue
        is_open = getattr(address.view, "before_factor", False)
        assert (address.name, is_open) == (address.name, address.name in open_addresses)
        if not is_open:
            for method in ("get", "post"):
                response = getattr(client, method)(url_of(address, here, user))
                assert (address.name, response.status_code, response.get("Location")) == (
                    address.name,
                    302,
                    "/akun/keamanan/",
                )


def test_scripts_are_told_that_a_factor_is_missing(people, client_for):
    client = without_factor(client_for, people.head, 0)
    answer = client.get("/", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["state"]) == (403, "factor_needed")


def test_session_from_before_the_factor_is_over(people, client_for):
    client = without_factor(client_for, people.head, 3)
    assert client.get("/").status_code == 200
    give_app(people.head)
    assert client.get("/").url.startswith("/masuk/")


def test_account_whose_factor_was_taken_does_not_sign_in_by_password(client, user):
    User.objects.filter(pk=user.pk).update(enrol_until=timezone.now())
    response = post_password(client)
    assert response.status_code == 403
    assert "Faktor kedua akun ini sudah diputus." in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_password_link_leaves_the_factor(user, app, people, client):
    path = reverse("accounts:set_password", kwargs=make_password_link(user=user, by=people.system_admin))
    client.post(path, {"password": "tujuh gelas di teras"})
    assert post_password(client, password="tujuh gelas di teras").url == "/masuk/kode/"


# -- the demo office -----------------------------------------------------------------------------


def test_demo_user_signs_in_without_a_factor_where_the_settings_say_so(client, user, settings):
    settings.DEMO_WITHOUT_FACTOR, settings.SECOND_FACTOR_GRACE_DAYS = True, 0
    User.objects.filter(pk=user.pk).update(is_demo=True)
    post_password(client)
    html = client.get("/").content.decode()
    assert client.get("/").status_code == 200
    assert "demo-band" not in html
    assert "Pengguna contoh" in client.get("/akun/keamanan/").content.decode()


def test_demo_band_says_so(client, reference, settings):
    settings.APP_ENV, settings.DEMO_WITHOUT_FACTOR = "development", True
    assert "Pengguna contoh masuk tanpa faktor kedua." in client.get("/masuk/").content.decode()
    settings.DEMO_WITHOUT_FACTOR = False
    assert "Pengguna contoh masuk tanpa faktor kedua." not in client.get("/masuk/").content.decode()


def test_real_user_of_a_demo_office_needs_a_factor(client, user, settings):
    settings.DEMO_WITHOUT_FACTOR, settings.SECOND_FACTOR_GRACE_DAYS = True, 0
    post_password(client)
    assert client.get("/").url == "/akun/keamanan/"


def test_demo_users_are_impossible_in_production(client, user, settings):
    User.objects.filter(pk=user.pk).update(is_demo=True)
    user.refresh_from_db()
    settings.PRODUCTION = True
    assert not may_sign_in(user, timezone.localdate())
    settings.DEMO_WITHOUT_FACTOR = True
    assert not needs_no_factor(user)
    assert [error.id for error in run_checks() if error.id.startswith("accounts.")] == ["accounts.E001"]
    settings.DEMO_WITHOUT_FACTOR = False
    assert [error.id for error in run_checks() if error.id.startswith("accounts.")] == []
    assert post_password(client).status_code == 422
