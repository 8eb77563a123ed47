"""The secret address of one's calendar of expected arrivals: made anew, and taken away."""

import hashlib
import secrets

from django.utils import timezone

from cases.models import CalendarFeed
from core.history import action

TOKEN_BYTES = 32


@action
def make_calendar_address(*, by) -> tuple[CalendarFeed, str]:
    """The feed with its new secret, which is told once and kept nowhere; the one before is void."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {"digest": digest_of(token), "epoch": by.session_epoch, "created_at": timezone.now()}
    feed, _made = CalendarFeed.objects.update_or_create(user=by, defaults=values)
    return feed, token


@action
def revoke_calendar_address(*, feed: CalendarFeed, by) -> None:
    """Nobody fetches the calendar under the old address any more."""
    feed.delete()


def digest_of(token: str) -> str:
    """Of a token with 256 random bits a plain hash tells nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
