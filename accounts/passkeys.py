"""Passkeys: what the browser is asked, and whether its answer is right. The checks are those of the fido2 library."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accounts.models import Passkey, User

ASKED = "passkey_asked"
PATIENCE = 300  # seconds in which an answer is taken
PLATFORM = "platform"


@dataclass(frozen=True)
class Shown:
    """A passkey that was shown: its credential, the counter it told, and whether it lies in this very device."""

    passkey: Passkey
    sign_count: int
    is_here: bool


def server(request: HttpRequest) -> Fido2Server:
    """For the name under which this page was opened; only pages of that very origin are believed."""
    host = request.get_host()
    ours = {f"{request.scheme}://{host}", *settings.CSRF_TRUSTED_ORIGINS}
    party = PublicKeyCredentialRpEntity(id=host.partition(":")[0], name=settings.OFFICE_SHORT_NAME)
    return Fido2Server(party, verify_origin=lambda origin: origin in ours)


def ask_to_add(request: HttpRequest, user: User) -> dict[str, Any]:
    """What `navigator.credentials.create` is given. The passkey must name its user and unlock by PIN or finger."""
    who = PublicKeyCredentialUserEntity(id=str(user.pk).encode(), name=user.username, display_name=user.full_name)
    options, state = server(request).register_begin(
        who,
        [AttestedCredentialData(bytes(row.credential)) for row in user.passkeys.all()],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    remember(request, "add", state)
    return dict(options.public_key)


def added(request: HttpRequest, answer: dict[str, Any]) -> AuthenticatorData | None:
    """The new passkey, or None when the answer is not right."""
    state = recall(request, "add")
    try:
        return server(request).register_complete(state, answer) if state else None
    except Exception:  # whatever cannot be read is refused
        return None


def ask_to_show(request: HttpRequest, why: str, user: User | None = None) -> dict[str, Any]:
    """What `navigator.credentials.get` is given; without a user, the browser offers what it has for us."""
    keys = [AttestedCredentialData(bytes(row.credential)) for row in user.passkeys.all()] if user else None
    options, state = server(request).authenticate_begin(keys, UserVerificationRequirement.REQUIRED)
    remember(request, why, state)
    return dict(options.public_key)


def shown(request: HttpRequest, why: str, answer: dict[str, Any], user: User | None = None) -> Shown | None:
    """The passkey that answered, or None when the answer is not right (or is another's)."""
    state = recall(request, why)
    try:
        response = AuthenticationResponse.from_dict(answer)
        passkey = Passkey.objects.select_related("user__office").filter(credential_id=response.raw_id).first()
        if not state or passkey is None or (user and passkey.user_id != user.pk):
            return None
        server(request).authenticate_complete(state, [AttestedCredentialData(bytes(passkey.credential))], response)
        count = response.response.authenticator_data.counter
        return Shown(passkey, count, response.authenticator_attachment == PLATFORM)
    except Exception:  # whatever cannot be read is refused
        return None


def remember(request: HttpRequest, why: str, state: dict[str, Any]) -> None:
    request.session[ASKED] = {**state, "why": why, "at": int(timezone.now().timestamp())}


def recall(request: HttpRequest, why: str) -> dict[str, Any] | None:
    """What was asked, once."""
    asked = request.session.pop(ASKED, None)
    if not asked or asked["why"] != why or timezone.now().timestamp() - asked["at"] > PATIENCE:
        return None
    return asked
