"""Sessions and their ends, language, sign-in and second factor required, and the viewer's scope."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.factors import factors_of, in_grace, needs_no_factor
from accounts.queries import viewer_of
from accounts.sessions import EPOCH, FACTOR, IS_FIELD, LAST_SEEN, seconds_left
from core.field_work import has_field_work
from core.scope import open_scope


def ask_to_sign_in(request):
    """To the sign-in page and back; scripts and htmx are told in their own way."""
    address = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': page_of(request)})}"
    return send_to(request, address, state="signed_out", status=401)


def page_of(request) -> str:
    """The page that the person looks at; a part of it that was asked for by itself is not where to come back to."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    return shown._replace(scheme="", netloc="").geturl() or request.get_full_path()


def send_to(request, address: str, *, state: str, status: int):
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"state": state, "sign_in": address}, status=status)
    if request.headers.get("HX-Request"):
        return JsonResponse({}, status=status, headers={"HX-Redirect": address})
    return redirect(address)


class OfficeSessionMiddleware(SessionMiddleware):
    """A session that was ended while a request was under way stays ended; the person is asked to sign in."""

    def process_response(self, request, response):
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            return self.ended(request)

    def process_exception(self, request, exception):
        return self.ended(request) if isinstance(exception, SessionInterrupted) else None

    def ended(self, request):
        request.session.flush()
        response = ask_to_sign_in(request)
        response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite=settings.SESSION_COOKIE_SAMESITE)
        response.headers["Cache-Control"] = "no-store"
        return response


class LanguageMiddleware:
    """Indonesian first; English when the account or the cookie asks for it. The browser's wish is not asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = request.session.get("language") or request.COOKIES.get("bahasa") or settings.LANGUAGE_CODE
        language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SignInRequiredMiddleware:
    """Every page needs an account unless its view says `@public`. Sessions end when idle, when old, or cut off."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = self.viewer(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        response = self.get_response(request)
        if request.viewer:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request, view, args, kwargs):
        if request.viewer is not None or getattr(view, "is_public", False):
            return None
        return ask_to_sign_in(request)

    def viewer(self, request):
        """The viewer of this session, or None when it is not signed in (any more)."""
        if not request.user.is_authenticated:
            return None
        now = timezone.now()
        session = request.session
        idle = int(now.timestamp()) - session.get(LAST_SEEN, 0)
        viewer = viewer_of(request.user)
        is_current = session.get(EPOCH) == request.user.session_epoch and seconds_left(session) > 0
        if viewer is None or not is_current or (idle > settings.SESSION_IDLE_SECONDS and not stays(session, viewer)):
            logout(request)
            return None
        if idle >= 60:
            session[LAST_SEEN] = int(now.timestamp())
        return viewer


def stays(session, viewer) -> bool:
    """A phone that its officer opened with the passkey in it stays signed in while a pick-up is open."""
    return bool(session.get(IS_FIELD)) and has_field_work(viewer, timezone.now())


class SecondFactorMiddleware:
    """Without a second factor only the pages that set one up are reached, the account page and the way out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.viewer is None or request.session.get(FACTOR) or getattr(view, "is_public", False):
            return None
        user = request.user
        if needs_no_factor(user) or getattr(view, "before_factor", False):
            return None
        if factors_of(user).is_set_up:  # set up elsewhere meanwhile: this session never showed it
            logout(request)
            return ask_to_sign_in(request)
        if in_grace(user, timezone.localdate()):
            return None
        messages.warning(request, _("Pasang faktor kedua dahulu. Sesudah itu semua halaman terbuka."))
        return send_to(request, reverse("accounts:security"), state="factor_needed", status=403)


class ScopeMiddleware:
    """Opens the viewer's scope around the view, so that guarded managers can filter."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.viewer is None:
            return self.get_response(request)
        with open_scope(request.viewer):
            return self.get_response(request)
