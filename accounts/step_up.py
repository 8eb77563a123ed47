"""Making sure once more who sits at the screen, before what cannot be taken back: `@needs_step_up`.

A confirmation (password and second factor, or a passkey) counts for five minutes. A page that is opened goes to the
page that asks and comes back. A form that is sent is answered with a page that asks and carries what was typed;
its answer goes to the same address, so nothing is lost and nothing is stored.
"""

from collections.abc import Callable
from functools import wraps
from typing import cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.factors import factors_of, needs_no_factor
from accounts.forms.factors import SureForm
from accounts.models import User
from accounts.sessions import SURE_AT
from core.kept import kept_fields

SENT = "sure_password"


def is_sure(request: HttpRequest) -> bool:
    """Whether the last confirmation is fresh enough."""
    age = timezone.now().timestamp() - request.session.get(SURE_AT, 0)
    return 0 <= age <= settings.STEP_UP_SECONDS


def mark_sure(request: HttpRequest) -> None:
    """Remember the confirmation, under a new session key."""
    request.session.cycle_key()
    request.session[SURE_AT] = int(timezone.now().timestamp())


def needs_step_up(view):
    """For pages and forms alike."""
    return _guarded(view, lambda request, *args, **kwargs: True)


def needs_step_up_to_write(view):
    """For forms alone: the page that shows the form opens freely."""
    return _guarded(view, lambda request, *args, **kwargs: request.method not in {"GET", "HEAD"})


def needs_step_up_if(concerns: Callable[..., bool]):
    """For pages of which some rows ask for it: `concerns` gets what the view gets."""
    return lambda view: _guarded(view, concerns)


def _guarded(view, concerns):
    @wraps(view)
    def wrapper(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if is_sure(request) or not concerns(request, *args, **kwargs):
            return view(request, *args, **kwargs)
        form = SureForm(request.POST if SENT in request.POST else None, has_factor=asks_for_factor(request))
        if form.is_bound and form.is_valid() and form.proves(request):
            mark_sure(request)
            return view(request, *args, **kwargs)
        return ask(request, form)

    return wrapper


def asks_for_factor(request: HttpRequest) -> bool:
    user = cast(User, request.user)
    return not needs_no_factor(user) and factors_of(user).has_any


def ask(request: HttpRequest, form: SureForm) -> HttpResponse:
    """The question, in the way that fits who asked."""
    address = reverse("accounts:sure")
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"state": "step_up", "url": address}, status=403)
    if request.headers.get("HX-Request"):
        back = request.headers.get("HX-Current-URL", "")
        return JsonResponse({}, status=403, headers={"HX-Redirect": f"{address}?{urlencode({'next': back})}"})
    if request.method in {"GET", "HEAD"}:
        return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")
    context = {**sure_context(request, form), "kept": kept_fields(request), "is_form": True}
    return render(request, "accounts/sure.html", context, status=422 if form.errors else 403)


def sure_context(request: HttpRequest, form: SureForm) -> dict[str, object]:
    return {"form": form, "has_passkey": request.user.passkeys.exists(), "action": request.get_full_path()}
