"""Who told of a case, here or at another agency: a family often goes to the police too."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.choices import Kinship
from cases.models.cases import Case
from cases.models.journeys import AddedOnce
from cases.models.workers import found_by
from cases.numbers import normal_phone
from cases.querysets import OfCaseManager
from core.encrypted import BlindIndex, EncryptedTextField, RowKeyed
from core.tracking import tracked


@tracked()
class CaseReporter(AddedOnce, RowKeyed):
    """One who told of the case. `agency` (list AGENCY) is empty for this office; `number` is the other agency's own."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reporters")
    name = EncryptedTextField(_("Nama pengadu"), max_length=200, blank=True)
    kinship = models.CharField(_("Hubungan"), max_length=8, choices=Kinship, default=Kinship.UNKNOWN)
    phone = EncryptedTextField(_("Telepon"), max_length=30, blank=True)
    phone_index = BlindIndex(of="phone", index="phone", normalise=normal_phone)
    agency = models.CharField(_("Mengadu kepada"), max_length=20, blank=True)
    agency_name = models.CharField(_("Nama instansi"), max_length=200, blank=True)
    number = models.CharField(_("Nomor laporan"), max_length=100, blank=True)
    on = models.DateField(_("Tanggal"), null=True)
    note = EncryptedTextField(_("Keterangan"), max_length=300, blank=True)

    objects = OfCaseManager()

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(name="reporter_phone", **found_by("phone_index"))]

    def __str__(self) -> str:
        return self.name or self.agency_name or self.agency
