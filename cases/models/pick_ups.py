"""Ticks at the quay, the airport or the ferry: who said of whom that they came, or did not."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from cases.choices import ArrivalState, NotArrivedReason
from cases.models.repatriations import Repatriation, Returnee
from cases.querysets import OfRepatriationManager
from core.tracking import tracked


@tracked()
class ArrivalTick(models.Model):
    """One tick, by whom and when; a wrong one is followed by its undoing and never removed.

    Of one person, or (`returnee` empty) of `people` whom the letter counts without naming them. `undoes` is the
    count that a later row takes back. `client_id` is made by the phone or by the page: sent twice it is one tick.
    """

    repatriation = models.ForeignKey(Repatriation, models.CASCADE, related_name="ticks")
    returnee = models.ForeignKey(Returnee, models.CASCADE, null=True, related_name="ticks")
    state = models.CharField(max_length=12, choices=ArrivalState)
    reason = models.CharField(max_length=10, choices=NotArrivedReason, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    undoes = models.OneToOneField("self", models.CASCADE, null=True, related_name="undone_by")
    client_id = models.UUIDField(unique=True, editable=False)
    captured_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfRepatriationManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="NOT_ARRIVED") | ~models.Q(reason=""), name="tick_absence_has_reason"
            ),
            models.CheckConstraint(condition=models.Q(people__gte=1), name="tick_of_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.repatriation_id}/{self.returnee_id or self.people} {self.state}"
