"""The journey of a return: legs, stays, costs, and what other agencies were asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions import journeys as actions
from cases.forms import journeys as forms
from cases.models import JourneyLeg, Repatriation
from cases.permissions import why_not_change_coordination, why_not_change_return
from cases.queries import Reconciliation, get_repatriation, group_members, reconcile
from cases.ready_texts import ReadyText, asked_of, ready_texts
from cases.views.words import return_crumbs, return_head
from core.access import requires
from core.steps import do_once, refuse, take_step

BOTH = require_http_methods(["GET", "POST"])


def own_return(request: HttpRequest, number: str) -> Repatriation:
    """The return, for a step that only the office and its author take."""
    repatriation = get_repatriation(number)
    refuse(why_not_change_return(request.viewer, repatriation))
    return repatriation


def there(repatriation: Repatriation, card: str) -> str:
    return reverse("cases:return_detail", args=[repatriation.number]) + f"#{card}"


def page_of(repatriation: Repatriation, title: str, **more: object) -> dict[str, object]:
    return {"title": title, "crumbs": return_crumbs(repatriation), "head": return_head(repatriation), **more}


def shows_conflict(form, values_of: Callable) -> Callable:
    """Both values, where somebody else changed the row meanwhile."""

    def stale(error) -> None:
        form.show_conflict(current=values_of(error.row), changed_by=error.changed_by, changed_at=error.changed_at)

    return stale


# --- legs -------------------------------------------------------------------------------------------------------------


@requires("returns.record")
@BOTH
def leg_new(request: HttpRequest, number: str) -> HttpResponse:
    """A leg behind the last one; it begins where that one ends."""
    repatriation = own_return(request, number)
    last = repatriation.legs.filter(is_not_travelled=False).last()
    begins = {"from_place": last.to_place, "from_zone": last.to_zone, "to_zone": last.to_zone} if last else {}
    there_again = there(repatriation, "rute")
    form = forms.LegForm(
        request.POST or None, people=group_members(repatriation), initial=begins, cancel_url=there_again
    )
    return take_step(
        request,
        form,
        do=lambda: actions.record_leg(
            repatriation=repatriation,
            values=form.values(),
            people=form.chosen(),
            by=request.user,
            form_id=form.cleaned_data["form_id"],
        ),
        done=_("Ruas perjalanan disimpan."),
        to=there_again,
        page=page_of(repatriation, _("Tambah ruas perjalanan")),
    )


@requires("returns.record")
@BOTH
def leg_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    repatriation = own_return(request, number)
    leg = get_object_or_404(repatriation.legs.all(), pk=pk)
    there_again = there(repatriation, "rute")
    form = forms.EditLegForm(
        request.POST or None,
        people=group_members(repatriation),
        initial=forms.leg_values(leg),
        cancel_url=there_again,
    )
    return take_step(
        request,
        form,
        do=lambda: actions.correct_leg(
            leg=leg,
            version=form.cleaned_data["version"],
            values=form.values(),
            people=form.chosen(),
            by=request.user,
        ),
        done=_("Ruas perjalanan disimpan."),
        to=there_again,
        on_stale=shows_conflict(form, forms.leg_values),
        page=page_of(repatriation, _("Ubah ruas perjalanan"), about=[forms.leg_label(leg)]),
    )


@requires("returns.record")
@require_POST
def leg_move(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    repatriation = own_return(request, number)
    leg = get_object_or_404(repatriation.legs.all(), pk=pk)
    return do_once(
        request,
        do=lambda: actions.move_leg(leg=leg, is_up=request.POST.get("arah") == "naik", by=request.user),
        done=_("Urutan ruas diubah."),
        to=there(repatriation, "rute"),
    )


@requires("returns.record")
@BOTH
def leg_remove(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    repatriation = own_return(request, number)
    leg = get_object_or_404(repatriation.legs.all(), pk=pk)
    there_again = there(repatriation, "rute")
    form = forms.RemoveLegForm(request.POST if request.method == "POST" else None, cancel_url=there_again)
    notice = _("Hapus hanya bila ruas ini salah tulis. Bila direncanakan tetapi tidak jadi, tandai tidak ditempuh.")
    return take_step(
        request,
        form,
        do=lambda: actions.remove_leg(leg=leg, by=request.user),
        done=_("Ruas perjalanan dihapus."),
        to=there_again,
        page=page_of(
            repatriation,
            _("Hapus ruas perjalanan"),
            about=[forms.leg_label(leg)],
            notice=notice,
            notice_tone="wait",
        ),
    )


# --- stays ------------------------------------------------------------------------------------------------------------


@requires("returns.record")
@BOTH
def stay_new(request: HttpRequest, number: str) -> HttpResponse:
    repatriation = own_return(request, number)
    there_again = there(repatriation, "singgah")
    form = forms.StayForm(request.POST or None, people=group_members(repatriation), cancel_url=there_again)
    return take_step(
        request,
        form,
        do=lambda: actions.record_stay(
            repatriation=repatriation,
            values=form.values(),
            people=form.chosen(),
            by=request.user,
            form_id=form.cleaned_data["form_id"],
        ),
        done=_("Tempat singgah disimpan."),
        to=there_again,
        page=page_of(repatriation, _("Catat tempat singgah")),
    )


@requires("returns.record")
@BOTH
def stay_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    repatriation = own_return(request, number)
    stay = get_object_or_404(repatriation.stays.all(), pk=pk)
    there_again = there(repatriation, "singgah")
    form = forms.EditStayForm(
        request.POST or None,
        people=group_members(repatriation),
        initial=forms.stay_values(stay),
        cancel_url=there_again,
    )
    return take_step(
        request,
        form,
        do=lambda: actions.correct_stay(
            stay=stay,
            version=form.cleaned_data["version"],
            values=form.values(),
            people=form.chosen(),
            by=request.user,
        ),
        done=_("Tempat singgah disimpan."),
        to=there_again,
        on_stale=shows_conflict(form, forms.stay_values),
        page=page_of(repatriation, _("Ubah tempat singgah")),
    )


# --- costs ------------------------------------------------------------------------------------------------------------


@requires("returns.record")
@BOTH
def cost_new(request: HttpRequest, number: str) -> HttpResponse:
    repatriation = own_return(request, number)
    there_again = there(repatriation, "biaya")
    form = forms.CostForm(request.POST or None, repatriation=repatriation, cancel_url=there_again)
    return take_step(
        request,
        form,
        do=lambda: actions.record_cost(
            repatriation=repatriation, values=form.values(), by=request.user, form_id=form.cleaned_data["form_id"]
        ),
        done=_("Biaya disimpan."),
        to=there_again,
        page=page_of(repatriation, _("Catat biaya")),
    )


@requires("returns.record")
@BOTH
def cost_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    repatriation = own_return(request, number)
    cost = get_object_or_404(repatriation.costs.all(), pk=pk)
    there_again = there(repatriation, "biaya")
    form = forms.EditCostForm(
        request.POST or None, repatriation=repatriation, initial=forms.cost_values(cost), cancel_url=there_again
    )
    return take_step(
        request,
        form,
        do=lambda: actions.correct_cost(
            cost=cost, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("Biaya disimpan."),
        to=there_again,
        on_stale=shows_conflict(form, forms.cost_values),
        page=page_of(repatriation, _("Ubah biaya")),
    )


# --- coordination -----------------------------------------------------------------------------------------------------


@requires("returns.record")
@BOTH
def coordination_new(request: HttpRequest, number: str) -> HttpResponse:
    """Also for a district that sees the return: it tells whom it asked. `?instansi=` was sent the ready text."""
    repatriation = get_repatriation(number)
    there_again = there(repatriation, "koordinasi")
    agency = request.GET.get("instansi", "")
    start = {"agency": agency, "purpose": asked_of(agency)}
    form = forms.CoordinationForm(request.POST or None, initial=start, cancel_url=there_again)
    return take_step(
        request,
        form,
        do=lambda: actions.record_coordination(
            repatriation=repatriation, values=form.values(), by=request.user, form_id=form.cleaned_data["form_id"]
        ),
        done=_("Koordinasi dicatat."),
        to=there_again,
        page=page_of(repatriation, _("Catat koordinasi")),
    )


@requires("returns.record")
@BOTH
def coordination_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    repatriation = get_repatriation(number)
    row = get_object_or_404(repatriation.coordinations.all(), pk=pk)
    refuse(why_not_change_coordination(request.viewer, row))
    there_again = there(repatriation, "koordinasi")
    form = forms.EditCoordinationForm(
        request.POST or None, initial=forms.coordination_values(row), cancel_url=there_again
    )
    return take_step(
        request,
        form,
        do=lambda: actions.correct_coordination(
            coordination=row, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("Koordinasi disimpan."),
        to=there_again,
        on_stale=shows_conflict(form, forms.coordination_values),
        page=page_of(repatriation, _("Koordinasi dan jawabannya")),
    )


@requires("returns.record")
@require_safe
def texts(request: HttpRequest, number: str) -> HttpResponse:
    """Ready texts to other agencies, without a name in them."""
    repatriation = get_repatriation(number)
    made = texts_of(repatriation, list(repatriation.legs.all()), reconcile(repatriation))
    context = page_of(repatriation, _("Teks siap kirim"), texts=made)
    return render(request, "cases/ready_texts.html", context)


def texts_of(repatriation: Repatriation, legs: list[JourneyLeg], numbers: Reconciliation) -> list[ReadyText]:
    """In Indonesian, whatever the language of the page: they go to other offices."""
    with translation.override("id"):
        return ready_texts(repatriation, legs, numbers.total_arrived or numbers.listed)
