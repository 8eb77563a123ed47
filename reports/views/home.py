"""The first page: what is to be done today, by role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import signed_in
from core.scope import Viewer
from reports.cards.base import Card, FilledCard, fill_cards
from reports.periods import Month
from reports.queries import month_sections


def cards_of(viewer: Viewer, on) -> list[FilledCard]:
    """The viewer's cards in order; those with work first. Every card costs a fixed number of queries."""
    kinds = sorted(Card.registry.values(), key=lambda kind: (kind.position, kind.code))
    filled = fill_cards([card for card in (kind(viewer, on) for kind in kinds) if card.fits()])
    return sorted(filled, key=lambda card: not card.lines)


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    viewer, on = request.viewer, timezone.localdate()
    cards = cards_of(viewer, on)
    only_figures = viewer.may("reports.view") and not viewer.sees_persons
    month = Month.of(on)
    context = {
        "on": on,
        "busy": [card for card in cards if card.lines],
        "idle": [card for card in cards if not card.lines],
        "has_work": any(card.lines for card in cards),
        "may_record": viewer.may("returns.record"),
        "records_first": viewer.may("returns.record") and not viewer.is_province,
        "month": month,
        "sections": month_sections(month) if only_figures else [],
    }
    return render(request, "reports/home.html", context)
