"""What a card of the first page is."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet

from core.actions.access import Seen, record_looks
from core.lists import capped_counts
from core.models import AccessRecord
from core.scope import Viewer

SHOWN = 5
CAP = 99


@dataclass(frozen=True)
class CardLine:
    """One thing to do: a title, what is said below it, the address where it is done, and its state."""

    title: str
    url: str
    note: str = ""
    state: str = ""
    state_label: str = ""


@dataclass(frozen=True)
class FilledCard:
    """A card with its first lines; `count` stops at CAP + 1."""

    code: str
    title: str
    icon: str
    tone: str
    lines: list[CardLine]
    count: int
    url: str

    @property
    def count_text(self) -> str:
        return f"{CAP}+" if self.count > CAP else str(self.count)

    @property
    def has_more(self) -> bool:
        return self.count > len(self.lines)


class Card:
    """Subclass in a file of `reports/cards/` with `code`; lower `position` stands higher.

    `rows` answers a scoped queryset, newest or most urgent first; `line` writes one row. Cards that show people
    name the kind of row in `looks_at`, and the look is recorded before the page is shown.
    """

    code: ClassVar[str] = ""
    title: ClassVar[Any] = ""
    icon: ClassVar[str] = "list-task"
    tone: ClassVar[str] = ""
    right: ClassVar[str] = ""
    position: ClassVar[int] = 50
    looks_at: ClassVar[str] = ""
    registry: ClassVar[dict[str, type["Card"]]] = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.code:
            if cls.code in Card.registry:
                raise TypeError(f"The card {cls.code} is declared twice.")
            Card.registry[cls.code] = cls

    def __init__(self, viewer: Viewer, on: date):
        self.viewer, self.on = viewer, on

    def fits(self) -> bool:
        """Whether this viewer gets the card."""
        return not self.right or self.viewer.may(self.right)

    def rows(self) -> QuerySet:
        raise NotImplementedError

    def line(self, row) -> CardLine:
        raise NotImplementedError

    def url(self) -> str:
        """Where all of it stands; empty when nowhere."""
        return ""

    def worker_id(self, row) -> int | None:
        """The person a row is about, for the record of looks."""
        return getattr(row, "worker_id", None)

    def read(self) -> list:
        """The first rows: one query."""
        return list(self.rows()[:SHOWN])

    def goes_on(self, rows: list) -> bool:
        """Whether there may be more rows than were read."""
        return len(rows) == SHOWN

    def seen(self, rows: list) -> Seen | None:
        """What is recorded of showing these rows; nothing where they name nobody."""
        if not rows or not self.looks_at:
            return None
        workers = [key for key in map(self.worker_id, rows) if key]
        return Seen(AccessRecord.Look.LIST, self.looks_at, [row.pk for row in rows], workers, rows=rows)

    def filled(self, rows: list, count: int) -> FilledCard:
        lines = [self.line(row) for row in rows]
        return FilledCard(self.code, str(self.title), self.icon, self.tone, lines, count, self.url())


def fill_cards(cards: list[Card]) -> list[FilledCard]:
    """All cards with one query each, one for the counts that go on, and one that records the looks."""
    found = [(card, card.read()) for card in cards]
    long = [card for card, rows in found if card.goes_on(rows)]
    counts = dict(zip(long, capped_counts([card.rows() for card in long], CAP), strict=True))
    record_looks([seen for card, rows in found if (seen := card.seen(rows))])
    return [card.filled(rows, counts.get(card, len(rows))) for card, rows in found]
