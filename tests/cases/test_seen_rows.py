"""Rows of a row that was fetched in sight are not asked for the rule again; those of any other row are."""

import pytest

from cases.actions.cases import add_note
from cases.actions.restrictions import restrict_case
from cases.actions.teams import forget_grants
from cases.models import Case, CaseNote, CaseTask
from cases.queries import get_case
from core.scope import is_seen, viewing_everything
from tests.cases.test_restrictions import DAY


@pytest.fixture
def noted(case, people, scope_of):
    """A case with one note."""
    with scope_of(people.caseworker):
        add_note(case=get_case(case.number), text="Catatan contoh", by=people.caseworker)
    return case


def unguarded(case) -> Case:
    with viewing_everything(reason="test"):
        return Case.objects.get(pk=case.pk)


def test_notes_of_a_case_in_sight_are_read_without_the_rule(noted, people, scope_of):
    with scope_of(people.district_buton_tengah):
        seen = get_case(noted.number)
        assert [note.text for note in seen.notes.of_seen()] == ["Catatan contoh"]
        assert len(str(seen.notes.of_seen().query)) < len(str(seen.notes.all().query))


def test_notes_of_a_case_that_was_not_fetched_in_sight_are_asked_for(noted, people, scope_of):
    row = unguarded(noted)
    with scope_of(people.district_wakatobi):
        assert (is_seen(row), list(row.notes.of_seen())) == (False, [])
        assert str(row.notes.of_seen().query) == str(row.notes.all().query)


def test_what_one_scope_saw_no_other_has_seen(noted, people, scope_of):
    with scope_of(people.district_buton_tengah):
        row = get_case(noted.number)
    with scope_of(people.district_wakatobi):
        assert (is_seen(row), list(row.notes.of_seen())) == (False, [])


def test_rows_that_do_not_follow_the_row_are_asked_for_always(noted, people, scope_of):
    """A person in sight may have cases out of sight."""
    with scope_of(people.district_buton_tengah):
        worker = get_case(noted.number).worker
        assert str(worker.cases.of_seen().query) == str(worker.cases.all().query)


def test_a_change_of_grants_forgets_what_was_seen_and_every_rule(noted, people, scope_of):
    with scope_of(people.caseworker):
        row = get_case(noted.number)
        restrict_case(case=row, user_ids={people.caseworker.pk}, on=DAY, by=people.caseworker)
        forget_grants()
        assert not is_seen(row)
    with scope_of(people.caseworker_2) as scope:
        assert list(CaseNote.objects.all()) == []
        rules = set(scope.store["rules"])
        forget_grants()
        assert (len(rules), "rules" in scope.store) == (1, False)


def test_a_rule_is_put_together_once_and_never_shared_between_queries(noted, people, scope_of):
    with scope_of(people.caseworker) as scope:
        before = str(CaseNote.objects.all().query)
        assert list(CaseNote.objects.filter(text="")) == []
        assert (str(CaseNote.objects.all().query), len(scope.store["rules"])) == (before, 1)
        assert list(CaseTask.objects.all()) == []
        assert len(scope.store["rules"]) == 2
