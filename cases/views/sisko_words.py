"""The block of Sisko P2MI as the cards and pages show it."""

from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from cases import reference
from cases.adu import adu_label
from cases.choices import ListName, SiskoKind, SiskoResult
from cases.models import Case, SiskoRecord, Worker
from cases.queries import SiskoStand, sisko_of, today
from cases.views.words import age_words, place_words, sex_words
from core.scope import Viewer
from core.templatetags.ui import tanggal

CHIPS = {SiskoResult.FOUND: "sisko_found", SiskoResult.NOT_FOUND: "sisko_missing"}


def is_case(row: Worker | Case) -> bool:
    return isinstance(row, Case)


def step(row: Worker | Case, what: str = "", *more: object) -> str:
    """An address of this person's or this case's block."""
    name = f"{'case' if is_case(row) else 'worker'}_sisko{what}"
    return reverse(f"cases:{name}", args=[row.number, *more])


def may_note(viewer: Viewer, row: Worker | Case) -> bool:
    return viewer.may("cases.note" if is_case(row) else "workers.edit")


def done_words(record: SiskoRecord | None) -> str:
    """`24 Nov 2026, Ratih Contoh`."""
    return f"{tanggal(record.on)}, {record.officer}" if record else ""


def block_facts(row: Worker | Case, stand: SiskoStand) -> list[dict[str, object]]:
    check, entry = stand.check, stand.entry
    facts = [
        (_("Diperiksa di Sisko P2MI"), done_words(check) or _("Belum diperiksa")),
        (_("Hasil pemeriksaan"), str(check.get_result_display()) if check else ""),
        (_("Nomor registrasi"), stand.registration_number),
        (_("Nomor ADU (KP2MI)"), adu_words(row)),
        (_("Dimasukkan ke Sisko P2MI"), done_words(entry) or _("Belum dimasukkan")),
    ]
    return [{"label": label, "value": value} for label, value in facts]


def adu_words(row: Worker | Case) -> str:
    """The case's own number; of a person those of the cases in sight."""
    if isinstance(row, Case):
        return adu_label(row.adu_number)
    numbers = row.cases.exclude(adu_number="").order_by("-opened_at").values_list("adu_number", flat=True)
    return ", ".join(adu_label(number) for number in numbers)


def sisko_card(row: Worker | Case, viewer: Viewer) -> dict[str, object]:
    """Inputs of the card on the page of the person or the case."""
    stand = sisko_of(row)
    return {
        "facts": block_facts(row, stand),
        "is_entered": stand.entry is not None,
        "sheet_url": step(row),
        "entry_url": step(row, "_entry") if may_note(viewer, row) and stand.entry is None else "",
    }


def record_line(row: Worker | Case, record: SiskoRecord, viewer: Viewer) -> dict[str, object]:
    """One note of the history; what was withdrawn stays."""
    is_gone = record.withdrawn_at is not None
    return {
        "what": str(record.get_kind_display()),
        "chip": CHIPS.get(record.result, "sisko_in"),
        "is_gone": is_gone,
        "when": done_words(record),
        "number": record.registration_number,
        "note": record.note,
        "by": _("Dicatat oleh {nama}").format(nama=record.by),
        "gone_by": _("Dibatalkan oleh {nama}").format(nama=record.withdrawn_by) if is_gone else "",
        "undo_url": step(row, "_withdraw", record.pk) if may_note(viewer, row) and not is_gone else "",
    }


def queue_row(row: Worker | Case, viewer: Viewer) -> dict[str, object]:
    """One line of the queue, with the form that takes it out."""
    case, check = row if isinstance(row, Case) else None, row.last_check
    worker = case.worker if case else row
    return {
        "name": str(worker),
        "number": row.number,
        "url": step(row),
        "is_restricted": row.is_restricted,
        "facts": case_words(case) if case else person_words(worker),
        "recorded": tanggal(case.opened_on if case else worker.created_at),
        "chip": CHIPS.get(check.result, "") if check else "",
        "checked": done_words(check),
        "entry_url": step(row, "_entry") if may_note(viewer, row) else "",
        "input": "adu_number" if case else "registration_number",
        "input_label": _("Nomor ADU (KP2MI)") if case else _("Nomor registrasi"),
        "value": case.adu_number if case else (check.registration_number if check else ""),
        "form_id": uuid4(),
    }


def person_words(worker: Worker) -> list[str]:
    known = [sex_words(worker.sex), age_words(worker, today()), place_words(worker)]
    return [words for words in known if words] or [_("Belum diketahui")]


def case_words(case: Case) -> list[str]:
    place = case.district.name if case.district else ""
    return [words for words in (reference.label(ListName.CASE_CATEGORY, case.category), place) if words]


def noun_of(kind: str) -> str:
    return {SiskoKind.CHECK: _("Periksa di Sisko P2MI"), SiskoKind.ENTRY: _("Sudah dimasukkan ke Sisko P2MI")}[kind]
