"""Press releases on the first page: those that wait for the head, and those that came back to public relations."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from core.templatetags.ui import tanggal_jam
from letters.choices import ReleaseState
from letters.models import PressRelease
from reports.cards.base import Card, CardLine


class WaitingReleases(Card):
    """The oldest stands first."""

    code = "siaran-menunggu"
    title = gettext_lazy("Siaran pers menunggu persetujuan")
    icon = "megaphone"
    right = "releases.approve"
    position = 13
    state = ReleaseState.SUBMITTED

    def rows(self) -> QuerySet:
        rows = PressRelease.objects.filter(state=self.state).select_related("created_by")
        return rows.order_by("created_at", "pk")

    def line(self, row: PressRelease) -> CardLine:
        return CardLine(
            title=row.facts.get("label") or row.key,
            url=reverse("letters:release", args=[row.pk]),
            note=f"{row.created_by}, {tanggal_jam(row.created_at)}",
        )

    def url(self) -> str:
        return reverse("letters:releases") + f"?keadaan={self.state}"


class ReturnedReleases(WaitingReleases):
    code = "siaran-dikembalikan"
    title = gettext_lazy("Siaran pers yang dikembalikan")
    right = "releases.write"
    state = ReleaseState.SENT_BACK

    def fits(self) -> bool:
        """For those whose work it is."""
        return super().fits() and "public_relations" in self.viewer.roles
