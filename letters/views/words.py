"""What letters are called on the screens. Values are made ready here, so that templates stay lean."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from core.scope import Viewer
from core.templatetags.ui import angka, jam, rupiah, tanggal
from letters import reference
from letters.choices import Classification, Direction, DispositionState, Handling, ListName, Urgency
from letters.models import Disposition, Letter
from letters.permissions import may_finish

HANDLING_CHIPS = {
    Handling.WAITING: "letter_waiting",
    Handling.GIVEN: "letter_given",
    Handling.DONE: "letter_done",
}
CLASS_CHIPS = {
    Classification.LIMITED: "letter_limited",
    Classification.SECRET: "letter_secret",
    Classification.TOP_SECRET: "letter_top_secret",
}
URGENCY_CHIPS = {Urgency.URGENT: "letter_urgent", Urgency.VERY_URGENT: "letter_very_urgent"}
DISPOSITION_CHIPS = {
    DispositionState.OPEN: "disposition_open",
    DispositionState.DONE: "disposition_done",
    DispositionState.DROPPED: "disposition_dropped",
}


def letter_states(letter: Letter) -> list[dict[str, str]]:
    """How far it is, who may read it, how soon it is wanted; what is ordinary is not said."""
    found = [HANDLING_CHIPS.get(letter.handling), CLASS_CHIPS.get(letter.classification)]
    if letter.handling != Handling.DONE:
        found.append(URGENCY_CHIPS.get(letter.urgency))
    return [{"key": key} for key in found if key]


def other_side(letter: Letter) -> str:
    """Who is at the other end."""
    return letter.sender if letter.is_in else letter.recipient


def date_words(letter: Letter) -> str:
    """The date of the letter; one that no calendar has as it is printed."""
    day = tanggal(letter.letter_date) if letter.letter_date else ""
    if not letter.printed_date:
        return day
    printed = _('tertulis "{tulisan}"').format(tulisan=letter.printed_date)
    return f"{day} ({printed})" if day else printed


def moved_words(letter: Letter) -> str:
    return f"{tanggal(letter.moved_on)}, {jam(letter.moved_at)}" if letter.moved_at else tanggal(letter.moved_on)


def letter_row(letter: Letter) -> dict[str, object]:
    """One line of the list, ready to be printed."""
    return {
        "url": reverse("letters:letter", args=[letter.agenda_number]),
        "subject": letter.subject,
        "agenda": letter.agenda_number,
        "number": letter.number or _("Tanpa nomor"),
        "date": date_words(letter),
        "direction": "" if letter.is_in else _("Kepada"),
        "other": other_side(letter) or _("Belum diketahui"),
        "moved": tanggal(letter.moved_on),
        "kind": reference.label(ListName.KIND, letter.kind),
        "states": letter_states(letter),
    }


def letter_head(letter: Letter) -> dict[str, object]:
    """Inputs of components/record_header.html."""
    return {
        "name": letter.subject,
        "number": letter.agenda_number,
        "facts": [letter.number, other_side(letter)],
        "states": letter_states(letter),
    }


def letter_crumbs(letter: Letter | None = None) -> list[dict[str, str]]:
    found = [{"label": _("Surat"), "url": reverse("letters:letters")}]
    if letter is None:
        return found
    return [*found, {"label": letter.agenda_number, "url": reverse("letters:letter", args=[letter.agenda_number])}]


def letter_facts(letter: Letter) -> list[dict[str, object]]:
    """What stands on the letter; what letters often lack is told only where it is there."""
    moved = _("Diterima") if letter.is_in else _("Dikirim")
    always = [
        (_("Nomor surat"), letter.number or _("Tanpa nomor")),
        (_("Tanggal surat"), date_words(letter)),
        (_("Dari"), letter.sender),
        (moved, moved_words(letter)),
        (_("Cara"), reference.label(ListName.CHANNEL, letter.channel) if letter.channel else ""),
        (_("Jenis"), reference.label(ListName.KIND, letter.kind)),
        (_("Sifat"), letter.get_classification_display()),
        (_("Urgensi"), letter.get_urgency_display()),
    ]
    sometimes = [
        (_("Kepada"), letter.recipient),
        (_("Penerbit"), letter.issuer),
        (_("Tembusan"), letter.copies),
        (_("Jumlah orang dalam surat"), "" if letter.people_counted is None else angka(letter.people_counted)),
        (_("Biaya yang diminta"), "" if letter.costs_asked is None else rupiah(letter.costs_asked)),
        (_("Catatan"), letter.note),
        (_("Dicatat oleh"), f"{letter.created_by}, {letter.office.short_name}"),
    ]
    told = [*always, *(fact for fact in sometimes if fact[1])]
    return [{"label": label, "value": value} for label, value in told]


def disposition_line(row: Disposition, viewer: Viewer, on: date) -> dict[str, object]:
    is_open = row.state == DispositionState.OPEN
    finish_url = reverse("letters:finish", args=[row.letter.agenda_number, row.pk])
    return {
        "to": str(row.to),
        "office": row.to.office.short_name,
        "by": str(row.by),
        "at": row.given_at,
        "instruction": reference.label(ListName.INSTRUCTION, row.instruction),
        "text": row.text,
        "due_on": row.due_on if is_open else None,
        "done_at": row.done_at,
        "answer": row.answer,
        "is_late": bool(is_open and row.due_on and row.due_on < on),
        "chip": DISPOSITION_CHIPS[row.state],
        "finish_url": finish_url if is_open and may_finish(viewer, row) else "",
    }


def direction_of(code: str) -> str:
    """The side of the book that an address asks for; incoming where it says nothing."""
    return Direction.OUT.value if code == Direction.OUT else Direction.IN.value
