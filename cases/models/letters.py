"""Which letters belong to which returns and cases. Whoever sees the return or the case sees that there is a link;
the letter itself is seen by its own rule (letters/querysets.py)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from cases.choices import LetterRole
from cases.querysets import OfCaseManager, OfRepatriationManager
from core.tracking import tracked


@tracked()
class ReturnLetter(models.Model):
    repatriation = models.ForeignKey("cases.Repatriation", models.CASCADE, related_name="letter_links")
    letter = models.ForeignKey("letters.Letter", models.PROTECT, related_name="return_links")
    role = models.CharField(max_length=10, choices=LetterRole, default=LetterRole.NOTICE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfRepatriationManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["repatriation", "letter"], name="return_letter_once")]

    def __str__(self) -> str:
        return f"{self.repatriation_id} {self.letter_id}"


@tracked()
class CaseLetter(models.Model):
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="letter_links")
    letter = models.ForeignKey("letters.Letter", models.PROTECT, related_name="case_links")
    role = models.CharField(max_length=10, choices=LetterRole, default=LetterRole.NOTICE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfCaseManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "letter"], name="case_letter_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.letter_id}"
