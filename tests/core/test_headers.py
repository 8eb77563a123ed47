"""Headers on every kind of answer: pages, errors, files, redirects, scripts' answers."""

import pytest
from django.test import Client

from bp3mi.settings import security
from core.actions.jobs import jobs_folder
from tests.access.sweeping import release
from tests.access.world import job_of
from tests.accounts.test_step_up import grow_old


@pytest.fixture
def desk(people, client_for):
    return client_for(people.head)


@pytest.fixture
def file_address(people):
    job = job_of(people.head)
    assert (jobs_folder() / f"{job.pk}-1.xlsx").exists()
    return f"/unduhan/{job.pk}/berkas/"


def answers(desk, file_address) -> dict[str, object]:
    desk.raise_request_exception = False
    found = {
        "page": desk.get("/"),
        "form": desk.post("/laporan/bulanan/2026-10/unduh/", {}),
        "redirect": desk.get("/masuk/"),
        "not found": desk.get("/tidak-ada/"),
        "forbidden": desk.get("/pengaturan/pengguna/"),
        "wrong method": desk.put("/akun/"),
        "json": desk.get("/akun/sesi/"),
        "file": desk.get(file_address),
        "worker": desk.get("/pemulangan/sw.js"),
        "sign-in": Client().get("/masuk/"),
        "asked to sign in": Client().get("/"),
        "health": Client().get("/sehat/"),
        "static": Client().get("/static/css/base.css"),
        "static not found": Client().get("/static/tidak-ada.css"),
        "csrf": Client(enforce_csrf_checks=True).post("/masuk/", {}),
        "bad host": Client().get("/masuk/", headers={"host": "a b"}),
    }
    for response in found.values():
        release(response)
    return found


EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def test_every_answer_carries_every_header(desk, file_address):
    for name, response in answers(desk, file_address).items():
        found = {header: response.headers.get(header) for header in EXPECTED}
        assert (name, found) == (name, EXPECTED)
        policy = response.headers["Content-Security-Policy"]
        assert (name, "default-src 'none'" in policy, "unsafe" in policy) == (name, True, False)
        assert (name, "camera=()" in response.headers["Permissions-Policy"]) == (name, True)


def test_policy_allows_nothing_inline_and_no_other_site(desk):
    policy = desk.get("/").headers["Content-Security-Policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == rules["object-src"] == "'none'"


def test_signed_in_answers_are_not_kept(desk, file_address):
    signed_in = ("page", "form", "redirect", "not found", "forbidden", "wrong method", "json", "file")
    found = answers(desk, file_address)
    for name in signed_in:
        assert (name, "no-store" in found[name].headers.get("Cache-Control", "")) == (name, True)


def test_answers_on_the_way_in_are_not_kept(reference, people):
    client = Client()
    for path in ("/masuk/", "/masuk/kode/"):
        assert "no-store" in client.get(path).headers["Cache-Control"]


def test_fault_carries_the_headers_too(record_refused, desk):
    desk.raise_request_exception = False
    response = desk.get("/kasus/")
    assert response.status_code == 500
    assert {header: response.headers.get(header) for header in EXPECTED} == EXPECTED
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "no-store" in response.headers["Cache-Control"]


def test_step_up_and_too_many_are_not_kept(desk):
    grow_old(desk)
    response = desk.post("/laporan/bulanan/2026-10/unduh/", {"purpose": "x"})
    assert (response.status_code, response.headers["Cache-Control"]) == (403, "no-store")


def test_https_is_forced_and_its_redirect_is_guarded(settings, reference):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 63_072_000
    client = Client()
    response = client.get("/masuk/")
    assert (response.status_code, response.url) == (301, "https://testserver/masuk/")
    assert {header: response.headers.get(header) for header in EXPECTED} == EXPECTED
    secure = client.get("/masuk/", secure=True)
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_form_of_a_page_is_taken_with_the_referrer_that_browsers_send(people, client_for):
    desk = client_for(people.head, enforce_csrf_checks=True)
    token = desk.get("/akun/sesi/").json()["csrf_token"]
    form = {"language": "id", "csrfmiddlewaretoken": token}
    assert desk.post("/akun/bahasa/", form, headers={"origin": "http://testserver"}).status_code == 302
    assert desk.post("/akun/bahasa/", form, headers={"origin": "null"}).status_code == 403
    assert desk.post("/akun/bahasa/", form, headers={"origin": "https://jahat.example"}).status_code == 403


def test_cookies_of_production():
    assert security.SESSION_COOKIE_HTTPONLY
    assert security.SESSION_COOKIE_SAMESITE == "Lax"
    assert ("__Host-sesi" if security.HTTPS else "sesi") == security.SESSION_COOKIE_NAME
    assert security.SESSION_COOKIE_SECURE == security.HTTPS
