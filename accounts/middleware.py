"""Language of the account, sign-in required everywhere but on public pages, and the viewer's scope."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation

from accounts.queries import viewer_of
from core.scope import open_scope

LAST_SEEN = "last_seen"
EPOCH = "epoch"


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
    """Every page needs an account unless its view says `@public`. Sessions end when idle or cut off."""

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
        return self.ask_to_sign_in(request)

    def viewer(self, request):
        """The viewer of this session, or None when it is not signed in (any more)."""
        if not request.user.is_authenticated:
            return None
        now = int(timezone.now().timestamp())
        session = request.session
        idle = now - session.get(LAST_SEEN, now)
        viewer = viewer_of(request.user)
        if viewer is None or idle > settings.SESSION_IDLE_SECONDS or session.get(EPOCH) != request.user.session_epoch:
            logout(request)
            return None
        if idle >= 60 or LAST_SEEN not in session:
            session[LAST_SEEN] = now
        return viewer

    def ask_to_sign_in(self, request):
        address = f"{reverse(settings.LOGIN_URL)}?{urlencode({'next': page_of(request)})}"
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"state": "signed_out", "sign_in": address}, status=401)
        if request.headers.get("HX-Request"):
            return JsonResponse({}, status=401, headers={"HX-Redirect": address})
        return redirect(address)


def page_of(request) -> str:
    """The page that the person looks at; a part of it that was asked for by itself is not where to come back to."""
    shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    return shown._replace(scheme="", netloc="").geturl() or request.get_full_path()


class ScopeMiddleware:
    """Opens the viewer's scope around the view, so that guarded managers can filter."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.viewer is None:
            return self.get_response(request)
        with open_scope(request.viewer):
            return self.get_response(request)
