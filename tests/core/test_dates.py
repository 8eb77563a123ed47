"""Dates and ages as people write them."""

import datetime as dt

import pytest

from core.dates import Age, ImpossibleDate, UnreadableDate, parse_age, parse_date

ON = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24/11/2026", dt.date(2026, 11, 24)),
        ("24-11-2026", dt.date(2026, 11, 24)),
        ("24.11.2026", dt.date(2026, 11, 24)),
        ("24 11 2026", dt.date(2026, 11, 24)),
        ("2026-11-24", dt.date(2026, 11, 24)),
        ("24 Nov 2026", dt.date(2026, 11, 24)),
        ("24 nopember 2026", dt.date(2026, 11, 24)),
        ("1-Agustus-1990", dt.date(1990, 8, 1)),
        ("17 Agt 45", dt.date(1945, 8, 17)),
        (" 3  Mei   1990 ", dt.date(1990, 5, 3)),
        ("12/05/90", dt.date(1990, 5, 12)),
        ("12/05/25", dt.date(2025, 5, 12)),
        ("29/02/2024", dt.date(2024, 2, 29)),
    ],
)
def test_date_as_written_in_the_field(text, day):
    assert parse_date(text, on=ON) == day


@pytest.mark.parametrize("text", ["31/04/2025", "29/02/2025", "32/01/2025", "1/13/2025", "31 Apr 1990", "2025-02-30"])
def test_date_that_no_calendar_has(text):
    with pytest.raises(ImpossibleDate):
        parse_date(text, on=ON)


@pytest.mark.parametrize("text", ["", "besok", "24/11", "24 Xyz 2026", "34", "1990", "24/11/20266", "٣/٤/٢٠٢٥x"])
def test_text_that_is_no_date(text):
    with pytest.raises(UnreadableDate) as caught:
        parse_date(text, on=ON)
    assert type(caught.value) is UnreadableDate


def test_two_digit_year_may_lie_some_years_ahead():
    assert parse_date("24/01/27", on=ON) == dt.date(1927, 1, 24)
    assert parse_date("24/01/27", on=ON, years_ahead=5) == dt.date(2027, 1, 24)


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("34", Age(years=34)),
        ("34 th", Age(years=34)),
        ("34 thn.", Age(years=34)),
        ("34tahun", Age(years=34)),
        ("± 40", Age(years=40)),
        ("sekitar 40 tahun", Age(years=40)),
        ("30-an", Age(years=30)),
        ("7 bulan", Age(years=0, months=7)),
        ("18 bln", Age(years=1, months=18)),
        ("10 hari", Age(years=0, months=0)),
        ("1990", Age(year=1990)),
        ("lahir 1990", Age(year=1990)),
        ("2030", Age(year=2030)),
        ("12/05/1990", None),
        ("tua", None),
        ("3400", None),
    ],
)
def test_age_as_told(text, age):
    assert parse_age(text) == age
