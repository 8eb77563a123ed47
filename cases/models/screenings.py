"""Screening for trafficking in persons (UU 21/2007 art. 1(1)). For the protection team alone, each look recorded."""

import json

from django.db import models

from cases.interview_choices import ScreeningResult
from cases.models.journeys import AddedOnce
from cases.querysets import ScreeningManager
from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked


@tracked()
class TraffickingScreening(AddedOnce, RowKeyed):
    """The answers of one day and what followed from them. Never corrected: who knows more screens again.

    `answers` maps codes of the questions (data/screening_questions.csv, of `edition`) to YES, NO or UNKNOWN.
    `was_child`: under 18 when it happened. `case` is the file in which it was made, afterwards the restricted one
    that it opened.
    """

    worker = models.ForeignKey("cases.Worker", models.PROTECT, related_name="screenings")
    returnee = models.ForeignKey("cases.Returnee", models.PROTECT, null=True, related_name="screenings")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="screenings")
    on = models.DateField()
    edition = models.CharField(max_length=20)
    told_answers = EncryptedTextField(max_length=4000)
    was_child = models.BooleanField(null=True)
    has_agreed = models.BooleanField(null=True)
    result = models.CharField(max_length=9, choices=ScreeningResult)
    note = EncryptedTextField(max_length=3000, blank=True)
    opened_at = models.DateTimeField(null=True)

    objects = ScreeningManager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["worker", "-on", "-id"], name="screening_worker_on")]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.on}"

    @property
    def answers(self) -> dict[str, str]:
        return json.loads(self.told_answers)
