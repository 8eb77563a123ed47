"""The statement by which rehabilitation is refused (Permen P2MI 32/2025 art. 39) as a paper."""

from datetime import datetime

from django.conf import settings
from django.utils import translation

from cases.ages import worker_age, years_words
from cases.choices import HandoverState, Kinship
from cases.models import RehabilitationRefusal
from cases.queries import mask
from core.papers import make_docx, make_pdf
from core.templatetags.ui import tanggal_jam
from letters.papering import long_day
from letters.queries import template_in_use, today

FEWEST_WITNESSES = 2
KIND = "PENOLAKAN"


def refusal_paper(row: RehabilitationRefusal, *, made_at: datetime, as_docx: bool) -> bytes:
    """PDF or DOCX. Record the print before."""
    with translation.override("id"):
        data, sheet = refusal_data(row, made_at), template_in_use(KIND, today()).sheet
        if as_docx:
            return make_docx("penolakan", data, sheet=sheet)
        return make_pdf("penolakan", data, made_at=made_at, sheet=sheet)


def refusal_data(row: RehabilitationRefusal, made_at: datetime) -> dict[str, object]:
    """Everything that the paper says, as texts; an empty text is a blank line."""
    person = person_facts(row)
    name = str(row.returnee.worker)
    number = row.returnee.repatriation.number
    return {
        "title": "Surat Pernyataan Penolakan Rehabilitasi",
        "foot": f"{settings.OFFICE_SHORT_NAME} · {number} · dicetak {tanggal_jam(made_at)}",
        "is_draft": row.state != HandoverState.SIGNED,
        "number": row.number,
        "speaker": speaker_facts(row) if row.is_by_family else person,
        "capacity": capacity_words(row),
        "person": person if row.is_by_family else [],
        "statement": "Dengan sadar dan tanpa paksaan dari siapa pun menyatakan MENOLAK rehabilitasi yang ditawarkan "
        f"oleh {settings.OFFICE_NAME}:",
        "refused": [["Rehabilitasi yang ditawarkan", row.offered], ["Alasan menolak", row.reason]],
        "closing": "Isi dan akibat pernyataan ini sudah dijelaskan kepada yang menyatakan. Yang menyatakan tetap dapat "
        "meminta rehabilitasi di kemudian hari. Pernyataan ini dibuat dengan sebenarnya sesuai Peraturan Menteri P2MI "
        "Nomor 32 Tahun 2025 Pasal 39.",
        "place": row.place,
        "day": long_day(row.on),
        "officer": row.officer,
        "speaker_name": row.speaker if row.is_by_family else name,
        "witnesses": witnesses_of(row),
    }


def person_facts(row: RehabilitationRefusal) -> list[list[str]]:
    worker = row.returnee.worker
    age = worker_age(worker, row.on or row.returnee.arrived_on or row.created_at.date())
    origin = ", ".join(area.short_name() for area in (worker.village, worker.district) if area)
    return [
        ["Nama", str(worker)],
        ["NIK", mask(worker.nik) if worker.nik else ""],
        ["Umur", "" if age is None else years_words(age)],
        ["Daerah asal", origin],
    ]


def speaker_facts(row: RehabilitationRefusal) -> list[list[str]]:
    kinship = "" if row.kinship == Kinship.UNKNOWN else str(row.get_kinship_display())
    return [
        ["Nama", row.speaker],
        ["Nomor identitas", mask(row.speaker_identity) if row.speaker_identity else ""],
        ["Alamat", row.speaker_address],
        ["Hubungan", kinship],
    ]


def capacity_words(row: RehabilitationRefusal) -> str:
    if not row.is_by_family:
        return "bertindak untuk diri sendiri."
    return (
        f"bertindak sebagai keluarga dari orang berikut, yang tidak dapat menyatakan sendiri karena {row.incapacity}:"
    )


def witnesses_of(row: RehabilitationRefusal) -> list[str]:
    named = [line.strip() for line in row.witnesses.splitlines() if line.strip()]
    return [*named, *([""] * (FEWEST_WITNESSES - len(named)))]
