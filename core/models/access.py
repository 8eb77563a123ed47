"""The record of every look at a person or a case. Append only; it never holds values."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now


class AccessRecord(models.Model):
    """Who looked, when, from where, at which rows, in what way, and with what outcome."""

    class Look(models.TextChoices):
        VIEW = "VIEW", "VIEW"
        LIST = "LIST", "LIST"
        SEARCH = "SEARCH", "SEARCH"
        REVEAL = "REVEAL", "REVEAL"
        EXPORT = "EXPORT", "EXPORT"
        DOWNLOAD = "DOWNLOAD", "DOWNLOAD"
        PRINT = "PRINT", "PRINT"
        SIGN_IN = "SIGN_IN", "SIGN_IN"

    at = models.DateTimeField(db_default=Now())
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    roles = models.CharField(max_length=200, blank=True)
    look = models.CharField(max_length=10, choices=Look)
    object_kind = models.CharField(max_length=40)
    object_ids = ArrayField(models.BigIntegerField(), default=list)
    worker_ids = ArrayField(models.BigIntegerField(), default=list)
    field_class = models.CharField(max_length=40, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=20, default="OK")
    path = models.CharField(max_length=300, blank=True)
    ip = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=12, blank=True)

    class Meta:
        indexes = [
            GinIndex(fields=["worker_ids"], name="access_workers_gin"),
            models.Index(fields=["-at", "-id"], name="access_at"),
            models.Index(fields=["user", "-at", "-id"], name="access_user_at"),
            models.Index(fields=["object_kind", "-at", "-id"], name="access_kind_at"),
        ]

    def __str__(self) -> str:
        return f"{self.look} {self.object_kind} {self.at:%Y-%m-%d %H:%M}"
