"""Somebody who gave the right password and has not shown the second factor yet."""

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.queries import may_sign_in

WHO, NEXT = "pending", "pending_next"
PATIENCE = 600


def keep_pending(request: HttpRequest, user: User, address: str) -> None:
    request.session.cycle_key()
    request.session[WHO] = [user.pk, user.session_epoch, int(timezone.now().timestamp())]
    request.session[NEXT] = address


def pending_user(request: HttpRequest) -> User | None:
    """Who that is, for ten minutes and while nothing about the account changed."""
    pk, epoch, at = request.session.get(WHO) or (None, None, 0)
    if pk is None or timezone.now().timestamp() - at > PATIENCE:
        return None
    user = User.objects.select_related("office").filter(pk=pk, session_epoch=epoch).first()
    return user if user and may_sign_in(user, timezone.localdate()) else None


def forget_pending(request: HttpRequest) -> None:
    request.session.pop(WHO, None)
    request.session.pop(NEXT, None)
