"""Times of a route: each by the clock of its place, and what of them cannot be."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.models import JourneyLeg
from cases.routes import route_doubts
from cases.zones import AREAS, Zone, clock_of, clock_words, moment

DAY = date(2025, 10, 4)


def leg(pk: int, *, left="", arrived="", leaves="", planned="", from_zone="WITA", to_zone="WITA", **more) -> JourneyLeg:
    """Times as `4 11.30`: day of October 2025 and clock; a day alone is a day without an hour."""
    row = JourneyLeg(pk=pk, position=pk, mode="SEA", from_zone=from_zone, to_zone=to_zone, **more)
    for name, told, zone in (
        ("left", left, from_zone),
        ("arrived", arrived, to_zone),
        ("leaves", leaves, from_zone),
        ("planned", planned, to_zone),
    ):
        day, _space, hour = told.partition(" ")
        on = date(2025, 10, int(day)) if day else None
        setattr(row, f"{name}_on", on)
        at = time(*(int(part) for part in hour.split("."))) if hour else None
        setattr(row, f"{name}_at", moment(on, at, zone))
    return row


def said(*legs: JourneyLeg, people=None) -> list[tuple[int, str]]:
    return [(doubt.leg_id, doubt.text) for doubt in route_doubts(legs, people)]


TABLE = [
    ("in order", [leg(1, arrived="4 11.30"), leg(2, left="4 14.00", arrived="4 17.00")], []),
    (
        "02.00 for 14.00",
        [leg(1, arrived="4 11.30"), leg(2, left="4 02.00")],
        [(2, "Berangkat 02.00 WITA, tetapi tiba pada ruas sebelumnya 11.30 WITA. Mungkin yang dimaksud 14.00?")],
    ),
    (
        "twelve hours do not help",
        [leg(1, arrived="4 21.00"), leg(2, left="4 08.30")],
        [(2, "Berangkat 08.30 WITA, tetapi tiba pada ruas sebelumnya 21.00 WITA.")],
    ),
    (
        "within one leg",
        [leg(1, left="4 10.00", arrived="4 01.15")],
        [(1, "Tiba 01.15 WITA, tetapi berangkat 10.00 WITA. Mungkin yang dimaksud 13.15?")],
    ),
    (
        "no departure is told",
        [leg(1, arrived="4 11.30"), leg(2, arrived="4 05.00")],
        [(2, "Tiba 05.00 WITA, tetapi tiba pada ruas sebelumnya 11.30 WITA. Mungkin yang dimaksud 17.00?")],
    ),
    (
        "days alone",
        [leg(1, arrived="5"), leg(2, left="4 10.00")],
        [(2, "Berangkat 4 Okt 2025, 10.00 WITA, tetapi tiba pada ruas sebelumnya 5 Okt 2025.")],
    ),
    ("one day without hours", [leg(1, arrived="4"), leg(2, left="4 02.00")], []),
    ("late is no contradiction", [leg(1, planned="4 11.30", arrived="4 16.00"), leg(2, leaves="4 14.00")], []),
    (
        "plans among themselves",
        [leg(1, planned="4 11.30"), leg(2, leaves="4 02.00")],
        [
            (
                2,
                "Rencana berangkat 02.00 WITA, tetapi rencana tiba pada ruas sebelumnya 11.30 WITA."
                " Mungkin yang dimaksud 14.00?",
            )
        ],
    ),
    ("west to east by one hour", [leg(1, left="4 10.30", from_zone="WITA", arrived="4 10.15", to_zone="WIB")], []),
    ("not travelled", [leg(1, arrived="4 11.30"), leg(2, left="4 02.00", is_not_travelled=True)], []),
    (
        "the leg before the one that was not travelled",
        [leg(1, arrived="4 11.30"), leg(2, arrived="4 20.00", is_not_travelled=True), leg(3, left="4 12.00")],
        [],
    ),
]


@pytest.mark.parametrize(("legs", "doubts"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_what_a_route_cannot_be(legs, doubts):
    assert said(*legs) == doubts


def test_two_branches_contradict_nothing_and_one_person_on_both_does():
    first, second = leg(1, arrived="4 11.30", is_for_all=False), leg(2, left="4 10.00", is_for_all=False)
    assert said(first, second, people={1: frozenset({1}), 2: frozenset({2})}) == []
    assert len(said(first, second, people={1: frozenset({1, 3}), 2: frozenset({2, 3})})) == 1


@given(
    first=st.integers(0, 24 * 60 - 1),
    wait=st.integers(0, 11 * 60),
    zones=st.tuples(st.sampled_from(list(AREAS)), st.sampled_from(list(AREAS))),
)
def test_half_day_slip_is_always_found(first, wait, zones):
    """Whoever leaves after noon and is written down as before noon is asked after, with the time that was meant."""
    came = datetime(2025, 10, 4, tzinfo=ZoneInfo(AREAS[zones[0]])) + timedelta(minutes=first)
    left = came + timedelta(minutes=wait)
    local = left.astimezone(ZoneInfo(AREAS[zones[1]]))
    slipped = local - timedelta(hours=12)
    legs = [
        JourneyLeg(pk=1, mode="SEA", to_zone=zones[0], arrived_at=came, arrived_on=came.date()),
        JourneyLeg(pk=2, mode="SEA", from_zone=zones[1], left_at=slipped, left_on=slipped.date()),
    ]
    found = route_doubts(legs)
    assert bool(found) == (slipped < came)
    if found and slipped.hour < 12:
        assert found[0].text.endswith(f"Mungkin yang dimaksud {local:%H.%M}?")


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), hour=st.times(), zone=st.sampled_from(list(AREAS)))
def test_a_clock_reads_back_what_was_set(day, hour, zone):
    assert clock_of(moment(day, hour, zone), zone) == hour


def test_words_of_a_clock_name_the_place():
    assert clock_words(moment(DAY, time(21, 0), Zone.WITA), Zone.WITA) == "21.00 WITA"
    assert clock_words(moment(DAY, time(9, 5), Zone.MALAYSIA), Zone.MALAYSIA) == "09.05 Malaysia"
    assert clock_words(None, Zone.WIB) == ""
