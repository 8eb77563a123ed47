"""What was written by mistake is taken back: stays, costs, contacts, and a wrong photo of a hand-over."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases import reference
from cases.actions import handovers, journeys
from cases.choices import ListName
from cases.files import HANDOVER_PAPER
from cases.forms.handovers import RemovePaperForm
from cases.forms.journeys import RemoveCoordinationForm, RemoveCostForm, RemoveStayForm
from cases.permissions import why_not_change_coordination, why_not_remove_paper
from cases.queries import get_handover, get_paper, get_repatriation
from cases.views.handovers import page_of as handover_page
from cases.views.handovers import there as of_handover
from cases.views.journeys import own_return, page_of, there
from core.access import requires
from core.steps import refuse, take_step
from core.templatetags.ui import rupiah

BOTH = require_http_methods(["GET", "POST"])


def take_back(request: HttpRequest, repatriation, form_class, *, do, done: str, card: str, title: str, about: str):
    """The same small page for each: what it is, one button, one way out."""
    back = there(repatriation, card)
    form = form_class(request.POST if request.method == "POST" else None, cancel_url=back)
    notice = _("Hapus hanya bila salah catat. Riwayat tetap menyimpannya.")
    page = page_of(repatriation, title, about=[about], notice=notice, notice_tone="wait")
    return take_step(request, form, do=do, done=done, to=back, page=page)


@requires("returns.record")
@BOTH
def stay_remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    repatriation = own_return(request, number)
    stay = get_object_or_404(repatriation.stays.all(), pk=pk)
    return take_back(
        request,
        repatriation,
        RemoveStayForm,
        do=lambda: journeys.remove_stay(stay=stay, by=request.user),
        done=_("Tempat singgah dihapus."),
        card="singgah",
        title=_("Hapus tempat singgah"),
        about=str(stay),
    )


@requires("returns.record")
@BOTH
def cost_remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    repatriation = own_return(request, number)
    cost = get_object_or_404(repatriation.costs.all(), pk=pk)
    amounts = [amount for amount in (cost.paid, cost.granted, cost.asked, cost.planned) if amount is not None]
    return take_back(
        request,
        repatriation,
        RemoveCostForm,
        do=lambda: journeys.remove_cost(cost=cost, by=request.user),
        done=_("Biaya dihapus."),
        card="biaya",
        title=_("Hapus biaya"),
        about=f"{cost.get_kind_display()} · {rupiah(amounts[0])}",
    )


@requires("returns.record")
@BOTH
def coordination_remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    repatriation = get_repatriation(number)
    row = get_object_or_404(repatriation.coordinations.select_related("repatriation"), pk=pk)
    refuse(why_not_change_coordination(request.viewer, row))
    agency = row.agency_name or reference.label(ListName.AGENCY, row.agency)
    return take_back(
        request,
        repatriation,
        RemoveCoordinationForm,
        do=lambda: journeys.remove_coordination(coordination=row, by=request.user),
        done=_("Koordinasi dihapus."),
        card="koordinasi",
        title=_("Hapus koordinasi"),
        about=f"{agency}: {row.purpose}",
    )


@requires("returns.record")
@BOTH
def handover_file_remove(request: HttpRequest, number: str, pk: int, key: UUID) -> HttpResponse:
    """By who added the photo, or the head. A signature of the screen is taken away on its own page, while it may be."""
    row = get_handover(number, pk).handover
    file = get_paper(row, key)
    if file.kind != HANDOVER_PAPER:
        raise Http404
    refuse(why_not_remove_paper(request.viewer, file))
    form = RemovePaperForm(request.POST or None, cancel_url=f"{of_handover(row)}#berkas")
    return take_step(
        request,
        form,
        do=lambda: handovers.remove_handover_paper(
            handover=row, file=file, reason=form.cleaned_data["reason"], by=request.user
        ),
        done=_("Berkas dihapus."),
        to=f"{of_handover(row)}#berkas",
        page=handover_page(row, _("Hapus foto BAST"), about=[file.file_name]),
    )
