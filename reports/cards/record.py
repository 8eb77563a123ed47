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
        is_broken = row.check is not None and not row.check.is_whole
        broken, late = _("Pemeriksaan terakhir: catatan tidak utuh"), _("Catatan belum disegel")
        title = problems.get(row.problem) or (broken if is_broken else late)
        since = _("sejak {saat}").format(saat=tanggal_jam(row.waiting_since)) if row.waiting_since else ""
        return CardLine(title, self.url(), since, "record_broken" if is_broken else "seal_late")

    def url(self) -> str:
        if self.viewer.may("audit.view"):
            return reverse("reports:seals")
        return reverse("reports:help_topic", args=["catatan-akses"])


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
