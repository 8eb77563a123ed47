"""Who told of a case: noted and corrected."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.actions import reporters as actions
from cases.forms import reporters as forms
from cases.models import CaseReporter
from cases.views.case_work import open_case, page_of, there
from cases.views.journeys import shows_conflict
from core.access import requires
from core.steps import take_step

BOTH = require_http_methods(["GET", "POST"])


@requires("cases.note")
@BOTH
def reporter_new(request: HttpRequest, number: str) -> HttpResponse:
    case = open_case(request, number, "cases.note")
    back = f"{there(case)}#pengadu"
    form = forms.ReporterForm(request.POST or None, cancel_url=back)
    return take_step(
        request,
        form,
        do=lambda: actions.record_reporter(
            case=case, values=form.values(), by=request.user, form_id=form.cleaned_data["form_id"]
        ),
        done=_("Pengadu disimpan."),
        to=back,
        page=page_of(case, _("Pengadu dan laporan di tempat lain")),
    )


@requires("cases.note")
@BOTH
def reporter_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    case = open_case(request, number, "cases.note")
    row = get_object_or_404(CaseReporter.objects.select_related("case").filter(case=case), pk=pk)
    back = f"{there(case)}#pengadu"
    form = forms.EditReporterForm(request.POST or None, initial=forms.reporter_values(row), cancel_url=back)
    return take_step(
        request,
        form,
        do=lambda: actions.correct_reporter(
            reporter=row, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("Pengadu disimpan."),
        to=back,
        on_stale=shows_conflict(form, forms.reporter_values),
        page=page_of(case, _("Pengadu dan laporan di tempat lain")),
    )
