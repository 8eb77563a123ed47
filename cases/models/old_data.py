"""Which people of returns were taken from old spreadsheets, from which line, and who has checked them since."""

from django.conf import settings
from django.db import models

from cases.querysets import OfReturneeManager
from core.tracking import tracked


@tracked()
class OldRecord(models.Model):
    """One person of a return as a line of an old sheet tells of them. Until it is checked it is counted apart."""

    returnee = models.OneToOneField("cases.Returnee", models.CASCADE, related_name="old_record")
    list_import = models.ForeignKey("cases.ListImport", models.PROTECT, related_name="old_records")
    sheet = models.CharField(max_length=100, blank=True)
    line = models.PositiveIntegerField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    objects = OfReturneeManager()

    class Meta:
        indexes = [
            models.Index(fields=["list_import", "sheet"], name="old_record_sheet"),
            models.Index(fields=["returnee"], condition=models.Q(checked_at__isnull=True), name="old_record_unchecked"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.line}"
