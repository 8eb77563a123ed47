"""People: CPMI, PMI and purna are dated states of one person."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import FamilyRelation, PlaceState, Sex
from cases.names import name_key, stored_tokens
from cases.numbers import normal_nik, normal_passport, normal_phone
from cases.querysets import FlagManager, OfWorkerManager, WorkerManager
from core.encrypted import BlindIndex, BlindTokens, EncryptedTextField, RowKeyed
from core.tracking import tracked

OPEN_SIGHT = {"condition": models.Q(is_restricted=False)}


def found_by(column: str) -> dict[str, object]:
    """An index over a blind column, for the rows that have something there."""
    return {"fields": [column], "condition": models.Q(**{f"{column}__isnull": False})}


@tracked(exclude=("name", "name_key", "name_tokens"))
class Worker(RowKeyed):
    """One person. Only a name, an age and a sex are asked for, and each may be unknown.

    `told_name` is the name. `name`, `name_key` and `name_tokens` repeat it in clear, to search by, and are empty
    while the person or one of their cases is restricted: then `sealed_words` finds candidates
    (`actions/keeping.py` decides, docs/decisions/0010).
    `district` and `village` are where the person counts in statistics (the address with `is_counted`).
    Age is a birth date, a birth year, or an age that was true on `stated_age_on`.
    """

    number = models.CharField(_("Nomor"), max_length=20, unique=True, editable=False)
    told_name = EncryptedTextField(_("Nama"), max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True, editable=False)
    name_key = models.CharField(max_length=200, blank=True, editable=False)
    name_tokens = ArrayField(models.CharField(max_length=60), default=list, editable=False)
    sealed_words = BlindTokens(of="words_to_seal", index="name")
    sex = models.CharField(_("Jenis kelamin"), max_length=1, choices=Sex, default=Sex.UNKNOWN)
    birth_date = models.DateField(_("Tanggal lahir"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    stated_age = models.PositiveSmallIntegerField(_("Umur"), null=True, blank=True)
    stated_age_on = models.DateField(null=True, blank=True)
    age_is_estimated = models.BooleanField(default=False)
    nik = EncryptedTextField("NIK", max_length=16, blank=True)
    nik_index = BlindIndex(of="nik", index="nik", normalise=normal_nik)
    family_card = EncryptedTextField(_("Nomor KK"), max_length=16, blank=True)
    family_card_index = BlindIndex(of="family_card", index="family_card", normalise=normal_nik)
    passport_number = EncryptedTextField(_("Nomor paspor/SPLP"), max_length=20, blank=True)
    passport_index = BlindIndex(of="passport_number", index="passport", normalise=normal_passport)
    phone = EncryptedTextField(_("Telepon"), max_length=30, blank=True)
    phone_index = BlindIndex(of="phone", index="phone", normalise=normal_phone)
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
            models.Index(name="worker_nik", **found_by("nik_index")),
            models.Index(name="worker_family_card", **found_by("family_card_index")),
            models.Index(name="worker_passport", **found_by("passport_index")),
            models.Index(name="worker_phone", **found_by("phone_index")),
            GinIndex(fields=["name_tokens"], name="worker_tokens_gin", fastupdate=False),
            GinIndex(fields=["sealed_words"], name="worker_sealed_gin", condition=models.Q(name="")),
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="worker_name_trgm"),
        ]

    def __str__(self) -> str:
        return self.name or self.told_name or str(_("Nama belum diketahui"))

    @property
    def key_of_name(self) -> str:
        """What names are compared by, also of a sealed one."""
        return self.name_key or name_key(self.told_name)

    @property
    def words_to_seal(self) -> list[str]:
        """What `sealed_words` is made of: nothing while the name stands in clear."""
        return [] if self.name else stored_tokens(self.told_name)


@tracked()
class WorkerStatus(RowKeyed):
    """CPMI, PMI, purna and the other states of one person, from a day (or an unknown day) on."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="statuses")
    status = models.CharField(max_length=20)
    starts_on = models.DateField(null=True)
    country = models.CharField(max_length=3, blank=True)
    note = EncryptedTextField(max_length=300, blank=True)
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
class FamilyLink(RowKeyed):
    """`relative` is the `relation` of `worker`; either a person of ours or a name with a phone."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="family")
    relative = models.ForeignKey(Worker, models.CASCADE, null=True, blank=True, related_name="family_of")
    name = EncryptedTextField(max_length=200, blank=True)
    relation = models.CharField(max_length=10, choices=FamilyRelation)
    phone = EncryptedTextField(max_length=30, blank=True)
    phone_index = BlindIndex(of="phone", index="phone", normalise=normal_phone)

    objects = OfWorkerManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(relative__isnull=False) | ~models.Q(name="") | ~models.Q(phone=""),
                name="family_somebody",
            )
        ]
        indexes = [models.Index(name="family_phone", **found_by("phone_index"))]

    def __str__(self) -> str:
        return self.get_relation_display()
