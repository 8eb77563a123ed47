"""Facts as they are found: values by source, names, addresses, and facts of a group."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from cases.choices import AddressKind, NameKind, PlaceState, SourceKind
from cases.querysets import OfRepatriationManager, OfWorkerManager, SourcedValueManager
from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked


class FromSource(models.Model):
    """Where a statement stands: kind of source, which one, and its date."""

    source_kind = models.CharField(max_length=10, choices=SourceKind, default=SourceKind.OFFICER)
    source = models.CharField(max_length=200, blank=True)
    source_date = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        abstract = True


@tracked()
class SourcedValue(RowKeyed, FromSource):
    """One value of one field as one source prints it, and as it was read.

    `printed` is kept letter by letter. What was read stands in one of the `read_*` columns: a day, a text,
    an area, or a count (exact when low equals high and `is_about` is false; about; or a range). A date that
    cannot be has no `read_date`. At most one value of a field is the one used, with the reason.
    One of a person that names a `case` is seen by whom the case is seen (what is told of a death).
    """

    worker = models.ForeignKey("cases.Worker", models.CASCADE, null=True, related_name="sourced_values")
    repatriation = models.ForeignKey("cases.Repatriation", models.CASCADE, null=True, related_name="sourced_values")
    interview = models.ForeignKey("cases.Interview", models.CASCADE, null=True, related_name="sourced_values")
    case = models.ForeignKey("cases.Case", models.CASCADE, null=True, related_name="sourced_values")
    field = models.CharField(max_length=40)
    printed = EncryptedTextField(max_length=500)
    read_text = EncryptedTextField(max_length=500, blank=True)
    read_date = models.DateField(null=True)
    read_area = models.ForeignKey("regions.Area", models.PROTECT, null=True, related_name="+")
    count_low = models.PositiveIntegerField(null=True)
    count_high = models.PositiveIntegerField(null=True)
    is_about = models.BooleanField(default=False)
    is_used = models.BooleanField(default=False)
    reason = EncryptedTextField(max_length=300, blank=True)

    objects = SourcedValueManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(worker__isnull=False, repatriation__isnull=True, interview__isnull=True)
                | models.Q(worker__isnull=True, repatriation__isnull=False, interview__isnull=True)
                | models.Q(worker__isnull=True, repatriation__isnull=True, interview__isnull=False),
                name="sourced_value_of_one",
            ),
            models.CheckConstraint(
                condition=models.Q(count_low__isnull=True) | models.Q(count_high__gte=models.F("count_low")),
                name="sourced_value_range",
            ),
            models.UniqueConstraint(
                fields=["worker", "field"], condition=models.Q(is_used=True), name="sourced_value_used_worker"
            ),
            models.UniqueConstraint(
                fields=["repatriation", "field"], condition=models.Q(is_used=True), name="sourced_value_used_return"
            ),
            models.UniqueConstraint(
                fields=["interview", "field"], condition=models.Q(is_used=True), name="sourced_value_used_talk"
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "field"], name="sourced_worker_field"),
            models.Index(fields=["repatriation", "field"], name="sourced_return_field"),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.printed}"


@tracked()
class PersonName(RowKeyed, FromSource):
    """A name of a person: as heard, on papers, another name, initials."""

    worker = models.ForeignKey("cases.Worker", models.CASCADE, related_name="names")
    kind = models.CharField(max_length=10, choices=NameKind)
    text = EncryptedTextField(max_length=200)

    objects = OfWorkerManager()

    def __str__(self) -> str:
        return self.text


@tracked()
class PersonAddress(RowKeyed, FromSource):
    """An address of a person as printed, and the area it was recognised as. One counts in statistics."""

    worker = models.ForeignKey("cases.Worker", models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=12, choices=AddressKind)
    text = EncryptedTextField(max_length=300, blank=True)
    area = models.ForeignKey("regions.Area", models.PROTECT, null=True, blank=True, related_name="+")
    place_state = models.CharField(max_length=10, choices=PlaceState, default=PlaceState.UNKNOWN)
    is_counted = models.BooleanField(default=False)

    objects = OfWorkerManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["worker"], condition=models.Q(is_counted=True), name="address_counted_once")
        ]

    def __str__(self) -> str:
        return self.text or str(self.area or "?")


@tracked()
class GroupFact(RowKeyed, FromSource):
    """A fact of a group that no source assigns to a person: "from Muna and Wakatobi", "dozens"."""

    repatriation = models.ForeignKey("cases.Repatriation", models.CASCADE, related_name="group_facts")
    field = models.CharField(max_length=40)
    text = EncryptedTextField(max_length=300)
    area = models.ForeignKey("regions.Area", models.PROTECT, null=True, related_name="+")
    count_low = models.PositiveIntegerField(null=True)
    count_high = models.PositiveIntegerField(null=True)
    is_about = models.BooleanField(default=False)

    objects = OfRepatriationManager()

    def __str__(self) -> str:
        return f"{self.field}: {self.text}"
