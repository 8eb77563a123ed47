"""Sessions and the wishes of the account's owner."""

from django.db.models import F

from accounts.models import User
from core.history import action


@action
def sign_out_everywhere(*, user: User, by: User) -> None:
    """End every session of the account; old links for a new password end with them."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


@action
def choose_language(*, language: str, by: User) -> None:
    """The language in which the account's owner reads the screens."""
    by.language = language
    by.save(update_fields=["language"])
