"""What each role may do and see: the product against the tables, and acting heads by day."""

import csv
from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import ActingAppointment, RoleAssignment
from accounts.queries import head_signature, viewer_of
from accounts.roles import DATA, RIGHTS, ROLES
from cases.models import Case

# (person of the cast, sight of the province, number of districts, sees people, rights it must not have)
SIGHTS = [
    ("head", True, 0, True, {"users.manage", "audit.view"}),
    ("caseworker", True, 0, True, {"users.manage", "audit.view", "work.hand_over"}),
    ("placement", True, 0, True, {"returns.record", "cases.open", "cases.close", "reports.rows"}),
    ("empowerment", True, 0, True, {"returns.record", "cases.open", "cases.close", "reports.rows"}),
    ("outreach", False, 0, False, {"cases.view", "workers.view", "search.use", "returns.view", "reports.view"}),
    ("report_admin", True, 0, True, {"returns.record", "cases.note", "cases.close"}),
    ("pr", False, 0, False, {"cases.view", "workers.view", "search.use", "returns.view", "reports.rows"}),
    ("administration", False, 0, False, {"cases.view", "workers.view", "search.use", "returns.view"}),
    ("helpdesk", False, 0, True, {"returns.verify", "cases.close", "reports.view"}),
    ("district_buton_tengah", False, 1, True, {"returns.verify", "returns.manifest", "cases.close", "reports.view"}),
    ("auditor", False, 0, False, {"cases.view", "workers.view", "search.use", "users.manage"}),
    ("system_admin", False, 0, False, {"cases.view", "workers.view", "search.use", "audit.view", "reports.view"}),
    ("outsider", False, 0, False, {"areas.view", "cases.view", "users.manage"}),
]


@pytest.mark.parametrize(("name", "is_province", "districts", "sees_persons", "never"), SIGHTS)
def test_viewer_of_each_role(people, name, is_province, districts, sees_persons, never):
    viewer = viewer_of(getattr(people, name))
    assert (viewer.is_province, len(viewer.district_ids), viewer.sees_persons) == (is_province, districts, sees_persons)
    assert viewer.rights & never == frozenset()
    assert not viewer.sees_everything


def test_viewer_has_the_rights_of_the_table(people):
    with (DATA / "rights.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for user in people.everybody().values():
        viewer = viewer_of(user)
        assert viewer.rights == {row["right"] for row in rows if any(row[role] == "x" for role in viewer.roles)}


def test_every_role_has_a_column_and_a_sight():
    assert set(ROLES) == set(RIGHTS)
    assert {role.sight for role in ROLES.values()} == {"PROVINCE", "DISTRICT", "OWN", "NONE"}


def test_viewer_of_a_district_sees_its_own_district(people):
    area = people.district_buton_tengah.office.district
    assert viewer_of(people.district_buton_tengah).district_ids == {area.pk}
    assert area.code == "74.14"


def test_district_role_in_a_provincial_office_opens_no_district(people):
    RoleAssignment.objects.create(user=people.outsider, role="district", starts_on=date(2020, 1, 1))
    assert viewer_of(people.outsider).district_ids == frozenset()


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(0, None, True), (0, 0, True), (-5, 5, True), (1, None, False), (-5, -1, False), (-1, 0, True)],
)
def test_roles_hold_from_their_first_to_their_last_day(people, starts, ends, holds):
    today = timezone.localdate()
    RoleAssignment.objects.create(
        user=people.outsider,
        role="protection",
        starts_on=today + timedelta(days=starts),
        ends_on=None if ends is None else today + timedelta(days=ends),
    )
    assert ("protection" in viewer_of(people.outsider).roles) is holds


@pytest.mark.parametrize(("day", "acts"), [(9, False), (10, True), (14, True), (20, True), (21, False)])
def test_acting_head_has_the_rights_of_the_head_for_the_period(people, day, acts):
    ActingAppointment.objects.create(
        user=people.placement, title="PLH", starts_on=date(2026, 3, 10), ends_on=date(2026, 3, 20)
    )
    viewer = viewer_of(people.placement, date(2026, 3, day))
    assert ("head" in viewer.roles, "cases.close" in viewer.rights) == (acts, acts)
    signer, title = head_signature(date(2026, 3, day))
    assert (signer, title) == ((people.placement, "Plh.") if acts else (people.head, ""))


def test_nobody_signs_when_there_is_no_head(people):
    RoleAssignment.objects.filter(role="head").delete()
    assert head_signature(date(2026, 3, 1)) == (None, "")


def test_viewer_of_an_ended_account_is_none(people):
    people.head.is_active = False
    assert viewer_of(people.head) is None
    user = people.district_wakatobi
    assert viewer_of(user, user.ends_on).user_id == user.pk
    assert viewer_of(user, user.ends_on + timedelta(days=1)) is None


def test_cast_looks_with_its_own_eyes(people, scope_of):
    for user in people.everybody().values():
        with scope_of(user) as scope:
            assert scope.viewer.user_id == user.pk
            assert Case.objects.count() == 0
