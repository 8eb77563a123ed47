"""Open cases and tasks, for the hand-over of a user's work."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.actions.keeping import records_of
from cases.actions.teams import grant_team, join_team, leave_team
from cases.choices import GrantKind, GrantReason, TaskState
from cases.models import AccessGrant, Case, CaseTask, Worker
from core.actions.access import record_look
from core.models import AccessRecord
from core.open_work import OpenWork
from core.scope import has_scope, viewing_everything
from core.templatetags.ui import tanggal

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
                leave_team(case=case, user=user)
                moved += 1
            return moved


class OpenTasks(OpenWork):
    """The title of a task is content of its case: it stands there for who sees the case, others see the number."""

    label = _("Tugas")

    def lines(self, user) -> list[tuple[int, str]]:
        with viewing_everything(reason=REASON):
            rows = CaseTask.objects.filter(assignee=user, state=TaskState.OPEN).select_related("case")
            tasks = list(rows.order_by("due_on", "id"))
        seen = cases_in_sight({task.case_id for task in tasks})
        return [(task.pk, task_line(task, is_seen=task.case_id in seen)) for task in tasks]

    def hand_over(self, *, user, to, keys: list[int], by) -> int:
        with viewing_everything(reason=REASON):
            tasks = list(
                CaseTask.objects.filter(pk__in=keys, assignee=user, state=TaskState.OPEN).select_related("case")
            )
            moved = CaseTask.objects.filter(pk__in=[task.pk for task in tasks]).update(assignee=to)
            for task in tasks:
                join_team(case=task.case, to=to, by=by)
                leave_team(case=task.case, user=user)
            return moved


def cases_in_sight(case_ids: set[int]) -> set[int]:
    """Which of these cases whoever looks at the list may see; without anybody looking, none."""
    return set(Case.objects.filter(pk__in=case_ids).values_list("pk", flat=True)) if has_scope() else set()


def task_line(task: CaseTask, *, is_seen: bool) -> str:
    if is_seen:
        return f"{task.case.number}: {task.title}"
    due = gettext("tenggat {tgl}").format(tgl=tanggal(task.due_on)) if task.due_on else gettext("tanpa tenggat")
    return f"{task.case.number}, {due}"


class LastOfTeams(OpenWork):
    """Restricted people, and restricted cases without an open assignment to the user, that nobody else sees."""

    label = _("Akses terbatas")

    def lines(self, user) -> list[tuple[int, str]]:
        with viewing_everything(reason=REASON):
            seats = list(self.seats(user))
            ids = {kind: [seat.object_id for seat in seats if seat.kind == kind] for kind in GrantKind}
            people = Worker.objects.filter(pk__in=ids[GrantKind.WORKER], merged_into__isnull=True)
            cases = Case.objects.filter(pk__in=ids[GrantKind.CASE]).exclude(assignee=user, closed_at__isnull=True)
            numbers = {(GrantKind.WORKER, row.pk): row.number for row in people}
            numbers |= {(GrantKind.CASE, row.pk): row.number for row in cases}
        told = [pk for kind, pk in numbers if kind == GrantKind.WORKER]
        if told and has_scope():  # somebody looks at the list: numbers of restricted people
            record_look(look=AccessRecord.Look.LIST, object_kind="worker", object_ids=told, masked=told)
        named = [(seat.pk, numbers.get((seat.kind, seat.object_id))) for seat in seats]
        return [(pk, number) for pk, number in named if number]

    def seats(self, user):
        """Places of the user in teams in which no other account is active."""
        others = AccessGrant.objects.filter(
            kind=OuterRef("kind"), object_id=OuterRef("object_id"), reason=GrantReason.TEAM, user__is_active=True
        ).exclude(user=user)
        return AccessGrant.objects.filter(~Exists(others), user=user, reason=GrantReason.TEAM).order_by("pk")

    def hand_over(self, *, user, to, keys: list[int], by) -> int:
        """A seat that was left with a task of the same hand-over has its taker already."""
        with viewing_everything(reason=REASON):
            for seat in list(AccessGrant.objects.filter(pk__in=keys, user=user)):
                model = Worker if seat.kind == GrantKind.WORKER else Case
                row = model.objects.get(pk=seat.object_id)
                for record in records_of(row) if isinstance(row, Worker) else [row]:
                    grant_team(row=record, user_ids={to.pk}, by=by, on=timezone.localdate())
                seat.delete()
        return len(keys)
