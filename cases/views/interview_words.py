"""What an interview and a screening tell, as plain data for cards and pages."""

from decimal import Decimal

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _

from cases import interview_choices as choices
from cases import reference
from cases.choices import ListName
from cases.interview_choices import ScreeningResult
from cases.models import (
    LINES,
    Case,
    Detention,
    Interview,
    MoneyLine,
    OfInterview,
    RecruitContact,
    Returnee,
    SourcedValue,
    Statement,
    TraffickingScreening,
    WithheldItem,
)
from cases.permissions import why_not_interview
from cases.queries import interviews_of, screenings_of
from cases.spans import Span, span_words
from core.scope import Viewer
from core.templatetags.ui import angka, tanggal

RESULT_CHIPS = {
    ScreeningResult.INDICATED: "tppo_sign",
    ScreeningResult.NONE: "tppo_none",
    ScreeningResult.OPEN: "tppo_open",
}
FIELD_WORDS = {
    "occupation": lambda: _("Pekerjaan"),
    "employer": lambda: _("Majikan atau perusahaan"),
    "work_place": lambda: _("Tempat bekerja"),
    "work_printed": lambda: _("Lama bekerja"),
    "departed_printed": lambda: _("Berangkat"),
    "arrested_printed": lambda: _("Ditangkap pada"),
    "arrest_place": lambda: _("Tempat ditangkap atau dicegah"),
}
FEW = 3  # interviews that a card names


def several(codes: type[TextChoices], found: list[str]) -> str:
    return ", ".join(str(codes(code).label) for code in found if code in codes.values)


def with_note(words: str, note: str) -> str:
    return ". ".join(filter(None, [words, note]))


def told(code: str, words: str) -> str:
    """The word of a code; nothing for one that is not known, so that the list says so in its own way."""
    return words if code and code != "UNKNOWN" else ""


def length_words(printed: str, span: Span | None) -> str:
    """As told, with what was read of it where that differs."""
    read = span_words(span)
    return printed if not read or read == printed.casefold() else f"{printed} ({read})"


def reached(row: Interview) -> str:
    return {True: _("Ya"), False: _("Tidak, dicegah sebelum berangkat"), None: ""}[row.has_left]


def core_facts(row: Interview) -> list[tuple[str, str]]:
    """What is asked first."""
    return [
        (_("Pekerjaan"), row.occupation),
        (_("Lama bekerja"), length_words(row.work_printed, row.work_span)),
        (_("Status keberangkatan"), told(row.legal_status, row.get_legal_status_display())),
        (_("Berangkat"), row.departed_printed),
        (_("Cara ditangkap atau dicegah"), told(row.arrest_how, row.get_arrest_how_display())),
        (_("Ditangkap oleh"), told(row.arrested_by, row.get_arrested_by_display())),
        (_("Ditangkap pada"), row.arrested_printed),
    ]


def other_facts(row: Interview) -> list[tuple[str, str]]:
    trips = "" if row.prior_trips is None else _("{n} kali").format(n=row.prior_trips)
    return [
        (_("Sampai di negara tujuan"), reached(row)),
        (_("Negara"), reference.label(ListName.COUNTRY, row.country) if row.country else ""),
        (_("Tempat bekerja"), row.work_place),
        (_("Majikan atau perusahaan"), row.employer),
        (_("Bidang pekerjaan"), told(row.sector, row.get_sector_display())),
        (_("Cara berhenti bekerja"), with_note(told(row.left_how, row.get_left_how_display()), row.left_note)),
        (_("Perlakuan yang dialami"), several(choices.Mistreatment, row.mistreatment)),
        (_("Jalur berangkat"), with_note(told(row.route, row.get_route_display()), row.route_note)),
        (_("Alasan berangkat"), told(row.depart_reason, row.get_depart_reason_display())),
        (_("Keberangkatan sebelumnya"), trips),
        (_("Tempat ditangkap atau dicegah"), row.arrest_place),
        (_("Keadaan saat itu"), row.arrest_note),
        (_("Keinginan"), with_note(several(choices.Wish, row.wishes), row.wishes_note)),
    ]


def as_items(facts: list[tuple[str, str]], *, only_known: bool = False) -> list[dict[str, object]]:
    return [{"label": label, "value": value} for label, value in facts if value or not only_known]


def talk_words(row: Interview) -> str:
    """`Orang itu sendiri, 12 Nov 2026, telepon, help desk bandara`."""
    channel = told(row.channel, str(row.get_channel_display()))
    day = tanggal(row.on) if row.on else _("tanggal belum diketahui")
    return ", ".join(filter(None, [speaker_words(row.speaker, row.speaker_name), day, channel, row.place]))


def speaker_words(code: str, name: str) -> str:
    label = str(choices.Speaker(code).label)
    return f"{label} ({name})" if name else label


# -- the lists ---------------------------------------------------------------------------------------------------------


def amount_words(row: MoneyLine) -> str:
    """`RM 120 per hari`, `jumlah belum diketahui`."""
    if not row.amount:
        return _("jumlah belum diketahui")
    amount = Decimal(row.amount)
    whole = angka(int(amount))
    cents = f",{amount % 1:.2f}".replace("0.", "") if amount % 1 else ""
    sign = {"MYR": "RM", "IDR": "Rp", "OTHER": ""}.get(row.currency, row.currency)
    period = str(row.get_period_display()) if row.period and row.period != "ONCE" else ""
    return " ".join(filter(None, [sign, f"{whole}{cents}", period]))


def days_words(from_on, until_on) -> str:
    begins, ends = (tanggal(day) if day else "" for day in (from_on, until_on))
    if begins and ends:
        return f"{begins} – {ends}"
    if begins:
        return _("sejak {tgl}").format(tgl=begins)
    return _("sampai {tgl}").format(tgl=ends) if ends else ""


def money_line(row: MoneyLine) -> dict[str, object]:
    small = [row.party, row.purpose, days_words(row.from_on, row.until_on), f"“{row.printed}”" if row.printed else ""]
    return {"main": f"{row.get_kind_display()}: {amount_words(row)}", "small": [*small, row.note]}


def statement_line(row: Statement) -> dict[str, object]:
    when = ", ".join(
        filter(None, [tanggal(row.said_on) if row.said_on else "", told(row.channel, str(row.get_channel_display()))])
    )
    return {
        "main": f"{row.get_topic_display()} · {speaker_words(row.speaker, row.speaker_name)}",
        "small": [f"“{row.text}”", when, row.note],
    }


def withheld_line(row: WithheldItem) -> dict[str, object]:
    labels = dict(choices.Belonging.choices)
    kind = str(labels.get(row.kind) or reference.label(ListName.DOCUMENT, row.kind))
    back = {True: _("sudah dikembalikan"), False: _("belum dikembalikan"), None: ""}[row.is_given_back]
    if row.given_back_on:
        back = _("dikembalikan {tgl}").format(tgl=tanggal(row.given_back_on))
    held = ", ".join(filter(None, [told(row.held_by, str(row.get_held_by_display())), row.holder, row.place]))
    return {"main": kind, "small": [row.description, held, back, row.note]}


def detention_line(row: Detention) -> dict[str, object]:
    length = length_words(row.length_printed, row.length)
    main = ", ".join(filter(None, [str(row.get_kind_display()), row.place]))
    return {"main": main, "small": [length, days_words(row.from_on, row.until_on), row.reason, row.note]}


def recruiter_line(row: RecruitContact) -> dict[str, object]:
    same = _("Mungkin sama dengan: {siapa} (belum dipastikan)").format(siapa=row.maybe_same) if row.maybe_same else ""
    main = ", ".join(filter(None, [str(row.get_role_display()), row.name]))
    return {"main": main, "small": [row.phone, row.place, row.did, same, row.note]}


def list_titles() -> dict[str, tuple[str, str, str]]:
    """By the word in the address: title, icon, words of the button that adds."""
    return {
        "perekrut": (_("Lewat siapa berangkat"), "people", _("Tambah orang")),
        "uang": (_("Upah, biaya, dan utang"), "cash-coin", _("Tambah upah atau biaya")),
        "penahanan": (_("Penahanan"), "building-lock", _("Tambah penahanan")),
        "ditahan": (_("Dokumen dan barang yang ditahan"), "file-earmark-lock", _("Tambah dokumen atau barang")),
        "pernyataan": (_("Pernyataan menurut siapa"), "chat-quote", _("Tambah pernyataan")),
    }


LINE_WORDS = {
    "pernyataan": ("statements", statement_line),
    "uang": ("money", money_line),
    "ditahan": ("withheld", withheld_line),
    "penahanan": ("detentions", detention_line),
    "perekrut": ("recruiters", recruiter_line),
}


def lines_of(row: Interview, kind: str, *, may_change: bool) -> list[dict[str, object]]:
    name, words_of = LINE_WORDS[kind]
    return [line_words(row, kind, line, words_of, may_change) for line in getattr(row, name).all()]


def line_words(row: Interview, kind: str, line: OfInterview, words_of, may_change: bool) -> dict[str, object]:
    found = words_of(line)
    url = reverse("cases:interview_line", args=[row.pk, kind, line.pk]) if may_change else ""
    return {"main": found["main"], "small": [words for words in found["small"] if words], "url": url}


def lists_of(row: Interview, *, may_change: bool) -> list[dict[str, object]]:
    """The five lists of the page of an interview."""
    return [
        {
            "kind": kind,
            "title": title,
            "icon": icon,
            "add_words": add,
            "add_url": reverse("cases:interview_add", args=[row.pk, kind]) if may_change else "",
            "lines": lines_of(row, kind, may_change=may_change),
        }
        for kind, (title, icon, add) in list_titles().items()
    ]


def sources_of(row: Interview, *, may_change: bool) -> list[dict[str, object]]:
    """Inputs of components/sourced_value.html for each fact that was told in several ways, with who recorded it."""
    by_field: dict[str, list[SourcedValue]] = {}
    for value in row.sourced_values.select_related("recorded_by").order_by("recorded_at", "pk"):
        by_field.setdefault(value.field, []).append(value)
    return [
        {
            "label": FIELD_WORDS[name]() if name in FIELD_WORDS else name,
            "used": getattr(row, name),
            "reason": next((value.reason for value in values if value.is_used), ""),
            "values": [source_line(row, value, may_change) for value in values],
        }
        for name, values in by_field.items()
    ]


def source_line(row: Interview, value: SourcedValue, may_change: bool) -> dict[str, object]:
    use_url = reverse("cases:interview_source_use", args=[row.pk, value.pk])
    return {
        "printed": value.printed,
        "source": ", ".join(filter(None, [str(value.get_source_kind_display()), value.source])),
        "on": value.source_date,
        "is_used": value.is_used,
        "note": _("dicatat oleh {nama}").format(nama=value.recorded_by),
        "use_url": use_url if may_change and not value.is_used else "",
    }


# -- cards on a returnee and on a case ---------------------------------------------------------------------------------


def interview_card(record: Returnee | Case, viewer: Viewer) -> dict[str, object]:
    """Inputs of _interviews_card.html: the newest interview in short, and all of them; None without the right."""
    if not viewer.may("interviews.view"):
        return {"interviews": None}
    rows = interviews_of(record)
    case = record if isinstance(record, Case) else None
    newest = rows[0] if rows else None
    return {
        "interviews": [{"url": reverse("cases:interview", args=[row.pk]), "words": talk_words(row)} for row in rows],
        "interview_facts": as_items([*core_facts(newest), *other_facts(newest)], only_known=True) if newest else [],
        "interview_lines": short_lines(newest) if newest else [],
        "interview_url": address_of("interview", record) if not why_not_interview(viewer, case) else "",
    }


def short_lines(row: Interview) -> list[str]:
    """One line for each row of the lists but the statements, which are read on the page of the interview."""
    kinds = [kind for kind in list_titles() if LINES[kind] is not Statement]
    return [line["main"] for kind in kinds for line in lines_of(row, kind, may_change=False)]


def screening_card(record: Returnee | Case, viewer: Viewer) -> dict[str, object]:
    """Inputs of _screenings_card.html; None for those who do not screen."""
    if not viewer.may("screenings.use"):
        return {"screenings": None}
    return {
        "screenings": [screening_line(row) for row in screenings_of(record)],
        "screening_url": address_of("screening", record),
    }


def screening_line(row: TraffickingScreening) -> dict[str, object]:
    return {
        "url": reverse("cases:screening", args=[row.pk]),
        "on": row.on,
        "who": str(row.created_by),
        "chip": RESULT_CHIPS[ScreeningResult(row.result)],
    }


def address_of(what: str, record: Returnee | Case) -> str:
    """Where a new one begins."""
    if isinstance(record, Case):
        return reverse(f"cases:case_{what}", args=[record.number])
    return reverse(f"cases:returnee_{what}", args=[record.repatriation.number, record.pk])
