"""What was saved and tried, and what is known of the server's clock. No row names a person served."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class BackupRun(models.Model):
    """One backup that was made, or one that was tried by restoring it. `name` is its folder in BACKUP_DIR.

    `has_keys`: the office's keys of that day stand in it, sealed to the passphrase.
    """

    class Kind(models.TextChoices):
        BACKUP = "BACKUP", "BACKUP"
        CHECK = "CHECK", "CHECK"

    class State(models.TextChoices):
        RUNNING = "RUNNING", "RUNNING"
        OK = "OK", "OK"
        FAILED = "FAILED", "FAILED"

    kind = models.CharField(max_length=6, choices=Kind)
    state = models.CharField(max_length=7, choices=State, default=State.RUNNING)
    name = models.CharField(max_length=60, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(null=True)
    rows = models.BigIntegerField(null=True)
    files = models.PositiveIntegerField(null=True)
    has_keys = models.BooleanField(default=False)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "-started_at", "-id"], name="backup_kind_started")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {self.state}"


class ClockCorrection(models.Model):
    """Records up to `until_record`, and seals up to `until_seal`, were written by a clock that ran ahead.
    Their times no longer count.

    Without this one wrong hour would keep the seal and the one-time codes shut until that hour comes.
    """

    until_record = models.BigIntegerField()
    until_seal = models.BigIntegerField(default=0)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.until_record} {self.at:%Y-%m-%d %H:%M}"
