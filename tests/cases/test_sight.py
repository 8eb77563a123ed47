"""The rule of sight: who sees which row. The table says it; the product is run against it."""

from datetime import date, timedelta

import pytest

from cases.actions.cases import add_note, add_task, assign_case
from cases.actions.restrictions import lift_restriction, restrict_case
from cases.choices import GrantKind, GrantReason
from cases.models import AccessGrant, Case, CaseNote, Repatriation, Returnee, Worker
from core.exceptions import DomainError
from tests.factories.casework import DAY, make_case, make_group, make_returnee, make_worker, person

PROVINCE = ["head", "caseworker", "placement", "empowerment", "report_admin"]
NOBODY = ["outreach", "pr", "administration", "auditor", "system_admin", "outsider", "helpdesk"]

# who sees a case of Buton Tengah that the caseworker opened
ORDINARY = {
    **dict.fromkeys(PROVINCE, True),
    **dict.fromkeys(NOBODY, False),
    "district_buton_tengah": True,
    "district_buton_tengah_2": True,
    "district_wakatobi": False,
}


@pytest.fixture
def case(people, scope_of) -> Case:
    with scope_of(people.caseworker):
        case = make_case(people.caseworker, worker=make_worker(people.caseworker, district="74.14"))
        add_note(case=case, text="Catatan rahasia", by=people.caseworker)
    return case


@pytest.mark.parametrize(("name", "sees"), ORDINARY.items())
def test_case_of_a_district_is_seen_by(people, scope_of, case, name, sees):
    with scope_of(getattr(people, name)):
        seen = [
            Case.objects.filter(pk=case.pk).exists(),
            Worker.objects.filter(pk=case.worker_id).exists(),
            Returnee.objects.filter(worker=case.worker_id).exists(),
            Repatriation.objects.filter(returnees__worker=case.worker_id).exists(),
            CaseNote.objects.filter(case_id=case.pk).exists(),
        ]
    assert seen == [sees] * 5


def test_case_created_by_other_district_stays_in_its_sight(people, scope_of):
    officer = people.district_wakatobi
    with scope_of(officer):
        returnee = make_returnee(officer, who=person(district="74.14"))
        assert Worker.objects.filter(pk=returnee.worker_id).exists()
    with scope_of(people.district_buton_tengah):
        assert Returnee.objects.filter(pk=returnee.pk).exists()


def test_case_assigned_to_other_district_is_seen_there(people, scope_of, case):
    with scope_of(people.caseworker):
        assign_case(case=case, to=people.district_wakatobi, by=people.caseworker)
    with scope_of(people.district_wakatobi):
        assert Case.objects.filter(pk=case.pk).exists()
        assert Worker.objects.filter(pk=case.worker_id).exists()


def test_whoever_has_a_task_in_a_case_sees_the_case_and_its_person(people, scope_of, case):
    with scope_of(people.caseworker):
        add_task(
            case=case, title="Hubungi keluarga", assignee=people.district_wakatobi, due_on=DAY, by=people.caseworker
        )
    with scope_of(people.district_wakatobi):
        assert Case.objects.filter(pk=case.pk).exists()
        assert Worker.objects.filter(pk=case.worker_id).exists()


@pytest.mark.parametrize(("ends", "sees"), [(None, True), (0, True), (-1, False)])
def test_shared_case_is_seen_until_its_last_day(people, scope_of, case, ends, sees):
    today = date.today()
    AccessGrant.objects.create(
        kind=GrantKind.CASE,
        object_id=case.pk,
        user=people.district_wakatobi,
        reason=GrantReason.SHARED,
        granted_by=people.head,
        starts_on=today - timedelta(days=5),
        ends_on=None if ends is None else today + timedelta(days=ends),
    )
    with scope_of(people.district_wakatobi):
        assert Case.objects.filter(pk=case.pk).exists() is sees


def test_restricted_case_is_seen_by_its_team_alone(people, scope_of, case):
    with scope_of(people.caseworker):
        restrict_case(case=case, user_ids={people.head.pk}, on=DAY, by=people.caseworker)
    seen_by = set()
    for name, user in people.everybody().items():
        with scope_of(user):
            if Case.objects.filter(pk=case.pk).exists():
                seen_by.add(name)
                assert CaseNote.objects.filter(case_id=case.pk).exists()
    assert seen_by == {"caseworker", "head"}


def test_share_does_not_open_a_restricted_case(people, scope_of, case):
    AccessGrant.objects.create(
        kind=GrantKind.CASE,
        object_id=case.pk,
        district=people.district_wakatobi.office.district,
        reason=GrantReason.SHARED,
        granted_by=people.head,
        starts_on=DAY,
    )
    with scope_of(people.district_wakatobi):
        assert Case.objects.filter(pk=case.pk).exists()
    with scope_of(people.caseworker):
        restrict_case(case=case, user_ids=set(), on=DAY, by=people.caseworker)
    with scope_of(people.district_wakatobi):
        assert not Case.objects.filter(pk=case.pk).exists()


def test_lifted_restriction_restores_ordinary_sight(people, scope_of, case):
    with scope_of(people.caseworker):
        restrict_case(case=case, user_ids=set(), on=DAY, by=people.caseworker)
        lift_restriction(case=case, by=people.caseworker)
    with scope_of(people.district_buton_tengah):
        assert Case.objects.filter(pk=case.pk).exists()


def test_mixed_group_shows_each_district_its_own(people, scope_of):
    with scope_of(people.caseworker):
        group = make_group(people.caseworker)
        here = make_returnee(people.caseworker, group=group, who=person(district="74.14"))
        there = make_returnee(people.caseworker, group=group, who=person(district="74.07"))
        nowhere = make_returnee(people.caseworker, group=group, who=person(district=""))
    with scope_of(people.district_buton_tengah):
        assert set(group.returnees.values_list("pk", flat=True)) == {here.pk}
    with scope_of(people.district_wakatobi):
        assert set(group.returnees.values_list("pk", flat=True)) == {there.pk}
    with scope_of(people.head):
        assert set(group.returnees.values_list("pk", flat=True)) == {here.pk, there.pk, nowhere.pk}


def test_return_list_branches_equal_visible_to(people, scope_of):
    with scope_of(people.caseworker):
        for district in ("74.14", "74.07", ""):
            make_returnee(people.caseworker, who=person(district=district))
    for user in people.everybody().values():
        with scope_of(user) as scope:
            for model in (Worker, Case, Repatriation, Returnee):
                rows = model.objects.unscoped()
                branches = {
                    pk for part in rows.sight_branches(scope.viewer) for pk in part.values_list("pk", flat=True)
                }
                assert branches == set(model.objects.values_list("pk", flat=True))


def test_district_opens_no_case_for_a_stranger(people, scope_of):
    with scope_of(people.caseworker):
        stranger = make_worker(people.caseworker, district="74.07")
    with scope_of(people.district_buton_tengah), pytest.raises(DomainError, match="luar wilayah kerja"):
        make_case(people.district_buton_tengah, worker=stranger)
