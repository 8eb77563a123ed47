"""Open cases and tasks, for the hand-over of a user's work."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.actions.cases import grant_team, team_of
from cases.choices import TaskState
from cases.models import Case, CaseTask
from core.open_work import OpenWork
from core.scope import viewing_everything

REASON = "hand-over of a user's open work"


def join_team(case: Case, to, by) -> None:
    """Who takes over work in a restricted case sees it from now on."""
    if case.is_restricted and not team_of(case).filter(user=to).exists():
        grant_team(case=case, user_ids={to.pk}, by=by, on=timezone.localdate())


class OpenCases(OpenWork):
    label = _("Kasus")

    def lines(self, user) -> list[tuple[int, str]]:
        with viewing_everything(reason=REASON):
            rows = Case.objects.filter(assignee=user).open().order_by("due_on", "id")
            return [(case.pk, case.number) for case in rows]

    def hand_over(self, *, user, to, keys: list[int], by) -> int:
        with viewing_everything(reason=REASON):
            moved = 0
            for case in Case.objects.select_for_update().filter(pk__in=keys, assignee=user).open():
                case.assignee = to
                case.version += 1
                case.save(update_fields=["assignee", "version"])
                join_team(case, to, by)
                moved += 1
            return moved


class OpenTasks(OpenWork):
    label = _("Tugas")

    def lines(self, user) -> list[tuple[int, str]]:
        with viewing_everything(reason=REASON):
            rows = CaseTask.objects.filter(assignee=user, state=TaskState.OPEN).select_related("case")
            return [(task.pk, f"{task.case.number}: {task.title}") for task in rows.order_by("due_on", "id")]

    def hand_over(self, *, user, to, keys: list[int], by) -> int:
        with viewing_everything(reason=REASON):
            tasks = CaseTask.objects.filter(pk__in=keys, assignee=user, state=TaskState.OPEN).select_related("case")
            for task in tasks:
                join_team(task.case, to, by)
            return tasks.update(assignee=to)
