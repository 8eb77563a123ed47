"""What a page says once may name a person: it lies in no cookie and in no row in clear, and ends with the session."""

from django.conf import settings
from django.db import connection

from tests.factories.casework import make_returnee, person

NAME = "Wa Canary Kenarimerah"


def verified(people, scope_of, client_for):
    """A client that was just told that NAME is verified, and has not seen the next page yet."""
    with scope_of(people.district_buton_tengah):
        row = make_returnee(people.district_buton_tengah, who=person(NAME, sex="P"))
    client = client_for(people.caseworker)
    there = f"/pemulangan/{row.repatriation.number}/orang/{row.pk}/"
    answer = client.post(f"{there}verifikasi/", {"dilihat": f"{row.pk}:{row.stamp}"})
    assert answer.status_code == 302
    return client, there, answer


def test_next_page_says_it_once(people, scope_of, client_for):
    client, there, _answer = verified(people, scope_of, client_for)
    assert f"{NAME} diverifikasi." in client.get(there).content.decode()
    assert f"{NAME} diverifikasi." not in client.get(there).content.decode()


def test_no_cookie_and_no_row_tells_it(people, scope_of, client_for):
    client, _there, answer = verified(people, scope_of, client_for)
    assert set(answer.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM accounts_devicesession")
        stored = [client.session.decode(data) for (data,) in cursor.fetchall()]
    assert any("_messages" in session for session in stored)
    assert not any("Kenarimerah" in str(session) for session in stored)


def test_sign_in_page_after_leaving_says_nothing_of_it(people, scope_of, client_for):
    client, _there, _answer = verified(people, scope_of, client_for)
    client.post("/keluar/", {"drafts": "keep"})
    assert "Kenarimerah" not in client.get("/masuk/").content.decode()
