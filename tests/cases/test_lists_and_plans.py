"""A letter's list before and after who comes, who does not come, and returns that are only expected."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cases.actions.arrivals import mark_arrival, record_absence, record_group
from cases.actions.repatriations import correct_repatriation, record_manifest
from cases.choices import ArrivalState
from cases.facts import Age, Count, GroupFacts, ListedPerson
from cases.models import ManifestEntry, Repatriation, Returnee, Worker
from cases.queries import reconcile
from core.exceptions import DomainError
from core.scope import viewing_everything
from tests.factories.casework import DAY, make_group, make_returnee, person

TEN = [
    ListedPerson("La Ode Coba Karang", "L", 34, "Buton Tengah"),
    ListedPerson("Wa Coba Pasir", "P", 28, "Wakatobi"),
    *(ListedPerson(f"La Coba Nomor{letter}", "L", 40, "") for letter in "abcdefgh"),
]


def stored(row):
    with viewing_everything(reason="test"):
        return type(row).objects.get(pk=row.pk)


def listed(by, group: Repatriation, people=TEN, counted: int | None = 10) -> list[ManifestEntry]:
    manifest = record_manifest(
        repatriation=group, issuer="BP3MI Kalimantan Utara", letter_number="B.1", letter_date=DAY, subject="",
        people_counted=counted, people=list(people), by=by,
    )  # fmt: skip
    return list(manifest.entries.all())


@pytest.fixture
def group(people, scope_of) -> Repatriation:
    """A return of the office with a list of ten, before anybody came."""
    with scope_of(people.caseworker):
        made = make_group(people.caseworker)
        listed(people.caseworker, made)
    return made


def at(group: Repatriation, *parts) -> str:
    return "/".join(["/pemulangan", group.number, *(str(part) for part in parts), ""])


def line(group: Repatriation, position: int) -> ManifestEntry:
    with viewing_everything(reason="test"):
        return ManifestEntry.objects.get(manifest__repatriation=group, position=position)


# --- who comes stands on their line -----------------------------------------------------------------------------------


def test_who_comes_after_the_list_stands_on_the_line_that_names_them(people, scope_of, group):
    by = people.caseworker
    with scope_of(by):
        same = make_returnee(by, group=group, who=person("Laode Tjoba Karang", age=35))
        other = make_returnee(by, group=group, who=person("La Tidak Ada", age=20))
        numbers = reconcile(group)
    assert (same.manifest_entry_id, same.is_unlisted) == (line(group, 1).pk, False)
    assert (other.manifest_entry_id, other.is_unlisted) == (None, True)
    assert (numbers.listed, numbers.arrived, numbers.open, numbers.unlisted) == (10, 1, 9, 1)


@pytest.mark.parametrize("changes", [{"sex": "P"}, {"age_facts": Age(years=60)}, {"name": "La Ode Coba"}])
def test_who_differs_from_the_line_does_not_stand_on_it(people, scope_of, group, changes):
    facts = {"name": "La Ode Coba Karang", "age_facts": Age(years=34), **changes}
    with scope_of(people.caseworker):
        row = make_returnee(people.caseworker, group=group, who=person(**facts))
    assert row.manifest_entry_id is None


def test_line_is_given_once(people, scope_of, group):
    by = people.caseworker
    with scope_of(by):
        first = make_returnee(by, group=group, who=person("La Ode Coba Karang", age=34))
        second = make_returnee(by, group=group, who=person("La Ode Coba Karang", age=34))
    assert first.manifest_entry_id == line(group, 1).pk
    assert (second.manifest_entry_id, second.is_unlisted) == (None, True)


def test_two_lines_of_one_name_are_left_to_people(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        group = make_group(by)
        listed(by, group, [ListedPerson("La Coba Kembar"), ListedPerson("La Coba Kembar")], None)
        row = make_returnee(by, group=group, who=person("La Coba Kembar"))
    assert row.manifest_entry_id is None


def test_district_stands_people_on_lines_that_it_does_not_see(people, scope_of, client_for, group):
    """The office's list names them without a place; the officer at the quay sees no line and pairs all the same."""
    officer = people.district_buton_tengah
    with scope_of(officer):
        row = make_returnee(officer, group=group, who=person("La Coba Nomora", age=40))
        assert not ManifestEntry.objects.filter(pk=row.manifest_entry_id).exists()
    assert row.manifest_entry_id == line(group, 3).pk
    page = client_for(officer).get(at(group, "orang", row.pk))
    assert page.status_code == 200
    assert "Ada dalam daftar" in page.content.decode()


def test_form_offers_the_open_lines_and_takes_the_choice(people, client_for, group):
    client = client_for(people.caseworker)
    there = at(group, "orang")
    offered = dict(client.get(there).context["form"].fields["entry"].choices)
    assert len(offered) == 12
    told = {"name": "La Lain Sekali", "sex": "L", "age": "61", "client_id": uuid4(), "entry": line(group, 3).pk}
    assert client.post(there, told).status_code == 302
    with viewing_everything(reason="test"):
        assert Returnee.objects.get().manifest_entry_id == line(group, 3).pk
    assert str(line(group, 3).pk) not in dict(client.get(there).context["form"].fields["entry"].choices)


def test_person_said_to_be_unlisted_is_paired_with_nobody(people, client_for, group):
    told = {"name": "La Ode Coba Karang", "sex": "L", "age": "34", "client_id": uuid4(), "entry": "0"}
    assert client_for(people.caseworker).post(at(group, "orang"), told).status_code == 302
    with viewing_everything(reason="test"):
        row = Returnee.objects.get()
    assert (row.manifest_entry_id, row.is_unlisted) == (None, True)


def test_line_leads_to_a_card_that_is_filled_with_it(people, client_for, group):
    client = client_for(people.caseworker)
    page = client.get(at(group)).content.decode()
    address = f"{at(group, 'orang')}?baris={line(group, 1).pk}"
    assert address in page
    form = client.get(address).context["form"]
    assert [form[name].value() for name in ("name", "sex", "age", "village", "entry")] == [
        "La Ode Coba Karang", "L", "34", "Buton Tengah", str(line(group, 1).pk),
    ]  # fmt: skip


def test_form_without_a_list_asks_for_no_line(people, client_for, scope_of):
    with scope_of(people.caseworker):
        plain = make_group(people.caseworker)
    assert "entry" not in client_for(people.caseworker).get(at(plain, "orang")).context["form"].fields


def test_empty_form_of_the_phone_names_nobody(people, client_for, group):
    assert "Coba Karang" not in client_for(people.caseworker).get("/pemulangan/catat/kosong/").content.decode()


def test_tile_of_who_arrived_counts_the_unlisted_too(people, client_for, scope_of, group):
    with scope_of(people.caseworker):
        make_returnee(people.caseworker, group=group, who=person("La Ode Coba Karang", age=34))
        make_returnee(people.caseworker, group=group, who=person("La Tidak Ada", age=20))
    page = client_for(people.caseworker).get(at(group)).content.decode()
    assert re.search(r"<b>2</b><span>Tiba</span><span>1 sesuai daftar</span>", page)


# --- who does not come ------------------------------------------------------------------------------------------------


def test_listed_person_who_did_not_come_is_recorded_from_the_line(people, client_for, scope_of, group):
    client = client_for(people.caseworker)
    there = at(group, "baris", line(group, 2).pk, "tidak-datang")
    assert there in client.get(at(group)).content.decode()
    assert "Wa Coba Pasir" in client.get(there).content.decode()
    refused = client.post(there, {"not_arrived_reason": ""})
    assert (refused.status_code, "Pilih alasan" in refused.content.decode()) == (422, True)
    assert client.post(there, {"not_arrived_reason": "LEFT"}).status_code == 302
    with viewing_everything(reason="test"):
        row = Returnee.objects.select_related("worker__district").get()
        assert list(row.worker.statuses.all()) == []
        assert list(row.worker.names.values_list("source_kind", "source")) == [("LETTER", "B.1")]
    told = (row.worker.name, row.worker.sex, row.worker.stated_age, row.worker.district.code)
    assert told == ("Wa Coba Pasir", "P", 28, "74.07")
    assert (row.arrival_state, row.not_arrived_reason, row.arrived_on) == ("NOT_ARRIVED", "LEFT", None)
    with scope_of(people.caseworker):
        numbers = reconcile(group)
    assert (numbers.arrived, numbers.not_arrived, numbers.open) == (0, 1, 9)
    assert client.get(there).status_code == 404


def test_line_on_which_somebody_stands_has_no_absentee(people, scope_of, group):
    by = people.caseworker
    with scope_of(by):
        make_returnee(by, group=group, who=person("La Ode Coba Karang", age=34))
        with pytest.raises(DomainError, match="sudah dipasangkan"):
            record_absence(entry=line(group, 1), reason="LEFT", on=DAY, by=by)


def test_absentee_who_comes_after_all_has_a_day_and_a_status(people, scope_of, group):
    by = people.caseworker
    with scope_of(by):
        row = record_absence(entry=line(group, 1), reason="POSTPONED", on=DAY, by=by)
        back = mark_arrival(returnee=row, state=ArrivalState.ARRIVED, by=by)
        assert (back.arrived_on, back.not_arrived_reason) == (DAY, "")
        assert list(row.worker.statuses.values_list("status", "starts_on")) == [("PURNA", DAY)]
        assert stored(row).age_group == "ADULT"


# --- a wrong tick is undone without a loss ----------------------------------------------------------------------------


def test_day_of_arrival_outlives_a_wrong_tick(people, scope_of):
    """The group has no day that a calendar knows; its people have the day on which they were logged."""
    by = people.caseworker
    with scope_of(by):
        group = record_group(facts=GroupFacts("DEPORTASI", printed_date="31/04/2026"), on=DAY, by=by)
        row = make_returnee(by, group=group)
        day = row.arrived_on
        away = mark_arrival(returnee=row, state=ArrivalState.NOT_ARRIVED, reason="ILL", by=by)
        assert list(row.worker.statuses.all()) == []
        back = mark_arrival(returnee=away, state=ArrivalState.ARRIVED, by=by)
        assert (day, back.arrived_on) == (DAY + timedelta(days=1), day)
        assert list(row.worker.statuses.values_list("status", "starts_on")) == [("PURNA", day)]


# --- districts of those whom a letter names ---------------------------------------------------------------------------


def test_return_is_seen_by_the_districts_that_its_letter_names(people, client_for, group):
    assert client_for(people.district_wakatobi).get(at(group)).status_code == 200
    page = client_for(people.district_wakatobi).get(at(group)).content.decode()
    assert ("Wa Coba Pasir" in page, "La Ode Coba Karang" in page) == (True, False)
    assert "Dalam surat 10 orang." in page
    listed_there = client_for(people.district_wakatobi).get("/pemulangan/").context["rows"]
    assert [row["number"] for row in listed_there] == [group.number]


# --- expected returns -------------------------------------------------------------------------------------------------

PLAN = "/pemulangan/rencana/"
NEXT_WEEK = timezone.localdate() + timedelta(days=7)
TOLD = {
    "cause": "DEPORTASI", "country": "MYS", "mode": "SEA", "vessel": "KM Lambelu", "group_total": "sekitar 80",
    "expected_on": f"{NEXT_WEEK:%d/%m/%Y}", "sending_office": "BP3MI Kalimantan Utara",
}  # fmt: skip


def planned(client, **changes):
    return client.post(PLAN, {**TOLD, "form_id": uuid4(), **changes})


@pytest.mark.parametrize("name", ["caseworker", "helpdesk", "district_buton_tengah"])
def test_expected_return_is_recorded_and_stands_on_the_list(people, client_for, name):
    client = client_for(getattr(people, name))
    assert PLAN in client.get("/pemulangan/").content.decode()
    answer = planned(client)
    with viewing_everything(reason="test"):
        group = Repatriation.objects.get()
        assert group.legs.get().planned_on == NEXT_WEEK
    assert answer.url == at(group)
    assert (group.state, group.expected_on, group.arrived_on) == ("ANNOUNCED", NEXT_WEEK, None)
    assert group.group_count == Count(80, 80, is_about=True)
    assert [row["number"] for row in client.get("/pemulangan/").context["rows"]] == [group.number]


def test_plan_without_a_day_is_recorded(people, client_for):
    assert planned(client_for(people.caseworker), expected_on="").status_code == 302
    with viewing_everything(reason="test"):
        assert Repatriation.objects.get().expected_on is None


def test_plan_sent_twice_is_one(people, client_for):
    client, form_id = client_for(people.caseworker), uuid4()
    urls = {planned(client, form_id=form_id).url for _turn in range(2)}
    with viewing_everything(reason="test"):
        assert urls == {at(Repatriation.objects.get())}


def test_plan_of_a_day_that_has_passed_is_refused(people, client_for):
    answer = planned(client_for(people.caseworker), expected_on="01/01/2026", note="Dijemput di dermaga")
    assert answer.status_code == 422
    assert "Tanggal 1 Jan 2026 sudah lewat." in answer.content.decode()
    assert "Dijemput di dermaga" in answer.content.decode()


def test_plan_keeps_a_writing_that_no_calendar_has(people, client_for):
    assert planned(client_for(people.caseworker), expected_on="31/11/2026").status_code == 302
    with viewing_everything(reason="test"):
        group = Repatriation.objects.get()
        assert list(group.sourced_values.values_list("field", "printed")) == [("expected_on", "31/11/2026")]


@pytest.mark.parametrize("name", ["placement", "report_admin", "pr", "auditor"])
def test_plan_asks_for_the_right(people, client_for, name):
    assert client_for(getattr(people, name)).get(PLAN).status_code == 403


def test_expected_return_arrives_with_its_first_person(people, scope_of, client_for):
    planned(client_for(people.caseworker))
    by = people.caseworker
    with scope_of(by):
        group = Repatriation.objects.get()
        row = make_returnee(by, group=group, on=DAY)
    assert (stored(group).state, stored(group).arrived_on) == ("ARRIVED", DAY + timedelta(days=1))
    assert row.arrived_on == stored(group).arrived_on
    assert stored(group).version == 2


def test_expected_return_arrives_with_its_day(people, scope_of, client_for):
    planned(client_for(people.caseworker))
    by = people.caseworker
    with scope_of(by):
        group = Repatriation.objects.get()
        correct_repatriation(repatriation=group, version=1, changes={"arrived_on": DAY}, by=by)
    assert stored(group).state == "ARRIVED"


def test_return_that_was_cancelled_stays_so(people, scope_of):
    by = people.caseworker
    with scope_of(by):
        group = make_group(by)
        correct_repatriation(repatriation=group, version=1, changes={"state": "CANCELLED"}, by=by)
        make_returnee(by, group=stored(group))
    assert stored(group).state == "CANCELLED"


def test_nobody_is_made_by_a_list(people, group):
    with viewing_everything(reason="test"):
        assert Worker.objects.count() == 0
