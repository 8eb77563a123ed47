"""The register of files that left the system: who asked, when, why, and who took them. Append only."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class ExportRecord(models.Model):
    """One file that was asked for. Its address is the id of its job; `filters` are what it was made for."""

    job = models.OneToOneField("core.Job", models.PROTECT, related_name="export")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    filters = models.JSONField(default=dict)
    requested_at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-requested_at", "-id"], name="export_user_requested"),
            models.Index(fields=["-requested_at", "-id"], name="export_requested"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.user_id})"


class ExportDownload(models.Model):
    """The file was taken once more."""

    export = models.ForeignKey(ExportRecord, models.PROTECT, related_name="downloads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ip = models.CharField(max_length=45, blank=True)

    def __str__(self) -> str:
        return f"{self.export_id} {self.at:%Y-%m-%d %H:%M}"
