"""The sick in a case: what they need to travel, and where they were treated."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.actions import illness as actions
from cases.forms import illness as forms
from cases.models import Case, HospitalStay, Illness
from cases.restricting import restricts_by_health
from cases.views.case_work import open_case, page_of, there
from cases.views.journeys import shows_conflict
from core.access import requires
from core.steps import take_step

BOTH = require_http_methods(["GET", "POST"])


def sick_page(case: Case, title: str) -> dict[str, object]:
    """The page of the step; before an ordinary case becomes one for its team, that is said."""
    notice = _("Keterangan kesehatan adalah data spesifik. Sesudah disimpan, kasus ini hanya dilihat oleh timnya.")
    return page_of(case, title, notice=notice if restricts_by_health(case) else "")


def say_restricted(request: HttpRequest, case: Case) -> None:
    if restricts_by_health(case):
        messages.info(request, _("Kasus ini sekarang dibatasi karena memuat keterangan kesehatan."))


@requires("cases.note")
@BOTH
def illness_edit(request: HttpRequest, number: str) -> HttpResponse:
    """Recorded once, then completed and corrected in the same form."""
    case = open_case(request, number, "cases.note")
    illness = Illness.objects.select_related("case__worker").filter(case=case).first()
    back = f"{there(case)}#sakit"
    form = (
        forms.EditIllnessForm(request.POST or None, initial=forms.illness_values(illness), cancel_url=back)
        if illness
        else forms.IllnessForm(request.POST or None, cancel_url=back)
    )

    def do() -> None:
        values = form.values()
        if illness:
            version = form.cleaned_data["version"]
            actions.correct_illness(illness=illness, version=version, values=values, by=request.user)
        else:
            form_id = form.cleaned_data["form_id"]
            actions.record_illness(case=case, values=values, by=request.user, form_id=form_id)
        say_restricted(request, case)

    return take_step(
        request,
        form,
        do=do,
        done=_("Keterangan orang sakit disimpan."),
        to=back,
        on_stale=shows_conflict(form, forms.illness_values) if illness else None,
        page=sick_page(case, _("Orang sakit")),
    )


@requires("cases.note")
@BOTH
def hospital_new(request: HttpRequest, number: str) -> HttpResponse:
    case = open_case(request, number, "cases.note")
    back = f"{there(case)}#sakit"
    form = forms.HospitalStayForm(request.POST or None, initial={"country": case.country}, cancel_url=back)

    def do() -> None:
        form_id = form.cleaned_data["form_id"]
        actions.record_hospital_stay(case=case, values=form.values(), by=request.user, form_id=form_id)
        say_restricted(request, case)

    page = sick_page(case, _("Catat perawatan"))
    return take_step(request, form, do=do, done=_("Perawatan disimpan."), to=back, page=page)


@requires("cases.note")
@BOTH
def hospital_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    case = open_case(request, number, "cases.note")
    stay = get_object_or_404(HospitalStay.objects.select_related("case__worker").filter(case=case), pk=pk)
    back = f"{there(case)}#sakit"
    form = forms.EditHospitalStayForm(request.POST or None, initial=forms.hospital_values(stay), cancel_url=back)
    return take_step(
        request,
        form,
        do=lambda: actions.correct_hospital_stay(
            stay=stay, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("Perawatan disimpan."),
        to=back,
        on_stale=shows_conflict(form, forms.hospital_values),
        page=sick_page(case, _("Ubah perawatan")),
    )
