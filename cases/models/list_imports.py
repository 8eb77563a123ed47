"""The list of a letter while it waits to be taken over: what was read of it, row by row. Forgotten after some days."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.choices import ImportState
from cases.querysets import ListImportManager, ListImportRowManager
from core.encrypted import EncryptedTextField, RowKeyed


class ListImport(RowKeyed):
    """One file or pasted text for one return, or an old book (`is_old_data`) of which returns are made.

    `content` are its cells, `reading` counts how often it was read.

    `columns` is what was chosen by hand: `{sheet: {column: field}}`, from 0. `found` tells how the columns were
    understood and which lines are no person (JSON). Content, findings and rows are emptied when the list was taken
    over, dropped, or its time is over; the digest stays, so that the same list is known again.
    """

    letter = models.ForeignKey("letters.Letter", models.PROTECT, null=True, related_name="+")
    repatriation = models.ForeignKey("cases.Repatriation", models.CASCADE, null=True, related_name="list_imports")
    is_old_data = models.BooleanField(default=False, db_default=False)
    cause = models.CharField(max_length=20, blank=True, default="", db_default="")
    country = models.CharField(max_length=3, blank=True, default="", db_default="")
    issuer = models.CharField(_("Penerbit surat"), max_length=200)
    letter_number = models.CharField(_("Nomor surat"), max_length=100, blank=True)
    letter_date = models.DateField(_("Tanggal surat"), null=True, blank=True)
    subject = models.CharField(_("Perihal"), max_length=300, blank=True)
    people_counted = models.PositiveIntegerField(null=True, blank=True)
    file_name = EncryptedTextField(max_length=200, blank=True)
    content = EncryptedTextField(blank=True)
    found = EncryptedTextField(blank=True)
    digest = models.CharField(max_length=64, editable=False)
    columns = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.READING)
    reading = models.PositiveIntegerField(default=1)
    job = models.ForeignKey("core.Job", models.SET_NULL, null=True, related_name="+")
    told_total = models.PositiveIntegerField(null=True)
    manifest = models.OneToOneField("cases.Manifest", models.SET_NULL, null=True, related_name="list_import")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()

    objects = ListImportManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["repatriation", "digest"], condition=models.Q(state="APPLIED"), name="list_applied_once"
            ),
            models.UniqueConstraint(
                fields=["repatriation", "digest", "created_by"],
                condition=models.Q(state__in=["READING", "READY"]),
                name="list_waits_once",
            ),
            models.UniqueConstraint(
                fields=["digest"], condition=models.Q(state="APPLIED", is_old_data=True), name="old_data_applied_once"
            ),
            models.UniqueConstraint(
                fields=["digest", "created_by"],
                condition=models.Q(state__in=["READING", "READY", "APPLYING"], is_old_data=True),
                name="old_data_waits_once",
            ),
            models.CheckConstraint(
                condition=models.Q(is_old_data=True, repatriation__isnull=True)
                | models.Q(is_old_data=False, repatriation__isnull=False),
                name="list_of_return_or_old",
            ),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=models.Q(state__in=["READING", "READY"]), name="list_import_expiry"
            )
        ]

    def __str__(self) -> str:
        return self.letter_number or self.issuer


class ListImportRow(RowKeyed):
    """One line as it was read. `payload` is the ListedRow (cases/listing) as JSON; the rest is what is asked of it.

    `alike_ids` are people who look like this one, best first, `alike_reasons` why (codes joined by a comma each).
    Areas are not checked row by row: no area is ever removed, and the rows are forgotten after some days.
    """

    list_import = models.ForeignKey(ListImport, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    payload = EncryptedTextField()
    people = models.PositiveSmallIntegerField(default=1)
    is_chosen = models.BooleanField(default=True)
    is_troubled = models.BooleanField(default=False)
    district = models.ForeignKey(
        "regions.Area", models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    village = models.ForeignKey(
        "regions.Area", models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    alike_ids = ArrayField(models.BigIntegerField(), default=list)
    alike_reasons = ArrayField(models.CharField(max_length=100), default=list)

    objects = ListImportRowManager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["list_import", "position"], name="import_row_position_once")]

    def __str__(self) -> str:
        return f"{self.list_import_id} {self.position}"


class ColumnMemory(models.Model):
    """What a column of a sender's lists holds, as somebody said it: by its heading, or `#3` without one."""

    sender_key = models.CharField(max_length=100)
    heading_key = models.CharField(max_length=100)
    field = models.CharField(max_length=20)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender_key", "heading_key"], name="column_memory_once")]

    def __str__(self) -> str:
        return f"{self.sender_key}: {self.heading_key} = {self.field}"
