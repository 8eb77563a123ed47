"""Counters of what may happen only so often. Kept in the database: they hold when the broker is away."""

from django.db import models


class LimitCount(models.Model):
    """How often something was taken in one window of time. `key` is a keyed digest: no name, no address is stored."""

    name = models.CharField(max_length=40)
    key = models.CharField(max_length=32)
    begins_at = models.DateTimeField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "key", "begins_at"], name="limit_count_once")]
        indexes = [models.Index(fields=["begins_at"], name="limit_count_age")]

    def __str__(self) -> str:
        return f"{self.name} {self.begins_at:%Y-%m-%d %H:%M}: {self.taken}"
