"""Returns and cases on the page of a letter that belongs to them."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import reference
from cases.choices import ListName
from cases.models import CaseLetter, ReturnLetter
from core.actions.access import record_look
from core.models import AccessRecord
from core.scope import Viewer
from letters.lending import lend
from letters.linked import LetterLinks, LinkLine
from letters.models import Letter


def letters_of_returns(viewer: Viewer):
    """Keys of the letters of returns that the viewer sees."""
    return ReturnLetter.objects.unscoped().visible_to(viewer).order_by().values("letter_id")


lend("pemulangan", letters_of_returns)


class LinkedReturns(LetterLinks):
    code = "pemulangan"
    title = _("Pemulangan")
    icon = "box-arrow-in-down"

    def lines(self, letter: Letter, viewer: Viewer) -> list[LinkLine]:
        if not viewer.may("returns.view"):
            return []
        links = ReturnLetter.objects.filter(letter=letter).select_related("repatriation").order_by("-pk")
        return [self.line(link, may_undo=viewer.may("letters.edit")) for link in links]

    def line(self, link: ReturnLetter, *, may_undo: bool) -> LinkLine:
        row = link.repatriation
        cause = reference.label(ListName.RETURN_CAUSE, row.cause)
        return LinkLine(
            title=row.number,
            url=reverse("cases:return_detail", args=[row.number]),
            note=" · ".join(filter(None, [cause, row.vessel, str(link.get_role_display())])),
            undo_url=reverse("cases:return_letter_undo", args=[row.number, link.pk]) if may_undo else "",
        )

    def add_url(self, letter: Letter, viewer: Viewer) -> str:
        may_add = viewer.may("letters.edit") and viewer.may("returns.view")
        return reverse("cases:letter_link", args=[letter.agenda_number]) if may_add else ""

    def begins(self, viewer: Viewer) -> LinkLine | None:
        if not viewer.may("returns.manifest"):
            return None
        return LinkLine(title=gettext("Surat baru pemulangan"), url=reverse("cases:from_letter"))


class LinkedCases(LetterLinks):
    code = "kasus"
    title = _("Kasus")
    icon = "folder2-open"

    def lines(self, letter: Letter, viewer: Viewer) -> list[LinkLine]:
        """The name of the person stands there, so the look is recorded."""
        if not viewer.may("cases.view"):
            return []
        links = list(CaseLetter.objects.filter(letter=letter).select_related("case__worker").order_by("-pk"))
        cases = [link.case for link in links]
        if cases:
            record_look(
                look=AccessRecord.Look.LIST,
                object_kind="case",
                object_ids=[case.pk for case in cases],
                worker_ids=[case.worker_id for case in cases],
                rows=cases,
            )
        return [self.line(link, may_undo=viewer.may("letters.edit")) for link in links]

    def line(self, link: CaseLetter, *, may_undo: bool) -> LinkLine:
        case = link.case
        return LinkLine(
            title=case.number,
            url=reverse("cases:case", args=[case.number]),
            note=" · ".join([str(case.worker), reference.label(ListName.CASE_CATEGORY, case.category)]),
            undo_url=reverse("cases:case_letter_undo", args=[case.number, link.pk]) if may_undo else "",
        )
