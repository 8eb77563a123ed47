"""Second factors that wait for a second person."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.choices import ResetState
from accounts.models import FactorReset
from core.templatetags.ui import tanggal_jam
from reports.cards.base import Card, CardLine


class WaitingResets(Card):
    code = "faktor-menunggu"
    title = gettext_lazy("Faktor kedua yang menunggu persetujuan Anda")
    icon = "shield-lock"
    tone = "wait"
    right = "factors.confirm"
    position = 5

    def rows(self) -> QuerySet:
        rows = FactorReset.objects.filter(state=ResetState.WAITING).exclude(user_id=self.viewer.user_id)
        return rows.exclude(asked_by_id=self.viewer.user_id).select_related("user", "asked_by").order_by("asked_at")

    def line(self, row: FactorReset) -> CardLine:
        note = _("diminta {nama}, {saat}").format(nama=row.asked_by, saat=tanggal_jam(row.asked_at))
        return CardLine(row.user.full_name, self.url(), note)

    def url(self) -> str:
        return reverse("accounts:resets")
