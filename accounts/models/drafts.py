"""What somebody typed and did not save yet."""

from django.conf import settings
from django.db import models

from core.encrypted import EncryptedTextField, RowKeyed
from core.scope import ScopedManager, ScopedQuerySet, Viewer


class DraftQuerySet(ScopedQuerySet):
    about_people = False  # accounts that see no person fill in forms too

    def sight(self, viewer: Viewer) -> list[models.Q]:
        return [models.Q(user_id=viewer.user_id)]


class Draft(RowKeyed):
    """The inputs of one form of one person, encrypted with its title and address, which may name somebody.

    Nobody else sees them; they go when saved or after some days.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=200)
    body = EncryptedTextField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = ScopedManager.from_queryset(DraftQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="draft_once")]
        indexes = [models.Index(fields=["expires_at"], name="draft_expires")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.form}"
