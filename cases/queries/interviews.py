"""Interviews and screenings as far as the viewer sees them; each look is recorded with its own class of fields."""

from django.db.models import Q
from django.http import Http404

from cases.choices import GrantKind, GrantReason
from cases.models import LINES, AccessGrant, Case, Interview, OfInterview, Returnee, TraffickingScreening
from core.actions.access import record_look
from core.models import AccessRecord
from core.scope import current_viewer

LISTS = ("statements", "money", "withheld", "detentions", "recruiters")
VIEW, LIST = AccessRecord.Look.VIEW, AccessRecord.Look.LIST
INTERVIEWS, SCREENINGS = "INTERVIEW", "SCREENING"
INTERVIEW_FIELDS = (
    "speaker", "on", "channel", "place", "interviewer", "occupation", "work_printed", "legal_status",
    "departed_printed", "arrest_how", "arrested_by", "arrested_printed", "story", "has_left", "country", "work_place",
    "employer", "sector", "left_how", "route", "depart_reason", "prior_trips", "arrest_place", "arrest_note",
    "wishes_note",
)  # fmt: skip
OWNERS = ("worker__village", "worker__district", "case", "returnee__repatriation", "created_by")


def get_interview(pk: int) -> Interview:
    """The interview with its lists, if the viewer sees it; the look is recorded. Raises Http404 otherwise."""
    found = Interview.objects.select_related(*OWNERS).prefetch_related(*LISTS).filter(pk=pk).first()
    if found is None:
        raise Http404
    look_at([found], VIEW, INTERVIEWS)
    return found


def get_line(interview: Interview, kind: str, pk: int) -> OfInterview:
    """A row of one of its lists. Raises Http404 for a list or a row that is not there."""
    model = LINES.get(kind)
    found = model.objects.filter(interview=interview, pk=pk).first() if model else None
    if found is None:
        raise Http404
    return found


def get_screening(pk: int) -> TraffickingScreening:
    """The screening, if the viewer sees it; the look is recorded. Raises Http404 otherwise."""
    found = TraffickingScreening.objects.select_related(*OWNERS).filter(pk=pk).first()
    if found is None:
        raise Http404
    look_at([found], VIEW, SCREENINGS)
    return found


def of_record(record: Returnee | Case) -> Q:
    """What belongs to one person in a return, or to a file: its own, and that of its return."""
    if isinstance(record, Returnee):
        return Q(returnee=record)
    own = Q(case=record) | Q(worker=record.worker, case=None, returnee=None)
    return own | Q(returnee=record.returnee_id) if record.returnee_id else own


def interviews_of(record: Returnee | Case) -> list[Interview]:
    """Newest first, each with its lists; the look is recorded. Nothing for those without the right."""
    if not current_viewer().may("interviews.view"):
        return []
    rows = list(Interview.objects.filter(of_record(record)).select_related("created_by").prefetch_related(*LISTS))
    look_at(rows, LIST, INTERVIEWS)
    return rows


def screenings_of(record: Returnee | Case) -> list[TraffickingScreening]:
    """Screenings of the person in sight, newest first; the look is recorded. Nothing for those without the right."""
    if not current_viewer().may("screenings.use"):
        return []
    rows = list(TraffickingScreening.objects.filter(worker=record.worker_id).select_related("created_by"))
    look_at(rows, LIST, SCREENINGS)
    return rows


def team_of_case(case: Case) -> list:
    """The accounts of the team that a case has by itself."""
    seats = AccessGrant.objects.filter(kind=GrantKind.CASE, object_id=case.pk, reason=GrantReason.TEAM)
    return [seat.user for seat in seats.select_related("user").order_by("user__full_name")]


def look_at(rows: list, look: str, field_class: str) -> None:
    """One recorded look at these rows of one person."""
    if not rows:
        return
    record_look(
        look=look,
        object_kind=rows[0]._meta.model_name,
        object_ids=[row.pk for row in rows],
        worker_ids=sorted({row.worker_id for row in rows}),
        case_ids=sorted({row.case_id for row in rows if row.case_id}),
        field_class=field_class,
    )
