"""Cases and tasks on the first page."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.choices import ListName
from cases.models import Case, CaseTask
from core.templatetags.ui import tanggal
from reports.cards.base import Card, CardLine

SOON_DAYS = 7


class CaseCard(Card):
    right = "cases.view"
    looks_at = "case"

    def mine(self) -> Q:
        """A caseworker's own cases; the head's and the district's are those in sight."""
        if "head" in self.viewer.roles or self.viewer.district_ids:
            return Q()
        return Q(assignee_id=self.viewer.user_id)

    def line(self, row: Case) -> CardLine:
        late = (self.on - row.due_on).days
        return CardLine(
            title=f"{row.number} · {row.worker}",
            url=reverse("cases:case", args=[row.number]),
            note=f"{reference.label(ListName.CASE_CATEGORY, row.category)} · {tanggal(row.due_on)}",
            state="overdue" if late > 0 else "paused",
            state_label=_("Lewat {n} hari").format(n=late) if late > 0 else _("Sisa {n} hari").format(n=-late),
        )


class Overdue(CaseCard):
    code = "lewat-tenggat"
    title = gettext_lazy("Kasus lewat tenggat")
    icon = "alarm"
    tone = "bad"
    position = 15

    def rows(self) -> QuerySet:
        return Case.objects.filter(self.mine()).overdue(self.on).select_related("worker").order_by("due_on", "pk")

    def url(self) -> str:
        whose = "" if self.mine() == Q() else "&assignee=me"
        return reverse("cases:cases") + f"?is_overdue=on{whose}"


class DueSoon(CaseCard):
    code = "segera"
    title = gettext_lazy("Kasus dengan tenggat tujuh hari ke depan")
    icon = "hourglass-split"
    position = 20

    def rows(self) -> QuerySet:
        soon = Case.objects.filter(self.mine()).due_within(self.on, self.on + timedelta(days=SOON_DAYS))
        return soon.select_related("worker").order_by("due_on", "pk")


class MyTasks(Card):
    code = "tugas"
    title = gettext_lazy("Tugas saya")
    icon = "check2-square"
    right = "cases.view"
    position = 18
    looks_at = "case"

    def rows(self) -> QuerySet:
        rows = CaseTask.objects.open().filter(assignee_id=self.viewer.user_id)
        return rows.select_related("case").order_by("due_on", "pk")

    def worker_id(self, row: CaseTask) -> int:
        return row.case.worker_id

    def line(self, row: CaseTask) -> CardLine:
        late = bool(row.due_on and row.due_on < self.on)
        return CardLine(
            title=row.title,
            url=reverse("cases:case", args=[row.case.number]),
            note=f"{row.case.number} · {tanggal(row.due_on)}",
            state="overdue" if late else "",
        )
