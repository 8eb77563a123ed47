"""Python's rule of sight and the database's give the same rows: for reading, changing, removing and making.

Each example throws a world together and asks for twelve viewers and every table with people. `WALL_EXAMPLES=1000`
asks thousands of worlds; the suite asks a sample.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings, strategies

from accounts.models import ActingAppointment, Draft
from accounts.queries import viewer_of
from cases.models import Case, CaseNote, CaseTask, Repatriation, Returnee, ReturnPaper, Worker
from core import walls
from core.scope import ScopedManager, open_scope, viewing_everything
from letters.choices import OPEN_TO_OFFICE
from letters.models import Disposition, Letter, LetterFront, PressRelease
from tests.walls.world import World, stored_file

EXAMPLES = int(os.environ.get("WALL_EXAMPLES", "12"))
VIEWERS = (
    "caseworker", "district_buton_tengah", "district_buton_tengah_2", "district_wakatobi", "helpdesk", "auditor",
    "head", "placement", "administration", "outreach", "system_admin", "pr",
)  # fmt: skip
sampled = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
seeds = strategies.integers(0, 2**32)


def guarded_models() -> list:
    return [model for model in apps.get_models() if isinstance(model._default_manager, ScopedManager)]


@contextmanager
def world_of(seed: int, people) -> Iterator[World]:
    """A world for the length of the block; nothing of it stays."""
    with transaction.atomic():
        users = [getattr(people, name) for name in VIEWERS]
        today = timezone.localdate()
        ActingAppointment.objects.create(user=people.placement, title="PLH", starts_on=today, ends_on=today)
        with viewing_everything(reason="a world for a test"):
            world = World(Random(seed), users)
        yield world
        transaction.set_rollback(True)


def by_python(model, viewer) -> set:
    with viewing_everything(reason="what Python would show"):
        return set(model.objects.unscoped().visible_to(viewer).values_list("pk", flat=True))


def by_database(statement: str) -> set:
    """The keys that a statement answers in the present role; nothing of it stays."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)
            found = {key for (key,) in cursor.fetchall()}
        transaction.set_rollback(True)
    return found


@given(seed=seeds)
@sampled
def test_rows_read_changed_and_removed_are_the_same(people, seed):
    with world_of(seed, people):
        for name in VIEWERS:
            viewer = viewer_of(getattr(people, name))
            for model in guarded_models():
                seen, table = by_python(model, viewer), model._meta.db_table
                with open_scope(viewer):
                    assert (name, table, by_database(f"SELECT id FROM {table}")) == (name, table, seen)
                    changed = by_database(f"UPDATE {table} SET id = id RETURNING id")
                    assert (name, table, "changed", changed) == (name, table, "changed", seen)
                    removed = by_database(f"DELETE FROM {table} RETURNING id")
                    assert (name, table, "removed", removed) == (name, table, "removed", seen)


def new_rows(world: World) -> list:
    """One new row of each kind that people make, with what the dice say."""
    user, case, letter = world.user(), world.dice.choice(world.cases), world.dice.choice(world.letters)
    return [
        Worker(number="O-X", name="x", district=world.district(), is_restricted=world.is_restricted(), created_by=user),
        Case(
            number="K-X", worker=world.dice.choice(world.workers), category="LAINNYA", channel="LANGSUNG",
            district=world.district(), is_restricted=world.is_restricted(), opened_on=world.today, created_by=user,
            assignee=world.dice.choice([*world.users, None]),
        ),
        Repatriation(number="P-X", cause="DEPORTASI", office=user.office, created_by=user),
        Returnee(
            repatriation=world.repatriation(9), worker=world.dice.choice(world.workers), cause="DEPORTASI",
            district=world.district(), is_restricted=world.is_restricted(), created_by=user,
        ),
        CaseNote(case=case, text="x", by=user),
        CaseTask(case=case, title="x", assignee=world.user(), created_by=user),
        stored_file(case, user),
        stored_file(letter, user),
        world.new_letter("X"),
        world.new_disposition(letter, world.user(), by=user, state="DONE"),  # open ones stand once
        front_anew(letter),
        PressRelease(source="pemulangan", key="x", created_by=user),
        ReturnPaper(
            repatriation=world.dice.choice(world.returns), code="BALASAN", subject="x", body="x", created_by=user
        ),
        Draft(user=user, form="x", body="x", saved_at=timezone.now(), expires_at=timezone.now()),
    ]  # fmt: skip


def front_anew(letter: Letter) -> LetterFront:
    """The front of the letter once more; the one that stands makes room."""
    LetterFront.objects.filter(letter=letter).delete()
    return LetterFront(letter=letter, kind="SURAT", is_open=letter.classification in OPEN_TO_OFFICE)


def is_taken(row) -> bool:
    """Whether the database takes the row in the present role."""
    row.pk = None
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            transaction.set_rollback(True)
    except Error:
        return False
    return True


def would_be_seen(row, viewer) -> bool:
    """What hangs on a case or a letter is made by whoever sees that before; nobody lets themselves in with a task."""
    if isinstance(row, CaseNote | CaseTask):
        return row.case_id in by_python(Case, viewer)
    if isinstance(row, Disposition):
        return row.letter_id in by_python(Letter, viewer)
    with viewing_everything(reason="what Python would show"), transaction.atomic():
        row.pk = None
        row.save(force_insert=True)
        seen = type(row).objects.unscoped().visible_to(viewer).filter(pk=row.pk).exists()
        transaction.set_rollback(True)
    return seen


@given(seed=seeds)
@sampled
def test_rows_are_made_where_they_would_be_seen(people, seed):
    with world_of(seed, people) as world:
        with viewing_everything(reason="new rows for a test"):
            rows = new_rows(world)
        for name in VIEWERS:
            viewer = viewer_of(getattr(people, name))
            for row in rows:
                expected = would_be_seen(row, viewer)
                with open_scope(viewer):
                    assert (name, type(row).__name__, is_taken(row)) == (name, type(row).__name__, expected)


def test_every_guarded_model_is_asked():
    assert len(guarded_models()) == len(walls.all_walls().guarded) >= 19


@pytest.mark.parametrize("name", VIEWERS)
def test_viewer_of_each_class_exists(people, name):
    assert viewer_of(getattr(people, name)) is not None
