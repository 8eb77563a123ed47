"""What cannot be in a route: times that contradict each other, and the likely slip behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from cases.models import JourneyLeg
from cases.zones import clock_of, short_name

HALF_DAY = timedelta(hours=12)
LONGEST_HALF_DAY_SLIP = timedelta(hours=36)


@dataclass(frozen=True)
class Doubt:
    """One contradiction: at which leg, and the sentence for the officer."""

    leg_id: int
    text: str


@dataclass(frozen=True)
class Stop:
    """One moment of the route: when, what the clock there shows, and what happened."""

    at: datetime
    zone: str
    words: str

    @property
    def clock(self) -> str:
        return f"{clock_of(self.at, self.zone):%H.%M} {short_name(self.zone)}"


def route_doubts(legs: Sequence[JourneyLeg], people: dict[int, frozenset[int]] | None = None) -> list[Doubt]:
    """Contradictions within a leg and between a leg and the one before it of the same people.

    `people`: who travels, by leg that is not for all; two legs of different people contradict nothing.
    """
    people = people or {}
    travelled = [leg for leg in legs if not leg.is_not_travelled]
    return [doubt for place, leg in enumerate(travelled) for doubt in doubts_of(leg, before(travelled[:place], leg, people))]


def before(earlier: Sequence[JourneyLeg], leg: JourneyLeg, people: dict[int, frozenset[int]]) -> JourneyLeg | None:
    """The leg that the people of this one travelled before it."""
    for found in reversed(earlier):
        if found.is_for_all or leg.is_for_all or people.get(found.pk, frozenset()) & people.get(leg.pk, frozenset()):
            return found
    return None


def doubts_of(leg: JourneyLeg, previous: JourneyLeg | None) -> Iterator[Doubt]:
    left = stop(leg.left_at, leg.from_zone, _("berangkat"))
    arrived = stop(leg.arrived_at, leg.to_zone, _("tiba"))
    came = stop(previous.arrived_at, previous.to_zone, _("tiba pada ruas sebelumnya")) if previous else None
    for first, second in ((came, left), (left, arrived), (came, arrived if left is None else None)):
        if first and second and second.at < first.at:
            yield Doubt(leg.pk, contradiction(first, second))


def stop(at: datetime | None, zone: str, words: str) -> Stop | None:
    return Stop(at, zone, words) if at else None


def contradiction(first: Stop, second: Stop) -> str:
    """`Berangkat 02.00 WITA, tetapi tiba pada ruas sebelumnya 11.30 WITA. Mungkin 14.00?`."""
    sentence = _("{kedua} {jam_kedua}, tetapi {pertama} {jam_pertama}.").format(
        kedua=second.words.capitalize(), jam_kedua=second.clock, pertama=first.words, jam_pertama=first.clock
    )
    hours = clock_of(second.at, second.zone)
    is_slip = hours is not None and hours.hour < 12 and first.at <= second.at + HALF_DAY
    if not is_slip or first.at - second.at > LONGEST_HALF_DAY_SLIP:
        return sentence
    return f"{sentence} {_('Mungkin yang dimaksud {jam}?').format(jam=f'{hours.hour + 12:02}.{hours.minute:02}')}"
