"""Files that people hand in. The content lies encrypted on the disk; a row names it and whom it belongs to."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from core.encrypted import EncryptedTextField, RowKeyed
from core.querysets import StoredFileManager
from core.tracking import tracked

CONTENT_COLUMN = "file"


@tracked()
class StoredFile(RowKeyed):
    """One file of one row (`owner_kind`, `owner_id`).

    `key` stands in its address and `place` is where it lies on the disk; both are random. The name that the person
    gave often names somebody, so it is kept encrypted. `size` and `sha256` are those of the content as it is handed
    out, not as it came in. A removed file keeps its row; its content is gone when `purged_at` is set.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=30)
    owner_kind = models.CharField(max_length=30)
    owner_id = models.BigIntegerField()
    file_name = EncryptedTextField(max_length=255)
    mime = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=40, unique=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(db_default=Now())
    form_id = models.UUIDField(null=True, editable=False)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_reason = EncryptedTextField(max_length=500, blank=True)
    purged_at = models.DateTimeField(null=True)

    objects = StoredFileManager()

    class Meta:
        indexes = [
            models.Index(fields=["owner_kind", "owner_id", "-uploaded_at", "-id"], name="file_owner"),
            models.Index(fields=["uploaded_by", "uploaded_at"], name="file_by_day"),
            models.Index(fields=["form_id"], condition=models.Q(form_id__isnull=False), name="file_form"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at__isnull=True, removed_by__isnull=True, purged_at__isnull=True)
                | models.Q(removed_at__isnull=False, removed_by__isnull=False),
                name="file_removed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def is_picture(self) -> bool:
        return self.mime.startswith("image/")
