"""The door of a pick-up against a rule written once more in Python: named, and the window around the plan is open."""

from datetime import datetime, time, timedelta

from django.db import connection
from django.utils import timezone
from hypothesis import given

from accounts.queries import viewer_of
from cases.models import AccessGrant, ManifestEntry, Repatriation, Returnee
from core.scope import open_scope, viewing_everything
from tests.walls.test_differential import VIEWERS, sampled, seeds, world_of

BEFORE, AFTER = timedelta(hours=48), timedelta(hours=72)


def is_open(row: Repatriation, now: datetime) -> bool:
    if row.expected_on is None:
        return False
    start = timezone.make_aware(datetime.combine(row.expected_on, time()))
    return start - BEFORE <= now < start + timedelta(days=1) + AFTER


def is_named(row: Repatriation, user) -> bool:
    today = timezone.localdate()
    grants = AccessGrant.objects.filter(kind="REPATRIATION", object_id=row.pk, reason="PICK_UP", user=user)
    return any(grant.starts_on <= today and (grant.ends_on is None or grant.ends_on >= today) for grant in grants)


def asked(function: str, key: int) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM walls.{function}(%s)", [key])
        return {line[0] for line in cursor.fetchall()}


@given(seed=seeds)
@sampled
def test_named_see_everybody_of_the_return_while_it_lasts_and_others_nobody(people, seed):
    with world_of(seed, people) as world:
        now = timezone.now()
        with viewing_everything(reason="more people who are named"):
            for row in world.returns:
                AccessGrant.objects.create(
                    kind="REPATRIATION", object_id=row.pk, user=world.user(), reason="PICK_UP",
                    granted_by=world.user(), starts_on=world.today,
                )  # fmt: skip
            taken = Returnee.objects.filter(manifest_entry__isnull=False).values("manifest_entry_id")
            came = {row.pk: set(row.returnees.values_list("pk", flat=True)) for row in world.returns}
            lines = {
                row.pk: set(
                    ManifestEntry.objects.filter(manifest__repatriation=row, manifest__replaced_by=None)
                    .exclude(pk__in=taken)
                    .values_list("pk", flat=True)
                )
                for row in world.returns
            }
        for name in VIEWERS:
            user = getattr(people, name)
            viewer = viewer_of(user)
            if not viewer.sees_persons:
                continue
            for row in world.returns:
                expected = is_named(row, user) and is_open(row, now)
                with open_scope(viewer):
                    found = (asked("people_of_pick_up", row.pk), asked("lines_of_pick_up", row.pk))
                    assert (name, *found) == (name, came[row.pk] if expected else set(),
                                              lines[row.pk] if expected else set())  # fmt: skip
                    if expected:
                        assert Repatriation.objects.filter(pk=row.pk).exists()
