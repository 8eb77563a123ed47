"""Working days of the office: Monday to Friday without public holidays and cuti bersama.

The national calendar comes from the yearly joint decree (SKB 3 Menteri) as the `holidays` package knows it;
days of the Islamic calendar in years not yet decreed are estimates. `CalendarOverride` wins over both.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice

import holidays

from core.models.calendar import CalendarOverride

LONGEST_SPAN = 20_000  # days; a deadline further away than this is a mistake of the caller


def is_working_day(on: date) -> bool:
    override = CalendarOverride.objects.filter(date=on).first()
    return override.is_working if override else _is_national_working_day(on)


def add_working_days(start: date, n: int) -> date:
    """The day on which the n-th working day after `start` falls; `start` itself does not count."""
    if n < 0 or n * 2 > LONGEST_SPAN:
        raise ValueError(f"n must lie between 0 and {LONGEST_SPAN // 2}, not {n}.")
    if n == 0:
        return start
    days = _working_days_after(start, start + timedelta(days=LONGEST_SPAN))
    return next(islice(days, n - 1, None))


def working_days_between(a: date, b: date) -> int:
    """How many working days lie after `a` up to and with `b`; negative when `b` comes before `a`."""
    if b < a:
        return -working_days_between(b, a)
    return sum(1 for _day in _working_days_after(a, b))


def holiday_name(on: date) -> str:
    """The name of the public holiday or joint day off in Indonesian; empty on any other day."""
    return _national_holidays(on.year).get(on, "")


def _working_days_after(start: date, last: date) -> Iterator[date]:
    overrides = dict(CalendarOverride.objects.filter(date__gt=start, date__lte=last).values_list("date", "is_working"))
    day = start
    while day < last:
        day += timedelta(days=1)
        if overrides.get(day, _is_national_working_day(day)):
            yield day


def _is_national_working_day(on: date) -> bool:
    return on.weekday() < 5 and on not in _national_holidays(on.year)


@lru_cache(maxsize=64)
def _national_holidays(year: int) -> dict[date, str]:
    """Public holidays and cuti bersama of one year."""
    calendar = holidays.country_holidays("ID", years=year, categories=("public", "government"), language="id")
    return dict(calendar)
