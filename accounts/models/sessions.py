"""Who is signed in where."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models


class DeviceSessionManager(BaseSessionManager):
    def of_user(self, user):
        """Sessions that still open something, the latest first."""
        return self.filter(user=user, epoch=user.session_epoch).order_by("-last_seen_at")


class DeviceSession(AbstractBaseSession):
    """A browser in which somebody is signed in, or on the way to it. `session_key` is a digest of the cookie."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    passkey = models.ForeignKey("accounts.Passkey", models.CASCADE, null=True, related_name="sessions")
    epoch = models.PositiveIntegerField(null=True)
    factor = models.CharField(max_length=8, blank=True)
    device = models.CharField(max_length=80, blank=True)
    ip = models.CharField(max_length=45, blank=True)
    started_at = models.DateTimeField(null=True)
    last_seen_at = models.DateTimeField(null=True)

    objects = DeviceSessionManager()

    def __str__(self) -> str:
        return f"{self.user_id}: {self.device}"

    @classmethod
    def get_session_store_class(cls):
        from accounts.sessions import SessionStore

        return SessionStore
