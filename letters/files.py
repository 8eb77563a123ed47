"""Files belong to letters: whoever sees the letter opens its scan."""

from core.file_owners import FileOwner
from core.scope import Viewer
from letters.models import Letter

LETTER_SCAN = "LETTER_SCAN"  # a line of core/data/file_kinds.csv


class LetterFiles(FileOwner):
    kind = "letter"

    def visible_ids(self, viewer: Viewer):
        return Letter.objects.unscoped().visible_to(viewer).order_by().values("pk")
