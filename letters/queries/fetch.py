"""Fetching what a viewer may see; each look at a letter is recorded, because its subject may name somebody."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from accounts.models import RoleAssignment
from accounts.roles import RIGHTS
from core.actions.access import record_look
from core.models import AccessRecord, StoredFile
from letters.files import LetterFiles
from letters.models import Disposition, Letter
from letters.queries.seek import letters_with

LOOK = AccessRecord.Look
SHOWN = 10


def get_letter(number: str) -> Letter:
    """The letter of this agenda number, if the viewer sees it; the look is recorded.

    Raises Http404 for a number that is out of sight or not there: the two cannot be told apart.
    """
    related = ("office", "created_by", "answers_to")
    found = Letter.objects.select_related(*related).filter(agenda_number=number.replace("\x00", "")).first()
    if found is None:
        raise Http404
    look_at_letter(found)
    return found


def dispositions_of(letter: Letter) -> list[Disposition]:
    """Those of a letter in sight, the newest first."""
    return list(letter.dispositions.select_related("to__office", "by").order_by("-given_at", "-pk"))


def find_disposition(number: str, pk: int) -> Disposition | None:
    """One of a letter in sight, with its letter. Record the look (`look_at_letter`) before anything is shown."""
    related = ("letter__office", "letter__created_by", "letter__answers_to", "to", "by")
    found = Disposition.objects.select_related(*related).filter(letter__agenda_number=number.replace("\x00", ""), pk=pk)
    return found.first()


def look_at_letter(letter: Letter) -> None:
    record_look(look=LOOK.VIEW, object_kind="letter", object_ids=[letter.pk])


def files_of_letter(letter: Letter) -> list[StoredFile]:
    return list(StoredFile.objects.of(LetterFiles.kind, letter.pk).kept().select_related("uploaded_by"))


def get_letter_file(letter: Letter, key: UUID) -> StoredFile:
    """One file of a letter that was fetched for this viewer. Raises Http404 for one that is removed or not there."""
    found = StoredFile.objects.of(LetterFiles.kind, letter.pk).kept().filter(key=key).first()
    if found is None:
        raise Http404
    return found


def answers_of(letter: Letter) -> list[Letter]:
    """Letters in sight that answer this one."""
    return list(Letter.objects.filter(answers_to=letter).order_by("-created_at", "-pk")[:SHOWN])


def find_letters(text: str) -> list[Letter]:
    """Letters in sight by agenda number, number or sender, the newest first."""
    return list(Letter.objects.filter(letters_with(text)).order_by("-created_at", "-pk")[:SHOWN])


def letter_named(text: str) -> Letter | None:
    """The one letter in sight that has this agenda number, or this number as printed; none when there are several."""
    words = " ".join(text.replace("\x00", "").split())
    if not words:
        return None
    found = list(Letter.objects.filter(Q(agenda_number=words.upper()) | Q(number__iexact=words))[:2])
    return found[0] if len(found) == 1 else None


def same_number(letter: Letter) -> list[str]:
    """Agenda numbers of other letters in sight with this number, from either side of the counter."""
    if not letter.number:
        return []
    rows = Letter.objects.filter(letters_with(letter.number), number__iexact=letter.number).exclude(pk=letter.pk)
    return list(rows.order_by("pk").values_list("agenda_number", flat=True)[:SHOWN])


def who_may_be_given(on: date):
    """Accounts that may be given a letter today: those that may open letters, the office's own first."""
    roles = [code for code, rights in RIGHTS.items() if "letters.view" in rights]
    holders = RoleAssignment.objects.running(on).filter(role__in=roles).values("user_id")
    users = get_user_model().objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), is_active=True)
    return users.filter(pk__in=holders).select_related("office").order_by("full_name", "pk")


def roles_held(users: Iterable, on: date) -> dict[int, list[str]]:
    """The role codes of each of these accounts on the day, by primary key."""
    rows = RoleAssignment.objects.running(on).filter(user__in=users).order_by("pk").values_list("user_id", "role")
    found: dict[int, list[str]] = {}
    for user_id, role in rows:
        found.setdefault(user_id, []).append(role)
    return found


def today() -> date:
    """The office's day. Actions get it passed in; only views and tasks ask."""
    return timezone.localdate()
