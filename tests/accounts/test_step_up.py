"""Confirming who one is before what cannot be taken back; nothing typed is lost on the way."""

import pytest

from accounts.models import User
from core.limits import LIMITS
from reports.models import ExportRecord
from tests.accounts.factors import PASSWORD, code_now, give_app, grow_old
from tests.authenticator import add_passkey, post_json

EXPORT = "/laporan/bulanan/2026-10/unduh/"
FORM = {"purpose": 'Rapat "bulanan"', "form_id": "5f0c1a4e-6f0a-4c39-9d0b-0f6b5c7d8e9f"}


@pytest.fixture
def head(people):
    people.head.set_password(PASSWORD)
    people.head.save()
    return people.head


@pytest.fixture
def app(head):
    return give_app(head)


@pytest.fixture
def desk(head, app, client_for):
    """Signed in, but long ago."""
    client = client_for(head)
    grow_old(client)
    return client


def answer(app, password=PASSWORD, code=None) -> dict[str, str]:
    return {"sure_password": password, "sure_code": code or code_now(app)}


def test_fresh_sign_in_is_enough(head, client_for):
    assert client_for(head).get(EXPORT).status_code == 200


def test_page_asks_and_comes_back(desk, app):
    response = desk.get(f"{EXPORT}?a=1")
    assert response.url == "/akun/pastikan/?next=%2Flaporan%2Fbulanan%2F2026-10%2Funduh%2F%3Fa%3D1"
    before = desk.session.session_key
    done = desk.post(response.url, answer(app))
    assert done.url == f"{EXPORT}?a=1"
    assert desk.session.session_key != before
    assert desk.get(EXPORT).status_code == 200


def test_confirmation_lasts_five_minutes(desk):
    grow_old(desk, 299)
    assert desk.get(EXPORT).status_code == 200
    grow_old(desk, 302)
    assert desk.get(EXPORT).status_code == 302
    grow_old(desk, -100)
    assert desk.get(EXPORT).status_code == 302


def test_form_keeps_what_was_typed_and_goes_on(desk, app):
    asked = desk.post(EXPORT, FORM)
    html = asked.content.decode()
    assert asked.status_code == 403
    assert 'name="purpose" value="Rapat &quot;bulanan&quot;"' in html
    assert ExportRecord.objects.count() == 0
    done = desk.post(EXPORT, {**FORM, **answer(app)})
    assert done.status_code == 302
    assert ExportRecord.objects.get().purpose == 'Rapat "bulanan"'


@pytest.mark.parametrize("wrong", [{"password": "lima belas ikan"}, {"code": "000000"}])
def test_wrong_answer_asks_again_and_keeps_all_but_secrets(desk, app, wrong):
    sent = {**FORM, **answer(app, **wrong)}
    response = desk.post(EXPORT, sent)
    html = response.content.decode()
    assert response.status_code == 422
    assert "Rapat &quot;bulanan&quot;" in html
    assert sent["sure_password"] not in html
    assert ExportRecord.objects.count() == 0


def test_many_wrong_answers_have_to_wait(desk, app):
    most = LIMITS["step_up"].most
    found = [desk.post(EXPORT, {**FORM, **answer(app, password="salah")}).status_code for _time in range(most + 1)]
    assert found == [422] * most + [429]


def test_code_of_the_sign_in_does_not_confirm_again(desk, app, head):
    code = code_now(app)
    assert desk.post(EXPORT, {**FORM, **answer(app, code=code)}).status_code == 302
    grow_old(desk)
    again = {**FORM, "form_id": "11111111-6f0a-4c39-9d0b-0f6b5c7d8e9f", **answer(app, code=code)}
    assert desk.post(EXPORT, again).status_code == 422


def test_passkey_confirms(head, client_for):
    desk = client_for(head)
    device = add_passkey(desk)
    grow_old(desk)
    asked = post_json(desk, "/akun/pastikan/kunci/mulai/").json()
    assert post_json(desk, "/akun/pastikan/kunci/", device.sign(asked)).json() == {"state": "ok"}
    assert desk.get(EXPORT).status_code == 200


def test_passkey_of_another_does_not_confirm(head, desk, people, client_for):
    device = add_passkey(client_for(people.caseworker))
    asked = post_json(desk, "/akun/pastikan/kunci/mulai/").json()
    assert post_json(desk, "/akun/pastikan/kunci/", device.sign(asked)).status_code == 422
    assert desk.get(EXPORT).status_code == 302


def test_account_in_its_grace_confirms_by_password(head, client_for):
    desk = client_for(head)
    grow_old(desk)
    assert desk.post(EXPORT, {**FORM, "sure_password": PASSWORD}).status_code == 302


def test_comes_back_to_own_pages_only(desk, app):
    assert desk.post("/akun/pastikan/?next=//jahat.example/", answer(app)).url == "/"


def test_scripts_are_told(desk):
    answer = desk.get(EXPORT, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["state"]) == (403, "step_up")
    answer = desk.get(EXPORT, headers={"hx-request": "true", "hx-current-url": "/laporan/"})
    assert answer.headers["HX-Redirect"] == "/akun/pastikan/?next=%2Flaporan%2F"


WRITES = [
    "/pengaturan/pengguna/baru/",
    "/pengaturan/pengguna/{pk}/",
    "/pengaturan/pengguna/{pk}/tautan/",
    "/pengaturan/pengguna/{pk}/aktifkan/",
    "/pengaturan/pengguna/{pk}/faktor/",
    "/pengaturan/pengguna/{pk}/serah-terima/",
    "/pengaturan/plh/",
    "/perangkat-hilang/{pk}/",
]


@pytest.mark.parametrize("path", WRITES)
def test_changes_of_accounts_ask_and_their_pages_do_not(people, client_for, path):
    desk = client_for(people.system_admin)
    grow_old(desk)
    address = path.format(pk=people.caseworker.pk)
    epoch = User.objects.get(pk=people.caseworker.pk).session_epoch
    assert desk.post(address, {"full_name": "Nama Lain"}).status_code == 403
    assert desk.get(address).status_code in {200, 405}
    assert User.objects.get(pk=people.caseworker.pk).session_epoch == epoch


FACTORS = ["/akun/keamanan/kunci/", "/akun/keamanan/aplikasi/", "/akun/keamanan/cadangan/"]


@pytest.mark.parametrize("path", FACTORS)
def test_changes_of_factors_ask(desk, path):
    assert desk.get(path).url.startswith("/akun/pastikan/")
    assert desk.post(path, {}).status_code == 403
