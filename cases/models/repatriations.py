"""Returns: the operation, its letter's list, the legs of the journey and the people who came."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import (
    AgeGroup,
    ArrivalState,
    NotArrivedReason,
    RepatriationState,
    Sex,
    SubmissionState,
    TransportMode,
)
from cases.facts import Count
from cases.querysets import (
    ManifestEntryManager,
    OfRepatriationManager,
    RepatriationManager,
    ReturneeManager,
)
from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked


@tracked()
class Repatriation(RowKeyed):
    """One return operation. A prevented departure has its own cause and is never a deportation.

    `client_id` is made by the phone that logged the group: sending it twice makes one group.
    `arrived_on` is the local day of arrival that reports count by; `arrival_at` its moment if known.
    """

    number = models.CharField(_("Nomor"), max_length=20, unique=True, editable=False)
    client_id = models.UUIDField(null=True, unique=True, editable=False)
    cause = models.CharField(_("Sebab kepulangan"), max_length=20)
    country = models.CharField(_("Negara"), max_length=3, blank=True)
    sending_office = models.CharField(_("Unit pengirim"), max_length=200, blank=True)
    group_total = models.PositiveIntegerField(_("Bagian dari rombongan"), null=True, blank=True)
    group_low = models.PositiveIntegerField(_("Paling sedikit"), null=True, blank=True)
    group_is_about = models.BooleanField(_("Perkiraan"), default=False, db_default=False)
    place_of_arrival = models.CharField(_("Pelabuhan atau bandara"), max_length=150, blank=True)
    vessel = models.CharField(_("Kapal atau penerbangan"), max_length=100, blank=True)
    mode = models.CharField(_("Moda"), max_length=5, choices=TransportMode, default=TransportMode.SEA)
    expected_on = models.DateField(_("Rencana tiba"), null=True, blank=True)
    arrived_on = models.DateField(_("Tanggal tiba"), null=True, blank=True)
    arrival_at = models.DateTimeField(_("Waktu tiba"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=RepatriationState, default=RepatriationState.ANNOUNCED)
    note = EncryptedTextField(_("Catatan"), max_length=2000, blank=True)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = RepatriationManager()

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="return_created"),
            models.Index(fields=["created_by", "-created_at", "-id"], name="return_author_created"),
            models.Index(fields=["-arrived_on", "-id"], name="return_arrived"),
            GinIndex(OpClass(Upper("vessel"), name="gin_trgm_ops"), name="return_vessel_trgm"),
            GinIndex(OpClass(Upper("place_of_arrival"), name="gin_trgm_ops"), name="return_place_trgm"),
            models.Index(fields=["expected_on"], name="return_expected", condition=models.Q(expected_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def group_count(self) -> Count | None:
        """How many the larger group was, as far as it is known: exact, about, a range, or only a bound."""
        if self.group_total is None and self.group_low is None:
            return None
        low = self.group_total if self.group_low is None else self.group_low
        return Count(low or 0, self.group_total, is_about=self.group_is_about)


class RepatriationDistrict(models.Model):
    """The districts that people of a return come from: what a district officer's list walks."""

    repatriation = models.ForeignKey(Repatriation, models.CASCADE, related_name="districts")
    district = models.ForeignKey("regions.Area", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["repatriation", "district"], name="return_district_once"),
        ]
        indexes = [models.Index(fields=["district", "-created_at", "-repatriation"], name="return_district_created")]

    def __str__(self) -> str:
        return f"{self.repatriation_id} {self.district_id}"


@tracked()
class Manifest(models.Model):
    """The list of a letter: how many it counts, and who is named. A second letter is a second manifest.

    A list that a newer one stands in the place of points to it: its open lines are not waited for any more. A list
    that only adds people (`is_addition`) stands beside those before it.
    """

    repatriation = models.ForeignKey(Repatriation, models.CASCADE, related_name="manifests")
    issuer = models.CharField(_("Penerbit surat"), max_length=200)
    letter_number = models.CharField(_("Nomor surat"), max_length=100, blank=True)
    letter_date = models.DateField(_("Tanggal surat"), null=True, blank=True)
    subject = models.CharField(_("Perihal"), max_length=300, blank=True)
    people_counted = models.PositiveIntegerField(_("Jumlah orang dalam surat"), null=True, blank=True)
    letter = models.ForeignKey("letters.Letter", models.PROTECT, null=True, blank=True, related_name="manifests")
    replaced_by = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="replaces")
    is_addition = models.BooleanField(default=False, db_default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfRepatriationManager()

    class Meta:
        indexes = [GinIndex(OpClass(Upper("letter_number"), name="gin_trgm_ops"), name="manifest_number_trgm")]

    def __str__(self) -> str:
        return self.letter_number or self.issuer


@tracked(together=True)
class ManifestEntry(RowKeyed):
    """One line of the list, as printed. The person who came is the returnee that points here.

    Somebody without a name has a line of their own; `remark` keeps what the list prints of them. What cannot be read
    of an age, a birth or a number stands in it as printed.
    """

    manifest = models.ForeignKey(Manifest, models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    name = EncryptedTextField(max_length=200, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    is_initials = models.BooleanField(default=False, db_default=False)
    stated_age = models.PositiveSmallIntegerField(null=True)
    printed_age = EncryptedTextField(max_length=50, blank=True)
    birth_date = models.DateField(null=True)
    printed_birth = EncryptedTextField(max_length=100, blank=True)
    printed_origin = EncryptedTextField(max_length=300, blank=True)
    nik = EncryptedTextField(max_length=40, blank=True)
    passport_number = EncryptedTextField(max_length=40, blank=True)
    job = EncryptedTextField(max_length=300, blank=True)
    remark = EncryptedTextField(max_length=500, blank=True)
    district = models.ForeignKey("regions.Area", models.PROTECT, null=True, related_name="+")
    village = models.ForeignKey("regions.Area", models.PROTECT, null=True, related_name="+", db_index=False)

    objects = ManifestEntryManager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["manifest", "position"], name="entry_position_once")]

    def __str__(self) -> str:
        return self.name or f"({self.position})"


OPEN_SIGHT = {"condition": models.Q(is_restricted=False)}


@tracked()
class Returnee(RowKeyed):
    """One person in one return. A second return of the same person is a second row.

    `district`, `sex`, `age_group` and `is_restricted` repeat what is known of the person, age on the day of
    arrival: reports count them here, and `actions/workers.py` keeps them equal.
    """

    repatriation = models.ForeignKey(Repatriation, models.PROTECT, related_name="returnees")
    worker = models.ForeignKey("cases.Worker", models.PROTECT, related_name="returns")
    client_id = models.UUIDField(null=True, unique=True, editable=False)
    manifest_entry = models.OneToOneField(
        ManifestEntry, models.SET_NULL, null=True, blank=True, related_name="returnee"
    )
    arrival_state = models.CharField(max_length=12, choices=ArrivalState, default=ArrivalState.EXPECTED)
    not_arrived_reason = models.CharField(max_length=10, choices=NotArrivedReason, blank=True)
    is_unlisted = models.BooleanField(default=False)
    unlisted_reason = EncryptedTextField(max_length=300, blank=True)
    cause = models.CharField(max_length=20)
    deportation_reason = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=3, blank=True)
    arrived_on = models.DateField(null=True)
    district = models.ForeignKey("regions.Area", models.PROTECT, null=True, related_name="+", db_index=False)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    age_group = models.CharField(max_length=7, choices=AgeGroup, default=AgeGroup.UNKNOWN)
    is_restricted = models.BooleanField(default=False)
    paper_held = models.CharField(max_length=20, blank=True)
    family_phone = EncryptedTextField(max_length=30, blank=True)
    note = EncryptedTextField(max_length=2000, blank=True)
    submission_state = models.CharField(max_length=8, choices=SubmissionState, default=SubmissionState.WAITING)
    sent_back_reason = EncryptedTextField(max_length=500, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    captured_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ReturneeManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["repatriation", "worker"], name="returnee_once"),
            models.CheckConstraint(
                condition=~models.Q(arrival_state="NOT_ARRIVED") | ~models.Q(not_arrived_reason=""),
                name="returnee_absence_has_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["arrived_on"],
                include=["district", "sex", "age_group", "cause", "deportation_reason", "country"],
                condition=models.Q(arrival_state="ARRIVED"),
                name="returnee_report",
            ),
            models.Index(fields=["district", "-created_at", "-id"], name="returnee_district_created", **OPEN_SIGHT),
            models.Index(
                fields=["created_at", "id"],
                condition=models.Q(submission_state="WAITING"),
                name="returnee_waiting",
            ),
            models.Index(fields=["created_by", "-created_at", "-id"], name="returnee_author_created", **OPEN_SIGHT),
        ]

    def __str__(self) -> str:
        return f"{self.repatriation_id}/{self.worker_id}"

    @property
    def stamp(self) -> int:
        """Grows with every change of this row or of its person: what a page was opened on. Take it with its worker."""
        return self.version + self.worker.version
