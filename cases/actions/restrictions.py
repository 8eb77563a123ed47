"""Restricting a case or a whole person to a named team, and lifting it again."""

from datetime import date

from cases.actions.keeping import follow_restriction, records_of
from cases.actions.teams import forget_grants, seat_heads, set_team, team_of
from cases.models import Case, Worker
from cases.queries import working_ids
from core.history import action


@action
def restrict_case(*, case: Case, user_ids: set[int], on: date, by) -> Case:
    """From now on only this team sees the case; whoever decides stays in it."""
    row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    set_team(row=row, user_ids={by.pk, *user_ids}, by=by, on=on)
    mark(row, True)
    return row


@action
def lift_restriction(*, case: Case, by) -> Case:
    """The case has no team of its own any more: it follows its person, or the ordinary rule of sight."""
    row = Case.objects.select_related("worker").select_for_update(of=("self",)).get(pk=case.pk)
    mark(row, row.worker.is_restricted)
    team_of(row).delete()
    forget_grants()
    return row


@action
def restrict_worker(*, worker: Worker, user_ids: set[int], on: date, by) -> Worker:
    """From now on only this team sees the person, their returns, and their cases without a team of their own."""
    row = Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    for record in records_of(row):
        set_team(row=record, user_ids={by.pk, *user_ids}, by=by, on=on)
    mark(row, True)
    follow_restriction(worker=row)
    return row


@action
def lift_worker_restriction(*, worker: Worker, by) -> Worker:
    """The person follows the ordinary rule of sight again; cases with a team of their own keep it."""
    row = Worker.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    if row.is_restricted:
        mark(row, False)
        follow_restriction(worker=row)
        for record in records_of(row):
            team_of(record).delete()
        forget_grants()
    return row


@action
def keep_teams_alive(*, on: date, by=None) -> int:
    """Nothing restricted stays without somebody who can open it. Run by the clock, with the wide scope."""
    return seat_heads(on=on, working=working_ids(on))


def mark(row: Case | Worker, is_restricted: bool) -> None:
    row.is_restricted = is_restricted
    row.version += 1
    row.save()
