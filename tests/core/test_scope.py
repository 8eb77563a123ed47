"""The scope: no look without a viewer, and a wide door that says why it was opened."""

import logging

import pytest

from cases.models import Case, CaseNote, CaseTask, Manifest, PersonName, Repatriation, Returnee, Worker
from core.exceptions import NoScopeError
from core.scope import ScopedManager, Viewer, current_viewer, has_scope, open_scope, viewing_everything

GUARDED = [Worker, Case, Repatriation, Returnee, CaseNote, CaseTask, Manifest, PersonName]


@pytest.mark.parametrize("model", GUARDED)
@pytest.mark.parametrize(
    "reach",
    [
        lambda objects: objects.all(),
        lambda objects: objects.filter(pk=1),
        lambda objects: objects.get(pk=1),
        lambda objects: objects.first(),
        lambda objects: objects.count(),
        lambda objects: objects.exists(),
        lambda objects: objects.values_list("pk"),
        lambda objects: objects.in_bulk([1]),
        lambda objects: objects.update(pk=1),
        lambda objects: objects.aggregate(),
    ],
)
def test_manager_without_scope_raises(db, model, reach):
    with pytest.raises(NoScopeError):
        reach(model.objects)


def test_viewer_without_persons_sees_no_row(people, scope_of):
    from tests.factories.casework import make_case

    with scope_of(people.caseworker):
        make_case(people.caseworker)
    for user in (people.pr, people.auditor, people.system_admin, people.administration, people.outsider):
        with scope_of(user):
            assert [Worker.objects.count(), Case.objects.count(), Returnee.objects.count()] == [0, 0, 0]
            assert Repatriation.objects.count() == 0


def test_scope_closes_after_block():
    with open_scope(Viewer(user_id=1, name="A")):
        with open_scope(Viewer(user_id=2, name="B")):
            assert current_viewer().user_id == 2
        assert current_viewer().user_id == 1
    assert not has_scope()


def test_wide_door_logs_its_reason(caplog):
    with caplog.at_level(logging.INFO, logger="core.scope"), viewing_everything(reason="nightly check"):
        assert current_viewer().sees_everything
    assert "nightly check" in caplog.text


def test_wide_door_without_reason_stays_shut():
    with pytest.raises(ValueError, match="Say why"), viewing_everything(reason=" "):
        pass


def test_guarded_models_use_the_scoped_manager():
    assert all(isinstance(model._default_manager, ScopedManager) for model in GUARDED)
