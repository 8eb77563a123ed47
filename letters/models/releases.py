"""Press releases of the office, about whatever an app above tells (letters/release_sources.py)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked
from letters.choices import ReleaseState
from letters.querysets import OfReleaseManager, ReleaseManager

SITE, CAPTION, WHATSAPP = 8000, 2200, 4000  # characters; a caption longer than 2,200 is not taken where it is posted


@tracked()
class PressRelease(RowKeyed):
    """One release. `facts` are the figures that it rests on, without names: those of the day, and since the approval
    those of the day of approval. `version` counts the steps, for edits that meet each other."""

    form_id = models.UUIDField(null=True, unique=True, editable=False)
    source = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    state = models.CharField(max_length=9, choices=ReleaseState, default=ReleaseState.DRAFT)
    facts = models.JSONField(default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = EncryptedTextField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReleaseManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="APPROVED") | models.Q(decided_by__isnull=False),
                name="release_approved_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="release_created")]

    def __str__(self) -> str:
        return f"{self.source} {self.key}"


@tracked()
class ReleaseText(RowKeyed):
    """One version of the text in its three lengths. Rows are added, never changed. Encrypted: somebody may have typed
    a name that does not belong there."""

    release = models.ForeignKey(PressRelease, models.CASCADE, related_name="texts")
    number = models.PositiveSmallIntegerField()
    site = EncryptedTextField(max_length=SITE)
    caption = EncryptedTextField(max_length=CAPTION, blank=True)
    whatsapp = EncryptedTextField(max_length=WHATSAPP, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfReleaseManager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["release", "number"], name="release_text_once")]

    def __str__(self) -> str:
        return f"{self.release_id}/{self.number}"

    @property
    def words(self) -> str:
        """All three, for a search in them."""
        return "\n".join([self.site, self.caption, self.whatsapp])
