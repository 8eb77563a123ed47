"""What the page of a large group shows at first, and how everybody else is found: by name, page by page, or all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest

from cases.models import ManifestEntry, Repatriation, Returnee
from cases.names import plain

T = TypeVar("T")
SHOWN = 25
FOLDED_FROM = 40  # a group up to this size is shown whole


@dataclass(frozen=True)
class Part:
    """Of the rows of a group those that are shown. `text` is a name that is looked for, in any order of its words."""

    people: Sequence[Returnee]
    text: str = ""
    start: int = 0
    is_whole: bool = False

    @classmethod
    def of(cls, request: HttpRequest, people: Sequence[Returnee]) -> "Part":
        asked = request.GET
        text = " ".join(asked.get("cari", "").replace("\0", "").split())[:100]
        start = asked.get("mulai", "")
        known = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 0
        part = cls(people, text, is_whole=asked.get("tampil") == "semua")
        return replace(part, start=known) if known < len(part.found) else part

    @property
    def total(self) -> int:
        return len(self.people)

    @cached_property
    def found(self) -> Sequence[Returnee]:
        return self.named(self.people, lambda row: str(row.worker)) if self.text else self.people

    @property
    def is_long(self) -> bool:
        """Whether there is more than is shown at once."""
        return self.total > FOLDED_FROM

    @property
    def is_cut(self) -> bool:
        return not self.is_whole and len(self.found) > FOLDED_FROM

    @cached_property
    def shown(self) -> Sequence[Returnee]:
        return self.found[self.start : self.start + SHOWN] if self.is_cut else self.found

    @property
    def first(self) -> int:
        return self.start + 1

    @property
    def last(self) -> int:
        return self.start + len(self.shown)

    @property
    def previous_url(self) -> str:
        return self.link(mulai=max(0, self.start - SHOWN)) if self.is_cut and self.start else ""

    @property
    def following_url(self) -> str:
        return self.link(mulai=self.last) if self.is_cut and self.last < len(self.found) else ""

    @property
    def whole_url(self) -> str:
        return self.link(tampil="semua")

    def link(self, **query: object) -> str:
        told = {"cari": self.text, **query}
        return f"?{urlencode({name: value for name, value in told.items() if value})}#orang"

    def named(self, rows: Iterable[T], name: Callable[[T], str]) -> list[T]:
        words = plain(self.text).split()
        return [row for row in rows if all(word in plain(name(row)) for word in words)]

    def lines(self, repatriation: Repatriation) -> tuple[list[ManifestEntry], dict[int, int]]:
        """The lines of the letters in sight that are shown, and how many are not, by list."""
        found = ManifestEntry.objects.filter(manifest__repatriation=repatriation).order_by("position")
        keys: dict[int, list[int]] = {}
        for manifest_id, pk in found.values_list("manifest_id", "pk"):
            keys.setdefault(manifest_id, []).append(pk)
        wanted = [pk for some in keys.values() for pk in (some if self.text else self.some(some))]
        lines: Sequence[ManifestEntry] = list(found.filter(pk__in=wanted).select_related("manifest"))
        lines = self.named(lines, lambda line: line.name) if self.text else lines
        left = {manifest_id: len(some) for manifest_id, some in keys.items()}
        for line in lines:
            left[line.manifest_id] -= 1
        return list(lines), left

    def some(self, rows: Sequence[T]) -> Sequence[T]:
        """All of a few, the first ones of many."""
        return rows if self.is_whole or len(rows) <= FOLDED_FROM else rows[:SHOWN]

    def frail_first(self, rows: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
        """Of people who are only named some; the frail, who stand first, are never left out."""
        shown = self.some(rows)
        return [*shown, *(row for row in rows[len(shown) :] if row["is_frail"])]
