"""Letters on the first page: those that wait for the head, and what somebody was given."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.ui import tanggal
from letters import reference
from letters.choices import Handling, ListName
from letters.models import Disposition, Letter
from reports.cards.base import Card, CardLine


class WaitingLetters(Card):
    """The oldest stands first."""

    code = "surat-menunggu"
    title = gettext_lazy("Surat menunggu disposisi")
    icon = "envelope-paper"
    right = "letters.dispose"
    position = 12
    looks_at = "letter"

    def rows(self) -> QuerySet:
        return Letter.objects.filter(handling=Handling.WAITING).order_by("created_at", "pk")

    def line(self, row: Letter) -> CardLine:
        return CardLine(
            title=row.subject,
            url=reverse("letters:letter", args=[row.agenda_number]) + "#disposisi",
            note=f"{row.agenda_number} · {row.sender} · {tanggal(row.moved_on)}",
            state="letter_urgent"
            if row.urgency == "SEGERA"
            else "letter_very_urgent"
            if row.urgency != "BIASA"
            else "",
        )

    def url(self) -> str:
        return reverse("letters:letters") + f"?arah=IN&handling={Handling.WAITING}"


class MyDispositions(Card):
    code = "disposisi"
    title = gettext_lazy("Disposisi untuk saya")
    icon = "person-check"
    right = "letters.view"
    position = 17
    looks_at = "letter"

    def rows(self) -> QuerySet:
        rows = Disposition.objects.open().filter(to_id=self.viewer.user_id)
        return rows.select_related("letter").order_by("due_on", "pk")

    def seen(self, rows: list):
        """The letters are what was looked at."""
        return super().seen([row.letter for row in rows])

    def line(self, row: Disposition) -> CardLine:
        late = (self.on - row.due_on).days if row.due_on else 0
        return CardLine(
            title=f"{reference.label(ListName.INSTRUCTION, row.instruction)}: {row.letter.subject}",
            url=reverse("letters:letter", args=[row.letter.agenda_number]) + "#disposisi",
            note=f"{row.letter.agenda_number} · {tanggal(row.due_on)}",
            state="overdue" if late > 0 else "",
            state_label=_("Lewat {n} hari").format(n=late) if late > 0 else "",
        )

    def url(self) -> str:
        return reverse("letters:letters") + "?is_mine=on"
