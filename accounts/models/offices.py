"""Offices that use the system: the provincial office, its posts, district labour offices."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.choices import OfficeKind
from core.tracking import tracked


@tracked()
class Office(models.Model):
    """An office with its own true name; labour offices carry different names in each district."""

    kind = models.CharField(_("Jenis unit"), max_length=10, choices=OfficeKind)
    name = models.CharField(_("Nama unit"), max_length=200, unique=True)
    short_name = models.CharField(_("Nama singkat"), max_length=60)
    district = models.ForeignKey(
        "regions.Area", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Kabupaten/kota")
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="posts")
    phone = models.CharField(_("Telepon"), max_length=30, blank=True)
    closed_on = models.DateField(_("Ditutup tanggal"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=OfficeKind.DISTRICT) | models.Q(district__isnull=False),
                name="office_district_known",
            )
        ]

    def __str__(self) -> str:
        return self.short_name
