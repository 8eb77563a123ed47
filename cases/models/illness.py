"""The sick: where they were treated, and what they need to travel. Health is specific data (UU 27/2022 art. 4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.choices_aftercare import Fitness, TreatedWhere
from cases.models.cases import Case
from cases.models.journeys import AddedOnce
from cases.querysets import OfCaseManager
from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked


@tracked()
class Illness(AddedOnce, RowKeyed):
    """What somebody sick needs on the way and who looked for the family (Permen P2MI 32/2025 art. 13 a, b, d, g)."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="illness")
    fitness = models.CharField(_("Keadaan dalam perjalanan"), max_length=7, choices=Fitness, default=Fitness.UNKNOWN)
    bedside = EncryptedTextField(_("Yang mendampingi selama sakit"), max_length=300, blank=True)
    escort = EncryptedTextField(_("Pendamping atau perawat perjalanan"), max_length=200, blank=True)
    equipment = EncryptedTextField(_("Perlengkapan khusus"), max_length=300, blank=True)
    traced_by = models.CharField(_("Keluarga ditelusuri oleh"), max_length=200, blank=True)
    traced_on = models.DateField(_("Ditelusuri pada"), null=True)
    informed_on = models.DateField(_("Keluarga diberi tahu"), null=True)
    informed_whom = EncryptedTextField(_("Siapa yang diberi tahu"), max_length=200, blank=True)
    note = EncryptedTextField(_("Keterangan"), max_length=1000, blank=True)

    objects = OfCaseManager()

    def __str__(self) -> str:
        return f"{self.case_id}"


@tracked()
class HospitalStay(AddedOnce, RowKeyed):
    """One treatment, abroad, here or at home; `length` stands where no days are known."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="treatments")
    where = models.CharField(_("Dirawat di mana"), max_length=6, choices=TreatedWhere)
    hospital = EncryptedTextField(_("Rumah sakit atau tempat"), max_length=200)
    country = models.CharField(_("Negara"), max_length=3, blank=True)
    from_on = models.DateField(_("Sejak"), null=True)
    until_on = models.DateField(_("Sampai"), null=True)
    length = models.CharField(_("Lamanya"), max_length=100, blank=True)
    diagnosis = EncryptedTextField(_("Penyakit seperti diceritakan"), max_length=500, blank=True)
    told_by = models.CharField(_("Menurut"), max_length=200, blank=True)
    companion = EncryptedTextField(_("Didampingi oleh"), max_length=200, blank=True)
    outcome = EncryptedTextField(_("Hasil"), max_length=300, blank=True)

    objects = OfCaseManager()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True)
                | models.Q(from_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
                name="treatment_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.hospital
