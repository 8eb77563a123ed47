"""The floor: the least that a list page of the same rows costs behind the same middleware, written as Django is."""

from datetime import date

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import timezone

from cases.models import Case
from core.access import signed_in

COLUMNS = (
    "number", "category", "country", "channel", "stage", "status", "opened_on", "due_on", "worker__name",
    "worker__number", "assignee__full_name",
)  # fmt: skip
CAP = 1001


@signed_in
def floor_page(request: HttpRequest, district: int) -> HttpResponse:
    """The 25 newest cases of a district with person and officer, one capped count, two counters, a plain table."""
    cases = Case.objects.unscoped().filter(district_id=district, is_restricted=False).order_by("-opened_at", "-id")
    context = {
        "rows": list(cases.values(*COLUMNS)[:25]),
        "count": cases.values("pk")[:CAP].count(),
        **counters(cases, timezone.localdate()),
    }
    return HttpResponse(get_template("bench/floor.html").render(context))


def counters(cases, on: date) -> dict[str, int]:
    """What the district has open and overdue."""
    unfinished = cases.filter(closed_at__isnull=True).order_by()
    return unfinished.aggregate(open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=on)))
