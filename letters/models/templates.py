"""What the office changed of the wording and the sheet of its texts and papers. A change is a new row."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.tracking import tracked
from letters.choices import PaperSize

MARGIN = (MinValueValidator(5), MaxValueValidator(60))


@tracked()
class PaperTemplate(models.Model):
    """The newest row of a code is in use; without one, what the product brings (letters/writings.py)."""

    code = models.CharField(max_length=30)
    body = models.TextField(_("Isi"), max_length=20_000, blank=True)
    size = models.CharField(_("Ukuran kertas"), max_length=2, choices=PaperSize, default=PaperSize.A4)
    top = models.PositiveSmallIntegerField(_("Tepi atas"), default=18, validators=MARGIN)
    bottom = models.PositiveSmallIntegerField(_("Tepi bawah"), default=22, validators=MARGIN)
    left = models.PositiveSmallIntegerField(_("Tepi kiri"), default=20, validators=MARGIN)
    right = models.PositiveSmallIntegerField(_("Tepi kanan"), default=20, validators=MARGIN)
    has_letterhead = models.BooleanField(_("Cetak kepala surat"), default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["code", "-id"], name="template_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.at:%Y-%m-%d}"
