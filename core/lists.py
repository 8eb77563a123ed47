"""One search object per list: its filters, the sentence that says them, and its pages.

Pages walk an index from where the last one ended (keyset), so that page 1,000 costs what page 1 costs,
and the rule of sight is applied branch by branch, so that each branch walks its own index. The same
object feeds the export: `rows()` are all rows of the list.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import connection, models
from django.db.models import Q

from core.scope import ScopedQuerySet, Viewer

PAGE_SIZE = 25
COUNT_CAP = 1000
LONGEST_CURSOR = 300


@dataclass(frozen=True)
class Cursor:
    """The sort value and key of the row where a page ended; `backward` walks to newer rows."""

    value: str
    pk: int
    backward: bool = False

    def encode(self) -> str:
        text = json.dumps([self.value, self.pk, int(self.backward)])
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor | None":
        """The cursor in a link, or None when the text is none of ours: the list then begins anew."""
        try:
            if len(text) > LONGEST_CURSOR:
                return None
            value, pk, backward = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            datetime.fromisoformat(value)
            return cls(value, int(pk), bool(backward))
        except (ValueError, TypeError, OverflowError, RecursionError):
            return None


@dataclass(frozen=True)
class ListPage:
    """`newer` and `older` are cursors for links, empty at the ends; `count` is capped at COUNT_CAP + 1."""

    rows: list[Any]
    newer: str = ""
    older: str = ""
    count: int = 0

    @property
    def is_capped(self) -> bool:
        return self.count > COUNT_CAP


@dataclass
class ListSearch:
    """Subclass for each list: `model`, `sort_field` (a column, newest first), `related`, `columns`, `conditions`."""

    viewer: Viewer
    values: dict[str, Any] = field(default_factory=dict)

    model: ClassVar[type[models.Model]]
    sort_field: ClassVar[str] = "created_at"
    related: ClassVar[Sequence[str]] = ()
    columns: ClassVar[Sequence[str]] = ()

    def conditions(self) -> list[Q]:
        """The filters that `values` ask for."""
        return []

    def sentence(self) -> str:
        """The filters in words."""
        raise NotImplementedError

    def branches(self) -> list[ScopedQuerySet]:
        """The list as querysets that each walk one index; together, without doubles, they are the list."""
        rows = self.model._default_manager.unscoped()  # type: ignore[attr-defined]
        return [branch.filter(*self.conditions()) for branch in rows.sight_branches(self.viewer)]

    def rows(self):
        """All rows of the list, newest first, for exports."""
        visible = self.model._default_manager.all()
        return visible.filter(*self.conditions()).order_by(f"-{self.sort_field}", "-pk")

    def page(self, cursor_text: str = "") -> ListPage:
        cursor = Cursor.decode(cursor_text) if cursor_text else None
        rows = self.fetch(cursor)
        more = len(rows) > PAGE_SIZE
        rows = rows[:PAGE_SIZE]
        if cursor and cursor.backward:
            rows.reverse()
        has_newer = more if cursor and cursor.backward else cursor is not None
        has_older = True if cursor and cursor.backward else more
        return ListPage(
            rows=rows,
            newer=self.cursor_at(rows[0], backward=True) if rows and has_newer else "",
            older=self.cursor_at(rows[-1], backward=False) if rows and has_older else "",
            count=self.capped_count(),
        )

    def cursor_at(self, row: models.Model, *, backward: bool) -> str:
        value: datetime | date = getattr(row, self.sort_field)
        return Cursor(value.isoformat(), row.pk, backward).encode()

    def fetch(self, cursor: Cursor | None) -> list[Any]:
        """One row more than a page, in walking order."""
        branches = [self.walk(branch, cursor)[: PAGE_SIZE + 1] for branch in self.branches()]
        if not branches:
            return []
        if len(branches) == 1:
            return list(self.shown(branches[0]))
        keys = branches[0].values("pk").union(*(branch.values("pk") for branch in branches[1:]))
        rows = self.model._default_manager.unscoped().filter(pk__in=keys)  # type: ignore[attr-defined]
        return list(self.shown(rows).order_by(*self.order(cursor))[: PAGE_SIZE + 1])

    def shown(self, rows):
        """The rows with what the list shows of them and of their relatives, nothing more."""
        rows = rows.select_related(*self.related)
        return rows.only(*self.columns) if self.columns else rows

    def order(self, cursor: Cursor | None) -> list[str]:
        sign = "" if cursor and cursor.backward else "-"
        return [f"{sign}{self.sort_field}", f"{sign}pk"]

    def walk(self, rows, cursor: Cursor | None):
        rows = rows.order_by(*self.order(cursor))
        if cursor is None:
            return rows
        side = "gt" if cursor.backward else "lt"
        beyond = Q(**{f"{self.sort_field}__{side}": cursor.value})
        level = Q(**{self.sort_field: cursor.value, f"pk__{side}": cursor.pk})
        # The first condition lets the index be entered at the right place; the second cuts ties.
        return rows.filter(Q(**{f"{self.sort_field}__{side}e": cursor.value}) & (beyond | level))

    def capped_count(self) -> int:
        """How many rows the list has, up to COUNT_CAP + 1."""
        # The walking order keeps the planner on the index, also where what is counted lies at the end of the table.
        branches = [branch.order_by(*self.order(None)).values("pk")[: COUNT_CAP + 1] for branch in self.branches()]
        if not branches:
            return 0
        if len(branches) == 1:
            return branches[0].count()
        return branches[0].union(*branches[1:])[: COUNT_CAP + 1].count()


def capped_counts(querysets: Sequence[models.QuerySet], cap: int) -> list[int]:
    """How many rows each of several lists has, up to `cap` + 1, in one statement."""
    if not querysets:
        return []
    parts = [rows.order_by().values("pk")[: cap + 1].query.sql_with_params() for rows in querysets]
    columns = ", ".join(f"(SELECT count(*) FROM ({sql}) AS part)" for sql, _params in parts)  # noqa: S608 - the ORM's
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}", [value for _sql, params in parts for value in params])
        return list(cursor.fetchone())
