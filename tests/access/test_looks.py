"""No look without its record, no foreign row on any page, no page when the record cannot be written."""

import pytest

from cases.models import Worker
from core.models import AccessRecord
from core.scope import viewing_everything
from tests.access.sweeping import release
from tests.access.test_table import read_table
from tests.access.world import addresses, url_of


def pages(client, side, user):
    """(address, response) of every page that a GET shows."""
    table = read_table()
    for address in addresses():
        if table[address.name]["method"] == "GET" and address.right != "PUBLIC":
            response = client.get(url_of(address, side, user))
            release(response)
            if response.status_code == 200 and not response.streaming:
                yield address, response


def test_each_page_with_a_person_records_the_look(people, here, client_for):
    client = client_for(people.caseworker)
    shown = 0
    for address, response in pages(client, here, people.caseworker):
        if f"La {here.canary}" not in response.content.decode(errors="replace"):
            continue
        shown += 1
        record = AccessRecord.objects.filter(request_id=response["X-Request-Id"])
        assert (address.name, set().union(*(row.worker_ids for row in record)) & here.worker_ids) != (
            address.name,
            set(),
        )
        assert {row.user_id for row in record} == {people.caseworker.pk}
    assert shown >= 8


def people_on(text: str, known: dict[int, tuple[str, str]]) -> set[int]:
    """The people whose number stands on a page."""
    return {pk for pk, (_name, number) in known.items() if number in text}


@pytest.mark.parametrize("role", ["caseworker", "district_buton_tengah", "head"])
def test_each_page_records_exactly_the_people_it_shows(people, here, there, client_for, role):
    """Nobody who is named is left out, and nobody is recorded whom the page does not name."""
    user = getattr(people, role)
    with viewing_everything(reason="test"):
        known = {row.pk: (row.name, row.number) for row in Worker.objects.all()}
    for address, response in pages(client_for(user), here, user):
        text = response.content.decode(errors="replace")
        rows = AccessRecord.objects.filter(request_id=response["X-Request-Id"])
        recorded = set().union(*(row.worker_ids for row in rows))
        missing = people_on(text, known) - recorded
        extra = {pk for pk in recorded if not any(word in text for word in known[pk])}
        extra -= {
            pk for pk, (_name, number) in known.items() if number == here.keys["worker"]
        }  # whom the address names
        assert (address.name, missing, extra) == (address.name, set(), set())
        assert all(len(row.sight) == len(row.worker_ids) and "-" not in row.sight for row in rows), address.name


@pytest.mark.parametrize(
    "role", ["district_buton_tengah", "helpdesk", "outreach", "pr", "administration", "system_admin"]
)
def test_no_page_shows_a_row_out_of_sight(people, here, there, client_for, role):
    user = getattr(people, role)
    client = client_for(user)
    for address, response in pages(client, here, user):
        if role == "administration" and address.name.startswith("letters:"):
            continue  # keeps the book of all letters, and sees nobody
        if role == "pr" and address.name.startswith("letters:release"):
            assert f"La {there.canary}" not in response.content.decode()  # writes about all returns, and sees nobody
            continue
        assert (address.name, there.canary in response.content.decode(errors="replace")) == (address.name, False)


def test_search_shows_people_out_of_sight_masked(people, here, there, client_for):
    response = client_for(people.district_buton_tengah).get("/cari/", {"q": there.canary})
    text = response.content.decode().replace(f'value="{there.canary}"', "").replace(f"“{there.canary}”", "")
    assert f"La {there.canary}" not in text
    assert there.keys["worker"] not in text


def test_page_fails_when_the_look_cannot_be_recorded(people, here, record_refused, client_for):
    client = client_for(people.caseworker)
    client.raise_request_exception = False
    for name in ("kasus", "pekerja"):
        key = {"kasus": "case", "pekerja": "worker"}[name]
        response = client.get(f"/{name}/{here.keys[key]}/")
        assert response.status_code == 500
        assert here.canary not in response.content.decode()
