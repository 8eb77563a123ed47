"""Acting heads (Plh./Plt.) by period."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.acting import appoint_acting_head, end_acting
from accounts.forms.offices import ActingForm
from accounts.models import ActingAppointment
from accounts.step_up import needs_step_up_to_write
from accounts.views.tabs import settings_tabs
from core.access import requires
from core.exceptions import DomainError

MOST_SHOWN = 100


@requires("users.manage")
@needs_step_up_to_write
@require_http_methods(["GET", "HEAD", "POST"])
def acting(request: HttpRequest) -> HttpResponse:
    form = ActingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            appointment = appoint(request, form)
            messages.success(request, _("{siapa} ditunjuk.").format(siapa=appointment))
            return redirect("accounts:acting")
        except DomainError as error:
            form.add_domain_error(error)
    today = timezone.localdate()
    rows = list(ActingAppointment.objects.select_related("user").order_by("-starts_on")[:MOST_SHOWN])
    for row in rows:
        row.is_over = row.ends_on < today
        row.is_running = row.starts_on <= today <= row.ends_on
    columns = [{"label": label} for label in (_("Nama"), _("Masa"), _("Nomor surat perintah"), _("Keadaan"), "")]
    context = {"form": form, "rows": rows, "columns": columns, "tabs": settings_tabs("accounts:acting")}
    return render(request, "accounts/acting.html", context, status=422 if form.errors else 200)


def appoint(request: HttpRequest, form: ActingForm) -> ActingAppointment:
    return appoint_acting_head(
        user=form.cleaned_data["user"],
        title=form.cleaned_data["title"],
        period=form.period(),
        order_number=form.cleaned_data["order_number"].strip(),
        on=timezone.localdate(),
        by=request.user,
    )


@requires("users.manage")
@needs_step_up_to_write
@require_POST
def acting_end(request: HttpRequest, pk: int) -> HttpResponse:
    appointment = get_object_or_404(ActingAppointment, pk=pk)
    end_acting(appointment=appointment, on=timezone.localdate(), by=request.user)
    messages.success(request, _("Penunjukan berakhir."))
    return redirect("accounts:acting")
