"""Files belong to cases: whoever sees the case and may note on it opens them; a restricted case's team alone."""

from cases.models import Case
from core.file_owners import FileOwner
from core.scope import Viewer

CASE_ATTACHMENT = "CASE_ATTACHMENT"  # a line of core/data/file_kinds.csv


class CaseFiles(FileOwner):
    kind = "case"

    def visible_ids(self, viewer: Viewer):
        return Case.objects.unscoped().visible_to(viewer).order_by().values("pk")
