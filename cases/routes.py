"""What cannot be in a route: times that contradict each other, and the likely slip behind them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from cases.models import JourneyLeg
from cases.zones import clock_of, clock_words
from core.templatetags.ui import tanggal

HALF_DAY = timedelta(hours=12)
NOON = 12
People = Mapping[int, frozenset[int]]


@dataclass(frozen=True)
class Doubt:
    """One contradiction: at which leg, and the sentence for the officer."""

    leg_id: int
    text: str


@dataclass(frozen=True)
class Stop:
    """One moment of the route: its day, the moment where the hour is known, and what happened."""

    day: date
    at: datetime | None
    zone: str
    words: str

    @property
    def clock(self) -> str:
        """What the clock there shows: `11.30 WITA`."""
        return clock_words(self.at, self.zone)

    def comes_before(self, other: "Stop") -> bool:
        """By the moment where both hours are known, else by the day."""
        return self.at < other.at if self.at and other.at else self.day < other.day


def route_doubts(legs: Sequence[JourneyLeg], people: People | None = None) -> list[Doubt]:
    """Contradictions within a leg and between a leg and the one before it of the same people.

    `people`: who travels, by leg that is not for all; two legs of different people contradict nothing.
    """
    travelled = [leg for leg in legs if not leg.is_not_travelled]
    found: list[Doubt] = []
    for place, leg in enumerate(travelled):
        found += doubts_of(leg, leg_before(travelled[:place], leg, people or {}))
    return found


def leg_before(earlier: Sequence[JourneyLeg], leg: JourneyLeg, people: People) -> JourneyLeg | None:
    """The leg that the people of this one travelled before it."""
    for found in reversed(earlier):
        if found.is_for_all or leg.is_for_all or people.get(found.pk, frozenset()) & people.get(leg.pk, frozenset()):
            return found
    return None


def doubts_of(leg: JourneyLeg, previous: JourneyLeg | None) -> Iterator[Doubt]:
    """Plans are held against plans, and what happened against what happened: to be late is no contradiction."""
    for came, left, arrived in (happened(leg, previous), planned(leg, previous)):
        for first, second in ((came, left), (left, arrived), (came, None if left else arrived)):
            if first and second and second.comes_before(first):
                yield Doubt(leg.pk, contradiction(first, second))


Stops = tuple[Stop | None, Stop | None, Stop | None]


def happened(leg: JourneyLeg, previous: JourneyLeg | None) -> Stops:
    """Arrival before, departure, arrival."""
    return (
        stop(previous.arrived_on, previous.arrived_at, previous.to_zone, _("tiba pada ruas sebelumnya"))
        if previous
        else None,
        stop(leg.left_on, leg.left_at, leg.from_zone, _("berangkat")),
        stop(leg.arrived_on, leg.arrived_at, leg.to_zone, _("tiba")),
    )


def planned(leg: JourneyLeg, previous: JourneyLeg | None) -> Stops:
    return (
        stop(previous.planned_on, previous.planned_at, previous.to_zone, _("rencana tiba pada ruas sebelumnya"))
        if previous
        else None,
        stop(leg.leaves_on, leg.leaves_at, leg.from_zone, _("rencana berangkat")),
        stop(leg.planned_on, leg.planned_at, leg.to_zone, _("rencana tiba")),
    )


def stop(day: date | None, at: datetime | None, zone: str, words: str) -> Stop | None:
    return Stop(day, at, zone, words) if day else None


def contradiction(first: Stop, second: Stop) -> str:
    """`Berangkat 02.00 WITA, tetapi tiba pada ruas sebelumnya 11.30 WITA. Mungkin yang dimaksud 14.00?`."""
    is_one_day = bool(first.at and second.at) and first.day == second.day
    when, then = (stop.clock if is_one_day else day_words(stop) for stop in (first, second))
    sentence = _("{kedua} {jam_kedua}, tetapi {pertama} {jam_pertama}.").format(
        kedua=second.words.capitalize(), jam_kedua=then, pertama=first.words, jam_pertama=when
    )
    slip = half_day_slip(first, second)
    guess = _("Mungkin yang dimaksud {jam}?").format(jam=slip) if slip else ""
    return f"{sentence} {guess}".strip()


def day_words(stop: Stop) -> str:
    return f"{tanggal(stop.day)}, {stop.clock}" if stop.at else tanggal(stop.day)


def half_day_slip(first: Stop, second: Stop) -> str:
    """The time that was meant where a clock of twelve hours was written without its half of the day, else nothing."""
    hours = clock_of(second.at, second.zone)
    if first.at is None or second.at is None or hours is None or hours.hour >= NOON:
        return ""
    return f"{hours.hour + NOON:02}.{hours.minute:02}" if first.at <= second.at + HALF_DAY else ""
