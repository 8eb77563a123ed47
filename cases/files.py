"""Files belong to cases, for those who see the case and may note on it, and to hand-overs."""

from cases.models import Case, Handover, RehabilitationRefusal, ReturnPaper
from core.file_owners import FileOwner
from core.scope import Viewer

CASE_ATTACHMENT = "CASE_ATTACHMENT"  # lines of core/data/file_kinds.csv
HANDOVER_PAPER = "HANDOVER_PAPER"
HANDOVER_SIGNATURE = "HANDOVER_SIGNATURE"
REFUSAL_PAPER = "REFUSAL_PAPER"
PAPER_PHOTO = "PAPER_PHOTO"


class CaseFiles(FileOwner):
    kind = "case"

    def visible_ids(self, viewer: Viewer):
        return Case.objects.unscoped().visible_to(viewer).order_by().values("pk")


class HandoverFiles(FileOwner):
    """Photos and scans of signed minutes: seen by whoever sees the hand-over."""

    kind = "handover"

    def visible_ids(self, viewer: Viewer):
        return Handover.objects.unscoped().visible_to(viewer).order_by().values("pk")


class RefusalFiles(FileOwner):
    """Photos and scans of signed refusals: seen by whoever sees the person's return."""

    kind = "refusal"

    def visible_ids(self, viewer: Viewer):
        return RehabilitationRefusal.objects.unscoped().visible_to(viewer).order_by().values("pk")


class PaperFiles(FileOwner):
    """Photos that a report brings along: seen by whoever sees the paper."""

    kind = "paper"

    def visible_ids(self, viewer: Viewer):
        return ReturnPaper.objects.unscoped().visible_to(viewer).order_by().values("pk")
