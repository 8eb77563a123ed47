"""What the browser's script asks and answers about passkeys: to sign in, to be sure, to add one. All in JSON."""

import json

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import passkeys
from accounts.actions.factors import add_passkey, use_passkey
from accounts.choices import Factor
from accounts.factors import factors_of
from accounts.forms.factors import PasskeyNameForm
from accounts.pending import pending_user
from accounts.queries import may_sign_in
from accounts.sessions import EPOCH, FACTOR, stored_key
from accounts.step_up import mark_sure, needs_step_up
from accounts.views.sign_in import begin_session
from core.access import before_factor, public, signed_in
from core.exceptions import DomainError
from core.limits import check, count
from core.middleware import client_ip

LARGEST = 20_000


def answer_of(request: HttpRequest) -> dict:
    """The posted JSON; an empty one when it cannot be read."""
    try:
        found = json.loads(request.body) if len(request.body) <= LARGEST else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def refused(message: str = "") -> JsonResponse:
    text = message or _("Kunci sandi ditolak. Coba sekali lagi, atau pakai kata sandi dan kode.")
    return JsonResponse({"state": "refused", "message": text}, status=422)


@public
@never_cache
@require_POST
def sign_in_begin(request: HttpRequest) -> JsonResponse:
    check("passkey_address", client_ip(request))
    return JsonResponse(passkeys.ask_to_show(request, "sign_in", pending_user(request)))


@public
@never_cache
@require_POST
def sign_in_finish(request: HttpRequest) -> JsonResponse:
    """A passkey is something held and something known: it signs in alone, and no wrong password stops it."""
    check("passkey_address", client_ip(request))
    shown = passkeys.shown(request, "sign_in", answer_of(request), pending_user(request))
    if shown is None or not may_sign_in(shown.passkey.user, timezone.localdate()):
        count("passkey_address", client_ip(request))
        return refused()
    if not use_passkey(shown, timezone.now()):
        return refused()
    response = begin_session(
        request, shown.passkey.user, factor=Factor.PASSKEY, passkey=shown.passkey, is_field=shown.is_here
    )
    return JsonResponse({"state": "ok", "next": response.url})


@signed_in
@before_factor
@never_cache
@require_POST
def sure_begin(request: HttpRequest) -> JsonResponse:
    return JsonResponse(passkeys.ask_to_show(request, "sure", request.user))


@signed_in
@before_factor
@never_cache
@require_POST
def sure_finish(request: HttpRequest) -> JsonResponse:
    shown = passkeys.shown(request, "sure", answer_of(request), request.user)
    if shown is None or not use_passkey(shown, timezone.now()):
        return refused()
    mark_sure(request)
    return JsonResponse({"state": "ok"})


@signed_in
@before_factor
@needs_step_up
@never_cache
@require_POST
def add_begin(request: HttpRequest) -> JsonResponse:
    return JsonResponse(passkeys.ask_to_add(request, request.user))


@signed_in
@before_factor
@needs_step_up
@never_cache
@require_POST
def add_finish(request: HttpRequest) -> JsonResponse:
    """Keep the new passkey; the first factor of an account leads to its recovery codes."""
    answer = answer_of(request)
    data = passkeys.added(request, answer.get("credential") or {})
    form = PasskeyNameForm({"name": answer.get("name") or ""})
    if data is None or not form.is_valid():
        return refused(_("Perangkat ini tidak memasang kunci sandi. Beri nama perangkat, lalu coba sekali lagi."))
    is_first = not factors_of(request.user).has_any
    try:
        key = stored_key(request.session.session_key)
        add_passkey(data=data, name=form.cleaned_data["name"], session_key=key, by=request.user)
    except DomainError as error:
        return refused(error.message)
    keep_this_session(request, Factor.PASSKEY)
    return JsonResponse({"state": "ok", "next": reverse("accounts:recovery" if is_first else "accounts:security")})


def keep_this_session(request: HttpRequest, factor: str = "") -> None:
    """After a change that ended the others: this one goes on under a new key."""
    request.session.cycle_key()
    request.session[EPOCH] = request.user.session_epoch
    if factor and not request.session.get(FACTOR):
        request.session[FACTOR] = factor
