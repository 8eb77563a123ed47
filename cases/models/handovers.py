"""Hand-overs in steps, and the minutes (BAST) that tell them (Permen P2MI 32/2025 art. 13)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.choices import HandoverKind, HandoverState, Kinship
from cases.models.journeys import AddedOnce
from cases.models.repatriations import Repatriation, Returnee
from cases.models.workers import found_by
from cases.numbers import normal_phone
from cases.querysets import HandoverManager, OfHandoverManager, OfReturneeManager
from cases.zones import Zone
from core.encrypted import BlindIndex, EncryptedTextField, RowKeyed
from core.tracking import tracked


@tracked()
class Handover(AddedOnce, RowKeyed):
    """One or several people change hands. Prepared in advance with blank lines, completed when it is signed.

    `number` is pasted from the office's numbering, not issued here. `has_power` says whether the family's power of
    attorney was shown, which somebody other than spouse, child or parent needs; unknown while nobody looked.
    """

    repatriation = models.ForeignKey(Repatriation, models.PROTECT, related_name="handovers")
    kind = models.CharField(_("Serah terima"), max_length=8, choices=HandoverKind)
    state = models.CharField(max_length=9, choices=HandoverState, default=HandoverState.PREPARED)
    number = models.CharField(_("Nomor BAST"), max_length=100, blank=True)
    on = models.DateField(_("Tanggal"), null=True)
    at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=5, choices=Zone, default=Zone.WITA)
    printed_time = models.CharField(max_length=100, blank=True)
    place = models.CharField(_("Tempat"), max_length=200, blank=True)
    giver = models.CharField(_("Yang menyerahkan"), max_length=200, blank=True)
    giver_position = models.CharField(_("Jabatan yang menyerahkan"), max_length=200, blank=True)
    receiver = EncryptedTextField(_("Yang menerima"), max_length=200, blank=True)
    receiver_position = models.CharField(_("Jabatan atau unit penerima"), max_length=200, blank=True)
    kinship = models.CharField(_("Hubungan"), max_length=8, choices=Kinship, default=Kinship.UNKNOWN)
    receiver_phone = EncryptedTextField(_("Telepon penerima"), max_length=30, blank=True)
    receiver_phone_index = BlindIndex(of="receiver_phone", index="phone", normalise=normal_phone)
    receiver_address = EncryptedTextField(_("Alamat penerima"), max_length=300, blank=True)
    identity_shown = models.CharField(_("Identitas yang ditunjukkan"), max_length=20, blank=True)
    identity_number = EncryptedTextField(_("Nomor identitas"), max_length=40, blank=True)
    has_power = models.BooleanField(_("Surat kuasa keluarga"), null=True)
    condition = EncryptedTextField(_("Keadaan saat diserahkan"), max_length=1000, blank=True)
    belongings = EncryptedTextField(_("Barang bawaan"), max_length=1000, blank=True)
    note = EncryptedTextField(_("Catatan"), max_length=2000, blank=True)

    objects = HandoverManager()

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="SIGNED") | models.Q(on__isnull=False), name="handover_signed_has_day"
            )
        ]
        indexes = [
            models.Index(fields=["repatriation", "state"], name="handover_return_state"),
            models.Index(name="handover_phone", **found_by("receiver_phone_index")),
        ]

    def __str__(self) -> str:
        return self.number or str(self.get_kind_display())


@tracked()
class HandoverPerson(models.Model):
    """Who changes hands."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="people")
    returnee = models.ForeignKey(Returnee, models.PROTECT, related_name="handovers")

    objects = OfReturneeManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover", "returnee"], name="handover_person_once")]

    def __str__(self) -> str:
        return f"{self.handover_id}/{self.returnee_id}"


@tracked()
class HandoverWitness(RowKeyed):
    """Who saw it: the district government or the village (art. 13 e)."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="witnesses")
    position_no = models.PositiveSmallIntegerField()
    name = EncryptedTextField(max_length=200, blank=True)
    position = models.CharField(max_length=200, blank=True)

    objects = OfHandoverManager()

    class Meta:
        ordering = ["position_no"]
        constraints = [models.UniqueConstraint(fields=["handover", "position_no"], name="witness_once")]

    def __str__(self) -> str:
        return self.position or self.name
