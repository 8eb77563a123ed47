"""What the rows of a list that waits are called on its pages."""

from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.ages import worker_age, years_words
from cases.choices import ImportState, Sex
from cases.forms.list_imports import COLUMN_CHOICES, OLD_COLUMN_CHOICES
from cases.listing import Column, ListedRow, Problem, Skipped
from cases.listing.kept import row_of, sheets_told
from cases.listing.words import is_note, problem_words, skipped_words
from cases.models import ListImport, ListImportRow, Worker
from cases.queries import mask, today
from cases.queries.list_imports import RowNumbers, RowsPage, entries_in_sight
from cases.views.words import masked_words, reason_words, sex_words
from core.fields import AgeOrBirthDate
from core.templatetags.ui import angka, tanggal, tanggal_jam

NUMBERS = frozenset({"NIK_DAMAGED", "NIK_DIGITS", "PASSPORT_UNREAD"})
SECRET_COLUMNS = frozenset({"nik", "passport"})


def address(row: ListImport, name: str = "list_import", *more) -> str:
    """A page of the list: of a return, or of an old book."""
    if row.is_old_data:
        return reverse(f"cases:{name.replace('list_import', 'old_import')}", args=[row.pk, *more])
    return reverse(f"cases:{name}", args=[row.repatriation.number, row.pk, *more])


def sheet_ticks(row: ListImport) -> list[dict[str, object]]:
    """The sheets of an old book, each with its people and whether its rows are chosen."""
    sheets = sheets_told(row.found) if row.is_old_data else []
    if len(sheets) < 2:
        return []
    chosen = set(row.rows.filter(is_chosen=True, position__in=[sheet[1] for sheet in sheets]).values_list(
        "position", flat=True))  # fmt: skip
    return [{"name": name, "people": people, "is_chosen": first in chosen} for name, first, _last, people in sheets]


def old_words(told: ListedRow) -> list[str]:
    """The day, the ship, the letter, the cause and the country, as an old book has them."""
    day = tanggal(told.arrived_on) if told.arrived_on else told.arrived
    facts = [
        (_("Tiba"), day),
        (_("Kapal"), told.vessel),
        (_("Surat"), told.letter),
        (_("Sebab"), told.cause),
        (_("Negara"), told.country),
    ]
    return [f"{label}: {text}" for label, text in facts if text]


def said(problem: Problem) -> str:
    """The sentence, without a number that pages mask."""
    return problem_words(replace(problem, value=mask(problem.value)) if problem.code in NUMBERS else problem)


def preview_rows(row: ListImport, page: RowsPage) -> list[dict[str, object]]:
    return [preview_row(row, line, row_of(line.payload), page) for line in page.rows]


def preview_row(row: ListImport, line: ListImportRow, told: ListedRow, page: RowsPage) -> dict[str, object]:
    return {
        "position": line.position,
        "place_in_list": f"{told.sheet} {told.row}".strip(),
        "name": told.name or unnamed(told),
        "is_unnamed": not told.name,
        "is_chosen": line.is_chosen,
        "is_troubled": line.is_troubled,
        "sex": sex_words(told.sex),
        "age": age_words(told),
        "origin": told.origin,
        "area": area_words(line),
        "more": [*old_words(told), *more_words(told)],
        "problems": [said(problem) for problem in told.problems if not is_note(problem)],
        "notes": [said(problem) for problem in told.problems if is_note(problem)],
        "alike": alike_words(line, page),
        "edit_url": address(row, "list_import_row", line.position),
    }


def unnamed(told: ListedRow) -> str:
    if told.people > 1:
        return _("{n} orang tanpa nama").format(n=angka(told.people))
    return _("Tanpa nama")


def age_words(told: ListedRow) -> str:
    """The years, the day of birth, and the writing where it says something else."""
    parts = [] if told.age is None else [years_words(told.age)]
    if told.birth_date:
        parts.append(tanggal(told.birth_date))
    for printed in (told.age_printed, told.birth_printed):
        if printed and not says_the_same(printed, told):
            parts.append(f'"{printed}"')
    return ", ".join(parts)


def says_the_same(printed: str, told: ListedRow) -> bool:
    """Whether the writing is what was read of it, and nothing else."""
    if printed.isdigit() and told.age is not None:
        return told.age == int(printed)
    return told.birth_date is not None and printed == f"{told.birth_date:%d-%m-%Y}"


def area_words(line: ListImportRow) -> str:
    """`Desa Lakudo, Kab. Buton Tengah`, as far as it is recognised."""
    return ", ".join(area.short_name() for area in (line.village, line.district) if area)


def more_words(told: ListedRow) -> list[str]:
    parts = []
    if told.nik:
        parts.append(f"NIK {mask(told.nik)}")
    if told.passport:
        parts.append(_("Paspor/SPLP {nomor}").format(nomor=mask(told.passport)))
    return [*parts, *(text for text in (told.job, told.remark) if text)]


def alike_words(line: ListImportRow, page: RowsPage) -> list[dict[str, str]]:
    found = []
    for pk, codes in zip(line.alike_ids, line.alike_reasons, strict=False):
        reasons = ", ".join(reason_words([code for code in codes.split(",") if code]))
        if pk in page.people:
            found.append({**person_words(page.people[pk]), "reasons": reasons})
        elif pk in page.masked:
            masked = page.masked[pk]
            found.append({"name": masked.initials, "facts": masked_words(masked), "url": "", "reasons": reasons})
    return found


def person_words(worker: Worker) -> dict[str, str]:
    age = worker_age(worker, today())
    place = worker.village or worker.district
    facts = [sex_words(worker.sex), "" if age is None else years_words(age), place.short_name() if place else ""]
    return {
        "name": str(worker),
        "facts": " · ".join(filter(None, facts)),
        "url": reverse("cases:worker", args=[worker.number]),
    }


def summary(row: ListImport, numbers: RowNumbers) -> list[str]:
    """What was read, what is to be looked at, and what does not agree with the list's own sum."""
    first = _("{n} orang terbaca pada {b} baris. {p} baris perlu diperiksa. Belum ada yang disimpan.")
    found = [first.format(n=angka(numbers.people), b=angka(numbers.lines), p=angka(numbers.troubled))]
    if numbers.alike:
        words = ngettext("%(n)s baris mirip dengan orang yang sudah tercatat.",
                         "%(n)s baris mirip dengan orang yang sudah tercatat.", numbers.alike)  # fmt: skip
        found.append(words % {"n": angka(numbers.alike)})
    if row.told_total is not None and row.told_total != numbers.people:
        sentence = _(
            "Daftar itu sendiri menyebut jumlah {a} orang, tetapi terbaca {b}. Periksa baris yang tidak dibaca."
        )
        found.append(sentence.format(a=angka(row.told_total), b=angka(numbers.people)))
    return found


def column_lines(columns: list[Column], *, as_columns: bool = False) -> list:
    """How each column was understood; numbers that pages mask are masked in the sample."""
    masked = [
        replace(column, sample=mask(column.sample)) if column.field in SECRET_COLUMNS else column for column in columns
    ]
    if as_columns:
        return masked
    words = dict([*COLUMN_CHOICES, *OLD_COLUMN_CHOICES])
    return [
        {**vars(column), "field": words.get(column.field or "extra", "")}
        for column in masked
        if column.heading or column.sample
    ]  # fmt: skip


def skipped_lines(skipped: list[Skipped]) -> list[dict[str, object]]:
    return [
        {"where": f"{line.sheet} {line.row}".strip(), "text": line.text, "why": skipped_words(line)} for line in skipped
    ]


def result_facts(row: ListImport) -> list[dict[str, object]]:
    facts = [
        (_("Penerbit surat"), row.issuer),
        (_("Nomor surat"), row.letter_number),
        (_("Tanggal surat"), tanggal(row.letter_date) if row.letter_date else ""),
        (_("Perihal"), row.subject),
        (_("Keadaan"), str(ImportState(row.state).label)),
        (_("Dibawa oleh"), f"{row.created_by}, {tanggal_jam(row.created_at)}"),
    ]
    if row.manifest is not None:
        many = len(entries_in_sight(row.manifest))
        facts.insert(0, (_("Orang dalam daftar"), _("{n} orang").format(n=angka(many))))
    return [{"label": label, "value": value} for label, value in facts if value]


def row_initial(told: ListedRow, line: ListImportRow) -> dict[str, object]:
    area = line.village or line.district
    age = AgeOrBirthDate(birth_date=told.birth_date, age_years=told.age, is_estimated=told.birth_date is None)
    return {
        "name": told.name,
        "sex": told.sex or Sex.UNKNOWN,
        "age": age if told.birth_date or told.age is not None else None,
        "place": told.origin,
        "area_code": area.code if area else "",
        "remark": told.remark,
    }


def row_hints(told: ListedRow) -> dict[str, str]:
    """What the list prints beside what was read of it."""
    found = {"age": ", ".join(text for text in (told.age_printed, told.birth_printed) if text)}
    sentence, keep = _("Tertulis di daftar: {teks}."), _("Kosongkan bila tidak berubah.")
    hints = {name: sentence.format(teks=text) for name, text in found.items() if text}
    for name, number in (("nik", told.nik), ("passport", told.passport)):
        if number:
            hints[name] = f"{sentence.format(teks=mask(number))} {keep}"
    return hints
