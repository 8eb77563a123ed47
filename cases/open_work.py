"""Open cases and tasks, for the hand-over of a user's work."""

from django.utils.translation import gettext_lazy as _

from cases.actions.teams import join_team
from cases.choices import TaskState
from cases.models import Case, CaseTask
from core.open_work import OpenWork
from core.scope import viewing_everything

REASON = "hand-over of a user's open work"


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
                join_team(case=case, to=to, by=by)
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
                join_team(case=task.case, to=to, by=by)
            return tasks.update(assignee=to)
