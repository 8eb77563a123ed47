"""What the cards of a case show, as plain data for the components."""

from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import reference
from cases.choices import ListName, TaskState
from cases.models import Case, CaseNote, CaseTask, Referral, StageChange
from cases.permissions import why_not_work
from cases.queries import assignments_of
from cases.stages import moves_from
from cases.views.words import REFERRAL_CHIPS
from core.models import StoredFile
from core.scope import Viewer
from core.templatetags.ui import ukuran

TASK_CHIPS = {TaskState.OPEN: "task_open", TaskState.DONE: "task_done", TaskState.DROPPED: "task_dropped"}


def stage_event(change: StageChange) -> dict[str, object]:
    to_label = reference.label(ListName.STAGE, change.to_stage)
    if change.from_stage:
        from_label = reference.label(ListName.STAGE, change.from_stage)
        what = _("Tahap: {dari} → {ke}").format(dari=from_label, ke=to_label)
    else:
        what = _("Kasus dibuka")
    return {"at": change.at, "has_time": True, "who": str(change.by), "what": what, "text": change.reason}


def note_event(note: CaseNote) -> dict[str, object]:
    return {"at": note.at, "has_time": True, "who": str(note.by), "what": _("Catatan"), "text": note.text}


def assignment_event(at: datetime, who: str, to: str) -> dict[str, object]:
    what = _("Ditugaskan kepada {nama}").format(nama=to) if to != "–" else _("Penugasan dicabut")
    return {"at": at, "has_time": True, "who": who, "what": what, "is_quiet": True}


def file_events(file: StoredFile) -> list[dict[str, object]]:
    """A file was added, and perhaps removed for a reason."""
    name = file.file_name
    added = _("Berkas ditambahkan: {nama}").format(nama=name)
    events = [{"at": file.uploaded_at, "has_time": True, "who": str(file.uploaded_by), "what": added, "is_quiet": True}]
    if file.removed_at:
        gone = _("Berkas dihapus: {nama}").format(nama=name)
        why = {"who": str(file.removed_by), "what": gone, "text": file.removed_reason}
        events.append({"at": file.removed_at, "has_time": True, **why})
    return events


def file_line(case: Case, file: StoredFile, viewer: Viewer) -> dict[str, object]:
    may_remove = not why_not_work(viewer, case, "cases.note")
    return {
        "name": file.file_name,
        "icon": "file-earmark-image" if file.is_picture else "file-earmark-pdf",
        "size": ukuran(file.size),
        "who": str(file.uploaded_by),
        "at": file.uploaded_at,
        "url": reverse("cases:case_file", args=[case.number, file.key]),
        "remove_url": reverse("cases:case_file_remove", args=[case.number, file.key]) if may_remove else "",
    }


def case_files(case: Case, files: list[StoredFile], viewer: Viewer) -> list[dict[str, object]] | None:
    """The lines of the card; nothing for those who do not see files at all."""
    if not viewer.may("cases.note"):
        return None
    return [file_line(case, file, viewer) for file in files if file.removed_at is None]


def case_timeline(case: Case, files: list[StoredFile]) -> list[dict[str, object]]:
    """Notes, moves of the stage, assignments and files on one line of time, newest first."""
    events = [stage_event(row) for row in case.stage_changes.of_seen().select_related("by")]
    events += [note_event(row) for row in case.notes.of_seen().select_related("by")]
    events += [assignment_event(*row) for row in assignments_of(case)]
    events += [event for file in files for event in file_events(file)]
    return sorted(events, key=lambda event: event["at"], reverse=True)


def task_line(task: CaseTask, on: date) -> dict[str, object]:
    return {
        "pk": task.pk,
        "title": task.title,
        "who": str(task.assignee),
        "due_on": task.due_on,
        "is_open": task.state == TaskState.OPEN,
        "is_late": bool(task.state == TaskState.OPEN and task.due_on and task.due_on < on),
        "chip": TASK_CHIPS[task.state],
    }


def referral_line(row: Referral) -> dict[str, object]:
    return {
        "pk": row.pk,
        "agency": reference.label(ListName.AGENCY, row.agency),
        "agency_name": row.agency_name,
        "purpose": row.purpose,
        "answer": row.answer,
        "sent_on": row.sent_on,
        "answered_on": row.answered_on,
        "chip": REFERRAL_CHIPS[row.state],
    }


def case_tasks(case: Case, on: date) -> list[dict[str, object]]:
    rows = case.tasks.of_seen().select_related("assignee").order_by("state", "due_on", "pk")
    lines = [task_line(row, on) for row in rows]
    return sorted(lines, key=lambda line: not line["is_open"])


def case_referrals(case: Case) -> list[dict[str, object]]:
    return [referral_line(row) for row in case.referrals.of_seen().order_by("-sent_on", "-pk")]


def case_facts(case: Case) -> list[dict[str, object]]:
    """The summary as a list of facts."""
    facts = [
        (_("Kategori"), reference.label(ListName.CASE_CATEGORY, case.category)),
        (_("Cara pengaduan"), reference.label(ListName.CHANNEL, case.channel)),
        (_("Negara"), reference.label(ListName.COUNTRY, case.country) if case.country else ""),
        (_("Daerah asal"), case.district.short_name() if case.district else ""),
        (_("Nomor ADU (KP2MI)"), case.adu_number),
        (_("Petugas"), str(case.assignee) if case.assignee else _("Belum ditugaskan")),
    ]
    return [{"label": label, "value": value} for label, value in facts]


def case_steps(case: Case, viewer: Viewer) -> list[dict[str, str]]:
    """The steps that this viewer may take now; the first is the next one."""
    closed = case.closed_at is not None
    offered = [
        ("case_reopen", _("Buka kembali"), "arrow-counterclockwise", "cases.close", closed),
        ("case_stage", _("Pindahkan tahap"), "signpost-split", "cases.move", not closed and moves_from(case.stage)),
        ("case_assign", _("Tugaskan"), "person-check", "cases.assign", not closed),
        ("case_refer", _("Rujuk"), "send", "cases.refer", not closed),
        ("case_task", _("Tambah tugas"), "check2-square", "cases.note", not closed),
        ("case_close", _("Tutup kasus"), "folder-check", "cases.close", not closed),
        ("case_restrict", _("Batasi akses"), "shield-lock", "cases.restrict", True),
    ]
    if case.assignee_id is None:
        offered.insert(1, offered.pop(2))
    return [
        {"url": reverse(f"cases:{name}", args=[case.number]), "label": label, "icon": icon}
        for name, label, icon, right, is_now in offered
        if is_now and viewer.may(right)
    ]
