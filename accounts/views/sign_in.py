"""Signing in, and what is said when a name has to wait."""

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

from accounts.forms.sign_in import SignInForm
from accounts.lockout import locked_until, name_tried
from accounts.middleware import EPOCH, LAST_SEEN
from accounts.queries import viewer_of
from core.access import public
from core.actions.access import record_look
from core.models import AccessRecord
from core.scope import open_scope


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.viewer:
        return redirect(next_address(request))
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            return begin_session(request, user)
        form.add_error(None, _("Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan kecil."))
    return render(request, "accounts/sign_in.html", {"form": form}, status=422 if form.errors else 200)


def begin_session(request: HttpRequest, user) -> HttpResponse:
    """A new session for the user, recorded as a sign-in; then on to where the person wanted to go."""
    login(request, user)
    request.session[LAST_SEEN] = int(timezone.now().timestamp())
    request.session[EPOCH] = user.session_epoch
    request.session["language"] = user.language
    with open_scope(viewer_of(user)):
        record_look(look=AccessRecord.Look.SIGN_IN, object_kind="account", object_ids=[user.pk])
    return redirect(next_address(request))


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
    return render(request, "accounts/sign_in.html", {"form": form}, status=429)
