"""A new file from the desk: for a person we know, or for one told now."""

from datetime import date
from uuid import UUID

from django.core.cache import cache

from cases.actions.cases import open_case
from cases.actions.matches import note_candidates
from cases.actions.workers import register_worker
from cases.choices import SourceKind
from cases.facts import PersonFacts, Source
from cases.models import Case, Worker
from cases.places import settle_place
from core.history import action
from core.locks import lock_once

REMEMBERED_SECONDS = 24 * 60 * 60


@action
def take_complaint(
    *,
    worker: Worker | None,
    person: PersonFacts | None,
    category: str,
    channel: str,
    country: str,
    summary: str,
    adu_number: str,
    form_id: UUID,
    on: date,
    by,
) -> Case:
    """Open a file about `worker`, or about a new person with these facts. The same form sent twice makes one."""
    lock_once(f"form:{form_id}")
    made = Case.objects.filter(pk=cache.get(memory_key(form_id), 0), created_by=by).first()
    if made is not None:
        return made
    if worker is None and person is not None:
        worker = register_worker(facts=person, source=Source(SourceKind.INTERVIEW, "", on), on=on, by=by)
        note_candidates(worker=worker, facts=person, place=settle_place(person.place), on=on, by=by)
    assert worker is not None
    case = open_case(
        worker=worker,
        category=category,
        channel=channel,
        country=country,
        summary=summary,
        adu_number=adu_number,
        on=on,
        by=by,
    )
    cache.set(memory_key(form_id), case.pk, REMEMBERED_SECONDS)
    return case


def memory_key(form_id: UUID) -> str:
    """Where the case that this form made is remembered. It is written under the form's lock, before commit."""
    return f"case-form:{form_id}"
