"""Sessions and the wishes of the account's owner."""

from django.db.models import F

from accounts.models import DeviceSession, User
from core.history import action


@action
def sign_out_everywhere(*, user: User, by: User, keep: str = "") -> None:
    """End every session of the account but the one under `keep`; old links for a new password end with them.

    Whoever keeps a session writes the new `session_epoch` into it.
    """
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
    forget_sessions(user, keep)


def forget_sessions(user: User, keep: str = "") -> None:
    """Remove the rows; a request that is under way in one of them does not bring it back."""
    DeviceSession.objects.filter(user=user).exclude(session_key=keep).delete()


@action
def end_session(*, session_key: str, by: User) -> bool:
    """End one of one's own sessions; whether it was there."""
    return DeviceSession.objects.filter(user=by, session_key=session_key.replace("\x00", "")).delete()[0] > 0


@action
def choose_language(*, language: str, by: User) -> None:
    """The language in which the account's owner reads the screens."""
    by.language = language
    by.save(update_fields=["language"])
