"""Expected arrivals in the viewer's sight: which ship comes to which port when, and with how many. Names nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from cases.choices import RepatriationState
from cases.models import JourneyLeg, Repatriation
from cases.queries.wide import listed_in
from cases.zones import Zone

NOT_EXPECTED = (RepatriationState.CANCELLED,)


@dataclass(frozen=True)
class Expected:
    """One arrival that is planned: a leg that ends somewhere, or a return of which no leg tells a day.

    `people` is None while no list and no other source tells how many.
    """

    key: str
    repatriation: Repatriation
    on: date
    at: datetime | None
    zone: str
    place: str
    vessel: str
    people: int | None
    has_come: bool

    @property
    def order(self) -> tuple:
        return (self.on, self.at is None, self.at.timestamp() if self.at else 0, self.place, self.key)


def expected_arrivals(first: date, last: date) -> list[Expected]:
    """Those of the days, both included, by day, hour and port; three statements."""
    legs = list(
        JourneyLeg.objects.filter(planned_on__range=(first, last), is_not_travelled=False)
        .exclude(repatriation__state__in=NOT_EXPECTED)
        .select_related("repatriation")
    )
    planned = JourneyLeg.objects.filter(repatriation=OuterRef("pk"), planned_on__isnull=False, is_not_travelled=False)
    bare = list(
        Repatriation.objects.filter(expected_on__range=(first, last))
        .exclude(state__in=NOT_EXPECTED)
        .exclude(Exists(planned))
    )
    listed = listed_in({leg.repatriation_id for leg in legs} | {row.pk for row in bare})
    found = [*of_legs(legs, listed), *of_returns(bare, listed)]
    return sorted(found, key=lambda row: row.order)


def of_legs(legs: Iterable[JourneyLeg], listed: dict[int, int]) -> list[Expected]:
    return [
        Expected(
            key=f"ruas-{leg.pk}",
            repatriation=leg.repatriation,
            on=leg.planned_on,  # type: ignore[arg-type]
            at=leg.planned_at,
            zone=leg.to_zone,
            place=leg.to_place or leg.repatriation.place_of_arrival,
            vessel=leg.vessel or leg.repatriation.vessel,
            people=listed.get(leg.repatriation_id) or None,
            has_come=leg.arrived_on is not None,
        )
        for leg in legs
    ]


def of_returns(returns: Sequence[Repatriation], listed: dict[int, int]) -> list[Expected]:
    return [
        Expected(
            key=f"pemulangan-{row.pk}",
            repatriation=row,
            on=row.expected_on,  # type: ignore[arg-type]
            at=None,
            zone=Zone.WITA,
            place=row.place_of_arrival,
            vessel=row.vessel,
            people=listed.get(row.pk) or None,
            has_come=row.arrived_on is not None,
        )
        for row in returns
    ]
