"""A paper of a return as it is printed (letters/papering.py): values, the list of names, the photos."""

from datetime import datetime

from django.conf import settings
from django.http import Http404
from django.utils import translation

from accounts.queries import head_signature
from cases.ages import worker_age, years_words
from cases.choices import Sex
from cases.models import Repatriation, Returnee, ReturnPaper
from cases.queries.papers import chosen_photos, listed_people
from cases.queries.wide_texts import group_told
from cases.texts.pictures import picture_of
from cases.texts.telling import UNKNOWN, values_of
from cases.texts.writings import PAPERS
from core.papers import Pictures
from letters.papering import DAY, Paper, long_day, paper_docx, paper_pdf
from letters.queries import template_in_use, today
from letters.wording import worded

HEADS = ["No.", "Nama", "L/P", "Umur", "Daerah asal"]


def text_of(code: str, number: str) -> str:
    """The office's wording of `code` over the return."""
    return worded(template_in_use(code, today()).body, values_for(number))


def values_for(number: str) -> dict[str, str]:
    """Raises Http404 for a return that is not there."""
    told = group_told(number)
    if told is None:
        raise Http404
    return values_of(told)


def first_values(code: str, repatriation: Repatriation) -> dict[str, object]:
    """What a new paper begins with."""
    writing = PAPERS[code]
    values = values_for(repatriation.number)
    recipient = values.get(writing.recipient, "") if writing.recipient else ""
    return {
        "recipient": "" if recipient == UNKNOWN else recipient,
        "sender": settings.OFFICE_NAME,
        "subject": f"{writing.subject} {values['jumlah']} orang {values['sebutan']}".replace(f"{UNKNOWN} orang ", ""),
        "body": worded(template_in_use(code, today()).body, values),
        **(head_signs() if writing.is_of_head else {}),
        "has_people": writing.names_people,
    }


def head_signs() -> dict[str, str]:
    """Who signs as head today; `Plh.` and `Plt.` stand before the office."""
    head, title = head_signature(today())
    position = " ".join(filter(None, [title, f"Kepala {settings.OFFICE_NAME}"]))
    told = {"signer": head.full_name, "signer_number": head.employee_number} if head else {}
    return {"signer_position": position, **told}


def printed(row: ReturnPaper, *, made_at: datetime, as_docx: bool) -> bytes:
    """The paper as PDF or DOCX; the looks at whom it names and shows are recorded."""
    with translation.override("id"):
        pictures, captions = pictures_of(row)
        paper = paper_of(row, listed_people(row) if row.has_people else [], captions)
        sheet = template_in_use(row.code, today()).sheet
        make = paper_docx if as_docx else paper_pdf
        return make(paper, sheet, made_at=made_at, pictures=pictures)


def pictures_of(row: ReturnPaper) -> tuple[Pictures, list[str]]:
    """`photo1`, `photo2` ... and what stands below each: the day it was added, never the name of its file."""
    photos = chosen_photos(row) if PAPERS[row.code].takes_pictures else []
    pictures = {f"photo{place}": picture_of(file, width=150) for place, file in enumerate(photos, start=1)}
    return pictures, [f"Foto {place}" for place in range(1, len(photos) + 1)]


def paper_of(row: ReturnPaper, people: list[Returnee], captions: list[str]) -> Paper:
    writing, letter = PAPERS[row.code], row.letter
    number = letter.number if letter else ""
    enclosed = "1 (satu) berkas" if people or captions else "-"
    return Paper(
        layout=writing.layout,
        title=writing.heading or row.subject,
        subject=row.subject,
        body=row.body,
        number=number,
        on=letter.letter_date if letter else None,
        recipient=row.recipient,
        heads=heads_of(row, enclosed),
        table_title="Daftar nama",
        table=(HEADS, [person_row(place, person) for place, person in enumerate(people, start=1)]),
        captions=captions,
        signer=row.signer,
        signer_position=row.signer_position,
        signer_number=row.signer_number,
        copies=[line.strip() for line in row.copies.splitlines() if line.strip()],
        is_draft=not number,
        source=row.repatriation.number,
    )


def heads_of(row: ReturnPaper, enclosed: str) -> list[tuple[str, str]]:
    layout = PAPERS[row.code].layout
    if layout == "SURAT":
        return [("Sifat", "Biasa"), ("Lampiran", enclosed), ("Hal", row.subject)]
    if layout == "NOTA_DINAS":
        day = row.letter.letter_date if row.letter else None
        return [
            ("Yth.", row.recipient), ("Dari", row.sender), ("Hal", row.subject), ("Lampiran", enclosed),
            ("Tanggal", long_day(day) if day else DAY),
        ]  # fmt: skip
    return []


def person_row(place: int, person: Returnee) -> list[str]:
    worker = person.worker
    age = worker_age(worker, person.arrived_on or person.created_at.date())
    origin = ", ".join(area.short_name() for area in (worker.village, worker.district) if area)
    sex = "" if person.sex == Sex.UNKNOWN else str(person.sex)
    return [f"{place}", str(worker), sex, "" if age is None else years_words(age), origin]
