"""Cases (a complaint or a return that became a file) and what is done in them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import PublishedStatus, ReferralState, TaskState
from cases.querysets import CaseManager, OfCaseManager, TaskManager
from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked

# Lists walk these in order; the columns that filters ask for stand in the index, so that counting reads nothing else.
OPEN_SIGHT = {"condition": models.Q(is_restricted=False)}
LISTED = {"include": ["status", "stage", "category", "channel", "country", "due_on", "closed_at"], **OPEN_SIGHT}
UNFINISHED = {"condition": models.Q(closed_at__isnull=True)}


class DeadlineRule(models.Model):
    """A clock by version. A case keeps the rule that it was opened under.

    `unit` is DAY (calendar), WORKDAY, or HOUR (then `days` counts hours); `article` names the law, empty for an
    internal target.
    """

    code = models.CharField(max_length=30)
    label = models.CharField(max_length=200)
    days = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=7, choices=[("DAY", "DAY"), ("WORKDAY", "WORKDAY"), ("HOUR", "HOUR")])
    article = models.CharField(max_length=150, blank=True)
    effect = models.CharField(max_length=200, blank=True)
    is_internal = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "valid_from"], name="deadline_rule_version")]

    def __str__(self) -> str:
        return f"{self.code} {self.valid_from}"


@tracked()
class Case(RowKeyed):
    """One file about one person. `adu_number` is the ministry's own number, searchable."""

    number = models.CharField(_("Nomor kasus"), max_length=20, unique=True, editable=False)
    adu_number = models.CharField(_("Nomor ADU (KP2MI)"), max_length=40, blank=True)
    worker = models.ForeignKey("cases.Worker", models.PROTECT, related_name="cases")
    returnee = models.ForeignKey("cases.Returnee", models.PROTECT, null=True, blank=True, related_name="cases")
    category = models.CharField(_("Kategori"), max_length=30)
    channel = models.CharField(_("Cara pengaduan"), max_length=30)
    country = models.CharField(_("Negara"), max_length=3, blank=True)
    summary = EncryptedTextField(_("Apa yang terjadi"), max_length=5000, blank=True)
    stage = models.CharField(_("Tahap"), max_length=20, default="DITERIMA")
    status = models.CharField(_("Status"), max_length=7, choices=PublishedStatus, default=PublishedStatus.PROCESS)
    district = models.ForeignKey(
        "regions.Area", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    is_restricted = models.BooleanField(default=False)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_on = models.DateField()
    rule = models.ForeignKey(DeadlineRule, models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("Tenggat"), null=True)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    closing_reason = models.CharField(max_length=30, blank=True)
    closing_note = EncryptedTextField(max_length=2000, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = CaseManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, status="PROSES")
                | (models.Q(closed_at__isnull=False, status="SELESAI") & ~models.Q(closing_reason="")),
                name="case_closed_has_reason",
            )
        ]
        indexes = [
            models.Index(fields=["district", "status", "-opened_at", "-id"], name="case_district_status", **OPEN_SIGHT),
            models.Index(fields=["status", "-opened_at", "-id"], name="case_status_opened", **OPEN_SIGHT),
            models.Index(fields=["district", "-opened_at", "-id"], name="case_district_opened", **LISTED),
            models.Index(fields=["created_by", "-opened_at", "-id"], name="case_author_opened", **LISTED),
            models.Index(fields=["assignee", "-opened_at", "-id"], name="case_assignee_opened", **LISTED),
            models.Index(fields=["-opened_at", "-id"], name="case_opened", **LISTED),
            models.Index(fields=["category", "-opened_at", "-id"], name="case_category_opened"),
            models.Index(fields=["country", "-opened_at", "-id"], name="case_country_opened"),
            models.Index(fields=["assignee", "due_on"], name="case_assignee_due", **UNFINISHED),
            models.Index(fields=["district", "due_on"], name="case_district_due", **UNFINISHED),
            models.Index(fields=["due_on"], name="case_due", **UNFINISHED),
            models.Index(
                fields=["opened_on"],
                include=["category", "channel", "country", "status", "district"],
                name="case_report",
            ),
            models.Index(fields=["adu_number"], condition=~models.Q(adu_number=""), name="case_adu"),
        ]

    def __str__(self) -> str:
        return self.number


@tracked()
class StageChange(RowKeyed):
    """A dated move from one stage to another, with its reason."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="stage_changes")
    from_stage = models.CharField(max_length=20, blank=True)
    to_stage = models.CharField(max_length=20)
    reason = EncryptedTextField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfCaseManager()

    class Meta:
        indexes = [models.Index(fields=["case", "-at", "-id"], name="stage_case_at")]

    def __str__(self) -> str:
        return f"{self.from_stage} - {self.to_stage}"


@tracked()
class CaseNote(RowKeyed):
    case = models.ForeignKey(Case, models.CASCADE, related_name="notes")
    text = EncryptedTextField(max_length=5000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    form_id = models.UUIDField(null=True, unique=True, editable=False)

    objects = OfCaseManager()

    class Meta:
        indexes = [models.Index(fields=["case", "-at", "-id"], name="note_case_at")]

    def __str__(self) -> str:
        return self.text[:60]


@tracked()
class CaseTask(RowKeyed):
    """Something to be done by somebody, by a day."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="tasks")
    title = EncryptedTextField(_("Tugas"), max_length=200)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(_("Tenggat"), null=True, blank=True)
    state = models.CharField(max_length=7, choices=TaskState, default=TaskState.OPEN)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    form_id = models.UUIDField(null=True, unique=True, editable=False)

    objects = TaskManager()

    class Meta:
        indexes = [
            models.Index(fields=["assignee", "due_on"], condition=models.Q(state="OPEN"), name="task_assignee_due"),
            models.Index(fields=["case", "due_on"], name="task_case_due"),
        ]

    def __str__(self) -> str:
        return self.title


@tracked()
class Referral(RowKeyed):
    """Another agency is asked to give a service; we stay responsible."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    agency = models.CharField(_("Instansi"), max_length=30)
    agency_name = models.CharField(_("Nama instansi"), max_length=200, blank=True)
    purpose = EncryptedTextField(_("Tujuan rujukan"), max_length=500)
    state = models.CharField(max_length=8, choices=ReferralState, default=ReferralState.SENT)
    answer = EncryptedTextField(max_length=500, blank=True)
    sent_on = models.DateField()
    answered_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    form_id = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = OfCaseManager()

    def __str__(self) -> str:
        return self.agency
