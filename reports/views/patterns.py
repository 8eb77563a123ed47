"""Unusual patterns: listed, seen, explained. They name users and numbers of looks, never a person served."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import requires
from core.exceptions import DomainError
from reports.actions.patterns import explain_pattern
from reports.forms.oversight import ExplainForm, PatternFilterForm
from reports.lists import PatternList
from reports.models import UnusualPattern
from reports.patterns import rule_called
from reports.views.tabs import record_tabs

CHIPS = {
    UnusualPattern.State.NEW: "pattern_new",
    UnusualPattern.State.SEEN: "pattern_seen",
    UnusualPattern.State.EXPLAINED: "pattern_explained",
}


def in_words(row: UnusualPattern) -> UnusualPattern:
    """The rule as it was on the day, the chip, and where the looks stand."""
    day = timezone.localtime(row.at).date()
    row.rule_found = rule_called(row.rule, day)
    row.title = row.rule_found.label if row.rule_found else row.rule
    row.chip = CHIPS[row.state]
    query = f"dicari={row.searched}" if row.searched else f"hari={day:%Y-%m-%d}&pengguna={row.user_id}"
    row.looks_url = f"{reverse('reports:access_log')}?{query}"
    return row


@requires("audit.view")
@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    form = PatternFilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    search = PatternList(request.viewer, {"state": chosen.get("keadaan")})
    page = search.page(request.GET.get("posisi", ""))
    context = {
        "form": form,
        "search": search,
        "page": page,
        "rows": [in_words(row) for row in page.rows],
        "clear_url": reverse("reports:patterns") if chosen else "",
        "tabs": record_tabs("patterns"),
    }
    return render(request, "reports/pattern_list.html", context)


@requires("audit.view")
@require_http_methods(["GET", "HEAD", "POST"])
def pattern(request: HttpRequest, pk: int) -> HttpResponse:
    """One pattern, with the form that says what it was."""
    row = in_words(get_object_or_404(UnusualPattern.objects.select_related("user__office", "decided_by"), pk=pk))
    form = ExplainForm(
        request.POST if request.method == "POST" else None,
        initial={"state": row.state if row.state != UnusualPattern.State.NEW else None, "note": row.note},
        cancel_url=reverse("reports:patterns"),
    )
    if request.method == "POST" and form.is_valid():
        try:
            explain_pattern(pattern=row, by=request.user, **form.cleaned_data)
            messages.success(request, _("Tersimpan."))
            return redirect("reports:patterns")
        except DomainError as error:
            form.add_domain_error(error)
    status = 422 if form.is_bound else 200
    return render(
        request, "reports/pattern.html", {"row": row, "form": form, "tabs": record_tabs("patterns")}, status=status
    )
