"""Somebody died: where and when, who was told, which papers are needed, and what the heirs are owed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.choices import Kinship
from cases.choices_aftercare import (
    BENEFIT_OPEN,
    DUTY_OPEN,
    BenefitKind,
    BenefitState,
    Circumstance,
    Currency,
    DutyState,
    PaperKind,
    PaperState,
    Placement,
    ProofState,
)
from cases.models.cases import Case, CaseTask, DeadlineRule
from cases.models.journeys import AddedOnce
from cases.querysets import OfCaseManager
from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked


@tracked()
class Death(AddedOnce, RowKeyed):
    """The death that a case is about. `on` and `place` are the values used; what sources print of them stands in
    `SourcedValue` (fields death_on, death_place) that hangs on the case.

    `duty_rule` is the version of the P3MI's duty that held on the day of death; nothing where it does not apply.
    """

    case = models.OneToOneField(Case, models.CASCADE, related_name="death")
    on = models.DateField(_("Tanggal meninggal"), null=True)
    place = EncryptedTextField(_("Tempat meninggal"), max_length=300, blank=True)
    country = models.CharField(_("Negara"), max_length=3, blank=True)
    vessel = models.CharField(_("Nama kapal"), max_length=100, blank=True)
    vessel_flag = models.CharField(_("Bendera kapal"), max_length=3, blank=True)
    sea_area = models.CharField(_("Perairan"), max_length=150, blank=True)
    cause = EncryptedTextField(_("Sebab meninggal"), max_length=500, blank=True)
    cause_told_by = models.CharField(_("Sebab menurut dokumen"), max_length=200, blank=True)
    circumstance = models.CharField(
        _("Keadaan kematian"), max_length=10, choices=Circumstance, default=Circumstance.UNKNOWN
    )
    informed_on = models.DateField(_("Keluarga diberi tahu"), null=True)
    informed_by = models.CharField(_("Diberi tahu oleh"), max_length=200, blank=True)
    informed_whom = EncryptedTextField(_("Siapa yang diberi tahu"), max_length=200, blank=True)
    burial_wish = EncryptedTextField(_("Keinginan keluarga tentang pemakaman"), max_length=500, blank=True)
    burial_place = EncryptedTextField(_("Dimakamkan di"), max_length=300, blank=True)
    buried_on = models.DateField(_("Dimakamkan pada"), null=True)
    companion = EncryptedTextField(_("Pendamping peti"), max_length=200, blank=True)
    proof_state = models.CharField(_("Bukti identitas"), max_length=7, choices=ProofState, default=ProofState.UNKNOWN)
    proof = EncryptedTextField(_("Bukti yang ada"), max_length=300, blank=True)
    proof_task = models.ForeignKey(CaseTask, models.SET_NULL, null=True, editable=False, related_name="+")
    placement = models.CharField(_("Penempatan"), max_length=11, choices=Placement, default=Placement.UNKNOWN)
    company = models.CharField(_("Perusahaan yang menempatkan"), max_length=200, blank=True)
    duty_rule = models.ForeignKey(DeadlineRule, models.PROTECT, null=True, editable=False, related_name="+")
    duty_due_on = models.DateField(null=True, editable=False)
    duty_state = models.CharField(
        _("Kewajiban P3MI memulangkan jenazah"), max_length=9, choices=DutyState, default=DutyState.NOT_ASKED
    )
    duty_note = EncryptedTextField(_("Hasil permintaan kepada P3MI"), max_length=500, blank=True)

    objects = OfCaseManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(buried_on__isnull=True)
                | models.Q(on__isnull=True)
                | models.Q(buried_on__gte=models.F("on")),
                name="death_before_burial",
            )
        ]
        indexes = [
            models.Index(
                fields=["duty_due_on"],
                name="death_duty_open",
                condition=models.Q(duty_rule__isnull=False, duty_state__in=list(DUTY_OPEN)),
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.on or '?'}"


@tracked()
class CasePaper(AddedOnce, RowKeyed):
    """One paper that the remains, or the sick, need to travel: is it needed, asked for, or there."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="papers")
    kind = models.CharField(_("Surat"), max_length=9, choices=PaperKind)
    state = models.CharField(_("Keadaan"), max_length=7, choices=PaperState, default=PaperState.NEEDED)
    number = EncryptedTextField(_("Nomor"), max_length=100, blank=True)
    on = models.DateField(_("Tanggal"), null=True)
    issuer = models.CharField(_("Diterbitkan oleh"), max_length=200, blank=True)
    note = EncryptedTextField(_("Keterangan"), max_length=300, blank=True)

    objects = OfCaseManager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())


@tracked()
class Benefit(AddedOnce, RowKeyed):
    """What a worker or the heirs are owed: claimed, paid where, through whom, to whom, seen by whom.

    `due_on` is the day by which it is asked what came of it, by the rule that held when it was opened.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="benefits")
    kind = models.CharField(_("Jenis hak"), max_length=9, choices=BenefitKind)
    state = models.CharField(_("Keadaan"), max_length=7, choices=BenefitState, default=BenefitState.OPEN)
    payer = models.CharField(_("Pembayar"), max_length=200, blank=True)
    claimed_on = models.DateField(_("Diajukan pada"), null=True)
    amount = models.DecimalField(_("Jumlah"), max_digits=16, decimal_places=2, null=True)
    currency = models.CharField(_("Mata uang"), max_length=3, choices=Currency, default=Currency.IDR)
    paid_on = models.DateField(_("Dibayar pada"), null=True)
    place = models.CharField(_("Tempat penyerahan"), max_length=200, blank=True)
    handed_through = models.CharField(_("Diserahkan melalui"), max_length=200, blank=True)
    recipient = EncryptedTextField(_("Penerima"), max_length=200, blank=True)
    kinship = models.CharField(
        _("Hubungan penerima"), max_length=8, choices=Kinship, default=Kinship.UNKNOWN, blank=True
    )
    witness = EncryptedTextField(_("Saksi"), max_length=300, blank=True)
    note = EncryptedTextField(_("Keterangan"), max_length=500, blank=True)
    rule = models.ForeignKey(DeadlineRule, models.PROTECT, null=True, editable=False, related_name="+")
    due_on = models.DateField(_("Ditanyakan lagi pada"), null=True)

    objects = OfCaseManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paid_on__isnull=True) | models.Q(state=BenefitState.PAID),
                name="benefit_paid_has_state",
            )
        ]
        indexes = [
            models.Index(fields=["due_on"], name="benefit_open_due", condition=models.Q(state__in=list(BENEFIT_OPEN)))
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
