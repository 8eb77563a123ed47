"""Unsaved inputs on the server: only for their owner, encrypted, bounded, and gone when saved or dropped."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions.drafts import LARGEST, MOST, read_draft
from accounts.models import Draft
from accounts.tasks import tidy
from tests.seeing import everything

PATH = "/akun/isian/orang:KS-2026-0001/"
VALUES = {"name": ["Wa Canary Kenarimerah"], "sex": ["P"]}
BASE = {"name": ["Wa Canary"], "sex": []}
KEPT = {"values": VALUES, "base": BASE}


def stored() -> list[Draft]:
    with everything():
        return list(Draft.objects.all())


@pytest.fixture
def desk(people, client_for):
    return client_for(people.caseworker)


def keep(desk, values=VALUES, path=PATH, page="/kasus/KS-2026-0001/ubah/"):
    content = {"values": values, "base": BASE, "page": page, "title": "Ubah kasus Wa Canary Kenarimerah"}
    return desk.post(path, json.dumps(content), content_type="application/json")


def test_draft_comes_back_to_its_owner_on_another_device(desk, people, client_for):
    assert keep(desk).status_code == 204
    assert client_for(people.caseworker).get(PATH).json() == KEPT


def test_nobody_else_gets_it(desk, people, client_for):
    keep(desk)
    for other in (people.head, people.caseworker_2, people.system_admin):
        client = client_for(other)
        assert (client.get(PATH).status_code, client.get(PATH).content) == (204, b"")
        client.delete(PATH)
        assert "KS-2026-0001" not in client.get("/akun/").content.decode()
    assert desk.get(PATH).status_code == 200


def test_database_keeps_a_draft_from_everybody_else(desk, people, scope_of):
    keep(desk)
    for user, seen in ((people.caseworker, 1), (people.head, 0), (people.caseworker_2, 0), (people.system_admin, 0)):
        with scope_of(user), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM accounts_draft")
            assert cursor.fetchone() == (seen,)


def test_python_asks_for_the_owner_too(desk, people):
    keep(desk)
    with everything():
        form, now = Draft.objects.get().form, timezone.now()
        assert read_draft(form=form, by=people.caseworker, now=now) == KEPT
        assert read_draft(form=form, by=people.head, now=now) is None


def test_draft_is_encrypted_at_rest(desk):
    keep(desk)
    with everything(), connection.cursor() as cursor:
        cursor.execute("SELECT accounts_draft::text, encode(body, 'escape') FROM accounts_draft")
        assert "Kenarimerah" not in "".join(cursor.fetchone())


def test_body_moved_to_another_person_opens_nothing(desk, people, client_for):
    keep(desk)
    other = client_for(people.head)
    keep(other, {"name": ["x"]})
    with everything():
        theirs = Draft.objects.values_list("body", flat=True).get(user=people.caseworker)
        Draft.objects.filter(user=people.head).update(body=theirs)
    assert other.get(PATH).status_code == 204


def test_later_save_takes_the_place_of_the_earlier(desk):
    keep(desk)
    keep(desk, {"name": ["La Baco"]})
    assert desk.get(PATH).json()["values"] == {"name": ["La Baco"]}
    assert len(stored()) == 1


def test_draft_goes_when_the_page_says_that_it_saved(desk):
    keep(desk)
    assert desk.delete(PATH).status_code == 204
    assert desk.get(PATH).status_code == 204


def test_draft_goes_after_seven_days(desk):
    keep(desk)
    with everything():
        Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert desk.get(PATH).status_code == 204
    tidy()
    assert len(stored()) == 0


def test_too_many_drafts_push_out_the_oldest(desk):
    for number in range(MOST + 3):
        keep(desk, path=f"/akun/isian/formulir-{number}/")
    assert len(stored()) == MOST
    assert desk.get("/akun/isian/formulir-0/").status_code == 204
    assert desk.get(f"/akun/isian/formulir-{MOST + 2}/").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"values": 5}',
        b'{"values": ["x"]}',
        b'{"values": {}, "base": 5}',
        b'{"page": "/"}',
        b"[" * 90_000,
        b"x" * (LARGEST + 10),
    ],
)
def test_what_cannot_be_kept_is_refused(desk, body):
    assert desk.post(PATH, body, content_type="application/json").status_code in {400, 422}
    assert len(stored()) == 0


def test_form_with_a_long_name_is_refused(desk):
    assert keep(desk, path=f"/akun/isian/{'a' * 250}/").status_code == 422


@pytest.mark.parametrize("page", ["//jahat.example/", "https://jahat.example", "javascript:alert(1)", "/\\jahat"])
def test_page_of_a_draft_is_one_of_ours(desk, page):
    keep(desk, page=page)
    assert '<a href="/">Ubah kasus Wa Canary Kenarimerah</a>' in desk.get("/akun/").content.decode()


@pytest.mark.parametrize("page", ["/kasus/\x00/", "/kasus/\ud800/"])
def test_signs_that_no_database_takes_are_no_fault(desk, page):
    assert keep(desk, page=page).status_code in {204, 422}
    assert keep(desk, path="/akun/isian/a%00b/").status_code == 204


def test_address_that_names_somebody_is_encrypted_too(desk):
    keep(desk, page="/kasus/baru/?orang=baru&nama=Wa+Canary+Kenarimerah")
    with everything(), connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_draft t")
        assert not any("Kenarimerah" in text for (text,) in cursor.fetchall())


def test_whoever_owes_a_second_factor_sees_no_titles(desk, people):
    keep(desk)
    people.caseworker.factor_due_on = timezone.localdate()
    people.caseworker.save(update_fields=["factor_due_on"])
    session = desk.session
    session["factor"] = ""
    session.save()
    assert desk.get("/akun/").status_code == 200
    assert "Kenarimerah" not in desk.get("/akun/").content.decode()
    assert desk.post("/keluar/").status_code == 302


def test_visitor_keeps_nothing(client, reference):
    answer = client.post(PATH, "{}", content_type="application/json", headers={"accept": "application/json"})
    assert answer.status_code == 401


def test_account_lists_drafts_and_drops_them(desk):
    keep(desk)
    html = desk.get("/akun/").content.decode()
    assert 'href="/kasus/KS-2026-0001/ubah/">Ubah kasus Wa Canary Kenarimerah</a>' in html
    desk.post("/akun/isian/")
    assert len(stored()) == 0


def test_sign_out_asks_what_becomes_of_drafts(desk, people, client_for):
    keep(desk)
    asked = desk.post("/keluar/")
    assert asked.status_code == 200
    assert "1 isian belum tersimpan." in asked.content.decode()
    assert desk.get("/akun/").status_code == 200
    assert desk.post("/keluar/", {"drafts": "keep"}).status_code == 302
    assert desk.get("/akun/").status_code == 302
    again = client_for(people.caseworker)
    assert again.get(PATH).json() == KEPT
    assert again.post("/keluar/", {"drafts": "drop"}).status_code == 302
    assert len(stored()) == 0


def test_session_that_ends_loses_nothing(desk, people, client_for):
    keep(desk)
    desk.post("/akun/keluar-semua/")
    people.caseworker.refresh_from_db()
    assert client_for(people.caseworker).get(PATH).json() == KEPT
