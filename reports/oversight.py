"""What the data-protection officer asks of the record: whose record, who looked how much, is it sealed.

The officer sees no content: people are told by their number and a mask, cases by their number.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import Office, User
from cases.models import Case, Worker
from cases.queries import Masked, find_people, masked, readable
from core.actions.access import searched_forms
from core.actions.seals import is_behind, latest_written, waiting_rows
from core.models import AccessRecord, RecordCheck, Seal
from core.scope import viewing_everything  # noqa: TID251 - answers numbers and masks
from core.sealing.files import day_files, read_newest
from core.sealing.notes import Checkpoint, NoCheckpoint, parse_checkpoint
from reports.days import day_bounds

LATE = timedelta(minutes=10)
DAYS_SHOWN = 31
MOST_FOUND = 25
LOOK = AccessRecord.Look
GROUPS = {
    "views": [LOOK.VIEW, LOOK.REVEAL],
    "lists": [LOOK.LIST],
    "searches": [LOOK.SEARCH],
    "changes": [LOOK.CHANGE],
    "files": [LOOK.EXPORT, LOOK.DOWNLOAD, LOOK.PRINT, LOOK.DISCLOSE],
    "refused": [LOOK.DENIED, LOOK.FAILED],
}


@dataclass(frozen=True)
class Subject:
    """A person whose record is asked for: number and mask, with the keys under which the record knows them."""

    pk: int
    number: str
    mask: Masked
    case_numbers: tuple[str, ...] = ()


def subject_of(number: str) -> Subject | None:
    """The person of a number, with the numbers of their cases."""
    with viewing_everything(reason="whose record the officer asks for"):
        worker = Worker.objects.select_related("district").filter(number=number.replace("\x00", "")).first()
        if worker is None:
            return None
        cases = tuple(Case.objects.filter(worker=worker).order_by("pk").values_list("number", flat=True))
        return Subject(worker.pk, worker.number, masked(worker), cases)


def subjects_found(text: str) -> list[Subject]:
    """People by their number, the number of a case, or their name; restricted people by number alone."""
    text = readable(text)
    if not text:
        return []
    number = text.upper().replace(" ", "-")
    with viewing_everything(reason="whose record the officer asks for"):
        by_number = Q(number=number) | Q(pk__in=Case.objects.filter(number=number).values("worker_id"))
        found = list(Worker.objects.select_related("district").filter(by_number)[:MOST_FOUND])
        if not found:
            found = [row for row in find_people(text)[0] if not row.is_restricted]
        return [Subject(row.pk, row.number, masked(row)) for row in found[:MOST_FOUND]]


def exports_with(worker_id: int) -> list[int]:
    """The files in which the person stands."""
    rows = AccessRecord.objects.filter(look=LOOK.EXPORT, worker_ids__contains=[worker_id])
    return [pk for ids in rows.values_list("object_ids", flat=True) for pk in ids]


def looks_about(subject: Subject) -> Q:
    """Every look at the person, files with them that were taken, and refused tries of their addresses."""
    numbers = [form for number in (subject.number, *subject.case_numbers) for form in searched_forms(number)]
    condition = Q(worker_ids__contains=[subject.pk]) | Q(look=LOOK.DENIED, searched__in=numbers)
    if exports := exports_with(subject.pk):
        condition |= Q(look=LOOK.DOWNLOAD, object_kind="export", object_ids__overlap=exports)
    return condition


# -- how much ---------------------------------------------------------------------------------


def amounts() -> dict[str, Count]:
    return {name: Count("pk", filter=Q(look__in=looks)) for name, looks in GROUPS.items()}


def users_of_day(day: date) -> list[dict[str, object]]:
    """How much each user looked on the day, the busiest first."""
    first, end = day_bounds(day)
    rows = AccessRecord.objects.filter(at__gte=first, at__lt=end).values("user_id")
    found = list(
        rows.annotate(all=Count("pk"), first=Min("at"), last=Max("at"), **amounts()).order_by("-all", "user_id")
    )
    users = User.objects.select_related("office").in_bulk([row["user_id"] for row in found if row["user_id"]])
    return [{**row, "user": users.get(row["user_id"])} for row in found]


def days_of_user(user: User, until: date) -> list[dict[str, object]]:
    """How much the user looked on each of the last days, the newest first."""
    first, _end = day_bounds(until - timedelta(days=DAYS_SHOWN - 1))
    rows = AccessRecord.objects.filter(user=user, at__gte=first, at__lt=day_bounds(until)[1])
    days = rows.annotate(day=TruncDate("at", tzinfo=timezone.get_default_timezone())).values("day")
    return list(days.annotate(all=Count("pk"), first=Min("at"), last=Max("at"), **amounts()).order_by("-day"))


# -- the seals --------------------------------------------------------------------------------


@dataclass(frozen=True)
class SealState:
    """Whether the record is sealed and whole, as far as is known without recomputing it."""

    last: Seal | None
    waiting: int
    waiting_since: datetime | None
    check: RecordCheck | None
    problem: str
    newest_day: Checkpoint | None
    days: list[str]

    @property
    def is_late(self) -> bool:
        return self.waiting_since is not None and timezone.now() - self.waiting_since > LATE

    @property
    def needs_attention(self) -> bool:
        return self.is_late or bool(self.problem) or (self.check is not None and not self.check.is_whole)


def seal_state() -> SealState:
    last = Seal.objects.order_by("-number").defer("root", "frontier", "signature").first()
    waiting, since = waiting_rows()
    files = day_files()[:DAYS_SHOWN]
    return SealState(
        last=last,
        waiting=waiting,
        waiting_since=since,
        check=RecordCheck.objects.order_by("-at").first(),
        problem=problem_of(last),
        newest_day=read_day(files[0]) if files else None,
        days=[path.stem for path in files],
    )


def read_day(path) -> Checkpoint | None:
    try:
        return parse_checkpoint(path.read_text(encoding="utf-8"))
    except (NoCheckpoint, OSError):
        return None


def problem_of(last: Seal | None) -> str:
    """What stops sealing: CLOCK, BEHIND (the database lacks what was sealed), FILE; nothing when all is well."""
    if is_behind(timezone.now(), latest_written(last)):
        return "CLOCK"
    try:
        known = read_newest()
    except NoCheckpoint:
        return "FILE"
    return "BEHIND" if known and (last is None or known.seal > last.number) else ""


def office_names(ids: set[int]) -> dict[int, str]:
    return dict(Office.objects.filter(pk__in=ids).values_list("pk", "short_name"))
