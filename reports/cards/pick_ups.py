"""Pick-ups of today on the first page: for those named, and for whoever sees the return."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from cases.choices import RepatriationState
from cases.models import Repatriation
from cases.sight import pick_up_ids
from cases.views.words import return_name
from core.templatetags.ui import tanggal
from reports.cards.base import Card, CardLine


class PickUps(Card):
    code = "penjemputan"
    title = gettext_lazy("Penjemputan hari ini")
    icon = "check2-square"
    right = "returns.record"
    position = 3

    def rows(self) -> QuerySet:
        is_today = Q(expected_on=self.on, arrived_on=None) | Q(arrived_on=self.on)
        rows = Repatriation.objects.filter(is_today | Q(pk__in=pick_up_ids(self.viewer)))
        return rows.exclude(state=RepatriationState.CANCELLED).order_by("expected_on", "pk")

    def line(self, row: Repatriation) -> CardLine:
        day = row.arrived_on or row.expected_on
        parts = [row.number, row.place_of_arrival, tanggal(day) if day else ""]
        return CardLine(
            title=return_name(row),
            url=reverse("cases:pick_up", args=[row.number]),
            note=" · ".join(part for part in parts if part),
        )

    def url(self) -> str:
        return reverse("cases:pick_ups")
