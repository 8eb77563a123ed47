"""The minutes of a hand-over (BAST) as a paper: what is known is filled in, what is not becomes a blank line."""

from datetime import date, datetime

from django.conf import settings
from django.utils import translation

from cases import reference
from cases.ages import worker_age, years_words
from cases.choices import HandoverKind, HandoverState, Kinship, ListName, Sex, SignerRole
from cases.models import Handover, HandoverSignature, Returnee
from cases.queries import InHands, mask, today
from cases.queries.papers import signatures_of
from cases.queries.wide_texts import facts_digest
from cases.receiving import needs_power
from cases.texts.pictures import picture_of
from cases.texts.telling import DAYS
from cases.zones import clock_words
from core.papers import Picture, Sheet, make_docx, make_pdf
from core.templatetags.ui import tanggal_jam
from letters.papering import MONTHS
from letters.queries import template_in_use

ONES = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
FEWEST_WITNESSES = 2
PREVENTED = "DICEGAH"


def bast_pdf(found: InHands, *, made_at: datetime) -> bytes:
    """Record the print before. In Indonesian: offices and families sign it."""
    with translation.override("id"):
        data, pictures = bast_data(found, made_at), drawn_signatures(found)
        return make_pdf("bast", data, made_at=made_at, sheet=bast_sheet(), pictures=pictures)


def bast_docx(found: InHands, *, made_at: datetime) -> bytes:
    """The same, to be worked on. Record the print before."""
    with translation.override("id"):
        return make_docx("bast", bast_data(found, made_at), sheet=bast_sheet(), pictures=drawn_signatures(found))


def bast_sheet() -> Sheet:
    return template_in_use("BAST", today()).sheet


def drawn_signatures(found: InHands) -> dict[str, Picture]:
    """What was signed on the screen: `giver`, `receiver`, `witness1` ...

    Only below the facts that were signed: none where they changed since then, or where the viewer prints some of the
    people alone.
    """
    signed = signatures_of(found.handover)
    if not signed or found.hidden:
        return {}
    digest = facts_digest(found.handover)
    return {mark_of(row): picture_of(row.file, width=42) for row in signed if row.digest == digest}


def mark_of(row: HandoverSignature) -> str:
    number = str(row.position_no) if row.role == SignerRole.WITNESS else ""
    return f"{row.role.lower()}{number}"


def bast_data(found: InHands, made_at: datetime) -> dict[str, object]:
    """Everything that the paper says, as texts; an empty text is a blank line."""
    row = found.handover
    number = row.repatriation.number
    return {
        "title": "Berita Acara Serah Terima",
        "foot": f"{settings.OFFICE_SHORT_NAME} · {number} · dicetak {tanggal_jam(made_at)}",
        "is_draft": row.state != HandoverState.SIGNED,
        "number": row.number,
        "when": when_words(row),
        "place": row.place,
        "giver": [["Nama", row.giver], ["Jabatan", row.giver_position]],
        "receiver": receiver_facts(row),
        "intro": intro_words(row, len(found.people)),
        "people": [person_row(place, person, row) for place, person in enumerate(found.people, start=1)],
        "facts": [["Keadaan saat diserahkan", row.condition], ["Barang bawaan", row.belongings]],
        "witnesses": witnesses_of(row),
        "giver_name": row.giver,
        "receiver_name": row.receiver,
    }


def when_words(row: Handover) -> list[str]:
    """Day of the week, day, month, year and hour; each empty while it is not known."""
    hour = clock_words(row.at, row.zone)
    if row.on is None:
        return ["", "", "", "", hour]
    day: date = row.on
    return [DAYS[day.weekday()], number_words(day.day), MONTHS[day.month - 1], number_words(day.year), hour]


def number_words(number: int) -> str:
    """`dua puluh tujuh`; up to 9999, as far as days and years go."""
    if number < len(ONES):
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    if number < 100:
        return f"{ONES[number // 10]} puluh {number_words(number % 10)}".strip()
    if number < 1000:
        head = "seratus" if number // 100 == 1 else f"{ONES[number // 100]} ratus"
        return f"{head} {number_words(number % 100)}".strip()
    head = "seribu" if number // 1000 == 1 else f"{ONES[number // 1000]} ribu"
    return f"{head} {number_words(number % 1000)}".strip()


def receiver_facts(row: Handover) -> list[list[str]]:
    shown = reference.label(ListName.DOCUMENT, row.identity_shown) if row.identity_shown else ""
    identity = " ".join(filter(None, [shown, mask(row.identity_number)]))
    facts = [["Nama", row.receiver]]
    if row.kind == HandoverKind.FAMILY:
        kinship = "" if row.kinship == Kinship.UNKNOWN else str(row.get_kinship_display())
        facts += [["Hubungan", kinship], ["Identitas", identity], ["Alamat", row.receiver_address]]
    else:
        facts += [["Jabatan/unit", row.receiver_position], ["Identitas", identity]]
    facts.append(["Telepon", row.receiver_phone])
    if needs_power(row.kind, row.kinship):
        facts.append(["Surat kuasa keluarga", {True: "ada", False: "tidak ada", None: ""}[row.has_power]])
    return facts


def intro_words(row: Handover, people: int) -> str:
    """Prevented departures are no returned workers."""
    who = "Calon Pekerja Migran Indonesia" if row.repatriation.cause == PREVENTED else "Pekerja Migran Indonesia"
    words = number_words(people)
    count = f"{people} ({words})" if words else f"{people}"
    return f"PIHAK KESATU menyerahkan kepada PIHAK KEDUA, dan PIHAK KEDUA menerima, {count} orang {who} berikut ini:"


def person_row(place: int, person: Returnee, row: Handover) -> list[str]:
    worker = person.worker
    age = worker_age(worker, row.on or person.arrived_on or person.created_at.date())
    origin = ", ".join(area.short_name() for area in (worker.village, worker.district) if area)
    held = reference.label(ListName.DOCUMENT, person.paper_held) if person.paper_held else ""
    nik = f"NIK {mask(worker.nik)}" if worker.nik else ""
    sex = "" if person.sex == Sex.UNKNOWN else str(person.sex)
    years = "" if age is None else years_words(age)
    # room to write it by hand, until the paper is signed
    name = "" if not (worker.name or worker.told_name) and row.state != HandoverState.SIGNED else str(worker)
    return [f"{place}", name, sex, years, origin, "\n".join(filter(None, [held, nik]))]


def witnesses_of(row: Handover) -> list[list[str]]:
    """Those who are named, and blank ones up to two."""
    named = [[seen.name, seen.position] for seen in row.witnesses.all()]
    return [*named, *([["", ""]] * (FEWEST_WITNESSES - len(named)))]
