"""Who sees a letter. The database keeps the same rule (policies.py).

The office sees ordinary and limited letters; secret ones are seen by the head (or who acts as head), by who recorded
them and by those who were given one. Districts and posts see what they recorded and what they were given; so do
outreach and public relations. Each condition stands on its own so that each can walk its own index.
"""

from django.apps import apps
from django.db.models import Q

from core.scope import ScopedManager, ScopedQuerySet, Viewer
from letters.choices import OPEN_TO_OFFICE, DispositionState
from letters.lending import lent_to

KEEPERS = {"administration"}  # see no people, and all letters that the office sees
SPEAKERS = {"public_relations"}  # see no people, and press releases
HANDLERS = KEEPERS | {"outreach", "public_relations"}  # see no people, and letters that concern their work


def given_to(viewer: Viewer):
    """Keys of the letters that the viewer was given."""
    rows = apps.get_model("letters", "Disposition").objects.unscoped()
    return rows.filter(to_id=viewer.user_id).exclude(state=DispositionState.DROPPED).values("letter_id")


class LetterQuerySet(ScopedQuerySet):
    about_people = False

    def sight(self, viewer: Viewer) -> list[Q]:
        if not viewer.sees_persons and not viewer.roles & HANDLERS:
            return []
        if "head" in viewer.roles:
            return [Q()]
        own = [Q(created_by_id=viewer.user_id), Q(pk__in=given_to(viewer))]
        if viewer.is_province or viewer.roles & KEEPERS:
            return [Q(classification__in=OPEN_TO_OFFICE), *own]
        return own


class OfLetterQuerySet(ScopedQuerySet):
    """Rows that are seen as their letter is."""

    about_people = False

    def sight(self, viewer: Viewer) -> list[Q]:
        return [Q(letter__in=apps.get_model("letters", "Letter").objects.unscoped().visible_to(viewer))]

    def open(self):
        return self.filter(state=DispositionState.OPEN)


class FrontQuerySet(ScopedQuerySet):
    """The front of a letter in sight; that of an ordinary or limited one also where what it belongs to is in sight.

    The letter itself is then out of the database's sight: nothing of it may be asked here.
    """

    about_people = False

    def sight(self, viewer: Viewer) -> list[Q]:
        letters = apps.get_model("letters", "Letter").objects.unscoped()
        lent = [Q(is_open=True, letter_id__in=keys) for keys in lent_to(viewer)]
        return [Q(letter__in=letters.visible_to(viewer)), *lent]


LetterManager = ScopedManager.from_queryset(LetterQuerySet)
DispositionManager: type[ScopedManager] = ScopedManager.from_queryset(OfLetterQuerySet)
FrontManager: type[ScopedManager] = ScopedManager.from_queryset(FrontQuerySet)


class ReleaseQuerySet(ScopedQuerySet):
    """Press releases: the provincial office, and public relations, who see no people."""

    about_people = False

    def sight(self, viewer: Viewer) -> list[Q]:
        is_office = viewer.sees_persons and viewer.is_province
        return [Q()] if is_office or viewer.roles & SPEAKERS else []


class OfReleaseQuerySet(ScopedQuerySet):
    about_people = False

    def sight(self, viewer: Viewer) -> list[Q]:
        return [Q(release__in=apps.get_model("letters", "PressRelease").objects.unscoped().visible_to(viewer))]


ReleaseManager = ScopedManager.from_queryset(ReleaseQuerySet)
OfReleaseManager: type[ScopedManager] = ScopedManager.from_queryset(OfReleaseQuerySet)
