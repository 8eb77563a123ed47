"""What is not entered in Sisko P2MI yet: people, and cases. Lists like the others, walked by the same indexes."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from cases.choices import SiskoKind, SiskoResult
from cases.queries import cases_noted, last_checks, people_noted
from cases.queries.old_data import waits_for_check
from cases.searches import CaseList, WorkerList
from core.lists import ListPage, ListSearch

NOT_CHECKED = "none"
CHECKED = {
    NOT_CHECKED: gettext_noop("belum diperiksa di sana"),
    SiskoResult.FOUND.value: gettext_noop("sudah ada di sana"),
    SiskoResult.NOT_FOUND.value: gettext_noop("tidak ditemukan di sana"),
}


class NotEntered(ListSearch):
    """`values` as in the list that it narrows, and `checked`: none, FOUND, NOT_FOUND. Rows get their `last_check`."""

    noted = staticmethod(people_noted)

    def conditions(self) -> list[Q]:
        return [*super().conditions(), ~self.noted(SiskoKind.ENTRY), *self.check_conditions()]

    def check_conditions(self) -> list[Q]:
        checked = self.values.get("checked")
        if checked == NOT_CHECKED:
            return [~self.noted(SiskoKind.CHECK)]
        if checked == SiskoResult.FOUND:
            return [self.noted(SiskoKind.CHECK, result=SiskoResult.FOUND)]
        if checked == SiskoResult.NOT_FOUND:
            missing = self.noted(SiskoKind.CHECK, result=SiskoResult.NOT_FOUND)
            return [missing, ~self.noted(SiskoKind.CHECK, result=SiskoResult.FOUND)]
        return []

    def page(self, cursor_text: str = "") -> ListPage:
        page = super().page(cursor_text)
        checks = last_checks(page.rows)
        for row in page.rows:
            row.last_check = checks.get(row.pk)
        return page

    def sentence(self) -> str:
        words = [_("Belum dimasukkan ke Sisko P2MI"), lower_first(super().sentence())]
        if found := CHECKED.get(self.values.get("checked", "")):
            words.append(_(found))
        return ", ".join(words)


class PeopleNotEntered(NotEntered, WorkerList):
    """People; those joined into others, and old data that nobody has checked, are left out."""

    def conditions(self) -> list[Q]:
        return [*super().conditions(), ~waits_for_check()]


class CasesNotEntered(NotEntered, CaseList):
    """Cases; with `status` ALL also those that are closed."""

    noted = staticmethod(cases_noted)
    columns = (
        "number", "category", "adu_number", "opened_at", "opened_on", "closed_at", "due_on", "is_restricted", "stage",
        "created_by", "assignee", "worker__name", "worker__told_name", "worker__uid", "district__name",
    )  # fmt: skip


def lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
