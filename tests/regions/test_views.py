from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from regions.models import Area

pytestmark = pytest.mark.usefixtures("areas")

PAGES = [
    ("/wilayah/", 200),
    ("/wilayah/74/", 200),
    ("/wilayah/74.14/", 200),
    ("/wilayah/74.14.04/", 200),
    ("/wilayah/74.14.04.2010/", 200),
    ("/wilayah/cari/?q=talaga", 200),
    ("/wilayah/desa.json", 200),
]


ROLES = [
    "head",
    "caseworker",
    "placement",
    "empowerment",
    "outreach",
    "report_admin",
    "pr",
    "administration",
    "helpdesk",
    "district_buton_tengah",
    "auditor",
    "system_admin",
]


@pytest.fixture
def officer(people, client_for):
    return client_for(people.district_wakatobi)


@pytest.mark.parametrize(("path", "status"), PAGES)
def test_area_pages_answer(officer, path, status):
    assert officer.get(path).status_code == status


@pytest.mark.parametrize("role", ROLES)
def test_area_pages_are_open_to_every_role(people, client_for, role):
    assert client_for(getattr(people, role)).get("/wilayah/cari/?q=gu").status_code == 200


@pytest.mark.parametrize(("path", "status"), PAGES)
def test_area_pages_without_a_role_are_refused(people, client_for, path, status):
    assert client_for(people.outsider).get(path).status_code == 403


@pytest.mark.parametrize(("path", "status"), PAGES)
def test_area_pages_ask_to_sign_in(path, status):
    response = Client().get(path)
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("accounts:sign_in"))


@pytest.mark.parametrize(("path", "status"), PAGES)
def test_area_pages_are_for_reading(officer, path, status):
    assert officer.post(path).status_code == 405


@pytest.mark.parametrize(
    "path", ["/wilayah/74.99/", "/wilayah/74.14.4/", "/wilayah/7414/", "/wilayah/cari/?q=a&level=X"]
)
def test_area_pages_of_nothing_are_not_found(officer, path):
    assert officer.get(path).status_code == 404


def test_area_list_shows_the_districts(officer):
    text = officer.get("/wilayah/").content.decode()
    assert text.count('<th scope="row"') == 17
    for shown in ("Kab. Buton Tengah", "121.745", "835,6", "2.285", "2.824.589"):
        assert shown in text


def test_area_list_without_areas_says_what_to_do(officer, settings):
    settings.OFFICE_PROVINCE_CODE = "00"
    assert "Daftar wilayah belum dimuat" in officer.get("/wilayah/").content.decode()


def test_area_page_shows_split_and_parts(officer):
    text = officer.get("/wilayah/74.14/").content.decode()
    for shown in ("Kec. Talaga Raya", "Kab. Buton</a>, 23 Jul 2014", "UU 15/2014", "Buteng"):
        assert shown in text


def test_area_page_of_a_retired_code_says_since_when(officer):
    Area.objects.filter(code="74.14.04.2011").update(valid_to=date(2026, 1, 2))
    assert "Kode ini tidak berlaku lagi sejak 2 Jan 2026" in officer.get("/wilayah/74.14.04.2011/").content.decode()


def test_area_search_answers_json(officer):
    response = officer.get("/wilayah/cari/", {"q": "Talaga I", "level": "VILLAGE", "within": "74.14", "format": "json"})
    assert response.json() == {
        "results": [
            {
                "id": Area.objects.get(code="74.14.05.1004").pk,
                "code": "74.14.05.1004",
                "level": "VILLAGE",
                "name": "Kel. Talaga Satu",
                "full_name": "Kel. Talaga Satu, Kec. Talaga Raya, Kab. Buton Tengah",
                "reason": "Nama sama",
            }
        ]
    }
    plain = officer.get("/wilayah/cari/", {"q": "Talaga I"}, headers={"accept": "application/json"})
    assert plain.headers["Content-Type"] == "application/json"


def test_area_search_answers_a_fragment_to_htmx(officer):
    response = officer.get("/wilayah/cari/", {"q": "wanci", "pick": "1"}, headers={"hx-request": "true"})
    text = response.content.decode()
    assert "<html" not in text
    assert 'data-area-code="74.07.01.1003"' in text
    assert "Nama lain: Wanci" in text


def test_area_search_without_hits_says_what_to_try(officer):
    text = officer.get("/wilayah/cari/", {"q": "zzqq<b>"}).content.decode()
    assert "Tidak ada wilayah yang cocok dengan &quot;zzqq&lt;b&gt;&quot;" in text or (
        'Tidak ada wilayah yang cocok dengan "zzqq&lt;b&gt;"' in text
    )


@pytest.mark.parametrize("text", ["\x00", "%_\\", "a" * 5000, "'", "٣", "\u202e"])
def test_area_search_takes_any_text(officer, text):
    assert officer.get("/wilayah/cari/", {"q": f"talaga {text}", "within": "74"}).status_code == 200
    assert officer.get("/wilayah/cari/", {"q": "talaga", "within": text}).status_code == 404
    assert officer.get("/wilayah/cari/", {"q": "talaga", "level": text}).status_code == 404


def test_village_file_is_kept_and_compared(officer):
    response = officer.get("/wilayah/desa.json")
    rows = response.json()
    assert len(rows) == 2285
    assert ["74.14.05.1004", "Talaga Satu", "Talaga Raya", "Buton Tengah"] in rows
    assert response.headers["Cache-Control"] == "private, max-age=86400"
    again = officer.get("/wilayah/desa.json", headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Area.objects.filter(code="74.14.04.2011").update(name="Matara Baru")
    changed = officer.get("/wilayah/desa.json", headers={"if-none-match": response.headers["ETag"]})
    assert changed.status_code == 200


def test_village_file_is_small_over_the_wire(officer):
    response = officer.get("/wilayah/desa.json", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) < 40_000


@pytest.mark.parametrize("path", ["/wilayah/", "/wilayah/74/", "/wilayah/74.14/"])
def test_area_pages_cost_the_same_queries_however_many_rows(officer, path, django_assert_max_num_queries):
    officer.get(path)
    with django_assert_max_num_queries(14):
        officer.get(path)
