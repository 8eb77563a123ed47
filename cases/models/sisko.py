"""What this office looked up and entered in Sisko P2MI, the ministry's own system. Several times over the years."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from cases.choices import SiskoKind, SiskoResult
from cases.numbers import normal_passport
from cases.querysets import SiskoManager
from core.encrypted import BlindIndex, EncryptedTextField, RowKeyed
from core.tracking import tracked


@tracked()
class SiskoRecord(RowKeyed):
    """One look into Sisko P2MI, or one entry there, about a person or about a case of theirs.

    `officer` did it on the day `on`; `by` noted it here. The number of the ministry's complaint (ADU) is the case's
    own (`Case.adu_number`). What was noted by mistake is withdrawn and stays.
    """

    worker = models.ForeignKey("cases.Worker", models.PROTECT, related_name="sisko_records")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="sisko_records")
    kind = models.CharField(max_length=5, choices=SiskoKind)
    result = models.CharField(max_length=9, choices=SiskoResult, blank=True)
    on = models.DateField()
    officer = models.CharField(max_length=150)
    registration_number = EncryptedTextField(max_length=40, blank=True)
    registration_index = BlindIndex(of="registration_number", index="sisko", normalise=normal_passport)
    note = EncryptedTextField(max_length=500, blank=True)
    form_id = models.UUIDField(null=True, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = SiskoManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="CHECK", result__in=["FOUND", "NOT_FOUND"]) | models.Q(kind="ENTRY", result=""),
                name="sisko_check_has_result",
            )
        ]
        indexes = [
            models.Index(fields=["worker", "kind"], name="sisko_worker"),
            models.Index(fields=["case", "kind"], name="sisko_case"),
            models.Index(
                fields=["registration_index"],
                condition=models.Q(registration_index__isnull=False),
                name="sisko_registration",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
