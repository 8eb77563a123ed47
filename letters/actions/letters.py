"""Letters: taking one into the book, correcting it, and its scans."""

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.choices import OfficeKind
from core.actions.files import keep_file, remove_file
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from core.locks import lock_once
from core.models import StoredFile
from core.numbering import next_number
from core.scope import current_viewer
from letters.choices import OPEN_TO_OFFICE, Direction, Handling
from letters.facts import LetterFacts
from letters.files import LETTER_SCAN, LetterFiles
from letters.models import Letter, LetterFront
from letters.models.fronts import COLUMNS
from letters.permissions import why_not_classify

PREFIXES = {Direction.IN.value: "SM", Direction.OUT.value: "SK"}


@action
def record_letter(*, facts: LetterFacts, by, form_id: UUID | None = None) -> Letter:
    """Take a letter into the book under the next agenda number. The same form sent twice makes one letter."""
    if form_id is not None:
        lock_once(f"form:{form_id}")
        if there := Letter.objects.filter(form_id=form_id).first():
            return there
    told = checked(facts.values())
    is_in = told["direction"] == Direction.IN
    letter = Letter.objects.create(
        **told,
        agenda_number=next_number(series_of(by.office, facts.direction), on=facts.moved_on),
        handling=Handling.WAITING if is_in else "",
        form_id=form_id,
        office=by.office,
        created_by=by,
    )
    keep_front(letter)
    return letter


def keep_front(letter: Letter) -> None:
    """What is told of the letter to those who see only what it belongs to. Part of an action."""
    told = {name: getattr(letter, name) for name in COLUMNS} | {"is_open": letter.classification in OPEN_TO_OFFICE}
    LetterFront.objects.update_or_create(letter=letter, defaults=told)


def series_of(office, direction: str) -> str:
    """`SM` and `SK` are the office's own book; each other office has its own, `SM7`."""
    own = "" if office.kind == OfficeKind.PROVINCE else str(office.pk)
    return f"{PREFIXES[direction]}{own}"


def checked(told: dict) -> dict:
    """Texts without spaces around. Raises DomainError on the field that cannot stay so."""
    told = {name: value.strip() if isinstance(value, str) else value for name, value in told.items()}
    if not told.get("subject", "x"):
        raise DomainError(_("Tulis perihal surat ini."), field="subject")
    return told


@action
def edit_letter(*, letter: Letter, version: int, changes: dict, by) -> Letter:
    """Correct what was taken down. `version` is that of the page; raises StaleEdit after a colleague's change."""
    row = lock_version(Letter.objects.all(), pk=letter.pk, version=version)
    told = checked(changes)
    why_not = why_not_classify(current_viewer(), row, told.get("classification", row.classification))
    if why_not:
        raise DomainError(why_not, field="classification")
    if told.get("answers_to") == row:
        raise DomainError(_("Sebuah surat tidak menjawab dirinya sendiri."), field="answers_to")
    for name, value in told.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    keep_front(row)
    return row


@action
def add_letter_file(*, letter: Letter, upload, by, form_id: UUID | None = None) -> StoredFile:
    """Keep a scan with the letter. Raises FileRefused with a sentence."""
    return keep_file(
        upload=upload, kind=LETTER_SCAN, owner_kind=LetterFiles.kind, owner_id=letter.pk, by=by, form_id=form_id
    )


@action
def remove_letter_file(*, letter: Letter, file: StoredFile, reason: str, by) -> StoredFile:
    """Nobody opens the scan any more; who removed it, when and why stays."""
    return remove_file(stored=file, reason=reason, by=by)
