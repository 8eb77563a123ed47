"""Lost devices and lost factors: cut off by whoever is on duty, reset by two people."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.resets import (
    ask_for_reset,
    confirm_reset,
    cut_off_all,
    cut_off_device,
    expire_resets,
    may_decide,
    refuse_reset,
)
from accounts.choices import ResetState
from accounts.factors import factors_of
from accounts.forms.factors import AskResetForm, LostDeviceForm
from accounts.models import DeviceSession, FactorReset, User
from accounts.step_up import needs_step_up_to_write
from accounts.views.tabs import crumbs
from core.access import requires, signed_in
from core.exceptions import DomainError
from core.limits import take

MOST_SHOWN = 25


@requires("devices.cut_off")
@require_safe
def lost_device(request: HttpRequest) -> HttpResponse:
    """Whose device was lost: found by name."""
    form = LostDeviceForm(request.GET or None)
    text = form.cleaned_data["q"].strip() if form.is_bound and form.is_valid() else ""
    found = Q(full_name__icontains=text) | Q(username__iexact=text)
    rows = User.objects.filter(found, is_active=True).select_related("office")[:MOST_SHOWN] if text else []
    return render(request, "accounts/lost_device.html", {"form": form, "rows": rows, "text": text})


@requires("devices.cut_off")
@needs_step_up_to_write
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_device_of(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's devices, each to be cut off, or all at once."""
    person = get_object_or_404(User.objects.select_related("office"), pk=pk, is_active=True)
    if request.method == "POST":
        cut_off(request, person)
        return redirect("accounts:lost_device_of", pk=person.pk)
    context = {
        "person": person,
        "have": factors_of(person),
        "sessions": DeviceSession.objects.of_user(person).select_related("passkey"),
        "crumbs": [{"label": _("Perangkat hilang"), "url": reverse("accounts:lost_device")}],
    }
    return render(request, "accounts/lost_device_of.html", context)


def cut_off(request: HttpRequest, person: User) -> None:
    wanted = request.POST.get("passkey", "")
    if wanted == "all":
        cut_off_all(user=person, by=request.user)
        messages.success(
            request,
            _(
                "Semua perangkat {nama} diputus. Ia masuk kembali dengan kode cadangan, atau setelah diatur ulang."
            ).format(nama=person),
        )
        return
    passkey = next((row for row in person.passkeys.all() if str(row.pk) == wanted), None)
    if passkey is None:
        raise Http404
    cut_off_device(passkey=passkey, by=request.user)
    messages.success(request, _("{perangkat} diputus dan dikeluarkan dari akun.").format(perangkat=passkey))


@requires("factors.reset")
@needs_step_up_to_write
@require_http_methods(["GET", "HEAD", "POST"])
def reset_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The first of two people."""
    person = get_object_or_404(User.objects.select_related("office", "voucher"), pk=pk)
    back = reverse("accounts:user_edit", args=[person.pk])
    form = AskResetForm(request.POST if request.method == "POST" else None, cancel_url=back)
    if request.method == "POST" and form.is_valid():
        take("factor_reset", str(request.user.pk))
        try:
            ask_for_reset(
                user=person, identity_note=form.cleaned_data["identity_note"], now=timezone.now(), by=request.user
            )
            messages.success(
                request,
                _(
                    "Permintaan menunggu orang kedua: kepala kantor atau penanggung jawab akun, yang akun atau "
                    "tunjukannya tidak Anda buat dalam 7 hari terakhir."
                ),
            )
            return redirect(back)
        except DomainError as error:
            form.add_domain_error(error)
    context = {"form": form, "person": person, "crumbs": crumbs("users", _("Pengguna"))}
    return render(request, "accounts/reset_ask.html", context, status=422 if form.errors else 200)


@signed_in
@never_cache
@require_safe
def resets(request: HttpRequest) -> HttpResponse:
    """What waits for this person as the second of two, and what was decided lately."""
    waiting = FactorReset.objects.filter(state=ResetState.WAITING).select_related("user__office", "asked_by")
    context = {
        "waiting": [row for row in waiting if may_decide(row, request.user)],
        "decided": decided(request),
    }
    return render(request, "accounts/resets.html", context)


def decided(request: HttpRequest) -> list[FactorReset]:
    if not (request.viewer.may("factors.confirm") or request.viewer.may("factors.reset")):
        return []
    rows = FactorReset.objects.exclude(state=ResetState.WAITING).select_related("user", "asked_by", "decided_by")
    return list(rows[:MOST_SHOWN])


@signed_in
@needs_step_up_to_write
@require_POST
def reset_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The second of two people. Whoever may not decide does not learn that there is a request."""
    expire_resets(timezone.now())
    reset = FactorReset.objects.select_related("user", "asked_by").filter(pk=pk).first()
    if reset is None or not may_decide(reset, request.user):
        raise Http404
    try:
        if request.POST.get("answer") == "confirm":
            confirm_reset(reset=reset, now=timezone.now(), by=request.user)
            messages.success(
                request,
                _("Faktor kedua {nama} diatur ulang. Ia memasang yang baru dengan kata sandinya dalam 24 jam.").format(
                    nama=reset.user
                ),
            )
        else:
            refuse_reset(reset=reset, now=timezone.now(), by=request.user)
            messages.success(request, _("Permintaan ditolak."))
    except DomainError as error:
        messages.error(request, error.message)
    return redirect("accounts:resets")
