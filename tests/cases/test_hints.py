"""Restricted people, and people with a restricted case, are not hinted at to those who do not see them."""

import pytest

from cases.actions.matches import decide_match
from cases.actions.restrictions import restrict_case, restrict_worker
from cases.choices import MatchDecision
from cases.facts import Age, PersonFacts, Place
from cases.matching_lists import Asked
from cases.models import DuplicateCandidate, Worker
from cases.places import settle_place
from cases.queries.wide import rows_alike
from core.scope import viewing_everything
from tests.factories.casework import DAY, make_case, make_returnee, make_worker, person

NIK, NAME = "7414010101860001", "La Ode Contoh Samudra"
CHECK = "/pemulangan/cek-kembar/"
TOLD = {"name": NAME, "sex": "L", "age": "40", "village": "Lakudo, Buton Tengah", "nik": NIK}


@pytest.fixture
def known(people, scope_of):
    """Somebody of Buton Tengah with a NIK."""
    with scope_of(people.district_buton_tengah):
        return make_worker(people.district_buton_tengah, name=NAME, age=40, nik=NIK)


@pytest.fixture(params=["person", "case"])
def guarded(request, known, people, scope_of):
    """They are restricted, or a case of theirs is."""
    with scope_of(people.caseworker):
        if request.param == "person":
            restrict_worker(worker=known, user_ids={people.caseworker.pk}, on=DAY, by=people.caseworker)
        else:
            case = make_case(people.caseworker, worker=known)
            restrict_case(case=case, user_ids={people.caseworker.pk}, on=DAY, by=people.caseworker)
    return known


def pairs() -> list[DuplicateCandidate]:
    with viewing_everything(reason="test"):
        return list(DuplicateCandidate.objects.select_related("worker", "other"))


def log_alike(people, scope_of):
    """A district officer of Wakatobi logs somebody with the same NIK."""
    officer = people.district_wakatobi
    with scope_of(officer):
        return make_returnee(officer, who=person(NAME, age=40, district="74.07", nik=NIK))


def test_ordinary_person_out_of_sight_is_shown_as_a_mask(known, people, client_for):
    page = client_for(people.district_wakatobi).post(CHECK, TOLD).content.decode()
    assert "NIK sama" in page


def test_check_while_logging_hints_at_nobody_guarded(guarded, people, client_for):
    page = client_for(people.district_wakatobi).post(CHECK, TOLD).content.decode()
    assert "NIK sama" not in page
    assert guarded.number not in page


def test_search_by_nik_hints_at_nobody_guarded(guarded, people, client_for):
    page = client_for(people.district_wakatobi).get(f"/cari/?q={NIK}").content.decode()
    assert "Buton Tengah" not in page.partition("<main")[2]


def test_pair_with_somebody_guarded_is_told_to_those_who_see_them(guarded, people, scope_of, client_for):
    row = log_alike(people, scope_of)
    assert [(pair.worker_id, pair.other_id) for pair in pairs()] == [(guarded.pk, row.worker_id)]
    for user in (people.district_wakatobi, people.placement):
        html = client_for(user).get(f"/pekerja/{row.worker.number}/").content.decode()
        assert ("NIK sama" in html) is (user is people.placement and not guarded_now(guarded))
        assert row.worker.number not in client_for(user).get("/").content.decode().partition('id="kembar"')[2]
    assert "NIK sama" in client_for(people.caseworker).get(f"/pekerja/{guarded.number}/").content.decode()
    assert guarded.number in client_for(people.caseworker).get("/").content.decode().partition('id="kembar"')[2]


def guarded_now(worker: Worker) -> bool:
    with viewing_everything(reason="test"):
        return Worker.objects.get(pk=worker.pk).is_restricted


def test_pair_that_was_there_before_turns_to_the_guarded_side(known, people, scope_of, client_for):
    row = log_alike(people, scope_of)
    assert [(pair.worker_id, pair.other_id) for pair in pairs()] == [(row.worker_id, known.pk)]
    with scope_of(people.caseworker):
        restrict_worker(worker=known, user_ids={people.caseworker.pk}, on=DAY, by=people.caseworker)
    assert [(pair.worker_id, pair.other_id) for pair in pairs()] == [(known.pk, row.worker_id)]
    html = client_for(people.district_wakatobi).get(f"/pekerja/{row.worker.number}/").content.decode()
    assert "NIK sama" not in html


def test_newer_record_is_joined_into_the_older_whichever_way_the_pair_lies(guarded, people, scope_of):
    row = log_alike(people, scope_of)
    with scope_of(people.caseworker):
        decide_match(candidate=pairs()[0], decision=MatchDecision.SAME, by=people.caseworker)
    with viewing_everything(reason="test"):
        assert Worker.objects.get(pk=row.worker_id).merged_into_id == guarded.pk


def test_list_of_a_letter_hints_at_nobody_guarded(guarded, people, scope_of):
    """Neither by name nor by how many of its rows look like somebody; the team is told."""
    facts = PersonFacts(name=NAME, sex="L", age=Age(years=40), place=Place("Lakudo, Buton Tengah"), nik=NIK)
    asked = {1: Asked(facts, settle_place(facts.place))}
    for user, found in ((people.caseworker, [guarded]), (people.district_wakatobi, [])):
        with scope_of(user):
            assert [match.worker for match in rows_alike(asked, DAY).get(1, [])] == found


def test_many_checks_by_number_are_cut_off(known, people, client_for):
    client = client_for(people.district_wakatobi)
    codes = {client.post(CHECK, {**TOLD, "nik": f"7414010101{n:06}"}).status_code for n in range(152)}
    assert codes == {200, 429}
