"""Papers of a return: prepared, corrected, and taken into the book as an outgoing letter."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from cases.actions.cases import taken
from cases.actions.journeys import add
from cases.actions.letters import record_return_letter
from cases.files import PAPER_PHOTO, PaperFiles
from cases.models import Repatriation, ReturnPaper
from cases.texts.writings import PAPERS
from core.actions.files import keep_file, remove_file
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from core.models import StoredFile
from letters.choices import Direction
from letters.facts import LetterFacts
from letters.models import Letter
from letters.numbers import is_numbered_here, own_number


@action
def prepare_paper(
    *, repatriation: Repatriation, code: str, values: dict, by, form_id: UUID | None = None
) -> ReturnPaper:
    """A draft of one of the office's papers over this return."""
    return taken(ReturnPaper, form_id) or add(ReturnPaper, repatriation, {"code": code, **values}, form_id, by)


@action
def correct_paper(*, paper: ReturnPaper, version: int, values: dict, by) -> ReturnPaper:
    """Raises StaleEdit, and DomainError for one that is a letter already."""
    row = open_paper(paper, version)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return row


@action
def add_paper_photo(*, paper: ReturnPaper, upload, by, form_id: UUID | None = None) -> StoredFile:
    """A photo that the report shows."""
    row = open_paper(paper, None)
    file = keep_file(
        upload=upload, kind=PAPER_PHOTO, owner_kind=PaperFiles.kind, owner_id=row.pk, by=by, form_id=form_id
    )
    if str(file.key) not in row.pictures:
        row.pictures = [*row.pictures, str(file.key)]
        row.version += 1
        row.save(update_fields=["pictures", "version"])
    return file


@action
def drop_paper(*, paper: ReturnPaper, by) -> Repatriation:
    """A draft that nobody needs; history keeps it. Its own photos go with it: nobody would find them any more."""
    row = open_paper(paper, None)
    repatriation = row.repatriation
    for file in StoredFile.objects.of(PaperFiles.kind, row.pk).kept():
        remove_file(stored=file, reason=_("Konsep dihapus."), by=by)
    row.delete()
    return repatriation


@action
def issue_paper(
    *, paper: ReturnPaper, version: int, number: str, on: date, sent_on: date, by, form_id: UUID | None = None
) -> Letter:
    """Into the book as an outgoing letter of the return. `number` is pasted from SRIKANDI, or the office's own."""
    row = open_paper(paper, version)
    number = own_number(on) if is_numbered_here() else number.strip()
    if not number:
        raise DomainError(_("Tempel nomor surat dari SRIKANDI."), field="number")
    writing = PAPERS[row.code]
    facts = LetterFacts(
        direction=Direction.OUT,
        number=number,
        letter_date=on,
        moved_on=sent_on,
        sender=settings.OFFICE_NAME,
        recipient=first_line(row.recipient),
        subject=row.subject,
        kind=writing.kind,
    )
    letter = record_return_letter(repatriation=row.repatriation, facts=facts, role=writing.role, form_id=form_id, by=by)
    row.letter = letter
    row.version += 1
    row.save(update_fields=["letter", "version"])
    return letter


def first_line(text: str) -> str:
    return (text.splitlines() or [""])[0][:200]


def open_paper(paper: ReturnPaper, version: int | None) -> ReturnPaper:
    row = lock_version(ReturnPaper.objects.all(), pk=paper.pk, version=version)
    if row.letter_id is not None:
        raise DomainError(_("Naskah ini sudah dicatat sebagai surat keluar dan tidak diubah lagi."))
    return row


def pictures_of(files: Sequence[StoredFile]) -> list[str]:
    """Keys as a paper keeps them."""
    return [str(file.key) for file in files]
