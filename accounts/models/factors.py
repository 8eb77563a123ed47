"""What a person has besides a password: passkeys, an authenticator app, recovery codes; and how they are reset."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import ResetState
from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked


@tracked(exclude=["sign_count", "last_used_at"])
class Passkey(models.Model):
    """A WebAuthn credential: a public key, whose other half never leaves the phone, computer or token."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys")
    name = models.CharField(_("Nama perangkat"), max_length=60)
    credential_id = models.BinaryField(max_length=1023, unique=True)
    credential = models.BinaryField()
    sign_count = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.name


@tracked(exclude=["secret", "last_counter", "last_used_at"])
class TotpDevice(RowKeyed):
    """An authenticator app (RFC 6238). `last_counter` is the step of the last code that was taken.

    A code counts while its step is later than `last_counter`, which one statement raises: once, also side by side.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="totp_devices")
    secret = EncryptedTextField()
    is_confirmed = models.BooleanField(default=False)
    last_counter = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "is_confirmed"], name="totp_one_and_one_coming")]

    def __str__(self) -> str:
        return f"{self.user_id}"


class RecoveryCode(models.Model):
    """One code on paper, kept as a salted digest. It works once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    salt = models.BinaryField(max_length=16)
    digest = models.BinaryField(max_length=32)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.user_id}"


@tracked()
class FactorReset(models.Model):
    """A second factor is taken away so that its owner can set up a new one: one asks, another confirms."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="factor_resets")
    state = models.CharField(max_length=9, choices=ResetState, default=ResetState.WAITING)
    identity_note = models.CharField(_("Cara memastikan orangnya"), max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(state=ResetState.WAITING), name="factor_reset_one_waiting"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(state=ResetState.DONE)
                | ~models.Q(decided_by=models.F("asked_by")),
                name="factor_reset_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.state}"
