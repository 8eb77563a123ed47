"""The server on the first page of whoever keeps it: backups, keys, and the clock."""

from dataclasses import replace

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.backups.health import Problem, problems
from reports.cards.base import SHOWN, Card, CardLine, FilledCard


class ServerHealth(Card):
    """Red lines for what must not wait; nothing when all is well."""

    code = "cadangan"
    title = gettext_lazy("Cadangan dan server")
    icon = "database-exclamation"
    tone = "bad"
    right = "users.manage"
    position = 1

    def read(self) -> list:
        return [problem for problem in problems(timezone.now()) if problem.is_bad]

    def goes_on(self, rows: list) -> bool:
        return False

    def filled(self, rows: list, count: int) -> FilledCard:
        return replace(super().filled(rows[:SHOWN], count), count=len(rows))

    def line(self, row: Problem) -> CardLine:
        return CardLine(row.what, self.url(), row.todo, "server_bad", _("Perlu tindakan"))

    def url(self) -> str:
        return reverse("reports:backups")
