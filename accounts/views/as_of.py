"""Accounts and roles on any day, and what changed between two days; also to be printed."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.as_of import accounts_on, changes_between
from accounts.forms.as_of import AsOfForm
from core.access import requires
from core.actions.access import record_look
from core.models import AccessRecord

MONTH = timedelta(days=31)


def chosen_days(form: AsOfForm, today: date) -> tuple[date, date, date]:
    """The day, and the first and last day of the changes: by default the month before the day."""
    told = form.cleaned_data if form.is_bound and form.is_valid() else {}
    day = min(told.get("hari") or today, today)
    last = min(told.get("sampai") or day, today)
    return day, min(told.get("dari") or last - MONTH, last), last


@requires("accounts.review")
@require_safe
def as_of(request: HttpRequest) -> HttpResponse:
    form = AsOfForm(request.GET or None)
    day, first, last = chosen_days(form, timezone.localdate())
    is_print = "cetak" in request.GET
    if is_print:
        record_look(look=AccessRecord.Look.PRINT, object_kind="account", purpose=f"{first} {last} {day}")
    context = {
        "form": form,
        "day": day,
        "first": first,
        "last": last,
        "rows": accounts_on(day),
        "changes": changes_between(first, last),
        "query": f"hari={day}&dari={first}&sampai={last}",
        "columns": [{"label": label} for label in (_("Nama"), _("Unit kerja"), _("Peran pada hari itu"), _("Keadaan"))],
        "change_columns": [{"label": label} for label in (_("Waktu"), _("Akun"), _("Perubahan"), _("Oleh"))],
    }
    return render(request, "accounts/as_of_print.html" if is_print else "accounts/as_of.html", context)
