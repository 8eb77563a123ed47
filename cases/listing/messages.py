"""From the lines of a message, or of a sheet with one column, to rows."""

import re
from collections.abc import Sequence
from datetime import date

from cases.listing import passing
from cases.listing.pieces import (
    BULLET,
    HOME_FIRST,
    NUMBERED,
    SPACE_NUMBERED,
    add,
    cleaned,
    counted,
    has_label,
    take_text,
)
from cases.listing.rows import ListedRow, ListReading, Skipped
from cases.listing.tables import MOST_COUNTED, is_empty

MOST_WORDS = 8  # of a line that is a name without any other fact
BEGINS_PERSON = re.compile(r"^nama\b", re.IGNORECASE)


class MessageReader:
    """Walks through lines. In a numbered list the numbers say where a person begins."""

    def __init__(self, reading: ListReading, on: date, sheet: str = ""):
        self.reading, self.on, self.sheet = reading, on, sheet
        self.part_sex = self.part_area = ""
        self.last: ListedRow | None = None
        self.is_numbered = False

    def read(self, lines: Sequence[str]) -> None:
        texts = [cleaned(line) for line in lines]
        self.is_numbered = sum(1 for text in texts if NUMBERED.match(text)) >= 2
        is_spaced = not self.is_numbered and sum(1 for text in texts if SPACE_NUMBERED.match(text)) >= 2
        pattern = SPACE_NUMBERED if is_spaced else NUMBERED
        self.is_numbered = self.is_numbered or is_spaced
        for at, text in enumerate(texts):
            if text:
                self.take(at, text, pattern)

    def take(self, at: int, text: str, pattern: re.Pattern) -> None:
        bare = pattern.sub("", text, count=1).strip()
        has_number = bare != text
        if not has_number and passing.is_total([text]) and not counted(text):
            self.reading.told_total = passing.total_told([text]) or self.reading.told_total
            self.skip(at, text, "TOTAL")
        elif people := counted(text) or counted(bare):
            self.take_count(at, bare if has_number else text, people)
        elif has_label(bare) and not BEGINS_PERSON.match(bare) and self.last is not None:
            take_text(self.last, bare, "", self.on, has_name=True)
        elif not has_number and self.is_passed(at, text):
            return
        elif has_number or not self.is_numbered:
            self.take_person(at, bare)
        else:
            self.go_on(at, text)

    def is_passed(self, at: int, text: str) -> bool:
        kind, value = passing.part_of([text.rstrip(":")])
        if kind and not (kind == "area" and self.last is not None and self.is_numbered and text[:1].islower()):
            self.part_sex = value if kind == "sex" else self.part_sex
            self.part_area = value if kind == "area" else self.part_area
            self.skip(at, text, "PART")
            return True
        if passing.is_closing([text]):
            self.skip(at, text, "CLOSING")
            return True
        if (
            text.endswith((":", ";"))
            and not self.is_numbered
            or text.endswith(":")
            or passing.GREETING.match(text)
            or passing.is_letterhead([text])
        ):
            self.skip(at, text, "TEXT")
            return True
        return False

    def take_count(self, at: int, text: str, people: int) -> None:
        row = ListedRow(sheet=self.sheet, row=at + 1, people=min(people, MOST_COUNTED), remark=text[:500])
        row.complain("COUNT_LARGE" if people > MOST_COUNTED else "COUNT", "", people)
        self.keep(row)

    def take_person(self, at: int, text: str) -> None:
        row = ListedRow(sheet=self.sheet, row=at + 1)
        take_text(row, BULLET.sub("", text, count=1), "", self.on)
        facts = (row.age_printed, row.birth_printed, row.origin, row.nik, row.passport, row.sex != "U")
        is_prose = not any(facts[:2]) and not self.is_numbered and len(text.split()) > MOST_WORDS
        if is_empty(row) or is_prose:
            self.skip(at, text, "TEXT")
            return
        if not row.name and not any(problem.code == "NAMELESS" for problem in row.problems):
            row.complain("NAME_MISSING")
        self.keep(row)

    def keep(self, row: ListedRow) -> None:
        if row.sex == "U" and self.part_sex:
            row.sex = self.part_sex
        add(row, "origin", self.part_area)
        self.last = row
        self.reading.rows.append(row)

    def go_on(self, at: int, text: str) -> None:
        """A line without a number in a numbered list: another person under a bullet, or more of the one before."""
        bare = BULLET.sub("", text, count=1)
        trial = ListedRow(sheet=self.sheet, row=at + 1)
        take_text(trial, bare, "", self.on, has_name=bool(HOME_FIRST.match(bare)))
        if bare != text and trial.name and trial.age_printed:
            self.keep(trial)
        elif self.last is None:
            self.skip(at, text, "TEXT")
        else:
            take_text(self.last, bare, "", self.on, has_name=True)
            self.last.complain("JOINED", "", bare)

    def skip(self, at: int, text: str, why: str) -> None:
        self.reading.skipped.append(Skipped(self.sheet, at + 1, text[:200], why))
