"""What follows death, illness and return on the first page: rights of heirs, duties, offers, and somebody frail whom
the viewer does not see as such."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices_aftercare import BENEFIT_OPEN, DUTY_OPEN
from cases.models import Benefit, Death, Repatriation, Returnee
from cases.offers import offer_clock, offers_near_end
from cases.queries import returns_with_hidden_frail
from core.templatetags.ui import tanggal
from reports.cards.base import Card, CardLine
from reports.cards.returns import DAYS_BACK, ReturneeCard


class OfCaseCard(Card):
    """Rows that hang on an open case: the head's and the district's are all in sight, others have their own, and those
    who assign cases also what nobody has."""

    right = "cases.note"
    looks_at = "case"

    def mine(self) -> Q:
        if "head" in self.viewer.roles or self.viewer.district_ids:
            return Q()
        nobody = Q(case__assignee__isnull=True) if self.viewer.may("cases.assign") else Q(pk__in=[])
        return Q(case__assignee_id=self.viewer.user_id) | nobody

    def seen(self, rows: list):
        """The cases are what was looked at."""
        return super().seen([row.case for row in rows])

    def late(self, due) -> dict[str, str]:
        days = (self.on - due).days if due else 0
        return {"state": "overdue", "state_label": _("Lewat {n} hari").format(n=days)} if days > 0 else {}


class OpenBenefits(OfCaseCard):
    """Rights of workers and heirs of which it is not known what came of them, the longest waiting first."""

    code = "hak-ahli-waris"
    title = gettext_lazy("Santunan dan hak yang belum selesai")
    icon = "cash-coin"
    position = 22

    def rows(self) -> QuerySet:
        rows = Benefit.objects.filter(self.mine(), state__in=BENEFIT_OPEN, case__closed_at__isnull=True)
        return rows.select_related("case__worker").order_by("due_on", "pk")

    def line(self, row: Benefit) -> CardLine:
        due = _("tanyakan sampai {tgl}").format(tgl=tanggal(row.due_on)) if row.due_on else ""
        return CardLine(
            title=f"{row.case.number} · {row.case.worker}",
            url=reverse("cases:case", args=[row.case.number]) + "#hak",
            note=" · ".join(filter(None, [str(row.get_kind_display()), str(row.get_state_display()), due])),
            **self.late(row.due_on),
        )


class OpenDuties(OfCaseCard):
    """Remains that a P3MI must bring home and of which it is not known whether it did."""

    code = "kewajiban-p3mi"
    title = gettext_lazy("Kewajiban P3MI memulangkan jenazah")
    icon = "building-exclamation"
    position = 21

    def rows(self) -> QuerySet:
        is_open = Q(duty_rule__isnull=False, duty_state__in=DUTY_OPEN, case__closed_at__isnull=True)
        return Death.objects.filter(self.mine(), is_open).select_related("case__worker").order_by("duty_due_on", "pk")

    def line(self, row: Death) -> CardLine:
        return CardLine(
            title=f"{row.case.number} · {row.case.worker}",
            url=reverse("cases:case", args=[row.case.number]) + "#meninggal",
            note=" · ".join(filter(None, [row.company, str(row.get_duty_state_display())])),
            **self.late(row.duty_due_on),
        )


class OffersNearEnd(ReturneeCard):
    """Who came back almost a year ago and was offered nothing (Permen P2MI 33/2025 art. 16 (6))."""

    code = "tawaran-pemberdayaan"
    title = gettext_lazy("Tawaran pemberdayaan yang batasnya dekat")
    icon = "person-hearts"
    right = "cases.note"
    position = 35

    def rows(self) -> QuerySet:
        rows = Returnee.objects.filter(offers_near_end(self.on))
        return rows.select_related("worker", "repatriation", "district").order_by("arrived_on", "pk")

    def note(self, row: Returnee) -> str:
        _rule, due = offer_clock(row)
        ends = _("batas {tgl}").format(tgl=tanggal(due))
        return f"{super().note(row)} · {ends}"


class HiddenFrail(Card):
    """Somebody whom only a named team knows as frail has no receiver: the return is told, not who and not why."""

    code = "perlu-perhatian"
    title = gettext_lazy("Seorang yang perlu perhatian belum punya penerima")
    icon = "exclamation-octagon"
    tone = "bad"
    right = "returns.verify"
    position = 4

    def rows(self) -> QuerySet:
        keys = returns_with_hidden_frail(self.on - timedelta(days=DAYS_BACK), self.on)
        return Repatriation.objects.filter(pk__in=keys).order_by("arrived_on", "pk")

    def line(self, row: Repatriation) -> CardLine:
        return CardLine(
            title=_("Seorang yang perlu perhatian"),
            url=reverse("cases:return_detail", args=[row.number]) + "#serah-terima",
            note=" · ".join(filter(None, [row.number, row.place_of_arrival, tanggal(row.arrived_on)])),
        )
