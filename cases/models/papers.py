"""Papers of a return under number and signature, signatures of the screen, and refusals of rehabilitation."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import HandoverState, Kinship, SignerRole
from cases.models.handovers import Handover
from cases.models.journeys import AddedOnce
from cases.models.repatriations import Repatriation, Returnee
from cases.querysets import OfHandoverManager, OfReturneeManager, PaperManager
from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked

BODY = 15_000


@tracked()
class ReturnPaper(AddedOnce, RowKeyed):
    """A reply, a request, a memo, a report or an order as it is being worked on; `code` is that of its writing.

    `letter` is the outgoing letter that it became: from then on nothing of it is changed. What is typed may name
    people, so it is encrypted. `pictures` are keys of stored files that the report shows.
    """

    repatriation = models.ForeignKey(Repatriation, models.CASCADE, related_name="papers")
    code = models.CharField(max_length=30)
    recipient = EncryptedTextField(_("Kepada"), max_length=300, blank=True)
    sender = models.CharField(_("Dari"), max_length=200, blank=True)
    subject = EncryptedTextField(_("Hal"), max_length=300)
    body = EncryptedTextField(_("Isi"), max_length=BODY)
    copies = EncryptedTextField(_("Tembusan"), max_length=1000, blank=True)
    signer = models.CharField(_("Penanda tangan"), max_length=200, blank=True)
    signer_position = models.CharField(_("Jabatan penanda tangan"), max_length=200, blank=True)
    signer_number = EncryptedTextField(_("NIP"), max_length=30, blank=True)
    has_people = models.BooleanField(_("Lampirkan daftar nama"), default=False)
    district = models.ForeignKey("regions.Area", models.PROTECT, null=True, blank=True, related_name="+")
    pictures = models.JSONField(default=list)
    letter = models.ForeignKey("letters.Letter", models.PROTECT, null=True, related_name="+")

    objects = PaperManager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["repatriation", "-created_at"], name="paper_return")]

    def __str__(self) -> str:
        return f"{self.code} {self.repatriation_id}"


@tracked()
class HandoverSignature(RowKeyed):
    """Who signed on the screen. `digest` binds the signature to the facts of that moment (cases/signed.py)."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="signatures")
    role = models.CharField(max_length=8, choices=SignerRole)
    position_no = models.PositiveSmallIntegerField(default=0)
    name = EncryptedTextField(max_length=200)
    file = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfHandoverManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "role", "position_no"], name="handover_signed_once_by_each")
        ]

    def __str__(self) -> str:
        return f"{self.handover_id} {self.role}"


@tracked()
class RehabilitationRefusal(AddedOnce, RowKeyed):
    """Somebody does not want the rehabilitation that was offered, in a signed statement; the family signs for a person
    who lacks capacity (Permen P2MI 32/2025 art. 39). The photo of the signed paper completes it."""

    returnee = models.ForeignKey(Returnee, models.PROTECT, related_name="refusals")
    state = models.CharField(max_length=9, choices=HandoverState, default=HandoverState.PREPARED)
    number = models.CharField(_("Nomor"), max_length=100, blank=True)
    is_by_family = models.BooleanField(_("Dinyatakan oleh keluarga"), default=False)
    speaker = EncryptedTextField(_("Nama keluarga yang menyatakan"), max_length=200, blank=True)
    kinship = models.CharField(_("Hubungan"), max_length=8, choices=Kinship, default=Kinship.UNKNOWN)
    speaker_identity = EncryptedTextField(_("Nomor identitas keluarga"), max_length=40, blank=True)
    speaker_address = EncryptedTextField(_("Alamat keluarga"), max_length=300, blank=True)
    incapacity = EncryptedTextField(_("Mengapa tidak dapat menyatakan sendiri"), max_length=500, blank=True)
    offered = EncryptedTextField(_("Rehabilitasi yang ditawarkan"), max_length=500)
    reason = EncryptedTextField(_("Alasan menolak"), max_length=1000, blank=True)
    on = models.DateField(_("Tanggal"), null=True)
    place = models.CharField(_("Tempat"), max_length=200, blank=True)
    officer = models.CharField(_("Petugas yang menerima"), max_length=200, blank=True)
    witnesses = EncryptedTextField(_("Saksi"), max_length=600, blank=True)
    note = EncryptedTextField(_("Catatan"), max_length=1000, blank=True)

    objects = OfReturneeManager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="SIGNED") | models.Q(on__isnull=False), name="refusal_signed_has_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.returnee_id} {self.state}"
