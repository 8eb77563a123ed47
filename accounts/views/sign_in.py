"""Signing in: name and password, then the second factor; or a passkey, which is both."""

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import limits
from accounts.actions.factors import begin_grace
from accounts.factors import factors_of, may_enrol, needs_no_factor
from accounts.forms.factors import CodeForm
from accounts.forms.sign_in import SignInForm
from accounts.lockout import locked_until, name_tried
from accounts.models import User
from accounts.pending import NEXT, forget_pending, keep_pending, pending_user
from accounts.proofs import show_code, wrong_code
from accounts.queries import viewer_of
from accounts.sessions import begin, device_words
from core.access import public
from core.actions.access import record_look
from core.exceptions import TooMany
from core.middleware import client_ip
from core.models import AccessRecord
from core.scope import open_scope

BACKEND = "accounts.backends.OfficeBackend"


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.viewer:
        return redirect(next_address(request))
    form = SignInForm(request.POST if request.method == "POST" else None)
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            user = with_password(request, form)
            if user is not None:
                return after_password(request, user, form)
        except TooMany as error:
            form.add_error(None, error.message)
            status = 429
    return render(
        request, "accounts/sign_in.html", sign_in_context(request, form), status=status if form.errors else 200
    )


def sign_in_context(request: HttpRequest, form: SignInForm) -> dict[str, object]:
    query = request.GET.urlencode()
    return {"form": form, "next_query": f"?{query}" if query else ""}


def with_password(request: HttpRequest, form: SignInForm) -> User | None:
    """Whose name and password these are. Failures are counted for the name and for the address."""
    with limits.password_try(form.cleaned_data["username"], client_ip(request)) as tried:
        user = authenticate(request, **form.cleaned_data)
        tried.is_right = user is not None
    if user is None:
        form.add_error(None, _("Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil."))
    return user


def after_password(request: HttpRequest, user: User, form: SignInForm) -> HttpResponse:
    """To the second factor; or in, where none is set up yet and may be."""
    if not needs_no_factor(user):
        if factors_of(user).has_any:
            keep_pending(request, user, next_address(request))
            return redirect("accounts:second_factor")
        if not may_enrol(user, timezone.now()):
            form.add_error(
                None,
                _(
                    "Faktor kedua akun ini sudah diputus. Administrator sistem dan kepala kantor (atau penanggung "
                    "jawab akun) mengaturnya ulang bersama-sama; hubungi salah satu dari mereka."
                ),
            )
            return render(request, "accounts/sign_in.html", sign_in_context(request, form), status=403)
        begin_grace(user)
    return begin_session(request, user)


@public
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """After the right password: a code, or a passkey by its own address."""
    user = pending_user(request)
    if user is None:
        return redirect(settings.LOGIN_URL)
    form = CodeForm(request.POST if request.method == "POST" else None, cancel_url=resolve_url(settings.LOGIN_URL))
    if request.method == "POST" and form.is_valid():
        factor = show_code(user, form.cleaned_data["code"])
        if factor:
            return begin_session(request, user, factor=factor)
        form.add_error("code", wrong_code(form.cleaned_data["clock"]))
    context = {"form": form, "has_passkey": user.passkeys.exists(), "name": user.username}
    return render(request, "accounts/second_factor.html", context, status=422 if form.errors else 200)


def begin_session(request: HttpRequest, user: User, *, factor: str = "", passkey=None, is_field: bool = False):
    """A new session for the user, recorded as a sign-in; then on to where the person wanted to go."""
    address = request.session.get(NEXT) or next_address(request)
    forget_pending(request)
    login(request, user, backend=BACKEND)
    device = device_words(request.headers.get("User-Agent", ""))
    begin(
        request.session, user, factor=factor, passkey=passkey, is_field=is_field, device=device, ip=client_ip(request)
    )
    with open_scope(viewer_of(user)):
        record_look(look=AccessRecord.Look.SIGN_IN, object_kind="account", object_ids=[user.pk])
    return redirect(address)


def next_address(request: HttpRequest) -> str:
    """The page that was asked for, if it is one of ours; otherwise the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials=None) -> HttpResponse:
    """Called by axes instead of the answer of the sign-in page: says when the next try is heard."""
    until = locked_until(name_tried(request, credentials), request.axes_ip_address) or timezone.now()
    form = SignInForm(request.POST)
    form.is_valid()
    form.add_error(
        None,
        _("Terlalu banyak percobaan. Coba lagi pukul {jam} {zona}, atau hubungi administrator sistem.").format(
            jam=f"{localtime(until):%H.%M}", zona=settings.TIME_ZONE_LABEL
        ),
    )
    return render(request, "accounts/sign_in.html", sign_in_context(request, form), status=429)
