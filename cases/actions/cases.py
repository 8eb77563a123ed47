"""Cases: opening, assigning, working, moving and closing them."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cases import reference
from cases.actions.keeping import is_restricted_now, refresh_names
from cases.actions.teams import (
    forget_grants,
    guard_of,
    join_team,
    name_first_team,
    restrict_by_rule,
    team_ids,
)
from cases.choices import ListName, PublishedStatus, TaskState
from cases.clocks import due_on, rule_on
from cases.exceptions import CannotClose, CannotMove, NotYourDistrict
from cases.files import CASE_ATTACHMENT, CaseFiles
from cases.models import Case, CaseNote, CaseTask, Referral, Returnee, StageChange, Worker
from cases.queries import has_case
from cases.restricting import CASE_FLAGS, GRAVEST_FIRST, is_restricting, must_be_restricted
from cases.stages import find_move, last_stage
from core.actions.access import record_event
from core.actions.files import keep_file, remove_file
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from core.locks import lock_once
from core.models import StoredFile
from core.numbering import next_number
from core.scope import current_viewer


@action
def open_case(
    *,
    worker: Worker,
    category: str,
    channel: str,
    on: date,
    by,
    summary: str = "",
    country: str = "",
    adu_number: str = "",
    returnee: Returnee | None = None,
    is_restricted: bool = False,
    rule_code: str = "FIRST_ACTION",
) -> Case:
    """A new file about a person. A district opens files for its own people, or people it recorded itself.

    What the rule restricts (cases/restricting.py) is seen by a named team alone from the first moment.
    """
    viewer = current_viewer()
    own = worker.district_id in viewer.district_ids or worker.created_by_id == by.pk
    if viewer.district_ids and not own and not viewer.sees_everything:
        raise NotYourDistrict(_("Orang ini berasal dari luar wilayah kerja Anda. Hubungi BP3MI."))
    rule, is_guarded = rule_on(rule_code, on), is_restricted_now(worker)
    is_restricted = is_restricted or is_restricting(category, worker, on)
    case = Case.objects.create(
        number=next_number(settings.CASE_NUMBER_PREFIX, on=on),
        adu_number=adu_number,
        worker=worker,
        returnee=returnee,
        category=category,
        channel=channel,
        country=country,
        summary=summary,
        district_id=worker.district_id,
        opened_on=on,
        rule=rule,
        due_on=due_on(rule, on),
        created_by=by,
    )
    StageChange.objects.create(case=case, to_stage=case.stage, by=by)
    if is_restricted:
        name_first_team(case, by, on)
    if is_restricted or is_guarded:
        case.is_restricted = True
        case.save(update_fields=["is_restricted"])
        refresh_names(worker=worker)
    forget_grants()
    return case


CATEGORY_OF_CAUSE = {
    "DEPORTASI": "DEPORTASI",
    "SAKIT": "SAKIT",
    "JENAZAH": "MENINGGAL",
    "DICEGAH": "GAGAL_BERANGKAT",
    "KORBAN_TPPO": "TPPO",
}


def open_return_case(*, returnee: Returnee, on: date, by) -> Case:
    """A file that follows up a return. Part of an action."""
    category = CATEGORY_OF_CAUSE.get(returnee.cause, "INGIN_PULANG")
    return open_case_of_return(returnee, category, is_restricted=False, on=on, by=by)


def open_case_of_return(returnee: Returnee, category: str, *, is_restricted: bool, on: date, by) -> Case:
    return open_case(
        worker=returnee.worker,
        returnee=returnee,
        category=category,
        channel="RUJUKAN",
        country=returnee.country,
        is_restricted=is_restricted,
        rule_code="RETURN_FOLLOW_UP",
        on=on,
        by=by,
    )


def open_flagged_case(*, returnee: Returnee, flags: Iterable[str], on: date, by) -> Case | None:
    """The file that the gravest of these new flags demands. Part of an action.

    Flags that restrict hang on a restricted file of this return which whoever sets them sees: one that is as grave, or
    a new one, beside an ordinary file and beside one out of sight. Other flags open one file for each return.
    """
    flags = [code for code in CASE_FLAGS if code in set(flags)]
    if not flags:
        return None
    category, is_restricted = CASE_FLAGS[flags[0]]
    if is_restricted and (found := restricted_case_of(returnee, as_grave_as=category)):
        return found
    if not is_restricted and has_case(returnee):
        return None
    return open_case_of_return(returnee, category, is_restricted=is_restricted, on=on, by=by)


def restricted_case_of(returnee: Returnee, *, as_grave_as: str = "") -> Case | None:
    """The restricted file of this return in sight, an open one before a closed one, of a category at least as grave."""
    rows = Case.objects.filter(returnee=returnee, is_restricted=True)
    if as_grave_as:
        rows = rows.filter(category__in=GRAVEST_FIRST[: GRAVEST_FIRST.index(as_grave_as) + 1])
    return rows.order_by(F("closed_at").desc(nulls_first=True), "pk").first()


@action
def edit_case(*, case: Case, version: int, changes: dict, by) -> Case:
    """Change category, channel, country, summary or the ministry's number.

    A case of a kind that the rule restricts is restricted with the change. Raises StaleEdit when somebody changed the
    case since the form was opened.
    """
    row = lock_version(Case.objects.select_related("worker"), pk=case.pk, version=version)
    for column in ("category", "channel", "country", "summary", "adu_number"):
        if column in changes:
            setattr(row, column, changes[column])
    if row.is_restricted or not must_be_restricted(row):
        return save_next(row)
    restrict_by_rule(row, by=by, on=timezone.localdate())
    save_next(row)
    refresh_names(worker=row.worker)
    return row


def save_next(row: Case) -> Case:
    row.version += 1
    row.save()
    return row


def lock_open(case: Case) -> Case:
    """The case, locked, if it is open."""
    row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if row.closed_at is not None:
        raise DomainError(_("Kasus ini sudah ditutup. Buka kembali lebih dahulu."))
    return row


@action
def assign_case(*, case: Case, to, by) -> Case:
    """Give the case to somebody; in a restricted case that person joins the team."""
    row = lock_open(case)
    row.assignee = to
    save_next(row)
    join_team(case=row, to=to, by=by)
    return row


def taken(model, form_id: UUID | None):
    """The row that this form made already, when it is sent twice."""
    if form_id is None:
        return None
    lock_once(f"form:{form_id}")
    return model.objects.filter(form_id=form_id).first()


@action
def add_note(*, case: Case, text: str, by, form_id: UUID | None = None) -> CaseNote:
    return taken(CaseNote, form_id) or CaseNote.objects.create(case=lock_open(case), text=text, by=by, form_id=form_id)


@action
def add_case_file(*, case: Case, upload, by, form_id: UUID | None = None) -> StoredFile:
    """Keep an uploaded file with the case. Raises FileRefused with a sentence."""
    lock_open(case)
    return keep_file(
        upload=upload, kind=CASE_ATTACHMENT, owner_kind=CaseFiles.kind, owner_id=case.pk, by=by, form_id=form_id
    )


@action
def remove_case_file(*, case: Case, file: StoredFile, reason: str, by) -> StoredFile:
    """Nobody opens the file any more; the chronology keeps its name and the reason."""
    lock_open(case)
    return remove_file(stored=file, reason=reason, by=by)


@action
def add_task(*, case: Case, title: str, assignee, due_on: date | None, by, form_id: UUID | None = None) -> CaseTask:
    """Something for somebody to do, who sees the case from now on; into a restricted one only who may name its team
    lets somebody else.
    """
    if made := taken(CaseTask, form_id):
        return made
    row = lock_open(case)
    if row.is_restricted and assignee.pk not in team_ids(guard_of(row)) and not current_viewer().may("cases.restrict"):
        sentence = _("Kasus ini dibatasi. Pilih anggota timnya, atau minta petugas pelindungan menambah anggota.")
        raise DomainError(sentence, field="assignee")
    join_team(case=row, to=assignee, by=by)
    return CaseTask.objects.create(
        case=row, title=title, assignee=assignee, due_on=due_on, created_by=by, form_id=form_id
    )


@action
def finish_task(*, task: CaseTask, state: str, by) -> CaseTask:
    """Done, dropped, or open again."""
    row = CaseTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    row.state = state
    row.done_at = None if state == TaskState.OPEN else timezone.now()
    row.save()
    return row


@action
def refer_case(
    *, case: Case, agency: str, agency_name: str, purpose: str, on: date, by, form_id: UUID | None = None
) -> Referral:
    """Ask another agency for a service; we stay responsible. What we tell it leaves the office: that is recorded."""
    if there := taken(Referral, form_id):
        return there
    record_event(
        look="DISCLOSE",
        object_kind="case",
        object_ids=[case.pk],
        worker_ids=[case.worker_id],
        rows=[case],
        field_class="REFERRAL",
        purpose=agency,
        user_id=by.pk,
    )
    return Referral.objects.create(
        case=lock_open(case),
        agency=agency,
        agency_name=agency_name,
        purpose=purpose,
        sent_on=on,
        by=by,
        form_id=form_id,
    )


@action
def answer_referral(*, referral: Referral, version: int, state: str, answer: str, on: date, by) -> Referral:
    """What the agency answered: accepted, refused; or we take the referral back."""
    row = lock_version(Referral.objects.all(), pk=referral.pk, version=version)
    row.state = state
    row.answer = answer
    row.answered_on = on
    row.version += 1
    row.save()
    return row


@action
def move_stage(*, case: Case, to_stage: str, reason: str, by) -> Case:
    """Move along the stage table; some moves need a reason."""
    row = lock_open(case)
    move = find_move(row.stage, to_stage)
    if move is None:
        raise CannotMove(_("Tahap ini tidak dapat langsung dituju dari tahap sekarang."), field="to_stage")
    if move.needs_reason and not reason.strip():
        raise CannotMove(_("Tulis alasan untuk perpindahan tahap ini."), field="reason")
    StageChange.objects.create(case=row, from_stage=row.stage, to_stage=to_stage, reason=reason.strip(), by=by)
    row.stage = to_stage
    return save_next(row)


@action
def close_case(*, case: Case, reason: str, note: str, on: date, by) -> Case:
    """Close for a named reason (Perban BP2MI 6/2024 art. 28 and 30). Open tasks must be settled first."""
    row = lock_open(case)
    if reference.item(ListName.CLOSING_REASON, reason) is None:
        raise CannotClose(_("Pilih alasan penutupan."), field="reason")
    open_tasks = row.tasks.open().count()
    if open_tasks:
        why = _("masih ada {n} tugas terbuka").format(n=open_tasks)
        raise CannotClose(_("Kasus belum dapat ditutup: {alasan}.").format(alasan=why))
    StageChange.objects.create(
        case=row, from_stage=row.stage, to_stage=last_stage(reason), reason=note.strip()[:500], by=by
    )
    row.stage = last_stage(reason)
    row.status = PublishedStatus.DONE
    row.closing_reason = reason
    row.closing_note = note.strip()
    row.closed_at = timezone.now()
    row.closed_on = on
    return save_next(row)


@action
def reopen_case(*, case: Case, reason: str, by) -> Case:
    """Open again, with a reason; the case goes back to verification."""
    row = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if row.closed_at is None:
        raise DomainError(_("Kasus ini masih terbuka."))
    if not reason.strip():
        raise DomainError(_("Tulis alasan kasus dibuka kembali."), field="reason")
    StageChange.objects.create(case=row, from_stage=row.stage, to_stage="VERIFIKASI", reason=reason.strip(), by=by)
    row.stage = "VERIFIKASI"
    row.status = PublishedStatus.PROCESS
    row.closing_reason = ""
    row.closed_at = row.closed_on = None
    return save_next(row)
