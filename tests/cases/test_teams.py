"""Named teams as people come and go: acting heads, tasks, hand-overs, and teams in which nobody works any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.hand_over import hand_over_work, open_work_of
from accounts.models import ActingAppointment, RoleAssignment
from cases.actions.cases import add_task, assign_case
from cases.actions.restrictions import keep_teams_alive, restrict_case, restrict_worker
from cases.models import AccessGrant, Case, CaseTask, Worker
from cases.tasks import keep_teams
from core.exceptions import DomainError
from core.scope import viewing_everything
from tests.factories.casework import DAY, make_case, make_worker
from tests.people import make_user

TODAY = timezone.localdate()
DAYS = timedelta(days=1)


@pytest.fixture
def case(people, scope_of) -> Case:
    """Restricted from the first moment: the heads and the protection officers of the day are its team."""
    with scope_of(people.caseworker):
        return make_case(people.caseworker, worker=make_worker(people.caseworker, age=34), category="TPPO")


def sees(scope_of, user, case: Case, on=None) -> bool:
    with scope_of(user, on):
        seen = Case.objects.filter(pk=case.pk).exists()
        assert Worker.objects.filter(pk=case.worker_id).exists() or not seen
    return seen


def members(row) -> set[str]:
    return set(AccessGrant.objects.filter(object_id=row.pk, reason="TEAM").values_list("user__username", flat=True))


# --- the head, and who acts as head -----------------------------------------------------------------------------------


def act(user, begins: int, ends: int) -> None:
    ActingAppointment.objects.create(
        user=user, title="PLH", starts_on=TODAY + begins * DAYS, ends_on=TODAY + ends * DAYS
    )


@pytest.mark.parametrize(("begins", "ends", "acts"), [(-1, 1, True), (0, 0, True), (1, 3, False), (-3, -1, False)])
def test_acting_head_sees_what_the_head_sees_for_the_period(people, scope_of, client_for, case, begins, ends, acts):
    act(people.placement, begins, ends)
    assert sees(scope_of, people.placement, case) is acts
    assert client_for(people.placement).get(f"/kasus/{case.number}/").status_code == (200 if acts else 404)


def test_acting_head_sees_a_restricted_person_and_opens_the_team(people, scope_of, client_for, case):
    with scope_of(people.head):
        restrict_worker(worker=case.worker, user_ids=set(), on=TODAY, by=people.head)
    act(people.placement, 0, 0)
    client = client_for(people.placement)
    pages = [f"/pekerja/{case.worker.number}/", f"/kasus/{case.number}/batasi/"]
    assert [client.get(url).status_code for url in pages] == [200, 200]


def test_acting_head_does_not_come_into_a_team_without_the_head(people, scope_of, case):
    with scope_of(people.caseworker):
        restrict_case(case=case, user_ids=set(), on=TODAY, by=people.caseworker)
    act(people.placement, 0, 0)
    assert not sees(scope_of, people.head, case)
    assert not sees(scope_of, people.placement, case)


def test_new_head_has_the_seats_of_the_office(people, offices, scope_of, case):
    RoleAssignment.objects.filter(user=people.head).update(ends_on=TODAY - DAYS)
    new = make_user("kepala_baru", office=offices.province)
    RoleAssignment.objects.create(user=new, role="head", starts_on=TODAY)
    AccessGrant.objects.update(starts_on=TODAY - 30 * DAYS)
    assert sees(scope_of, new, case)
    assert not sees(scope_of, people.outsider, case)


def test_seat_that_a_later_head_had_as_an_officer_stays_personal(people, scope_of, case):
    """Only what was taken as head goes to the next head."""
    with scope_of(people.caseworker):
        restrict_case(case=case, user_ids={people.caseworker_2.pk}, on=TODAY, by=people.caseworker)
    RoleAssignment.objects.create(user=people.caseworker_2, role="head", starts_on=TODAY + DAYS)
    assert not sees(scope_of, people.head, case)


def test_new_protection_officer_is_named_by_the_team(people, offices, scope_of, case):
    new = make_user("petugas_baru", office=offices.province, roles=("protection",))
    assert not sees(scope_of, new, case)
    with scope_of(people.caseworker):
        assign_case(case=case, to=new, by=people.caseworker)
    assert sees(scope_of, new, case)


# --- tasks in a restricted case ---------------------------------------------------------------------------------------


def give_task(case: Case, to, by) -> CaseTask:
    return add_task(case=case, title="Hubungi keluarga", assignee=to, due_on=DAY, by=by)


def test_whoever_gets_a_task_joins_the_team(people, scope_of, case):
    with scope_of(people.caseworker):
        give_task(case, people.placement, people.caseworker)
    assert sees(scope_of, people.placement, case)
    with scope_of(people.placement):
        assert CaseTask.objects.get().title == "Hubungi keluarga"


def test_who_may_not_name_the_team_gives_tasks_within_it(people, scope_of, client_for, case):
    with scope_of(people.caseworker):
        assign_case(case=case, to=people.placement, by=people.caseworker)
    with scope_of(people.placement), pytest.raises(DomainError, match="Kasus ini dibatasi. Pilih anggota timnya"):
        give_task(case, people.empowerment, people.placement)
    offered = {user.pk for user in task_form(client_for(people.placement), case).fields["assignee"].queryset}
    team = (people.caseworker, people.caseworker_2, people.head, people.placement)
    assert offered == {user.pk for user in team}
    with scope_of(people.placement):
        give_task(case, people.head, people.placement)


def task_form(client, case: Case):
    return client.get(f"/kasus/{case.number}/tugas/").context["form"]


def test_who_may_name_the_team_is_told_that_others_join(people, client_for, case):
    form = task_form(client_for(people.caseworker), case)
    assert people.placement in form.fields["assignee"].queryset
    assert form.fields["assignee"].help_text == "Kasus ini dibatasi. Petugas di luar tim masuk ke dalam timnya."


def test_task_in_an_ordinary_case_joins_nobody(people, scope_of):
    with scope_of(people.caseworker):
        case = make_case(people.caseworker, worker=make_worker(people.caseworker, age=34))
        give_task(case, people.placement, people.caseworker)
    assert members(case) == set()


# --- hand-over --------------------------------------------------------------------------------------------------------


def hand_over(user, to, by) -> int:
    plan = {key: to for key, _kind, _line in open_work_of(user)}
    return hand_over_work(user=user, plan=plan, on=TODAY, by=by)


def test_who_hands_over_a_restricted_case_leaves_its_team(people, scope_of, case):
    with scope_of(people.caseworker):
        assign_case(case=case, to=people.placement, by=people.caseworker)
        give_task(case, people.placement, people.caseworker)
    assert hand_over(people.placement, people.empowerment, people.head) == 2
    assert not sees(scope_of, people.placement, case)
    assert sees(scope_of, people.empowerment, case)


def test_who_hands_over_the_last_seat_with_a_task_is_followed(people, scope_of, case):
    with scope_of(people.caseworker):
        restrict_case(case=case, user_ids=set(), on=TODAY, by=people.caseworker)
        give_task(case, people.caseworker, people.caseworker)
    assert hand_over(people.caseworker, people.caseworker_2, people.head) == 2
    assert members(case) == {"caseworker_2"}


def test_who_gives_an_ordinary_case_to_a_colleague_keeps_their_teams(people, scope_of, case):
    with scope_of(people.caseworker):
        other = make_case(people.caseworker, worker=make_worker(people.caseworker, age=34))
        assign_case(case=other, to=people.caseworker, by=people.caseworker)
    hand_over(people.caseworker, people.caseworker_2, people.head)
    assert sees(scope_of, people.caseworker, case)


# --- teams in which nobody works any more -----------------------------------------------------------------------------


def test_team_of_ended_accounts_gets_the_head(people, scope_of, case):
    with scope_of(people.caseworker):
        restrict_case(case=case, user_ids={people.placement.pk}, on=TODAY, by=people.caseworker)
    people.caseworker.ends_on = TODAY - DAYS
    people.caseworker.save()
    keep_teams()
    assert not sees(scope_of, people.head, case)  # the placement officer still works
    RoleAssignment.objects.filter(user=people.placement).update(ends_on=TODAY - DAYS)
    keep_teams()
    assert sees(scope_of, people.head, case)
    with viewing_everything(reason="test"):
        assert keep_teams_alive(on=TODAY, by=None) == 0
