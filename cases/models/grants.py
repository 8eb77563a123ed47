"""Rows opened to somebody beyond the rule of sight: shares with an end, and named teams."""

from django.conf import settings
from django.db import models

from cases.choices import GrantKind, GrantReason
from core.tracking import tracked


@tracked()
class AccessGrant(models.Model):
    """Opens one row to a user or to a district until a day. It holds ids only and no facts about people."""

    kind = models.CharField(max_length=12, choices=GrantKind)
    object_id = models.BigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    district = models.ForeignKey("regions.Area", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=10, choices=GrantReason)
    explanation = models.CharField(max_length=300, blank=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, district__isnull=True)
                | models.Q(user__isnull=True, district__isnull=False, reason="SHARED"),
                name="grant_to_one",
            )
        ]
        indexes = [
            models.Index(fields=["user", "kind"], name="grant_user_kind"),
            models.Index(fields=["district", "kind"], name="grant_district_kind"),
            models.Index(fields=["kind", "object_id"], name="grant_object"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id} {self.reason}"
