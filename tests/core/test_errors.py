"""Error pages: what happened, what to do next, and no need of a database."""

from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from core.exceptions import Forbidden
from core.views import errors

rf = RequestFactory()


def text_of(response, status):
    assert response.status_code == status
    return response.content.decode()


def test_not_found_does_not_tell_missing_from_out_of_sight():
    page = text_of(errors.handler404(rf.get("/kasus/KS-2026-0001/")), 404)
    assert "Halaman tidak ditemukan atau berada di luar wilayah kerja Anda." in page
    assert "KS-2026-0001" not in page


def test_forbidden_shows_the_reason():
    page = text_of(errors.handler403(rf.get("/"), Forbidden("Hanya kepala kantor yang dapat mengunci laporan.")), 403)
    assert "Hanya kepala kantor yang dapat mengunci laporan." in page
    assert "&lt;b&gt;" in text_of(errors.handler403(rf.get("/"), PermissionDenied("<b>")), 403)


def test_forbidden_without_a_reason_says_whom_to_ask():
    assert "Hubungi administrator sistem" in text_of(errors.handler403(rf.get("/")), 403)


def test_fault_gives_the_code_that_stands_in_the_logs():
    request = rf.get("/")
    request.id = "a1b2c3d4e5f6"
    assert "laporkan kode a1b2c3d4e5f6" in text_of(errors.handler500(request), 500)


def test_fault_gives_a_code_even_before_the_request_had_one():
    assert "laporkan kode" in text_of(errors.handler500(rf.get("/")), 500)


def test_fault_of_the_fault_page_still_answers(settings):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [], "APP_DIRS": False}]
    request = rf.get("/")
    request.id = "abc"
    assert text_of(errors.handler500(request), 500) == "Terjadi gangguan di sistem. Coba lagi, atau laporkan kode abc."


def test_unreadable_request_and_old_form_say_what_to_do():
    assert "muat ulang" in text_of(errors.handler400(rf.get("/")), 400)
    assert "Belum tersimpan." in text_of(errors.csrf_failure(rf.post("/"), reason="CSRF cookie not set."), 403)


def test_old_form_leads_back_to_its_own_page_and_to_no_other_site():
    def page(referer: str, **headers: str):
        return errors.csrf_failure(rf.post("/kasus/", HTTP_HOST="kantor.test", HTTP_REFERER=referer, **headers))

    assert 'href="/kasus/1/ubah/?a=1"' in text_of(page("https://kantor.test/kasus/1/ubah/?a=1"), 403)
    for foreign in ("https://lain.test/kasus/1/", "https://kantor.test//lain.test/", ""):
        assert "Buka kembali" not in text_of(page(foreign), 403)
    assert page("https://kantor.test/kasus/1/", HTTP_HX_REQUEST="true").headers["HX-Refresh"] == "true"
