"""Expected arrivals by day and port: on a page, and for calendar programs under a secret address."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import RoleAssignment
from cases.actions.calendar import make_calendar_address
from cases.actions.journeys import correct_leg, record_leg
from cases.actions.repatriations import record_manifest
from cases.facts import ListedPerson
from cases.ics import Event, calendar
from cases.models import CalendarFeed
from cases.zones import moment
from core.limits import LIMITS
from core.models import AccessRecord
from tests.counting import queries_of
from tests.factories.casework import make_group
from tests.seeing import everything

PAGE = "/pemulangan/kalender/"
SUBSCRIBE = "/pemulangan/kalender/langganan/"
TOKEN = re.compile(r"/kalender/([\w-]+)\.ics")
DAY = timezone.localdate() + timedelta(days=4)


def expected(by, *, day: date = DAY, hour: str = "", **facts):
    """A return that is planned, with a list of two."""
    values = {"arrived_on": None, "expected_on": day, "place_of_arrival": "Pelabuhan Murhum", **facts}
    group = make_group(by, **values)
    listed = [ListedPerson("La Rahasia Karang", "L", 40, "Muna"), ListedPerson("Wa Rahasia Pasir", "P", 30, "Muna")]
    record_manifest(
        repatriation=group, issuer="KJRI", letter_number="", letter_date=None, subject="", people_counted=None,
        people=listed, by=by,
    )  # fmt: skip
    if hour:
        at = moment(day, datetime.strptime(hour, "%H.%M").replace(tzinfo=UTC).time(), "WITA")
        correct_leg(leg=group.legs.get(), version=1, values={"planned_at": at}, people=None, by=by)
    return group


@pytest.fixture
def address(people, scope_of):
    """`address(user)`: the path of their calendar."""

    def make(user) -> str:
        with scope_of(user):
            _feed, token = make_calendar_address(by=user)
        return f"/kalender/{token}.ics"

    return make


# -- the page --------------------------------------------------------------------------------------


def test_a_month_shows_port_ship_people_and_hour(people, client_for, scope_of):
    with scope_of(people.caseworker):
        group = expected(people.caseworker, hour="21.00")
    client = client_for(people.caseworker)
    page = client.get(f"{PAGE}?bulan={DAY:%Y-%m}").content.decode()
    for text in ("Pelabuhan Murhum", "KM Contoh, 2 orang", "21.00 WITA", group.number):
        assert text in page
    assert "Rahasia" not in page
    other = client.get(f"{PAGE}?bulan=2031-01").content.decode()
    assert group.number not in other
    assert "Belum ada kedatangan yang direncanakan pada bulan ini." in other


def test_each_leg_that_ends_somewhere_is_an_arrival(people, client_for, scope_of):
    with scope_of(people.caseworker):
        group = expected(people.caseworker)
        values = {"mode": "LAND", "vessel": "Bus Contoh", "to_place": "Kendari", "planned_on": DAY}
        record_leg(repatriation=group, values=values, people=None, by=people.caseworker)
        values = {**values, "to_place": "Raha", "is_not_travelled": True}
        record_leg(repatriation=group, values=values, people=None, by=people.caseworker)
        expected(people.caseworker, vessel="KM Batal")
        make_group(people.caseworker, vessel="KM Tanpa Ruas", arrived_on=None, expected_on=DAY).legs.update(
            planned_on=None
        )
    page = client_for(people.caseworker).get(f"{PAGE}?bulan={DAY:%Y-%m}").content.decode()
    assert "Bus Contoh" in page
    assert "KM Tanpa Ruas" in page
    assert "Raha" not in page


@pytest.mark.parametrize("text", ["", "x", "2026-13", "0001-01", "2026-1-1", "²-1", "9999-12"])
def test_a_month_that_is_none_is_this_one(people, client_for, text):
    assert client_for(people.caseworker).get(PAGE, {"bulan": text}).status_code == 200


def test_a_district_sees_its_own_arrivals(people, client_for, scope_of):
    with scope_of(people.caseworker):
        expected(people.caseworker, vessel="KM Lain")
    with scope_of(people.district_buton_tengah):
        make_group(people.district_buton_tengah, vessel="KM Sendiri", arrived_on=None, expected_on=DAY)
    page = client_for(people.district_wakatobi).get(f"{PAGE}?bulan={DAY:%Y-%m}").content.decode()
    assert "KM Sendiri" not in page
    page = client_for(people.district_buton_tengah).get(f"{PAGE}?bulan={DAY:%Y-%m}").content.decode()
    assert ("KM Sendiri" in page, "KM Lain" in page) == (True, False)


def test_the_page_asks_as_often_for_three_as_for_one(people, client_for, scope_of):
    client, url = client_for(people.caseworker), f"{PAGE}?bulan={DAY:%Y-%m}"
    with scope_of(people.caseworker):
        expected(people.caseworker)
    one = queries_of(client, url)
    with scope_of(people.caseworker):
        expected(people.caseworker)
        expected(people.caseworker)
    assert queries_of(client, url) == one


@pytest.mark.parametrize("url", [PAGE, SUBSCRIBE])
def test_who_may_open_the_pages(people, client_for, client, url):
    assert client.get(url).status_code == 302
    assert client_for(people.district_wakatobi).get(url).status_code == 200
    assert client_for(people.outreach).get(url).status_code == 403
    assert client_for(people.caseworker).put(url).status_code == 405
    assert client_for(people.caseworker).get(f"{SUBSCRIBE}cabut/").status_code == 405


# -- the address -----------------------------------------------------------------------------------


def test_an_address_is_shown_once_and_kept_nowhere(people, client_for):
    client = client_for(people.caseworker)
    page = client.post(SUBSCRIBE).content.decode()
    token = TOKEN.search(page)[1]
    assert len(token) == 43
    assert Client().get(f"/kalender/{token}.ics").status_code == 200
    assert token not in client.get(SUBSCRIBE).content.decode()
    assert token not in str(list(CalendarFeed.objects.values()))
    client.post(SUBSCRIBE)
    assert (CalendarFeed.objects.count(), Client().get(f"/kalender/{token}.ics").status_code) == (1, 404)


def test_who_holds_the_address_gets_ship_place_hour_and_number(people, address, scope_of):
    with scope_of(people.caseworker):
        group = expected(people.caseworker, hour="21.00")
    answer = Client().get(address(people.caseworker))
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert f"DTSTART:{DAY:%Y%m%d}T130000Z" in text
    assert "SUMMARY:KM Contoh\\, 2 orang" in text
    assert "LOCATION:Pelabuhan Murhum" in text
    assert f"DESCRIPTION:{group.number}\\nPukul 21.00 WITA" in text
    assert "Rahasia" not in text
    assert "DEPORTASI" not in text.upper()
    assert text.count("BEGIN:VEVENT") == 1


def test_the_sight_is_that_of_the_owner_at_the_moment(people, address, scope_of):
    with scope_of(people.caseworker):
        expected(people.caseworker, vessel="KM Lain")
    path = address(people.district_wakatobi)
    assert "KM Lain" not in Client().get(path).content.decode()
    with everything():
        make_group(people.district_wakatobi, vessel="KM Sendiri", arrived_on=None, expected_on=DAY)
    assert "KM Sendiri" in Client().get(path).content.decode()


def test_a_signed_in_browser_gets_no_more_than_the_address_gives(people, address, client_for, scope_of):
    with scope_of(people.caseworker):
        expected(people.caseworker, vessel="KM Lain")
    path = address(people.district_wakatobi)
    assert "KM Lain" not in client_for(people.caseworker).get(path).content.decode()


def test_each_fetch_is_recorded_with_what_was_told(people, address, scope_of):
    with scope_of(people.caseworker):
        group = expected(people.caseworker)
    path = address(people.caseworker)
    Client().get(path)
    row = AccessRecord.objects.filter(field_class="CALENDAR").get()
    assert (row.user, row.look, row.object_kind, row.object_ids) == (
        people.caseworker, "LIST", "repatriation", [group.pk],
    )  # fmt: skip
    assert (row.worker_ids, row.session, row.route) == ([], "", "kalender/<str:token>.ics")


def revoked(client_for, user) -> None:
    assert client_for(user).post(f"{SUBSCRIBE}cabut/").status_code == 302


def without_role(_client_for, user) -> None:
    RoleAssignment.objects.filter(user=user).update(ends_on=timezone.localdate() - timedelta(days=1))


def closed(_client_for, user) -> None:
    user.is_active = False
    user.save()


def cut_off(_client_for, user) -> None:
    user.session_epoch += 1
    user.save()


@pytest.mark.parametrize("end", [revoked, without_role, closed, cut_off])
def test_the_address_ends_with_what_it_hangs_on(people, address, client_for, end):
    path = address(people.caseworker)
    assert Client().get(path).status_code == 200
    end(client_for, people.caseworker)
    answer = Client().get(path)
    assert (answer.status_code, "BEGIN" in answer.content.decode()) == (404, False)
    assert answer.content == Client().get("/kalender/tidak-ada.ics").content


def test_a_user_who_opens_no_returns_has_no_calendar(people, address):
    assert Client().get(address(people.outreach)).status_code == 404


def test_guessing_and_fetching_are_limited(people, address):
    path, other = address(people.caseworker), address(people.district_wakatobi)
    for name, url in (("calendar_feed", path), ("calendar_address", "/kalender/salah.ics")):
        allowed = [Client().get(url).status_code for _turn in range(LIMITS[name].most)]
        assert 429 not in allowed
        refused = Client().get(url)
        assert refused.status_code == 429
        assert int(refused["Retry-After"]) > 0
    assert Client().get(other).status_code == 200


def test_the_address_takes_no_other_method(people, address):
    path = address(people.caseworker)
    assert (Client().post(path).status_code, Client().head(path).status_code) == (405, 200)


# -- the format ------------------------------------------------------------------------------------


def test_lines_are_short_and_texts_cannot_begin_a_property():
    stamp = datetime(2026, 11, 29, 5, tzinfo=UTC)
    evil = "KM Contoh\r\nATTENDEE:x; a, b\\c " + "é" * 60
    body = calendar("x", [Event("1@x", date(2026, 12, 3), None, evil, "", "")], stamp=stamp)
    lines = body.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(line.startswith(b"ATTENDEE") for line in lines)
    text = body.replace(b"\r\n ", b"").decode()
    assert "ATTENDEE:x\\; a\\, b\\\\c é" in text
    assert "DTSTART;VALUE=DATE:20261203\r\nDTEND;VALUE=DATE:20261204" in text
    assert text.endswith("END:VCALENDAR\r\n")
