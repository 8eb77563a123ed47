"""The record itself on the first page: is it sealed and whole, and what looks unusual in it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.ui import tanggal_jam
from reports.cards.base import Card, CardLine
from reports.models import UnusualPattern
from reports.oversight import SealState, seal_state
from reports.patterns import title_on


class RecordState(Card):
    """A red line for the officer and the system administrator while the record is not sealed, or not whole."""

    code = "segel-catatan"
    title = gettext_lazy("Segel catatan akses")
    icon = "shield-exclamation"
    tone = "bad"
    position = 5

    def fits(self) -> bool:
        return self.viewer.may("audit.view") or self.viewer.may("users.manage")

    def read(self) -> list:
        state = seal_state()
        return [state] if state.needs_attention else []

    def goes_on(self, rows: list) -> bool:
        return False

    def line(self, row: SealState) -> CardLine:
        problems = {
            "CLOCK": _("Jam peladen tertinggal dari catatan terbaru"),
            "BEHIND": _("Basis data lebih lama daripada titik periksa"),
            "FILE": _("Berkas titik periksa rusak"),
        }
        broken = _("Pemeriksaan terakhir: catatan tidak utuh")
        late = _("Catatan belum disegel")
        title = problems.get(row.problem) or (broken if row.check and not row.check.is_whole else late)
        since = _("sejak {saat}").format(saat=tanggal_jam(row.waiting_since)) if row.waiting_since else ""
        return CardLine(
            title, self.url(), since, "record_broken" if row.check and not row.check.is_whole else "seal_late"
        )

    def url(self) -> str:
        return (
            reverse("reports:seals")
            if self.viewer.may("audit.view")
            else reverse("reports:help_topic", args=["catatan-akses"])
        )


class NewPatterns(Card):
    """Patterns that nobody has looked at yet."""

    code = "pola-baru"
    title = gettext_lazy("Pola akses yang belum dilihat")
    icon = "exclamation-triangle"
    right = "audit.view"
    position = 10

    def rows(self):
        rows = UnusualPattern.objects.filter(state=UnusualPattern.State.NEW)
        return rows.select_related("user__office").order_by("-at", "-pk")

    def line(self, row: UnusualPattern) -> CardLine:
        who = row.user.full_name if row.user else "–"
        return CardLine(
            title_on(row.rule, row.at), reverse("reports:pattern", args=[row.pk]), f"{who} · {tanggal_jam(row.at)}"
        )

    def url(self) -> str:
        return reverse("reports:patterns") + "?keadaan=NEW"
