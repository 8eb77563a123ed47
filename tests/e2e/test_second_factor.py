"""Second factor in a real browser, with an authenticator that Chromium pretends to have; nothing inline anywhere."""

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Draft, Passkey, TotpDevice
from accounts.sessions import SURE_AT, SessionStore
from tests.accounts.factors import PASSWORD, code_now, give_app
from tests.conftest import signed_in_client
from tests.factories.casework import make_case
from tests.people import make_user
from tests.seeing import everything

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["tests.hashers.QuickArgon2Hasher"]


@pytest.fixture
def user(offices):
    return make_user("ratih", office=offices.province, roles=("protection", "report_admin"), password=PASSWORD)


@pytest.fixture
def sign_in_as(live_server):
    """`sign_in_as(page, user)`: this browser is signed in, without the cost of doing it."""

    def enter(page, user):
        user.refresh_from_db()
        cookie = signed_in_client(user).cookies[django_settings.SESSION_COOKIE_NAME].value
        name = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": cookie, "url": live_server.url}])

    return enter


def make_old(page) -> None:
    """As if the sign-in had been an hour ago."""
    cookie = next(item for item in page.context.cookies() if item["name"].endswith("sesi"))
    store = SessionStore(cookie["value"])
    store[SURE_AT] = int(timezone.now().timestamp()) - 3600
    store.save()


def pretend_authenticator(page) -> None:
    """A phone's own passkeys, unlocked by its owner."""
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    line.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip


def watch(page) -> list[str]:
    """What the browser complains about: violations of the policy above all."""
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    return problems


def sign_in(page, server, password=PASSWORD) -> None:
    page.goto(f"{server.url}/masuk/")
    page.fill("#id_username", "ratih")
    page.fill("#id_password", password)
    page.click(".form-plain button[type=submit]")


def test_first_sign_in_sets_up_a_passkey_and_the_next_needs_no_password(live_server, user, new_context, settings):
    settings.SECOND_FACTOR_GRACE_DAYS = 0
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    pretend_authenticator(page)
    problems = watch(page)
    sign_in(page, live_server)
    expect(page).to_have_url(f"{live_server.url}/akun/keamanan/")
    page.click("main a >> text=Pasang kunci sandi")
    page.fill("#id_name", "Ponsel lapangan")
    page.click("text=Pasang di perangkat ini")
    page.wait_for_url("**/akun/keamanan/cadangan/")
    page.click("text=Buat kode cadangan")
    expect(page.locator(".codes li")).to_have_count(10)
    page.click("text=Sudah saya simpan")
    expect(page).to_have_url(f"{live_server.url}/")
    page.click(".user-menu summary")
    page.click(".user-menu >> text=Keluar")
    page.wait_for_url("**/masuk/")
    page.click("text=Masuk dengan kunci sandi")
    page.wait_for_url(f"{live_server.url}/")
    assert Passkey.objects.get().name == "Ponsel lapangan"
    assert problems == []


def test_app_is_set_up_by_hand_and_asked_for(live_server, user, page, settings):
    settings.SECOND_FACTOR_GRACE_DAYS = 0
    problems = watch(page)
    sign_in(page, live_server)
    page.click("main a >> text=Pasang aplikasi kode")
    assert page.locator(".qr").evaluate("image => image.naturalWidth") > 100
    page.fill("#id_code", code_now(TotpDevice.objects.get()))
    page.click("button >> text=Pasang aplikasi kode")
    page.wait_for_url("**/akun/keamanan/cadangan/")
    page.context.clear_cookies()
    sign_in(page, live_server)
    page.wait_for_url("**/masuk/kode/")
    page.fill("#id_code", "000000")
    page.keyboard.press("Enter")
    expect(page.locator(".field-error, .invalid-feedback").first).to_contain_text("Kode ditolak.")
    page.fill("#id_code", code_now(TotpDevice.objects.get(), 1))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    assert [text for text in problems if "422" not in text] == []


def test_phone_whose_clock_is_off_is_told(live_server, user, page):
    give_app(user)
    sign_in(page, live_server)
    page.wait_for_url("**/masuk/kode/")
    page.evaluate("() => { const real = Date.now; Date.now = () => real() + 9 * 60000; }")
    page.fill("#id_code", "000000")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("berbeda sekitar 9 menit")


def test_step_up_by_passkey_sends_the_form_that_waited(live_server, user, page, sign_in_as):
    pretend_authenticator(page)
    sign_in_as(page, user)
    page.goto(f"{live_server.url}/akun/keamanan/kunci/")
    page.fill("#id_name", "Laptop")
    page.click("text=Pasang di perangkat ini")
    page.wait_for_url("**/cadangan/")
    page.goto(f"{live_server.url}/laporan/bulanan/2026-10/unduh/")
    page.fill("#id_purpose", "Rapat bulanan di Kendari")
    make_old(page)
    page.click("text=Siapkan berkas")
    expect(page.locator("h1")).to_have_text("Pastikan ini Anda")
    expect(page.locator(".page-sub")).to_contain_text("Isian Anda masih ada")
    page.click("text=Pakai kunci sandi")
    expect(page.locator("dl.facts")).to_contain_text("Rapat bulanan di Kendari")


def test_what_was_saved_by_way_of_a_step_up_is_no_draft_any_more(live_server, people, page, sign_in_as):
    people.system_admin.set_password(PASSWORD)
    people.system_admin.save()
    row = give_app(people.system_admin)
    sign_in_as(page, people.system_admin)
    page.goto(f"{live_server.url}/pengaturan/pengguna/{people.caseworker.pk}/")
    page.fill("#id_position", "Pengantar Kerja")
    make_old(page)
    page.click("main form.form-page .btn-primary")
    expect(page.locator("h1")).to_have_text("Pastikan ini Anda")
    page.fill("#id_sure_password", PASSWORD)
    page.fill("#id_sure_code", code_now(row))
    page.click("button >> text=Lanjutkan")
    expect(page.locator("#pesan [data-level=success]")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_step_up_works_without_javascript(live_server, user, new_context, sign_in_as):
    row = give_app(user)
    page = new_context(java_script_enabled=False).new_page()
    sign_in_as(page, user)
    page.goto(f"{live_server.url}/laporan/bulanan/2026-10/unduh/")
    page.fill("#id_purpose", "Rapat bulanan di Kendari")
    make_old(page)
    page.click("text=Siapkan berkas")
    page.fill("#id_sure_password", PASSWORD)
    page.fill("#id_sure_code", code_now(row))
    page.click("button >> text=Lanjutkan")
    expect(page.locator("dl.facts")).to_contain_text("Rapat bulanan di Kendari")


def test_draft_comes_back_on_another_phone(live_server, people, scope_of, new_context, sign_in_as):
    with scope_of(people.caseworker), transaction.atomic():
        case = make_case(people.caseworker)
    first, second = new_context().new_page(), new_context().new_page()
    sign_in_as(first, people.caseworker)
    address = f"{live_server.url}/kasus/{case.number}/catatan/"
    first.goto(address)
    field = first.locator("form[data-keep] textarea").first
    with first.expect_response(lambda answer: "/akun/isian/" in answer.url and answer.request.method == "POST"):
        field.type("Keluarga sudah dihubungi")
    with everything():
        assert b"dihubungi" not in bytes(Draft.objects.values_list("body", flat=True).get())
    sign_in_as(second, people.caseworker)
    second.goto(address)
    expect(second.locator("form[data-keep] textarea").first).to_have_value("Keluarga sudah dihubungi")
    expect(second.locator(".draft-note")).to_be_visible()
    with second.expect_response(lambda answer: "/akun/isian/" in answer.url and answer.request.method == "DELETE"):
        second.click("form[data-keep] .btn-primary")
    with everything():
        assert not Draft.objects.exists()


def test_session_watch_tells_the_last_moment(live_server, people, new_context, sign_in_as, settings):
    settings.SESSION_COOKIE_AGE, settings.SESSION_IDLE_SECONDS = 600, 1800
    page = new_context().new_page()
    sign_in_as(page, people.caseworker)
    page.clock.install()
    page.goto(f"{live_server.url}/akun/")
    warning = page.locator("#peringatan-sesi")
    page.clock.run_for(440_000)
    expect(warning).to_be_hidden()
    page.clock.run_for(60_000)
    expect(warning).to_contain_text("karena sudah lama dibuka")
    expect(page.locator("[data-stay]")).to_be_hidden()
    page.clock.run_for(120_000)
    expect(warning).to_contain_text("Sesi berakhir. Masuk kembali")


PAGES = (
    "/", "/kasus/", "/pekerja/", "/pemulangan/", "/pemulangan/catat/", "/cari/?q=la", "/wilayah/", "/laporan/bulanan/",
    "/laporan/bulanan/2026-10/", "/unduhan/", "/panduan/", "/akun/", "/akun/keamanan/", "/akun/keamanan/kunci/",
    "/akun/keamanan/aplikasi/", "/akun/pastikan/", "/akun/atur-ulang/", "/perangkat-hilang/", "/tidak-ada/",
)  # fmt: skip


def test_no_page_breaks_the_policy(live_server, people, scope_of, page, sign_in_as):
    with scope_of(people.head), transaction.atomic():
        case = make_case(people.head)
    sign_in_as(page, people.head)
    problems = watch(page)
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective))"
    )
    for address in (*PAGES, f"/kasus/{case.number}/", f"/pekerja/{case.worker.number}/", "/masuk/"):
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
    assert [text for text in problems if "404" not in text] == []
