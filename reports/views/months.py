"""The monthly report on screen, and the rows behind its figures."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import requires
from core.actions.access import record_look
from core.models import AccessRecord
from reports.indicators import Indicator
from reports.lists import rows_search
from reports.periods import Month
from reports.queries import month_sections


def get_month(code: str) -> Month:
    """The month in the address; anything that is no month is not found."""
    month = Month.parse(code)
    if month is None:
        raise Http404
    return month


@requires("reports.view")
@require_safe
def monthly(request: HttpRequest) -> HttpResponse:
    """To the month that was picked, or to the present one."""
    month = Month.parse(request.GET.get("bulan", "")) or Month.of(timezone.localdate())
    return redirect("reports:month", month=month.code)


@requires("reports.view")
@require_safe
def month(request: HttpRequest, month: str) -> HttpResponse:
    shown = get_month(month)
    context = {
        "month": shown,
        "sections": month_sections(shown),
        "may_open_rows": request.viewer.may("reports.rows"),
        "may_export": request.viewer.may("reports.export"),
        "is_running": shown.last >= timezone.localdate(),
        "now": timezone.now(),
    }
    return render(request, "reports/month.html", context)


@requires("reports.rows")
@require_safe
def month_rows(request: HttpRequest, month: str) -> HttpResponse:
    """The rows behind one figure, as far as the viewer may open them."""
    shown = get_month(month)
    kind = Indicator.registry.get(request.GET.get("indikator", ""))
    if kind is None:
        raise Http404
    search = rows_search(kind(), shown, request.viewer, request.GET.dict())
    page = search.page(request.GET.get("posisi", ""))
    object_kind = search.model._meta.model_name
    record_look(
        look=AccessRecord.Look.LIST,
        object_kind=object_kind,
        object_ids=[row.pk for row in page.rows],
        worker_ids=[row.worker_id for row in page.rows],
        rows=page.rows,
        purpose=search.purpose(),
    )
    base = {"indikator": kind.code, **search.chosen, **({"sisa": search.remainder} if search.remainder else {})}
    context = {
        "month": shown,
        "search": search,
        "page": page,
        "restricted": search.restricted(),
        "is_cases": object_kind == "case",
        "newer_url": page_url(base, page.newer),
        "older_url": page_url(base, page.older),
        "back_url": reverse("reports:month", args=[shown.code]),
    }
    return render(request, "reports/month_rows.html", context)


def page_url(base: dict[str, str], cursor: str) -> str:
    return f"?{urlencode({**base, 'posisi': cursor})}" if cursor else ""
