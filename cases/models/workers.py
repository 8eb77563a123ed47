"""People: CPMI, PMI and purna are dated states of one person."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import FamilyRelation, PlaceState, Sex
from cases.querysets import FlagManager, OfWorkerManager, WorkerManager
from core.history import tracked

OPEN_SIGHT = {"condition": models.Q(is_restricted=False)}


@tracked()
class Worker(models.Model):
    """One person. Only a name, an age and a sex are asked for, and each may be unknown.

    `district` and `village` are where the person counts in statistics (the address with `is_counted`).
    Age is a birth date, a birth year, or an age that was true on `stated_age_on`.
    """

    number = models.CharField(_("Nomor"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("Nama"), max_length=200, blank=True)
    name_key = models.CharField(max_length=200, blank=True, editable=False)
    name_tokens = ArrayField(models.CharField(max_length=60), default=list, editable=False)
    sex = models.CharField(_("Jenis kelamin"), max_length=1, choices=Sex, default=Sex.UNKNOWN)
    birth_date = models.DateField(_("Tanggal lahir"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    stated_age = models.PositiveSmallIntegerField(_("Umur"), null=True, blank=True)
    stated_age_on = models.DateField(null=True, blank=True)
    age_is_estimated = models.BooleanField(default=False)
    nik = models.CharField("NIK", max_length=16, blank=True)
    passport_number = models.CharField(_("Nomor paspor/SPLP"), max_length=20, blank=True)
    phone = models.CharField(_("Telepon"), max_length=30, blank=True)
    district = models.ForeignKey(
        "regions.Area", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    village = models.ForeignKey("regions.Area", models.PROTECT, null=True, blank=True, related_name="+")
    place_state = models.CharField(max_length=10, choices=PlaceState, default=PlaceState.UNKNOWN)
    is_restricted = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = WorkerManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(stated_age__lte=120), name="worker_age_possible"),
            models.CheckConstraint(
                condition=models.Q(stated_age__isnull=True) | models.Q(stated_age_on__isnull=False),
                name="worker_age_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(birth_date__isnull=True) | models.Q(birth_date__gte="1900-01-01"),
                name="worker_birth_possible",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "-created_at", "-id"], name="worker_district_created", **OPEN_SIGHT),
            models.Index(fields=["created_by", "-created_at", "-id"], name="worker_author_created", **OPEN_SIGHT),
            models.Index(fields=["-created_at", "-id"], name="worker_created", **OPEN_SIGHT),
            models.Index(fields=["birth_date"], name="worker_birth"),
            models.Index(fields=["nik"], name="worker_nik", condition=~models.Q(nik="")),
            models.Index(fields=["passport_number"], name="worker_passport", condition=~models.Q(passport_number="")),
            models.Index(fields=["phone"], name="worker_phone", condition=~models.Q(phone="")),
            GinIndex(fields=["name_tokens"], name="worker_tokens_gin", fastupdate=False),
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="worker_name_trgm"),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Nama belum diketahui"))


@tracked()
class WorkerStatus(models.Model):
    """CPMI, PMI, purna and the other states of one person, from a day (or an unknown day) on."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=20)
    starts_on = models.DateField(null=True)
    country = models.CharField(max_length=3, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = OfWorkerManager()

    class Meta:
        indexes = [models.Index(fields=["worker", "-starts_on"], name="status_worker_start")]

    def __str__(self) -> str:
        return f"{self.status} {self.starts_on or '?'}"


@tracked()
class VulnerabilityFlag(models.Model):
    """A condition seen on a day: child, pregnant, ill ... Codes are the list VULNERABILITY.

    One that restricts names the restricted `case` that it led to, and is seen by whom that case is seen.
    """

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="flags")
    returnee = models.ForeignKey("cases.Returnee", models.CASCADE, null=True, related_name="flags")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="flags")
    code = models.CharField(max_length=30)
    seen_on = models.DateField()

    objects = FlagManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "returnee", "code", "case"], nulls_distinct=False, name="flag_once"
            )
        ]

    def __str__(self) -> str:
        return self.code


@tracked()
class FamilyLink(models.Model):
    """`relative` is the `relation` of `worker`; either a person of ours or a name with a phone."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="family")
    relative = models.ForeignKey(Worker, models.CASCADE, null=True, blank=True, related_name="family_of")
    name = models.CharField(max_length=200, blank=True)
    relation = models.CharField(max_length=10, choices=FamilyRelation)
    phone = models.CharField(max_length=30, blank=True)

    objects = OfWorkerManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(relative__isnull=False) | ~models.Q(name="") | ~models.Q(phone=""),
                name="family_somebody",
            )
        ]
        indexes = [models.Index(fields=["phone"], name="family_phone", condition=~models.Q(phone=""))]

    def __str__(self) -> str:
        return self.get_relation_display()
