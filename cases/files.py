"""Files belong to cases, for those who see the case and may note on it, and to hand-overs."""

from cases.models import Case, Handover
from core.file_owners import FileOwner
from core.scope import Viewer

CASE_ATTACHMENT = "CASE_ATTACHMENT"  # lines of core/data/file_kinds.csv
HANDOVER_PAPER = "HANDOVER_PAPER"


class CaseFiles(FileOwner):
    kind = "case"

    def visible_ids(self, viewer: Viewer):
        return Case.objects.unscoped().visible_to(viewer).order_by().values("pk")


class HandoverFiles(FileOwner):
    """Photos and scans of signed minutes: seen by whoever sees the hand-over."""

    kind = "handover"

    def visible_ids(self, viewer: Viewer):
        return Handover.objects.unscoped().visible_to(viewer).order_by().values("pk")
