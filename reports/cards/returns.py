"""Returns on the first page: to verify, sent back, expected, and people who may be one."""

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases import reference
from cases.choices import ListName, MatchDecision, RepatriationState
from cases.models import DuplicateCandidate, Repatriation, Returnee
from cases.queries.frail import frail_without_receiver
from core.templatetags.ui import tanggal
from reports.cards.base import Card, CardLine

DAYS_AHEAD = 7
DAYS_BACK = 30


class ReturneeCard(Card):
    looks_at = "returnee"

    def line(self, row: Returnee) -> CardLine:
        return CardLine(
            title=str(row.worker),
            url=reverse("cases:returnee", args=[row.repatriation.number, row.pk]),
            note=self.note(row),
        )

    def note(self, row: Returnee) -> str:
        place = row.district.short_name() if row.district else _("Kabupaten/kota belum diketahui")
        return f"{row.repatriation.number} · {place} · {tanggal(row.arrived_on)}"


class ToVerify(ReturneeCard):
    code = "verifikasi"
    title = gettext_lazy("Kiriman yang menunggu verifikasi")
    icon = "patch-check"
    tone = "wait"
    right = "returns.verify"
    position = 10

    def rows(self) -> QuerySet:
        rows = Returnee.objects.to_verify().exclude(created_by_id=self.viewer.user_id)
        return rows.select_related("worker", "repatriation", "district").order_by("created_at", "pk")

    def url(self) -> str:
        return reverse("cases:returns") + "?is_waiting=on"


class SentBack(ReturneeCard):
    code = "dikembalikan"
    title = gettext_lazy("Dikembalikan kepada Anda untuk diperbaiki")
    icon = "arrow-return-left"
    tone = "bad"
    right = "returns.record"
    position = 5

    def rows(self) -> QuerySet:
        rows = Returnee.objects.sent_back().filter(created_by_id=self.viewer.user_id)
        return rows.select_related("worker", "repatriation", "district").order_by("-checked_at", "-pk")

    def note(self, row: Returnee) -> str:
        return f"{row.repatriation.number} · {row.sent_back_reason}"


class FrailWithoutReceiver(ReturneeCard):
    """Children and the ill who came lately and are with neither family nor the social ministry."""

    code = "tanpa-penerima"
    title = gettext_lazy("Anak dan orang sakit yang belum ada penerimanya")
    icon = "exclamation-octagon-fill"
    tone = "bad"
    right = "returns.record"
    position = 4

    def rows(self) -> QuerySet:
        rows = Returnee.objects.filter(pk__in=frail_without_receiver(self.on - timedelta(days=DAYS_BACK), self.on))
        return rows.select_related("worker", "repatriation", "district").order_by("arrived_on", "pk")


class Expected(Card):
    code = "kedatangan"
    title = gettext_lazy("Kedatangan tujuh hari ke depan")
    icon = "calendar-event"
    right = "returns.view"
    position = 40

    def rows(self) -> QuerySet:
        rows = Repatriation.objects.filter(
            state__in=[RepatriationState.ANNOUNCED, RepatriationState.EN_ROUTE],
            expected_on__range=(self.on, self.on + timedelta(days=DAYS_AHEAD)),
        )
        return rows.order_by("expected_on", "pk")

    def line(self, row: Repatriation) -> CardLine:
        parts = [row.number, row.vessel, row.place_of_arrival, tanggal(row.expected_on)]
        return CardLine(
            title=reference.label(ListName.RETURN_CAUSE, row.cause),
            url=reverse("cases:return_detail", args=[row.number]),
            note=" · ".join(part for part in parts if part),
        )

    def url(self) -> str:
        return reverse("cases:returns") + "?state=ANNOUNCED"


class PossibleDoubles(Card):
    code = "kembar"
    title = gettext_lazy("Mungkin orang yang sama")
    icon = "people"
    right = "workers.match"
    position = 30
    looks_at = "worker"

    def rows(self) -> QuerySet:
        rows = DuplicateCandidate.objects.filter(decision=MatchDecision.PENDING)
        return rows.select_related("worker").order_by("-created_at", "-pk")

    def line(self, row: DuplicateCandidate) -> CardLine:
        return CardLine(
            title=str(row.worker),
            url=reverse("cases:worker", args=[row.worker.number]),
            note=_("{nomor} mirip dengan data lain").format(nomor=row.worker.number),
        )
