"""Days on which the office departs from the national calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarOverride(models.Model):
    """One day set by hand: a regional day off, a changed joint holiday, a Saturday that is worked."""

    date = models.DateField(_("Tanggal"))
    is_working = models.BooleanField(_("Hari kerja"))
    reason = models.CharField(_("Alasan"), max_length=200)

    class Meta:
        verbose_name = _("pengecualian hari kerja")
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["date"], name="calendar_override_once")]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}: {self.reason}"
