"""Which wording and which sheet is in use for a text or a paper."""

from dataclasses import dataclass
from datetime import date

from core.papers import Sheet
from letters.models import PaperTemplate
from letters.writings import SIZES, Writing


@dataclass(frozen=True)
class InUse:
    """`row` is what the office changed; None while what the product brings is in use, since the day `since`."""

    writing: type[Writing]
    body: str
    sheet: Sheet
    since: date
    row: PaperTemplate | None = None


def template_in_use(code: str, on: date) -> InUse:
    """The office's newest change, else what the product brings for this day."""
    writing = Writing.registry[code]
    row = PaperTemplate.objects.filter(code=code).select_related("by").order_by("-pk").first()
    if row is None:
        since, body = brought(writing, on)
        return InUse(writing, body, writing.sheet, since)
    return InUse(writing, row.body, sheet_of(row), row.at.date(), row)


def brought(writing: type[Writing], on: date) -> tuple[date, str]:
    """The newest of the dated wordings that the product brings; the oldest before that."""
    if not writing.has_wording:
        return on, ""
    found = sorted(path for path in writing.folder.glob(f"*/{writing.code}.txt"))
    days = [date.fromisoformat(path.parent.name) for path in found]
    at = max((place for place, day in enumerate(days) if day <= on), default=0)
    return days[at], found[at].read_text(encoding="utf-8").strip()


def sheet_of(row: PaperTemplate) -> Sheet:
    width, height = SIZES[row.size]
    return Sheet(width, height, row.top, row.bottom, row.left, row.right, has_letterhead=row.has_letterhead)


def changes_of(code: str) -> list[PaperTemplate]:
    """What the office changed, the newest first."""
    return list(PaperTemplate.objects.filter(code=code).select_related("by").order_by("-pk")[:20])
