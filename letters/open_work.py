"""Open dispositions, for the hand-over of a user's work. A line tells the agenda number, never the subject."""

from django.utils.translation import gettext_lazy as _

from core.open_work import OpenWork
from core.scope import viewing_everything
from letters import reference
from letters.actions.dispositions import settle
from letters.choices import DispositionState, ListName
from letters.models import Disposition

REASON = "hand-over of a user's dispositions"


class OpenDispositions(OpenWork):
    label = _("Disposisi")

    def lines(self, user) -> list[tuple[int, str]]:
        with viewing_everything(reason=REASON):
            rows = list(Disposition.objects.open().filter(to=user).select_related("letter").order_by("due_on", "pk"))
        return [(row.pk, f"{row.letter.agenda_number}: {instruction(row)}") for row in rows]

    def hand_over(self, *, user, to, keys: list[int], by) -> int:
        """Who has the letter already is not given it twice."""
        with viewing_everything(reason=REASON):
            rows = list(Disposition.objects.open().filter(pk__in=keys, to=user).select_related("letter"))
            for row in rows:
                if row.letter.dispositions.filter(to=to, state=DispositionState.OPEN).exists():
                    row.state = DispositionState.DROPPED
                else:
                    row.to = to
                row.save()
                settle(row.letter)
        return len(rows)


def instruction(row: Disposition) -> str:
    return reference.label(ListName.INSTRUCTION, row.instruction)
