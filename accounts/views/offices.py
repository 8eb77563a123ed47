"""Offices: the provincial office, its posts, and district offices by their own true names."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions.offices import create_office, edit_office
from accounts.forms.offices import OfficeForm
from accounts.models import Office
from accounts.views.tabs import crumbs, settings_tabs
from core.access import requires
from core.exceptions import DomainError

MOST_SHOWN = 300


@requires("users.manage")
@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    active = Count("users", filter=Q(users__is_active=True))
    rows = Office.objects.select_related("district", "parent").annotate(active_users=active)[:MOST_SHOWN]
    columns = [
        {"label": _("Nama unit")},
        {"label": _("Jenis unit")},
        {"label": _("Kabupaten/kota")},
        {"label": _("Pengguna aktif"), "class": "num"},
        {"label": _("Keadaan")},
    ]
    context = {"rows": rows, "columns": columns, "tabs": settings_tabs("accounts:offices")}
    return render(request, "accounts/office_list.html", context)


@requires("users.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def office_new(request: HttpRequest) -> HttpResponse:
    return office_form(request, None)


@requires("users.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def office_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return office_form(request, get_object_or_404(Office, pk=pk))


def office_form(request: HttpRequest, office: Office | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = OfficeForm(data, instance=office, cancel_url=reverse("accounts:offices"))
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_office(form, office, request.user)
            messages.success(request, _("{unit} tersimpan.").format(unit=saved))
            return redirect("accounts:offices")
        except DomainError as error:
            form.add_domain_error(error)
    context = {"form": form, "unit": office, "crumbs": crumbs("offices", _("Unit kerja"))}
    return render(request, "accounts/office_form.html", context, status=422 if form.errors else 200)


def save_office(form: OfficeForm, office: Office | None, by) -> Office:
    if office is None:
        return create_office(facts=form.facts(), by=by)
    return edit_office(office=office, facts=form.facts(), by=by)
