"""Work done in the background. The row is written with the business data; Celery is only nudged."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Job(models.Model):
    """One piece of work. `attempt` fences: a worker that lost its lease can no longer write here."""

    class State(models.TextChoices):
        WAITING = "WAITING", "WAITING"
        RUNNING = "RUNNING", "RUNNING"
        READY = "READY", "READY"
        FAILED = "FAILED", "FAILED"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    dedupe_key = models.CharField(max_length=200, null=True, unique=True)
    params = models.JSONField(default=dict)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    nudged_at = models.DateTimeField(null=True)
    result_path = models.CharField(max_length=200, blank=True)
    result_name = models.CharField(max_length=200, blank=True)
    result_sha256 = models.CharField(max_length=64, blank=True)
    result_rows = models.PositiveIntegerField(null=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="job_progress_percent"),
        ]
        indexes = [
            models.Index(fields=["requested_by", "-created_at"], name="job_owner_created"),
            models.Index(
                fields=["created_at"],
                name="job_open",
                condition=models.Q(state__in=["WAITING", "RUNNING"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.progress}%"

    @property
    def is_finished(self) -> bool:
        return self.state in {self.State.READY, self.State.FAILED}
