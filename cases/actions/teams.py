"""Who sees a restricted case or person. Parts of actions, never actions by themselves.

A restricted case without a team of its own follows its person: the person's team sees it (cases/sight.py).
"""

from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import RoleAssignment, User
from accounts.queries import viewer_of
from cases.choices import GrantKind, GrantReason, TaskState
from cases.models import AccessGrant, Case, Worker
from core.scope import RULES, SEEN, current_scope


def team_of(row: Case | Worker):
    kind = GrantKind.CASE if isinstance(row, Case) else GrantKind.WORKER
    return AccessGrant.objects.filter(kind=kind, object_id=row.pk, reason=GrantReason.TEAM)


def teams_of_cases():
    """Ids of the cases that have a team of their own."""
    return AccessGrant.objects.filter(kind=GrantKind.CASE, reason=GrantReason.TEAM).values("object_id")


def team_ids(row: Case | Worker) -> set[int]:
    return set(team_of(row).values_list("user_id", flat=True))


WITH_WORK = "Masuk tim bersama tugasnya."  # on seats of a person's team that came with work in a case


def grant_team(*, row: Case | Worker, user_ids: set[int], by, on: date, explanation: str = "") -> None:
    """These join the team; who is in it already stays as they are. The team of a case sees its person too."""
    kind = GrantKind.CASE if isinstance(row, Case) else GrantKind.WORKER
    AccessGrant.objects.bulk_create(
        AccessGrant(
            kind=kind,
            object_id=row.pk,
            user_id=user_id,
            reason=GrantReason.TEAM,
            explanation=explanation,
            granted_by=by,
            starts_on=on,
        )
        for user_id in sorted(user_ids - team_ids(row))
    )
    if isinstance(row, Case) and not row.worker.is_restricted:
        for user in User.objects.filter(pk__in=user_ids).select_related("office"):
            open_for_work(row=row.worker, to=user, by=by, on=on)
    forget_grants()


def set_team(*, row: Case | Worker, user_ids: set[int], by, on: date) -> None:
    """These are the team, and nobody else."""
    team_of(row).exclude(user_id__in=user_ids).delete()
    grant_team(row=row, user_ids=user_ids, by=by, on=on)


def forget_grants() -> None:
    """Grants were changed: the open scope reads them again, and what it knows of who sees what."""
    for name in ("grants", RULES, SEEN):
        current_scope().store.pop(name, None)


def name_first_team(case: Case, by, on: date) -> None:
    """A restricted case begins with whoever opened it and the person's team.

    Where the person has none, the heads and the protection officers of the day are its team.
    """
    grant_team(row=case, user_ids={by.pk, *first_members(case.worker, on)}, by=by, on=on)


def first_members(worker: Worker, on: date) -> set[int]:
    """The team of the person, else the heads and the protection officers of the day."""
    members = team_ids(worker) if worker.is_restricted else set()
    if members:
        return members
    officers = RoleAssignment.objects.running(on).filter(role__in=("head", "protection"))
    return set(officers.values_list("user_id", flat=True))


def restrict_by_rule(case: Case, *, by, on: date) -> None:
    """What became a case for a named team keeps those who work on it, beside its first team. The caller saves it."""
    name_first_team(case, by, on)
    tasks = case.tasks.open().values_list("assignee_id", flat=True)
    at_work = {case.created_by_id, case.assignee_id, *tasks} - {None}
    grant_team(row=case, user_ids=at_work, by=by, on=on)
    case.is_restricted = True


def guard_of(case: Case) -> Case | Worker:
    """Whose team sees a restricted case: its own where it has one, else that of its restricted person."""
    follows = case.worker.is_restricted and not team_of(case).exists()
    return case.worker if follows else case


def join_team(*, case: Case, to, by) -> None:
    """Who is given a case, or work in one, sees it and its person from now on, wherever they come from."""
    on = timezone.localdate()
    for row in (guard_of(case), case.worker) if case.is_restricted else (case, case.worker):
        if row.is_restricted:
            with_work = WITH_WORK if isinstance(row, Worker) else ""
            grant_team(row=row, user_ids={to.pk}, by=by, on=on, explanation=with_work)
        else:
            open_for_work(row=row, to=to, by=by, on=on)


def open_for_work(*, row: Case | Worker, to, by, on: date) -> None:
    """A share for the sake of work; the provincial office sees ordinary rows anyway."""
    viewer = viewer_of(to, on)
    if viewer is None or viewer.is_province:
        return
    kind = GrantKind.CASE if isinstance(row, Case) else GrantKind.WORKER
    AccessGrant.objects.get_or_create(
        kind=kind, object_id=row.pk, user=to, reason=GrantReason.WORK, defaults={"granted_by": by, "starts_on": on}
    )
    forget_grants()


def leave_team(*, case: Case, user) -> None:
    """Who gave all work in a case to others sees no more than before; whom a person's team names stays there."""
    if case.assignee_id == user.pk or case.tasks.open().filter(assignee=user).exists():
        return
    team_of(case).filter(user=user).delete()
    mine = AccessGrant.objects.filter(user=user)
    mine.filter(kind=GrantKind.CASE, object_id=case.pk, reason=GrantReason.WORK).delete()
    if not works_for_person(case.worker, user):
        of_person = mine.filter(kind=GrantKind.WORKER, object_id=case.worker_id)
        of_person.filter(Q(reason=GrantReason.WORK) | Q(reason=GrantReason.TEAM, explanation=WITH_WORK)).delete()
    forget_grants()


def works_for_person(worker: Worker, user) -> bool:
    """Whether any case of the person in the open scope is still in these hands."""
    cases = worker.cases.all()
    seats = AccessGrant.objects.filter(user=user, kind=GrantKind.CASE, reason=GrantReason.TEAM)
    is_mine = Q(assignee=user) | Q(tasks__assignee=user, tasks__state=TaskState.OPEN)
    return cases.filter(is_mine | Q(pk__in=seats.values("object_id"))).exists()


def seat_heads(*, on: date, working: set[int]) -> int:
    """Teams in which nobody can work any more get the heads of the day. Answers how many. Asks for the wide scope."""
    heads = (
        RoleAssignment.objects.running(on).filter(role="head", user_id__in=working).values_list("user_id", flat=True)
    )
    seats = AccessGrant.objects.filter(reason=GrantReason.TEAM)
    held = set(seats.filter(user_id__in=working).values_list("kind", "object_id"))
    empty = sorted(set(seats.values_list("kind", "object_id")) - held)
    AccessGrant.objects.bulk_create(
        AccessGrant(
            kind=kind,
            object_id=object_id,
            user_id=head,
            reason=GrantReason.TEAM,
            explanation=_("Tidak ada lagi anggota tim yang aktif."),
            granted_by_id=head,
            starts_on=on,
        )
        for kind, object_id in empty
        for head in heads
    )
    return len(empty) if heads else 0
