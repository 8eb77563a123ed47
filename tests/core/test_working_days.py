from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import CalendarOverride
from core.working_days import add_working_days, holiday_name, is_working_day, working_days_between

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 11, 24), 30, date(2027, 1, 11)),
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 12, 23), 1, date(2026, 12, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_add_working_days_ends_on(start, n, end):
    assert add_working_days(start, n) == end
    assert working_days_between(start, end) == n


@pytest.mark.parametrize(
    ("on", "is_working"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        (date(2026, 8, 17), False),
        (date(2026, 12, 24), False),
        (date(2026, 12, 25), False),
        (date(2027, 1, 1), False),
    ],
)
def test_is_working_day_knows_weekends_holidays_and_joint_days_off(on, is_working):
    assert is_working_day(on) == is_working


def test_override_takes_a_day_off_and_gives_one_back():
    CalendarOverride.objects.create(date=date(2026, 11, 25), is_working=False, reason="Hari jadi provinsi")
    CalendarOverride.objects.create(date=date(2026, 11, 28), is_working=True, reason="Pengganti")
    assert not is_working_day(date(2026, 11, 25))
    assert is_working_day(date(2026, 11, 28))
    assert add_working_days(date(2026, 11, 24), 1) == date(2026, 11, 26)
    assert add_working_days(date(2026, 11, 27), 1) == date(2026, 11, 28)


def test_working_days_between_turns_negative_backwards():
    assert working_days_between(date(2026, 11, 24), date(2026, 11, 24)) == 0
    assert working_days_between(date(2026, 11, 26), date(2026, 11, 24)) == -2


def test_holiday_name_is_indonesian():
    assert holiday_name(date(2026, 12, 25)) == "Hari Raya Natal"
    assert holiday_name(date(2026, 11, 24)) == ""


@pytest.mark.parametrize("n", [-1, 10_001])
def test_add_working_days_refuses_a_senseless_number(n):
    with pytest.raises(ValueError, match="must lie between"):
        add_working_days(date(2026, 11, 24), n)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2020, 1, 1), date(2032, 12, 31)), st.integers(1, 120))
def test_add_working_days_lands_on_a_working_day_and_counts_back(start, n):
    end = add_working_days(start, n)
    assert is_working_day(end)
    assert working_days_between(start, end) == n
    assert end - start >= timedelta(days=n)


def test_add_working_days_runs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        add_working_days(date(2026, 11, 24), 90)
