"""The record of every look, change and refusal. Append only (the database refuses the rest); it never holds values."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.utils import timezone

from core.moments import Moment


class AccessRecord(models.Model):
    """Who, for whom, when, from where, in what way, at which rows, on what ground, and with what outcome.

    `sight` has one letter for each of `worker_ids`: by which rule of sight the person was seen (`core.grounds`).
    `searched` and `session` are keyed hashes. `mac` is made with a key that the database does not know.
    """

    class Look(models.TextChoices):
        VIEW = "VIEW", "VIEW"
        LIST = "LIST", "LIST"
        SEARCH = "SEARCH", "SEARCH"
        REVEAL = "REVEAL", "REVEAL"
        REQUEST = "REQUEST", "REQUEST"
        EXPORT = "EXPORT", "EXPORT"
        DOWNLOAD = "DOWNLOAD", "DOWNLOAD"
        PRINT = "PRINT", "PRINT"
        DISCLOSE = "DISCLOSE", "DISCLOSE"
        CHANGE = "CHANGE", "CHANGE"
        JOB = "JOB", "JOB"
        DENIED = "DENIED", "DENIED"
        FAILED = "FAILED", "FAILED"
        SIGN_IN = "SIGN_IN", "SIGN_IN"
        SIGN_OUT = "SIGN_OUT", "SIGN_OUT"
        FACTOR = "FACTOR", "FACTOR"
        RESTORE = "RESTORE", "RESTORE"

    at = models.DateTimeField(default=timezone.now)
    moment = models.BigIntegerField(db_default=Moment())
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    capacity = models.CharField(max_length=4, blank=True)
    roles = models.CharField(max_length=200, blank=True)
    office_id = models.BigIntegerField(null=True)
    session = models.CharField(max_length=32, blank=True)
    look = models.CharField(max_length=10, choices=Look)
    object_kind = models.CharField(max_length=40)
    object_ids = ArrayField(models.BigIntegerField(), default=list)
    worker_ids = ArrayField(models.BigIntegerField(), default=list)
    case_ids = ArrayField(models.BigIntegerField(), default=list)
    sight = models.TextField(blank=True)
    right = models.CharField(max_length=40, blank=True)
    field_class = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=300, blank=True)
    searched = models.CharField(max_length=32, blank=True)
    outcome = models.CharField(max_length=20, default="OK")
    route = models.CharField(max_length=200, blank=True)
    ip = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=12, blank=True)
    mac = models.BinaryField(null=True)

    class Meta:
        indexes = [
            GinIndex(fields=["worker_ids"], name="access_workers_gin"),
            GinIndex(fields=["case_ids"], name="access_cases_gin"),
            BrinIndex(fields=["moment"], name="access_moment_brin", autosummarize=True),
            models.Index(fields=["-at", "-id"], name="access_at"),
            models.Index(fields=["user", "-at", "-id"], name="access_user_at"),
            models.Index(fields=["object_kind", "-at", "-id"], name="access_kind_at"),
            models.Index(fields=["look", "-at", "-id"], name="access_look_at"),
            models.Index(fields=["searched", "-at"], name="access_searched", condition=~models.Q(searched="")),
        ]

    def __str__(self) -> str:
        return f"{self.look} {self.object_kind} {self.at:%Y-%m-%d %H:%M}"
