"""Which stored files a viewer sees: those of the rows that the viewer sees."""

from django.db.models import Q

from core.file_owners import FileOwner
from core.scope import ScopedManager, ScopedQuerySet, Viewer


class StoredFileQuerySet(ScopedQuerySet):
    about_people = False  # each owner says who sees it

    def sight(self, viewer: Viewer) -> list[Q]:
        return [
            Q(owner_kind=kind, owner_id__in=owner().visible_ids(viewer)) for kind, owner in FileOwner.registry.items()
        ]

    def of(self, owner_kind: str, owner_id: int):
        """The files of one row, the newest first; also those that were removed."""
        return self.filter(owner_kind=owner_kind, owner_id=owner_id).order_by("-uploaded_at", "-pk")

    def kept(self):
        return self.filter(removed_at__isnull=True)


StoredFileManager = ScopedManager.from_queryset(StoredFileQuerySet)
