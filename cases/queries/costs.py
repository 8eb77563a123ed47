"""What the returns of a month cost, as far as they are in sight. Names nobody."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from cases.models import Cost
from cases.sums import AMOUNTS, total

Sums = dict[str, Decimal | None]


def costs_between(first: date, last: date) -> list[dict[str, Any]]:
    """Sums by return and bearer, of returns that came on these days or, while they have not, are expected then.

    Each row: number, vessel, bearer, on, and the amounts in rupiah, None where nothing is known.
    """
    came = Q(repatriation__arrived_on__range=(first, last))
    expected = Q(repatriation__arrived_on=None, repatriation__expected_on__range=(first, last))
    rows = Cost.objects.filter(came | expected).annotate(
        on=Coalesce("repatriation__arrived_on", "repatriation__expected_on")
    )
    grouped = rows.order_by("on", "repatriation__number", "bearer").values(
        "repatriation__number", "repatriation__vessel", "bearer", "on"
    )
    return [dict(row) for row in grouped.annotate(**{f"sum_{name}": Sum(name) for name in AMOUNTS})]


def added(rows: list[dict[str, Any]]) -> Sums:
    """The sum of each amount over these rows."""
    return {name: total(row[f"sum_{name}"] for row in rows) for name in AMOUNTS}
