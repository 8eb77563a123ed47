"""The list of letters: its filters, the sentence that says them, and its pages."""

from django.db.models import Q
from django.utils.translation import gettext as _

from core.lists import ListSearch
from letters import reference
from letters.choices import Classification, Direction, DispositionState, Handling, ListName
from letters.models import Disposition, Letter
from letters.queries import letters_with


class LetterList(ListSearch):
    """`values`: arah (direction), q, handling, kind, classification, is_mine."""

    model = Letter
    sort_field = "created_at"

    def conditions(self) -> list[Q]:
        told = {"direction": self.values.get("arah"), **{name: self.values.get(name) for name in self.PLAIN}}
        found = [Q(**{name: value}) for name, value in told.items() if value]
        if self.values.get("q"):
            found.append(letters_with(self.values["q"]))
        if self.values.get("is_mine"):
            mine = Disposition.objects.unscoped().filter(to_id=self.viewer.user_id, state=DispositionState.OPEN)
            found.append(Q(pk__in=mine.values("letter_id")))
        return found

    PLAIN = ("handling", "kind", "classification")

    def sentence(self) -> str:
        """`Surat masuk, menunggu disposisi, rahasia`."""
        words = {Direction.IN: _("Surat masuk"), Direction.OUT: _("Surat keluar")}
        found = [words.get(self.values.get("arah"), _("Semua surat"))]
        if self.values.get("kind"):
            found.append(reference.label(ListName.KIND, self.values["kind"]).lower())
        for name, choices in (("handling", Handling), ("classification", Classification)):
            if self.values.get(name):
                found.append(str(choices(self.values[name]).label).lower())
        if self.values.get("q"):
            found.append(_('dengan "{kata}"').format(kata=self.values["q"]))
        return ", ".join([*found, _("disposisi saya yang terbuka")] if self.values.get("is_mine") else found)
