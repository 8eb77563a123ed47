"""Two people who may be one: shown with why, decided by a person, never merged by the machine."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from cases.choices import MatchDecision
from cases.querysets import MatchManager
from core.tracking import tracked


@tracked()
class DuplicateCandidate(models.Model):
    """`worker` was entered and looks like `other`, for these reasons."""

    worker = models.ForeignKey("cases.Worker", models.CASCADE, related_name="duplicate_candidates")
    other = models.ForeignKey("cases.Worker", models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = ArrayField(models.CharField(max_length=30), default=list)
    decision = models.CharField(max_length=7, choices=MatchDecision, default=MatchDecision.PENDING)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = MatchManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker", "other"], name="match_once"),
            models.CheckConstraint(condition=~models.Q(worker=models.F("other")), name="match_of_two"),
        ]
        indexes = [
            models.Index(fields=["-created_at"], condition=models.Q(decision="PENDING"), name="match_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} ~ {self.other_id}"
