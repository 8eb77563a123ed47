"""My second factors and where I am signed in."""

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import totp
from accounts.actions.factors import (
    begin_totp,
    confirm_totp,
    make_recovery_codes,
    pending_secret,
    remove_passkey,
    remove_totp,
)
from accounts.actions.sessions import end_session
from accounts.choices import Factor
from accounts.factors import factors_of, in_grace, needs_no_factor
from accounts.forms.factors import ConfirmAppForm, PasskeyNameForm, SureForm
from accounts.models import DeviceSession, Passkey
from accounts.proofs import wrong_code
from accounts.sessions import FACTOR, IS_FIELD, PASSKEY, stored_key
from accounts.step_up import asks_for_factor, mark_sure, needs_step_up, sure_context
from accounts.views.passkeys import keep_this_session
from accounts.views.sign_in import next_address
from core.access import before_factor, signed_in
from core.exceptions import DomainError
from core.limits import take


def crumbs() -> list[dict[str, str]]:
    return [
        {"label": _("Akun saya"), "url": reverse("accounts:account")},
        {"label": _("Keamanan akun"), "url": reverse("accounts:security")},
    ]


@signed_in
@before_factor
@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    user, have = request.user, factors_of(request.user)
    sessions = list(DeviceSession.objects.of_user(user).select_related("passkey"))
    for row in sessions:
        row.is_this = row.session_key == stored_key(request.session.session_key)
    context = {
        "have": have,
        "sessions": sessions,
        "is_exempt": needs_no_factor(user),
        "is_forced": not have.is_set_up and not in_grace(user, timezone.localdate()) and not needs_no_factor(user),
        "due_on": user.factor_due_on,
        "used_recovery": request.session.get(FACTOR) == Factor.RECOVERY,
        "crumbs": crumbs()[:1],
    }
    return render(request, "accounts/security.html", context)


@signed_in
@before_factor
@needs_step_up
@never_cache
@require_safe
def passkey_new(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/passkey_new.html", {"form": PasskeyNameForm(), "crumbs": crumbs()})


@signed_in
@before_factor
@needs_step_up
@require_POST
def passkey_remove(request: HttpRequest, pk) -> HttpResponse:
    passkey = get_object_or_404(Passkey, pk=pk, user=request.user)
    if request.session.get(PASSKEY) == str(pk):  # this session goes on without it
        request.session.update({PASSKEY: "", IS_FIELD: False})
    return removed(request, lambda key: remove_passkey(passkey=passkey, session_key=key, by=request.user))


@signed_in
@before_factor
@needs_step_up
@require_POST
def totp_remove(request: HttpRequest) -> HttpResponse:
    return removed(request, lambda key: remove_totp(session_key=key, by=request.user))


def removed(request: HttpRequest, remove) -> HttpResponse:
    try:
        remove(stored_key(request.session.session_key))
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("accounts:security")
    keep_this_session(request)
    messages.success(request, _("Dihapus. Perangkat lain sudah dikeluarkan dari akun ini."))
    return redirect("accounts:security")


@signed_in
@before_factor
@needs_step_up
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def totp_new(request: HttpRequest) -> HttpResponse:
    """A secret as a square to scan; it counts after its first right code."""
    form = ConfirmAppForm(request.POST if request.method == "POST" else None, cancel_url=reverse("accounts:security"))
    if request.method == "POST" and form.is_valid():
        is_first = not factors_of(request.user).has_any
        if confirmed(request, form):
            messages.success(request, _("Aplikasi kode terpasang. Perangkat lain sudah dikeluarkan dari akun ini."))
            return redirect("accounts:recovery" if is_first else "accounts:security")
        form.add_error("code", wrong_code(form.cleaned_data["clock"]))
    secret = (pending_secret(request.user) if form.is_bound else None) or begin_totp(by=request.user)
    context = {
        "form": form,
        "secret": totp.in_groups(totp.as_text(secret)),
        "crumbs": crumbs(),
        **square(request, secret),
    }
    return render(request, "accounts/totp_new.html", context, status=422 if form.errors else 200)


def confirmed(request: HttpRequest, form: ConfirmAppForm) -> bool:
    take("second_factor", str(request.user.pk))
    key = stored_key(request.session.session_key)
    code = "".join(form.cleaned_data["code"].split())
    if not confirm_totp(code=code, now=timezone.now(), session_key=key, by=request.user):
        return False
    keep_this_session(request, Factor.TOTP)
    return True


def square(request: HttpRequest, secret: bytes) -> dict[str, str]:
    """The address as an image that a phone scans, and as a link that the phone itself opens."""
    address = totp.address(secret, account=request.user.username, issuer=settings.OFFICE_SHORT_NAME)
    return {"address": address, "image": segno.make(address, error="m").svg_data_uri(scale=5, border=4, light="#fff")}


@signed_in
@before_factor
@needs_step_up
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HttpRequest) -> HttpResponse:
    """New codes, shown once on the answer to the button that makes them."""
    have = factors_of(request.user)
    if not have.is_set_up:
        return redirect("accounts:security")
    codes = make_recovery_codes(by=request.user) if request.method == "POST" else []
    return render(request, "accounts/recovery.html", {"codes": codes, "have": have, "crumbs": crumbs()})


@signed_in
@before_factor
@require_POST
def session_end(request: HttpRequest, key: str) -> HttpResponse:
    if end_session(session_key=key, by=request.user):
        messages.success(request, _("Perangkat itu sudah keluar dari akun ini."))
    return redirect("accounts:security")


@signed_in
@before_factor
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sure(request: HttpRequest) -> HttpResponse:
    """Confirm who you are, then go back to what was asked for."""
    form = SureForm(request.POST if request.method == "POST" else None, has_factor=asks_for_factor(request))
    if request.method == "POST" and form.is_valid() and form.proves(request):
        mark_sure(request)
        return redirect(next_address(request))
    context = {**sure_context(request, form), "back": next_address(request)}
    return render(request, "accounts/sure.html", context, status=422 if form.errors else 200)
