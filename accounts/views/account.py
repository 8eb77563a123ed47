"""My account: who I am here, my password, my language, my sessions."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.actions.drafts import drafts_of
from accounts.actions.passwords import change_password
from accounts.actions.sessions import choose_language, sign_out_everywhere
from accounts.factors import is_before_factor
from accounts.forms.sign_in import ChangePasswordForm
from accounts.models import Draft, User
from accounts.queries import role_words
from accounts.sessions import EPOCH, stored_key
from accounts.views.sign_in import next_address
from core.access import before_factor, signed_in


@signed_in
@before_factor
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    form = ChangePasswordForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        key = stored_key(request.session.session_key)
        change_password(password=form.cleaned_data["password"], keep=key, by=request.user)
        update_session_auth_hash(request, request.user)
        request.session[EPOCH] = request.user.session_epoch
        messages.success(request, _("Kata sandi diganti. Perangkat lain sudah dikeluarkan dari akun ini."))
        return redirect("accounts:account")
    context = {
        "form": form,
        "facts": facts_of(request.user),
        "languages": settings.LANGUAGES,
        "drafts": kept_inputs(request),
        "decides": decides_resets(request),
    }
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


def kept_inputs(request: HttpRequest) -> list[Draft]:
    """Unsaved inputs; their titles may name a person, so whoever still owes a second factor sees none."""
    if is_before_factor(request.user, request.session, timezone.localdate()):
        return []
    return drafts_of(user=request.user, now=timezone.now())


def decides_resets(request: HttpRequest) -> bool:
    """Whether this person can be one of the two who reset a second factor."""
    viewer = request.viewer
    is_named = User.objects.filter(voucher=request.user, is_active=True)
    return viewer.may("factors.confirm") or viewer.may("factors.reset") or is_named.exists()


def facts_of(user) -> list[dict[str, object]]:
    return [
        {"label": _("Nama"), "value": user.full_name},
        {"label": _("Nama pengguna"), "value": user.username},
        {"label": _("Jabatan"), "value": user.position},
        {"label": _("Unit kerja"), "value": user.office.name},
        {"label": _("Peran"), "value": ", ".join(role_words(user, timezone.localdate())) or _("Belum ada peran")},
    ]


@signed_in
@before_factor
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        choose_language(language=chosen, by=request.user)
        request.session["language"] = chosen
    return redirect(next_address(request))


@signed_in
@before_factor
@require_POST
def sign_out_all(request: HttpRequest) -> HttpResponse:
    """End every session of the account, this one too."""
    sign_out_everywhere(user=request.user, by=request.user)
    logout(request)
    messages.success(request, _("Akun Anda sudah keluar dari semua perangkat."))
    return redirect(settings.LOGIN_URL)
