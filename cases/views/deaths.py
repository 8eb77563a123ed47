"""The death that a case is about, the papers that remains or the sick need, and what is owed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.actions import deaths as actions
from cases.choices_aftercare import BenefitState, PaperKind, PaperState
from cases.forms import deaths as forms
from cases.models import Benefit, CasePaper, Death
from cases.queries import today
from cases.views.case_work import open_case, page_of, there
from cases.views.journeys import shows_conflict
from core.access import requires
from core.steps import take_step

BOTH = require_http_methods(["GET", "POST"])


@requires("cases.note")
@BOTH
def death_edit(request: HttpRequest, number: str) -> HttpResponse:
    """Recorded once, then completed and corrected in the same form."""
    case = open_case(request, number, "cases.note")
    death = Death.objects.select_related("case__worker", "duty_rule", "proof_task").filter(case=case).first()
    back = f"{there(case)}#meninggal"
    form = (
        forms.EditDeathForm(request.POST or None, initial=forms.death_values(death), cancel_url=back)
        if death
        else forms.DeathForm(request.POST or None, initial={"country": case.country}, cancel_url=back)
    )

    def do() -> None:
        told = {"values": form.values(), "told": form.told(), "on": today(), "by": request.user}
        if death:
            actions.correct_death(death=death, version=form.cleaned_data["version"], **told)
        else:
            actions.record_death(case=case, form_id=form.cleaned_data["form_id"], **told)
        if doubt := form.warning():
            messages.warning(request, doubt)

    return take_step(
        request,
        form,
        do=do,
        done=_("Keterangan kematian disimpan."),
        to=back,
        on_stale=shows_conflict(form, forms.death_values) if death else None,
        page=page_of(case, _("Meninggal dunia")),
    )


@requires("cases.note")
@BOTH
def case_paper_new(request: HttpRequest, number: str) -> HttpResponse:
    """`?jenis=` is the paper that was chosen from the list of what is needed."""
    case = open_case(request, number, "cases.note")
    kind = request.GET.get("jenis", "")
    kind = kind if kind in PaperKind.values else PaperKind.DEATH
    back = f"{there(case)}#surat-perjalanan"
    form = forms.PaperForm(request.POST or None, initial={"kind": kind, "state": PaperState.HAVE}, cancel_url=back)
    return take_step(
        request,
        form,
        do=lambda: actions.record_case_paper(
            case=case, values=form.values(), by=request.user, form_id=form.cleaned_data["form_id"]
        ),
        done=_("Surat dicatat."),
        to=back,
        page=page_of(case, _("Surat untuk pemulangan jenazah atau orang sakit")),
    )


@requires("cases.note")
@BOTH
def case_paper_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    case = open_case(request, number, "cases.note")
    paper = get_object_or_404(CasePaper.objects.select_related("case").filter(case=case), pk=pk)
    back = f"{there(case)}#surat-perjalanan"
    form = forms.EditPaperForm(request.POST or None, initial=forms.paper_values(paper), cancel_url=back)
    return take_step(
        request,
        form,
        do=lambda: actions.correct_case_paper(
            paper=paper, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("Surat dicatat."),
        to=back,
        on_stale=shows_conflict(form, forms.paper_values),
        page=page_of(case, _("Surat untuk pemulangan jenazah atau orang sakit")),
    )


@requires("cases.note")
@BOTH
def benefit_new(request: HttpRequest, number: str) -> HttpResponse:
    case = open_case(request, number, "cases.note")
    back = f"{there(case)}#hak"
    form = forms.BenefitForm(request.POST or None, initial={"state": BenefitState.OPEN}, cancel_url=back)
    return take_step(
        request,
        form,
        do=lambda: actions.record_benefit(
            case=case, values=form.values(), on=today(), by=request.user, form_id=form.cleaned_data["form_id"]
        ),
        done=_("Hak disimpan."),
        to=back,
        page=page_of(case, _("Santunan dan hak")),
    )


@requires("cases.note")
@BOTH
def benefit_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    case = open_case(request, number, "cases.note")
    benefit = get_object_or_404(Benefit.objects.select_related("case").filter(case=case), pk=pk)
    back = f"{there(case)}#hak"
    form = forms.EditBenefitForm(request.POST or None, initial=forms.benefit_values(benefit), cancel_url=back)
    return take_step(
        request,
        form,
        do=lambda: actions.correct_benefit(
            benefit=benefit, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("Hak disimpan."),
        to=back,
        on_stale=shows_conflict(form, forms.benefit_values),
        page=page_of(case, _("Santunan dan hak")),
    )
