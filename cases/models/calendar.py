"""The secret address under which a calendar program asks for the expected arrivals of one account."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.tracking import tracked


@tracked()
class CalendarFeed(models.Model):
    """One for each account that asked for it. The address itself is nowhere kept: `digest` is the SHA-256 of its token.

    `epoch` is the account's `session_epoch` of that time: whatever ends all sessions of the account (a new password,
    a lost device, the end of the account) ends the address too.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    epoch = models.PositiveIntegerField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return f"{self.user_id}"
