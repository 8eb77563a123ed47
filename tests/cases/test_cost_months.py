"""What the returns of a month cost: parts that add up, unknown amounts, sight, and a fixed number of queries."""

from datetime import date
from decimal import Decimal

import pytest

from cases.actions.journeys import record_cost
from tests.factories.casework import make_group

PAGE = "/pemulangan/biaya/?bulan=2026-11"
DAY = date(2026, 11, 20)


def spend(group, by, **amounts):
    values = {"kind": "MEAL", "bearer": "OFFICE", **amounts}
    record_cost(repatriation=group, values=values, by=by)


@pytest.fixture
def month(people, scope_of):
    """A return of the office with two bearers, one of a district that has not come yet, and one of another month."""
    office, district = people.caseworker, people.district_buton_tengah
    with scope_of(office):
        came = make_group(office, on=DAY, vessel="KM Coba Satu")
        spend(came, office, planned=Decimal(250_000), paid=Decimal(225_000))
        spend(came, office, kind="TICKET", bearer="DISTRICT", asked=Decimal(1_000_000))
        spend(make_group(office, on=date(2026, 10, 31)), office, paid=Decimal(7))
    with scope_of(district):
        waits = make_group(district, arrived_on=None, expected_on=date(2026, 11, 30), vessel="KM Coba Dua")
        spend(waits, district, paid=Decimal(75_000))
    return came, waits


def sums(rows):
    return [tuple(row[name] for name in ("name", "planned", "asked", "granted", "paid")) for row in rows]


def test_parts_add_up_and_the_unknown_stays_unknown(month, people, client_for):
    page = client_for(people.caseworker).get(PAGE).context
    assert sums(page["bearers"]) == [
        ("Kantor ini", 250_000, None, None, 300_000),
        ("Pemerintah daerah", None, 1_000_000, None, None),
        ("Seluruhnya", 250_000, 1_000_000, None, 300_000),
    ]
    assert sums(page["returns"]) == [
        ("KM Coba Satu", 250_000, 1_000_000, None, 225_000),
        ("KM Coba Dua", None, None, None, 75_000),
    ]


def test_a_district_sums_what_it_sees(month, people, client_for):
    page = client_for(people.district_buton_tengah).get(PAGE).context
    assert sums(page["returns"]) == [("KM Coba Dua", None, None, None, 75_000)]
    assert client_for(people.district_wakatobi).get(PAGE).context["returns"] == []


@pytest.mark.parametrize("asked", ["", "2026-13", "x", "9999-01", "2026-11%00"])
def test_a_month_that_is_none_is_this_month(people, client_for, asked):
    answer = client_for(people.head).get(f"/pemulangan/biaya/?bulan={asked}")
    assert (answer.status_code, answer.context["bearers"]) == (200, [])


def test_the_number_of_queries_does_not_grow(month, people, client_for, scope_of, django_assert_num_queries):
    client = client_for(people.caseworker)
    client.get(PAGE)
    with django_assert_num_queries(6):
        client.get(PAGE)
    with scope_of(people.caseworker):
        for _time in range(3):
            spend(make_group(people.caseworker, on=DAY), people.caseworker, paid=Decimal(5))
    with django_assert_num_queries(6):
        client.get(PAGE)
