"""The session itself: stay, leave, and what the field form asks before it sends."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actions.drafts import drop_all_drafts
from accounts.sessions import LAST_SEEN
from accounts.views.account import kept_inputs
from core.access import before_factor, public, signed_in


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; what was typed and not saved is kept for the next time or thrown away, as the person says.

    Only the cache is cleared: unsent records on a phone are asked about by the page itself.
    """
    choice = request.POST.get("drafts", "")
    if request.viewer and choice == "drop":
        drop_all_drafts(by=request.user)
    elif request.viewer and choice != "keep":
        drafts = kept_inputs(request)
        if drafts:
            return render(request, "accounts/sign_out.html", {"drafts": drafts})
    logout(request)
    response = redirect(settings.LOGIN_URL)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@signed_in
@before_factor
@require_POST
def stay(request: HttpRequest) -> JsonResponse:
    """The person at the screen wants to stay signed in."""
    request.session[LAST_SEEN] = int(timezone.now().timestamp())
    return JsonResponse({"state": "signed_in", "seconds": settings.SESSION_IDLE_SECONDS})


@public
@never_cache
@require_safe
def session_state(request: HttpRequest) -> JsonResponse:
    """Whether the phone may send: who is signed in, with a fresh CSRF token. Names nobody."""
    viewer = request.viewer
    return JsonResponse(
        {
            "signed_in": viewer is not None,
            "user_id": viewer.user_id if viewer else None,
            "csrf_token": get_token(request),
        }
    )
