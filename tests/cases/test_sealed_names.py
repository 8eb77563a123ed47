"""Names of people who are restricted, or whose case is: nowhere in clear, and found by those who see them."""

import pytest
from django.db import connection

from cases.actions.cases import edit_case
from cases.actions.keeping import join_people
from cases.actions.restrictions import lift_restriction, lift_worker_restriction, restrict_case, restrict_worker
from cases.actions.workers import correct_worker
from cases.facts import PersonFacts
from cases.matching import alike
from cases.models import Worker
from cases.places import settle_place
from cases.queries import WORKER_FIELDS, find_everything, history_of, masked
from core.scope import viewing_everything
from tests.factories.casework import DAY, make_case, make_group, make_returnee, make_worker, person

NAME = "La Ode Contoh Samudra"


def everything_stored(needle: str) -> list[str]:
    """Tables of casework in whose rows the words stand in clear."""
    found = []
    with viewing_everything(reason="test"), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text ILIKE %s', [f"%{needle}%"])
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def read(worker: Worker) -> Worker:
    with viewing_everything(reason="test"):
        return Worker.objects.get(pk=worker.pk)


@pytest.fixture
def worker(people, scope_of):
    with scope_of(people.caseworker):
        yield make_worker(people.caseworker, name=NAME, age=40)


def test_name_in_clear_is_for_the_search_alone(worker):
    assert (worker.name, worker.told_name) == (NAME, NAME)
    assert everything_stored("contoh samudra") == ["cases_worker"]


def test_restricting_a_case_takes_the_name_out_of_the_clear(worker, people):
    case = make_case(people.caseworker, worker=worker)
    restrict_case(case=case, user_ids=set(), on=DAY, by=people.caseworker)
    row = read(worker)
    assert (row.name, row.name_key, row.name_tokens, row.told_name, str(row)) == ("", "", [], NAME, NAME)
    assert row.sealed_words
    assert everything_stored("contoh samudra") == everything_stored("~smdr") == []


def test_editing_a_case_to_a_kind_that_is_restricted_seals_the_name(worker, people):
    case = make_case(people.caseworker, worker=worker)
    edit_case(case=case, version=case.version, changes={"category": "TPPO"}, by=people.caseworker)
    row = read(worker)
    assert (row.name, row.told_name) == ("", NAME)
    assert everything_stored("contoh samudra") == []


def test_lifting_the_restriction_brings_the_name_back(worker, people):
    case, other = (make_case(people.caseworker, worker=worker) for _ in range(2))
    for row in (case, other):
        restrict_case(case=row, user_ids=set(), on=DAY, by=people.caseworker)
    lift_restriction(case=case, by=people.caseworker)
    assert read(worker).name == ""
    lift_restriction(case=other, by=people.caseworker)
    row = read(worker)
    assert (row.name, row.sealed_words, "samudra" in row.name_tokens) == (NAME, [], True)


def test_flag_at_the_quay_seals_the_name_before_it_is_written(people, scope_of):
    with scope_of(people.district_buton_tengah):
        group = make_group(people.district_buton_tengah)
        returnee = make_returnee(people.district_buton_tengah, group=group, who=person(NAME), flags=("INDIKASI_TPPO",))
        assert str(returnee.worker) == NAME
        assert returnee.worker.events.count() == 1
    assert everything_stored("contoh samudra") == []


def test_restricted_person_has_no_name_in_clear(worker, people):
    restrict_worker(worker=worker, user_ids=set(), on=DAY, by=people.caseworker)
    assert everything_stored("contoh samudra") == []


def test_lifting_the_person_brings_the_name_back(worker, people):
    restrict_worker(worker=worker, user_ids=set(), on=DAY, by=people.caseworker)
    lift_worker_restriction(worker=read(worker), by=people.caseworker)
    assert read(worker).name == NAME


def test_records_that_were_joined_are_sealed_with_the_person(worker, people):
    other = make_worker(people.caseworker, name="La Coba Karang")
    join_people(worker_id=worker.pk, into_id=other.pk, by=people.caseworker)
    case = make_case(people.caseworker, worker=read(other))
    restrict_case(case=case, user_ids=set(), on=DAY, by=people.caseworker)
    assert everything_stored("contoh samudra") == everything_stored("coba karang") == []
    lift_restriction(case=case, by=people.caseworker)
    assert (read(worker).name, read(other).name) == (NAME, "La Coba Karang")


def test_renaming_a_sealed_person_stays_sealed(worker, people):
    restrict_case(case=make_case(people.caseworker, worker=worker), user_ids=set(), on=DAY, by=people.caseworker)
    correct_worker(worker=worker, version=1, changes={"name": "Wa Coba Melati"}, on=DAY, by=people.caseworker)
    row = read(worker)
    assert (row.name, row.told_name) == ("", "Wa Coba Melati")
    assert everything_stored("coba melati") == everything_stored("contoh samudra") == []


def test_history_tells_both_names_to_those_who_may_see_them(worker, people):
    correct_worker(worker=worker, version=1, changes={"name": "Wa Coba Melati"}, on=DAY, by=people.caseworker)
    changes = [change for entry in history_of(worker, WORKER_FIELDS) for change in entry.changes]
    assert [(change.label, change.before, change.after) for change in changes] == [("Nama", NAME, "Wa Coba Melati")]


@pytest.mark.parametrize("text", ["samudra", "contoh samudra", "Laode Tjontoh Samudera"])
def test_sealed_name_is_found_by_those_who_see_the_person(worker, people, text):
    restrict_case(case=make_case(people.caseworker, worker=worker), user_ids=set(), on=DAY, by=people.caseworker)
    assert find_everything(text).people == [worker]


def test_other_names_that_share_a_shortened_word_are_not_shown(worker, people):
    """Shortened words meet by chance; whoever is shown was compared with the decrypted name."""
    restrict_case(case=make_case(people.caseworker, worker=worker), user_ids=set(), on=DAY, by=people.caseworker)
    field, (mine, *_rest) = Worker._meta.get_field("sealed_words"), read(worker).sealed_words
    words = (f"kata{number}" for number in range(100_000))
    twin = next(word for word in words if mine in field.blind([word]))
    assert find_everything(twin).people == []


def test_sealed_person_out_of_sight_is_not_hinted_at_by_name(worker, people, scope_of):
    restrict_case(case=make_case(people.caseworker, worker=worker), user_ids=set(), on=DAY, by=people.caseworker)
    with scope_of(people.district_wakatobi):
        found = find_everything("Contoh Samudra")
        assert (found.people, found.masked) == ([], [])


def test_sealed_person_is_told_without_initials(worker, people):
    assert masked(worker).initials == "L. O. C. S."
    restrict_case(case=make_case(people.caseworker, worker=worker), user_ids=set(), on=DAY, by=people.caseworker)
    assert masked(read(worker)).initials == "-"


def test_restricted_person_is_found_by_the_team_alone(worker, people, scope_of):
    restrict_worker(worker=worker, user_ids=set(), on=DAY, by=people.caseworker)
    with scope_of(people.head):
        assert find_everything("Contoh Samudra").people == []


def test_sealed_person_is_recognised_as_likely_the_same(worker, people):
    restrict_case(case=make_case(people.caseworker, worker=worker), user_ids=set(), on=DAY, by=people.caseworker)
    facts = person("Laode Tjontoh Samudera", age=41)
    found = alike(facts, settle_place(facts.place), DAY)
    assert [(match.worker, "NAME_ALIKE" in match.reasons) for match in found] == [(worker, True)]
    assert alike(PersonFacts(), settle_place(facts.place), DAY) == []


def test_list_finds_sealed_names(worker, people, client_for):
    restrict_case(case=make_case(people.caseworker, worker=worker), user_ids=set(), on=DAY, by=people.caseworker)
    assert NAME in client_for(people.caseworker).get("/pekerja/", {"name": "samudra"}).content.decode()


def test_joining_with_somebody_restricted_seals_the_name(worker, people):
    other = make_worker(people.caseworker, name="La Coba Karang")
    restrict_case(case=make_case(people.caseworker, worker=worker), user_ids=set(), on=DAY, by=people.caseworker)
    join_people(worker_id=worker.pk, into_id=other.pk, by=people.caseworker)
    assert (read(other).name, read(other).told_name) == ("", "La Coba Karang")


def test_case_list_shows_the_sealed_name_to_the_team(worker, people, client_for):
    restrict_case(case=make_case(people.caseworker, worker=worker), user_ids=set(), on=DAY, by=people.caseworker)
    assert NAME in client_for(people.caseworker).get("/kasus/").content.decode()
