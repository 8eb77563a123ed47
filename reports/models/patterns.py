"""Unusual patterns in the record of looks, and what the data-protection officer said of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UnusualPattern(models.Model):
    """One occurrence of a rule of data/patterns.csv. It names users and numbers of looks, never a person served."""

    class State(models.TextChoices):
        NEW = "NEW", _("Baru")
        SEEN = "SEEN", _("Sudah dilihat")
        EXPLAINED = "EXPLAINED", _("Sudah dijelaskan")

    rule = models.CharField(max_length=20)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    searched = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    found_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=9, choices=State, default=State.NEW)
    note = models.CharField(_("Penjelasan"), max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "user", "searched", "at"], name="unusual_pattern_once", nulls_distinct=False
            )
        ]
        indexes = [
            models.Index(fields=["-at", "-id"], name="unusual_pattern_at"),
            models.Index(fields=["state", "-at", "-id"], name="unusual_pattern_state"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.at:%Y-%m-%d %H:%M}"
