"""The list of returns that have submissions waiting: where the card of the first page leads."""

import pytest
from django.db import connection

from cases.actions.arrivals import send_back_submission, verify_submission
from cases.models import Returnee, Worker
from cases.searches import ReturnList
from core.scope import viewing_everything
from tests.factories.casework import make_group, make_returnee, person

WAITING = "/pemulangan/?is_waiting=on"
SENTENCE = "ada kiriman yang menunggu verifikasi"


def numbers(client, url: str = WAITING) -> list[str]:
    return [row["number"] for row in client.get(url).context["rows"]]


@pytest.fixture
def groups(people, scope_of):
    """A return with one of two waiting, one whose people are all done with, one that the office logged itself."""
    officer = people.district_buton_tengah
    with scope_of(officer):
        waiting, done = make_group(officer), make_group(officer)
        first = make_returnee(officer, group=waiting, who=person("La Satu"))
        make_returnee(officer, group=waiting, who=person("La Dua"))
        last = make_returnee(officer, group=done, who=person("La Tiga"))
    with scope_of(people.caseworker):
        office = make_group(people.caseworker)
        make_returnee(people.caseworker, group=office, who=person("La Empat"))
        verify_submission(returnee=first, by=people.caseworker)
        send_back_submission(returnee=last, reason="Umur belum cocok.", by=people.caseworker)
    return waiting, done, office


def test_only_returns_with_somebody_waiting_are_listed(groups, people, client_for):
    page = client_for(people.caseworker).get(WAITING)
    assert [row["number"] for row in page.context["rows"]] == [groups[0].number]
    assert page.context["count"] == 1
    assert f"Semua pemulangan, {SENTENCE}" in page.content.decode()
    assert len(numbers(client_for(people.caseworker), "/pemulangan/")) == 3


def test_the_filter_goes_with_the_others(groups, people, client_for):
    client = client_for(people.caseworker)
    assert numbers(client, f"{WAITING}&cause=DEPORTASI") == [groups[0].number]
    assert numbers(client, f"{WAITING}&cause=SAKIT") == []
    districts = [user.office.district_id for user in (people.district_buton_tengah, people.district_wakatobi)]
    assert [numbers(client, f"{WAITING}&district={pk}") for pk in districts] == [[groups[0].number], []]


def test_each_district_finds_its_own_that_wait(groups, people, client_for):
    assert numbers(client_for(people.district_buton_tengah_2)) == [groups[0].number]
    assert numbers(client_for(people.district_wakatobi)) == []


def test_others_of_a_mixed_group_who_wait_do_not_lead_there(groups, people, client_for, scope_of):
    """A return stands on the list of a district for the people that the district sees."""
    with scope_of(people.district_buton_tengah):
        make_returnee(people.district_buton_tengah, group=groups[1], who=person("Wa Lima", district="74.07"))
    assert numbers(client_for(people.district_wakatobi)) == [groups[1].number]
    assert numbers(client_for(people.district_buton_tengah_2)) == [groups[0].number]


def test_restricted_people_out_of_sight_do_not_lead_there(groups, people, client_for):
    with viewing_everything(reason="people whom nobody sees"):
        Worker.objects.update(is_restricted=True)
        Returnee.objects.update(is_restricted=True)
    assert numbers(client_for(people.caseworker)) == []


def test_pages_of_the_filtered_list_lead_on_and_back(people, client_for, scope_of):
    with scope_of(people.district_buton_tengah):
        for _number in range(27):
            make_returnee(people.district_buton_tengah)
    for user in (people.caseworker, people.district_buton_tengah):
        client = client_for(user)
        first = client.get(WAITING).context
        second = client.get(f"/pemulangan/{first['older_url']}").context
        back = client.get(f"/pemulangan/{second['newer_url']}").context
        assert (len(first["rows"]), len(second["rows"]), first["count"]) == (25, 2, 27)
        assert [row["number"] for row in back["rows"]] == [row["number"] for row in first["rows"]]


def test_those_who_wait_are_read_from_their_own_index(groups, people, scope_of):
    with scope_of(people.caseworker) as scope, connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        waiting = ReturnList(scope.viewer, {"is_waiting": True}).waiting()
        assert "returnee_waiting" in waiting.order_by("created_at", "pk").explain()
