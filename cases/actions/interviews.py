"""Interviews: recorded, corrected, and the lists in them. What was told before a correction stays by its source."""

from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext as _

from cases.actions.cases import restricted_case_of, taken
from cases.actions.keeping import refresh_counted
from cases.actions.telling import add_told
from cases.actions.workers import forget_used
from cases.choices import SourceKind
from cases.columns import set_columns
from cases.facts import PersonFacts, Place, Source
from cases.models import LINES, Case, Detention, Interview, OfInterview, RecruitContact, Returnee, SourcedValue, Worker
from cases.permissions import why_not_change_worker
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from core.scope import current_viewer

# Facts of which the value as told before a correction stays beside the one used.
SOURCED = (
    "occupation", "employer", "work_place", "work_printed", "departed_printed", "arrested_printed", "arrest_place",
)  # fmt: skip
ORDERED = (Detention, RecruitContact)
Line = OfInterview


@action
def record_interview(
    *,
    worker: Worker,
    values: dict,
    on: date,
    by,
    returnee: Returnee | None = None,
    case: Case | None = None,
    place: Place | None = None,
    form_id: UUID | None = None,
) -> Interview:
    """`values` are columns. `place` is where the person says to come from: it fills what is empty, or stands beside.

    Of somebody with a restricted file of this return, which the writer sees, it stands in that file.
    """
    if made := taken(Interview, form_id):
        return made
    if case is None and returnee is not None:
        case = restricted_case_of(returnee)
    row = Interview.objects.create(
        worker=worker, returnee=returnee, case=case, form_id=form_id, created_by=by, **values
    )
    if place is not None and place.text:
        tell_origin(row, place, on, by)
    return row


def tell_origin(row: Interview, place: Place, on: date, by) -> None:
    source = Source(SourceKind.INTERVIEW, str(row.get_speaker_display()), row.on)
    may_fill = not why_not_change_worker(current_viewer(), row.worker)
    add_told(worker=row.worker, facts=PersonFacts(place=place), source=source, on=on, may_fill=may_fill, by=by)
    refresh_counted(worker=row.worker)


@action
def correct_interview(*, interview: Interview, version: int, values: dict, by, reason: str = "") -> Interview:
    """Change columns. Of what a source is kept, both values stay: the one told before, and the one of the corrector.

    Raises StaleEdit when somebody changed the interview since the form was opened.
    """
    row = lock_version(Interview.objects.select_related("worker"), pk=interview.pk, version=version)
    before = {name: getattr(row, name) for name in SOURCED}
    changed = [name for name in SOURCED if name in values and values[name] != before[name]]
    set_columns(row, values)
    row.version += 1
    row.save()
    forget_used(row, set(changed))
    for name in changed:
        keep_both(row, name, before[name], reason, by)
    return row


def keep_both(row: Interview, field: str, before: str, reason: str, by) -> None:
    """The value as first told, once, and the corrected one with who corrected it."""
    told = row.sourced_values.filter(field=field)
    first_author = row.created_by or by
    if before and before not in {value.printed for value in told}:
        kind, source = SourceKind.INTERVIEW, str(row.get_speaker_display())
        SourcedValue.objects.create(
            interview=row, field=field, printed=before, source_kind=kind, source=source, source_date=row.on,
            recorded_by=first_author,
        )  # fmt: skip
    if after := getattr(row, field):
        SourcedValue.objects.create(
            interview=row, field=field, printed=after, source_kind=SourceKind.OFFICER, source=str(by), is_used=True,
            reason=reason[:300], recorded_by=by,
        )  # fmt: skip


@action
def add_interview_line(*, interview: Interview, kind: str, values: dict, by, form_id: UUID | None = None) -> Line:
    """A statement, money, something withheld, a detention, or somebody through whom the person left."""
    model = LINES[kind]
    if made := taken(model, form_id):
        return made
    row = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    if model in ORDERED:
        lines = model.objects.filter(interview=row)
        values = {**values, "position": (lines.aggregate(last=Max("position"))["last"] or 0) + 1}
    return model.objects.create(interview=row, form_id=form_id, created_by=by, **values)


@action
def correct_interview_line(*, line: Line, version: int, values: dict, by) -> Line:
    """Raises StaleEdit when somebody changed the line since the form was opened."""
    row = lock_version(type(line).objects.select_related("interview"), pk=line.pk, version=version)
    for column, value in values.items():
        setattr(row, column, value)
    row.version += 1
    row.save()
    return row


@action
def remove_interview_line(*, line: Line, by) -> Interview:
    """For a line that was written by mistake; the history keeps it."""
    found = type(line).objects.select_for_update(of=("self",)).select_related("interview").filter(pk=line.pk).first()
    if found is None:
        raise DomainError(_("Baris ini sudah dihapus."))
    found.delete()
    return found.interview
