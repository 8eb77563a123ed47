"""The journey of a group: legs planned and travelled, stays, costs, and who was asked for what."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import Bearer, ContactChannel, CostKind, LegState, StayKind, TransportMode
from cases.models.repatriations import Repatriation, Returnee
from cases.querysets import OfRepatriationManager, OfReturneeManager
from cases.zones import Zone
from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked


class AddedOnce(models.Model):
    """A row that a form adds: sending the form twice adds one."""

    form_id = models.UUIDField(null=True, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


@tracked()
class JourneyLeg(AddedOnce):
    """One leg, planned or travelled, by all of the group or by the people named in `travellers`.

    Each end has its zone. A time that is known stands as a moment (`*_at`), its day also alone (`*_on`), because
    a source often tells the day only. `printed_*` keep what the source says. `waits_for` is what must be given
    before the leg can be travelled (a clearance, a doctor's paper).
    """

    repatriation = models.ForeignKey(Repatriation, models.CASCADE, related_name="legs")
    position = models.PositiveSmallIntegerField()
    mode = models.CharField(_("Moda"), max_length=5, choices=TransportMode)
    vessel = models.CharField(_("Kapal, penerbangan, atau kendaraan"), max_length=100, blank=True)
    from_place = models.CharField(_("Dari"), max_length=150, blank=True)
    from_zone = models.CharField(max_length=5, choices=Zone, default=Zone.WITA)
    to_place = models.CharField(_("Ke"), max_length=150, blank=True)
    to_zone = models.CharField(max_length=5, choices=Zone, default=Zone.WITA)
    leaves_on = models.DateField(_("Rencana berangkat"), null=True)
    leaves_at = models.DateTimeField(null=True)
    left_on = models.DateField(_("Berangkat"), null=True)
    left_at = models.DateTimeField(null=True)
    planned_on = models.DateField(_("Rencana tiba"), null=True)
    planned_at = models.DateTimeField(null=True)
    arrived_on = models.DateField(_("Tiba"), null=True)
    arrived_at = models.DateTimeField(null=True)
    printed_departure = models.CharField(max_length=100, blank=True)
    printed_time = models.CharField(max_length=100, blank=True)
    escort = models.CharField(_("Pendamping"), max_length=200, blank=True)
    is_for_all = models.BooleanField(default=True, db_default=True)
    waits_for = models.CharField(_("Menunggu"), max_length=200, blank=True)
    cleared_on = models.DateField(null=True)
    is_not_travelled = models.BooleanField(default=False, db_default=False)
    not_travelled_reason = models.CharField(max_length=200, blank=True)

    objects = OfRepatriationManager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["repatriation", "position"], name="leg_position_once", deferrable=models.Deferrable.DEFERRED
            )
        ]
        indexes = [
            models.Index(fields=["planned_on"], name="leg_planned", condition=models.Q(planned_on__isnull=False)),
            GinIndex(OpClass(Upper("vessel"), name="gin_trgm_ops"), name="leg_vessel_trgm"),
            GinIndex(OpClass(Upper("from_place"), name="gin_trgm_ops"), name="leg_from_trgm"),
            GinIndex(OpClass(Upper("to_place"), name="gin_trgm_ops"), name="leg_to_trgm"),
        ]

    def __str__(self) -> str:
        return f"{self.from_place} - {self.to_place}"

    @property
    def state(self) -> LegState:
        if self.is_not_travelled:
            return LegState.NOT_TRAVELLED
        return LegState.TRAVELLED if self.arrived_on or self.left_on else LegState.PLANNED


@tracked()
class LegTraveller(models.Model):
    """Somebody who travels a leg that is not for all."""

    leg = models.ForeignKey(JourneyLeg, models.CASCADE, related_name="travellers")
    returnee = models.ForeignKey(Returnee, models.CASCADE, related_name="legs")

    objects = OfReturneeManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["leg", "returnee"], name="leg_traveller_once")]

    def __str__(self) -> str:
        return f"{self.leg_id}/{self.returnee_id}"


@tracked()
class Stay(AddedOnce):
    """Where the group, or the people named in `guests`, spent nights. `nights` stands where no days are known."""

    repatriation = models.ForeignKey(Repatriation, models.CASCADE, related_name="stays")
    kind = models.CharField(_("Jenis tempat"), max_length=8, choices=StayKind)
    place = models.CharField(_("Tempat"), max_length=200)
    provider = models.CharField(_("Disediakan oleh"), max_length=200, blank=True)
    country = models.CharField(_("Negara"), max_length=3, blank=True)
    from_on = models.DateField(_("Sejak"), null=True)
    until_on = models.DateField(_("Sampai"), null=True)
    nights = models.PositiveSmallIntegerField(_("Malam"), null=True)
    printed = models.CharField(_("Tertulis di sumber"), max_length=200, blank=True)
    is_for_all = models.BooleanField(default=True, db_default=True)

    objects = OfRepatriationManager()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True)
                | models.Q(from_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
                name="stay_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.place


@tracked()
class StayGuest(models.Model):
    """Somebody who stays where not all of the group stay."""

    stay = models.ForeignKey(Stay, models.CASCADE, related_name="guests")
    returnee = models.ForeignKey(Returnee, models.CASCADE, related_name="stays")

    objects = OfReturneeManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stay", "returnee"], name="stay_guest_once")]

    def __str__(self) -> str:
        return f"{self.stay_id}/{self.returnee_id}"


@tracked()
class Cost(AddedOnce):
    """What a leg, a stay or a meal costs, in rupiah: planned, asked of the bearer, granted, and really paid."""

    repatriation = models.ForeignKey(Repatriation, models.CASCADE, related_name="costs")
    leg = models.ForeignKey(JourneyLeg, models.SET_NULL, null=True, blank=True, related_name="costs")
    stay = models.ForeignKey(Stay, models.SET_NULL, null=True, blank=True, related_name="costs")
    kind = models.CharField(_("Jenis biaya"), max_length=8, choices=CostKind)
    bearer = models.CharField(_("Ditanggung"), max_length=8, choices=Bearer, default=Bearer.UNKNOWN)
    people = models.PositiveSmallIntegerField(_("Orang"), null=True)
    planned = models.DecimalField(_("Rencana"), max_digits=14, decimal_places=2, null=True)
    asked = models.DecimalField(_("Diminta"), max_digits=14, decimal_places=2, null=True)
    granted = models.DecimalField(_("Disetujui"), max_digits=14, decimal_places=2, null=True)
    paid = models.DecimalField(_("Dibayar"), max_digits=14, decimal_places=2, null=True)
    spent_on = models.DateField(_("Tanggal"), null=True)
    note = models.CharField(_("Keterangan"), max_length=200, blank=True)

    objects = OfRepatriationManager()

    class Meta:
        ordering = ["spent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(planned__isnull=False)
                | models.Q(asked__isnull=False)
                | models.Q(granted__isnull=False)
                | models.Q(paid__isnull=False),
                name="cost_has_an_amount",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.paid or self.planned or ''}"


@tracked()
class Coordination(AddedOnce, RowKeyed):
    """Who was asked for what, when and how, and what they answered. Codes of `agency` are the list AGENCY."""

    repatriation = models.ForeignKey(Repatriation, models.CASCADE, related_name="coordinations")
    agency = models.CharField(_("Instansi"), max_length=20)
    agency_name = models.CharField(_("Nama instansi"), max_length=200, blank=True)
    contact = EncryptedTextField(_("Nama atau jabatan yang dihubungi"), max_length=200, blank=True)
    channel = models.CharField(_("Cara"), max_length=7, choices=ContactChannel, default=ContactChannel.UNKNOWN)
    on = models.DateField(_("Tanggal"), null=True)
    at = models.DateTimeField(null=True)
    purpose = EncryptedTextField(_("Keperluan"), max_length=500)
    answer = EncryptedTextField(_("Jawaban"), max_length=500, blank=True)
    answered_on = models.DateField(_("Dijawab"), null=True)

    objects = OfRepatriationManager()

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["repatriation", "on"], name="coordination_return")]

    def __str__(self) -> str:
        return self.agency_name or self.agency
