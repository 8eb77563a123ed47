"""Expected arrivals by day and port, a month at a time."""

from calendar import Calendar
from datetime import date, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.queries import today
from cases.queries.calendar import Expected, expected_arrivals
from cases.views.words import RETURN_CHIPS, return_crumbs
from cases.zones import clock_words
from core.access import requires

FIRST_YEAR, LAST_YEAR = 1990, 2200


@requires("returns.view")
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    on, first = today(), month_asked(request)
    days = list(Calendar().itermonthdates(first.year, first.month))
    found = expected_arrivals(days[0], days[-1])
    by_day = {day: [arrival_line(row) for row in rows] for day, rows in groupby(found, key=lambda row: row.on)}
    context = {
        "title": _("Kalender kedatangan"),
        "crumbs": return_crumbs(),
        **month_bar(first),
        "weekdays": list(WEEKDAYS_ABBR.values()),
        "days": [day_cell(day, first, on, by_day.get(day, [])) for day in days],
        "count": sum(1 for row in found if row.on.month == first.month),
        "subscribe_url": reverse("cases:calendar_subscription"),
    }
    return render(request, "cases/calendar.html", context)


def month_asked(request: HttpRequest) -> date:
    """The first day of the month of `bulan=2026-12`; this month's without it, or with one that is none."""
    return month_named(request.GET.get("bulan", "")) or today().replace(day=1)


def month_bar(first: date) -> dict[str, str]:
    """Inputs of templates/cases/_month_bar.html."""
    before, after = first - timedelta(days=1), (first + timedelta(days=31)).replace(day=1)
    return {
        "month": formats.date_format(first, "F Y"),
        "before_url": f"?bulan={before:%Y-%m}",
        "after_url": f"?bulan={after:%Y-%m}",
    }


def month_named(text: str) -> date | None:
    """The first day of `2026-12`."""
    year, _dash, number = text.partition("-")
    if not (year.isascii() and year.isdigit() and number.isascii() and number.isdigit() and len(text) <= 7):
        return None
    is_month = FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(number) <= 12
    return date(int(year), int(number), 1) if is_month else None


def day_cell(day: date, first: date, on: date, lines: list[dict[str, object]]) -> dict[str, object]:
    return {"day": day, "is_other": day.month != first.month, "is_today": day == on, "lines": lines}


def arrival_line(row: Expected) -> dict[str, object]:
    return {
        "url": reverse("cases:return_detail", args=[row.repatriation.number]),
        "number": row.repatriation.number,
        "place": row.place or _("Tempat belum diketahui"),
        "vessel": row.vessel or _("Kapal belum diketahui"),
        "people": "" if row.people is None else _("{n} orang").format(n=row.people),
        "hour": clock_words(row.at, row.zone),
        "has_come": row.has_come,
        "chip": RETURN_CHIPS[row.repatriation.state],
    }
