"""Press releases: drafted, submitted, approved or sent back. Every version of the text is kept."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from core.locks import lock_once
from core.scope import current_viewer
from letters.choices import ReleaseState
from letters.models import PressRelease, ReleaseText
from letters.permissions import why_not_approve, why_not_edit_release
from letters.queries import authors_of, newest_text

TEXTS = ("site", "caption", "whatsapp")


@action
def start_release(*, source: str, key: str, facts: dict, texts: dict, by, form_id: UUID | None = None) -> PressRelease:
    """A draft with its first version. The same form sent twice makes one."""
    if form_id is not None:
        lock_once(f"form:{form_id}")
        if there := PressRelease.objects.filter(form_id=form_id).first():
            return there
    release = PressRelease.objects.create(source=source, key=key, facts=facts, form_id=form_id, created_by=by)
    add_text(release, texts, by)
    return release


@action
def edit_release(*, release: PressRelease, version: int, texts: dict, facts: dict, by) -> PressRelease:
    """A new version of the text, over the figures of today. Raises StaleEdit after a colleague's change."""
    row = locked(release, version)
    refuse(why_not_edit_release(current_viewer(), row))
    newest = newest_text(row)
    if any(getattr(newest, name) != texts[name] for name in TEXTS):
        add_text(row, texts, by)
    return moved(row, state=ReleaseState.DRAFT, facts=facts)


@action
def submit_release(*, release: PressRelease, version: int, by) -> PressRelease:
    """To the head, for approval."""
    row = locked(release, version)
    refuse(why_not_edit_release(current_viewer(), row))
    return moved(row, state=ReleaseState.SUBMITTED)


@action
def approve_release(*, release: PressRelease, version: int, facts: dict, by) -> PressRelease:
    """It may go out. The figures of this moment are frozen with it."""
    row = locked(release, version)
    refuse(why_not_approve(current_viewer(), row, authors_of(row)))
    return moved(row, state=ReleaseState.APPROVED, facts=facts, decided_by=by, decided_at=timezone.now(), reason="")


@action
def send_back_release(*, release: PressRelease, version: int, reason: str, by) -> PressRelease:
    if not reason.strip():
        raise DomainError(_("Tulis apa yang perlu diperbaiki."), field="reason")
    row = locked(release, version)
    refuse(why_not_approve(current_viewer(), row, set()))
    return moved(row, state=ReleaseState.SENT_BACK, reason=reason.strip(), decided_by=by, decided_at=timezone.now())


def locked(release: PressRelease, version: int) -> PressRelease:
    return lock_version(PressRelease.objects.all(), pk=release.pk, version=version)


def refuse(reason: str) -> None:
    if reason:
        raise DomainError(reason)


def moved(row: PressRelease, **values) -> PressRelease:
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return row


def add_text(release: PressRelease, texts: dict, by) -> ReleaseText:
    number = release.texts.count() + 1
    return ReleaseText.objects.create(release=release, number=number, by=by, **{name: texts[name] for name in TEXTS})
