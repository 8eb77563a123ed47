"""The indicators of the monthly report, in printing order."""

from reports.indicators.arrivals import Arrivals
from reports.indicators.base import Indicator, TableSpec
from reports.indicators.casework import Cases
from reports.indicators.deportations import DeportationReasons
from reports.indicators.prevented import PreventedDepartures

MONTHLY: tuple[type[Indicator], ...] = (Arrivals, DeportationReasons, PreventedDepartures, Cases)

__all__ = ["MONTHLY", "Indicator", "TableSpec"]
