"""Who is looking, and which rows that person sees.

A scope is opened by the middleware, a task or a command. Managers of guarded models raise when none
is open and filter when one is, so that a view cannot forget the rule of sight (docs/decisions/0003).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db import connection, models

from core.exceptions import NoScopeError

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Viewer:
    """A signed-in person as the rules see them on one day. Ids are primary keys. `capacity`: PLH, PLT, or nothing."""

    user_id: int
    name: str
    office_id: int | None = None
    office_name: str = ""
    roles: frozenset[str] = frozenset()
    rights: frozenset[str] = frozenset()
    district_ids: frozenset[int] = frozenset()
    is_province: bool = False
    sees_persons: bool = False
    sees_everything: bool = False
    capacity: str = ""

    def may(self, right: str) -> bool:
        return right in self.rights


# What a scope keeps beside the grants; whoever changes grants forgets it with them.
RULES, SEEN = "rules", "seen"  # the rule of sight of each model, and rows that were fetched through it


@dataclass
class Scope:
    """A viewer with a small store for what is looked up once per request (for example grants)."""

    viewer: Viewer
    store: dict[str, object] = field(default_factory=dict)


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)


def current_scope() -> Scope:
    """The open scope.

    Raises NoScopeError when nobody is looking.
    """
    scope = _current.get()
    if scope is None:
        raise NoScopeError("No scope is open. Open one with open_scope(viewer) before reading rows about people.")
    return scope


def current_viewer() -> Viewer:
    return current_scope().viewer


def has_scope() -> bool:
    return _current.get() is not None


@contextmanager
def open_scope(viewer: Viewer) -> Iterator[Scope]:
    """Look with the eyes of `viewer` inside the block; the database is told where a transaction is open."""
    token = _current.set(Scope(viewer))
    try:
        _tell_database()
        yield _current.get()  # type: ignore[misc]
    finally:
        _current.reset(token)
        _tell_database()


def _tell_database() -> None:
    """In the middle of a transaction; at its start the connection tells the scope itself (core/postgresql).

    A transaction that is already lost is left alone: rolling back brings the scope of its beginning back.
    """
    if connection.in_atomic_block and not connection.needs_rollback and connection.is_in_good_state():
        connection.tell_scope()


def mark_seen(row: models.Model) -> None:
    """The row was fetched through the rule of sight of the open scope."""
    seen: set = current_scope().store.setdefault(SEEN, set())  # type: ignore[assignment]
    seen.add((row._meta.label, row.pk))


def is_seen(row: models.Model) -> bool:
    return (row._meta.label, row.pk) in current_scope().store.get(SEEN, ())  # type: ignore[operator]


@contextmanager
def viewing_everything(*, reason: str) -> Iterator[Scope]:
    """The only wide door: tasks, commands and the masked duplicate search. The reason is logged."""
    if not reason.strip():
        raise ValueError("Say why everything must be seen.")
    outer = _current.get()
    logger.info("viewing everything: %s (user %s)", reason, outer.viewer.user_id if outer else "system")
    viewer = Viewer(
        user_id=outer.viewer.user_id if outer else 0,
        name=outer.viewer.name if outer else "Sistem",
        office_id=outer.viewer.office_id if outer else None,
        roles=outer.viewer.roles if outer else frozenset(),
        rights=outer.viewer.rights if outer else frozenset(),
        is_province=True,
        sees_persons=True,
        sees_everything=True,
    )
    with open_scope(viewer) as scope:
        yield scope


class ScopedQuerySet(models.QuerySet):
    """A queryset of a guarded model. Subclasses say in `sight` which rows a viewer sees."""

    about_people = True  # then a viewer who sees no people sees no row
    follows = ""  # the relation whose row alone decides: whoever sees that row sees this one, and nobody else does

    def sight(self, viewer: Viewer) -> list[models.Q]:
        """Conditions of which one must hold, each on its own served by an index. Empty: nothing is seen."""
        raise NotImplementedError

    def visible_to(self, viewer: Viewer):
        """The one definition of visibility: all rows of `self` that `viewer` sees."""
        if viewer.sees_everything:
            return self
        conditions = self.conditions(viewer)
        return self.filter(reduce(or_, conditions)) if conditions else self.none()

    def sight_branches(self, viewer: Viewer) -> list:
        """`visible_to` as separate querysets, one a condition, so that each can walk its own index."""
        if viewer.sees_everything:
            return [self]
        return [self.filter(condition) for condition in self.conditions(viewer)]

    def conditions(self, viewer: Viewer) -> list[models.Q]:
        return self.sight(viewer) if viewer.sees_persons or not self.about_people else []


class ScopedManager(models.Manager):
    """Raises without a scope, filters with one."""

    def get_queryset(self):
        """The rows in sight. The rule is put together once a scope: a prefetch asks for it once for each row."""
        found = current_scope().store.setdefault(RULES, {})
        key = (self.model, self._queryset_class, self._db)  # type: ignore[attr-defined]
        if key not in found:  # type: ignore[operator]
            found[key] = super().get_queryset().visible_to(current_viewer())  # type: ignore[index]
        return found[key].all()  # type: ignore[index]

    def of_seen(self):
        """Of a relation of one row (`case.notes.of_seen()`): its rows as they are, where that row decides the sight.

        Only for a row that this very scope has fetched in sight (`mark_seen`); of any other the rule is asked as ever.
        """
        row, relation = self.instance, self.field.name  # type: ignore[attr-defined]
        if self._queryset_class.follows == relation and is_seen(row):  # type: ignore[attr-defined]
            return self._apply_rel_filters(self.unscoped())  # type: ignore[attr-defined]
        return self.get_queryset()

    def unscoped(self):
        """The rows before the rule of sight; for list pages, which apply the rule branch by branch."""
        return super().get_queryset()
