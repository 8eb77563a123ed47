"""Papers of the office over values: as PDF, and as DOCX with the placeholders that SRIKANDI fills in."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.utils import translation

from core.papers import Pictures, Sheet, make_docx, make_pdf
from core.templatetags.ui import tanggal_jam

LISTED = re.compile(r"^(?:[-•]|\d+[.)])\s+")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
DAY = "${tanggal_naskah}"


@dataclass(frozen=True)
class Paper:
    """One paper. An empty text is not known yet: a blank in the PDF, a placeholder of SRIKANDI in the DOCX.

    `layout`: SURAT (number, matter and day above, addressee below), NOTA_DINAS (title, then a head of lines), LAPORAN
    and SURAT_TUGAS (title and number, then the body). `heads` are pairs above the body; DAY among them is a day that
    SRIKANDI fills in. `table` is headings and rows
    behind it, `captions` the words below each of the pictures `photo1`, `photo2` ...
    """

    layout: str
    title: str
    subject: str
    body: str
    number: str = ""
    on: date | None = None
    recipient: str = ""
    heads: list[tuple[str, str]] = field(default_factory=list)
    table_title: str = ""
    table: tuple[list[str], list[list[str]]] | None = None
    captions: list[str] = field(default_factory=list)
    signer: str = ""
    signer_position: str = ""
    signer_number: str = ""
    copies: list[str] = field(default_factory=list)
    is_draft: bool = True
    source: str = ""

    def data(self, made_at: datetime) -> dict[str, object]:
        heads, rows = self.table or ([], [])
        return {
            "layout": self.layout,
            "title": self.title,
            "subject": self.subject,
            "foot": f"{settings.OFFICE_SHORT_NAME} · {self.source} · dicetak {tanggal_jam(made_at)}",
            "is_draft": self.is_draft,
            "number": self.number,
            "day": long_day(self.on),
            "city": settings.OFFICE_CITY,
            "recipient": self.recipient,
            "heads": [list(pair) for pair in self.heads],
            "blocks": blocks_of(self.body),
            "table_title": self.table_title,
            "table_heads": heads,
            "rows": rows,
            "captions": self.captions,
            "signer": self.signer,
            "signer_position": self.signer_position,
            "signer_number": self.signer_number,
            "copies": self.copies,
        }


def long_day(day: date | None) -> str:
    """`29 November 2026`, whatever the language of the page."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""


def blocks_of(body: str) -> list[dict[str, str]]:
    """Headings (`## `), lines of lists (`- `, `1. `) and paragraphs. Lines that follow without a gap stay with it."""
    found: list[dict[str, str]] = []
    for part in re.split(r"\n\s*\n", body.replace("\r\n", "\n").strip()):
        open_block: dict[str, str] | None = None
        for line in (line.strip() for line in part.split("\n") if line.strip()):
            if open_block is not None and not line.startswith("## ") and not LISTED.match(line):
                open_block["text"] += f"\n{line}"
                continue
            found.append(block_of(line))
            open_block = None if line.startswith("## ") else found[-1]
    return found


def block_of(line: str) -> dict[str, str]:
    if line.startswith("## "):
        return {"kind": "head", "text": line[3:].strip()}
    if mark := LISTED.match(line):
        sign = mark[0].strip()
        return {"kind": "item", "mark": "–" if sign == "-" else sign, "text": line[mark.end() :]}
    return {"kind": "text", "text": line}


def paper_pdf(paper: Paper, sheet: Sheet, *, made_at: datetime, pictures: Pictures | None = None) -> bytes:
    """Record the print before. In Indonesian: offices read it."""
    with translation.override("id"):
        data = paper.data(made_at)
        data["heads"] = [[name, "" if value == DAY else value] for name, value in paper.heads]
        return make_pdf("naskah", data, made_at=made_at, sheet=sheet, pictures=pictures)


def paper_docx(paper: Paper, sheet: Sheet, *, made_at: datetime, pictures: Pictures | None = None) -> bytes:
    """The same, for SRIKANDI. An office's own form is `naskah.docx`, or one for a layout: `nota_dinas.docx`."""
    with translation.override("id"):
        return make_docx("naskah", paper.data(made_at), sheet=sheet, pictures=pictures, own_name=paper.layout.lower())
