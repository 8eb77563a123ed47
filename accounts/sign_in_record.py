"""Refused sign-ins and ended sessions go into the record of looks; Django tells of them, whatever the page."""

from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver

from accounts.models import User
from core.actions.access import record_event
from core.models import AccessRecord


@receiver(user_login_failed)
def record_failure(sender, credentials: dict, request=None, **kwargs) -> None:
    """Whose account was tried, if it is one of ours; what was typed is kept as a keyed hash only."""
    name = str(credentials.get("username") or "").strip().lower().replace("\x00", "")
    user_id = User.objects.filter(username__iexact=name).values_list("pk", flat=True).first()
    record_event(
        look=AccessRecord.Look.SIGN_IN,
        object_kind="account",
        object_ids=[user_id] if user_id else [],
        outcome="LOCKED" if getattr(request, "axes_locked_out", False) else "FAILED",
        searched=name,
    )


@receiver(user_logged_out)
def record_end(sender, request=None, user=None, **kwargs) -> None:
    """ENDED: not by the button, but because the session was idle or cut off."""
    if user is None:
        return
    by_button = getattr(request, "resolver_match", None) is not None
    record_event(
        look=AccessRecord.Look.SIGN_OUT,
        object_kind="account",
        object_ids=[user.pk],
        outcome="OK" if by_button else "ENDED",
        user_id=user.pk,
    )
