"""From a grid of cells with headings to rows."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cases.listing import passing
from cases.listing.cells import (
    Cell,
    sex_of,
    take_age,
    take_birth,
    take_nik,
    take_passport,
    take_sex,
    take_tick,
    text_of,
    told,
)
from cases.listing.headings import EXTRA, IGNORED, headings_of, is_header, is_second_header, may_be_header, override
from cases.listing.old_books import CARRIED, OLD_FIELDS, old_field_of, take_old
from cases.listing.pieces import add, cleaned, counted, has_digit, may_count, take_name, take_text
from cases.listing.rows import Column, ListedRow, ListReading, Skipped, letter_of

MOST_COUNTED = 500
SAME = re.compile(r"s\.?\s?d\.?\s?a\.?|idem|sama|sama dengan (?:di )?atas|[\"”″]{1,2}", re.IGNORECASE)
NAME_GOES_ON = re.compile(r"^(?:bin|binti|bt|bte|alias|als|al)\b", re.IGNORECASE)
NUMBERED = re.compile(r"^\s*\d{1,4}\s*[.)]\s*")
FIELDS = ("name", "mixed", "age", "birth_place", "birth", "sex", "sex_m", "sex_f", "nik", "passport")
PLACES = ("origin", "village", "subdistrict", "district", "province")
PREFIX = {"village": "Desa", "subdistrict": "Kec.", "district": "Kab.", "province": "Prov."}
HAS_KIND = re.compile(r"^\W*(?:desa|ds|kel|kelurahan|kec|kecamatan|kab|kabupaten|kota|prov|provinsi)\b", re.IGNORECASE)


@dataclass
class TableReader:
    """Walks through one sheet. `columns` are the fields of the columns since the last heading."""

    reading: ListReading
    on: date
    sheet: str = ""
    sheet_at: int = 0
    first_column: int = 0
    cut: frozenset[tuple[int, int]] = frozenset()
    chosen: Mapping[int, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)
    columns: list[tuple[str, str]] = field(default_factory=list)
    is_ended: bool = False
    number: int = 0
    part_sex: str = ""
    part_area: str = ""
    last: ListedRow | None = None
    places: dict[str, list[int]] = field(default_factory=dict)  # columns of each field
    order: list[tuple[str, int, str]] = field(default_factory=list)  # field, column, letter: as a line is read
    extras: list[int] = field(default_factory=list)
    above: dict[str, str] = field(default_factory=dict)  # what the line before says of its place
    carried: dict[str, Cell] = field(default_factory=dict)  # of an old book: what a merged cell says of lines below
    texts: list[str] = field(default_factory=list)  # what the line at hand holds, without empty cells

    def read(self, rows: Sequence[Sequence[Cell]]) -> None:
        at = 0
        while at < len(rows):
            row = rows[at]
            self.texts = passing.filled(row)
            if self.texts:
                at += self.take(rows, at, row)
            at += 1

    def take(self, rows: Sequence[Sequence[Cell]], at: int, row: Sequence[Cell]) -> int:
        """One line; answers how many more belong to it."""
        if may_be_header(self.texts) and is_header(row):
            return self.take_header(rows, at)
        if not self.columns:
            self.skip(at, row, "LETTERHEAD")
        else:
            self.take_line(at, row)
        return 0

    def take_header(self, rows: Sequence[Sequence[Cell]], at: int) -> int:
        above = rows[at - 1] if at and not self.columns else []
        low = rows[at + 1] if at + 1 < len(rows) and is_second_header(rows[at], rows[at + 1]) else []
        self.set_columns(headings_of(rows[at], low, above))
        self.skip(at, rows[at], "HEADING")
        if low:
            self.skip(at + 1, low, "HEADING")
        self.is_ended, self.last = False, None
        return 1 if low else 0

    def set_columns(self, columns: list[tuple[str, str]]) -> None:
        shift = self.first_column
        if self.reading.is_old:
            columns = [(heading, old_field_of(heading, name)) for heading, name in columns]
        chosen = {index - shift: name for index, name in self.chosen.items() if index >= shift}
        self.columns = override(columns, chosen, self.remembered)
        self.places = {}
        for index, (_heading, name) in enumerate(self.columns):
            self.places.setdefault(name, []).append(index)
        self.order = [(name, at, self.letter(at)) for name in FIELDS for at in self.places.get(name, ())]
        self.extras = sorted((*self.places.get("", ()), *self.places.get(EXTRA, ())))
        if any(column.sheet == self.sheet_at and column.index == shift for column in self.reading.columns):
            return
        self.reading.columns += [
            Column(self.sheet_at, shift + index, letter_of(shift + index), heading, name)
            for index, (heading, name) in enumerate(self.columns)
        ]

    def take_line(self, at: int, row: Sequence[Cell]) -> None:
        texts = self.texts
        is_numbered = self.is_numbered(row)
        if passing.is_column_numbers(texts):
            self.skip(at, row, "HEADING")
        elif not is_numbered and passing.is_total(texts):
            self.take_total(at, row, texts)
        elif not is_numbered and self.ends(at, row, texts) or not is_numbered and self.begins_part(at, row, texts):
            return
        else:
            self.take_person(at, row)

    def take_total(self, at: int, row: Sequence[Cell], texts: list[str]) -> None:
        told_total = passing.total_told(texts)
        if told_total is not None:
            self.reading.told_total = told_total
        self.skip(at, row, "TOTAL")

    def ends(self, at: int, row: Sequence[Cell], texts: list[str]) -> bool:
        """Signatures, and everything after them until the next heading."""
        if self.is_ended or passing.is_closing(texts):
            self.is_ended = True
            self.skip(at, row, "CLOSING")
            return True
        if passing.is_letterhead(texts):
            self.skip(at, row, "LETTERHEAD")
            return True
        return False

    def begins_part(self, at: int, row: Sequence[Cell], texts: list[str]) -> bool:
        kind, value = passing.part_of(texts)
        if not kind:
            return False
        if kind == "sex":
            self.part_sex = value
        else:
            self.part_area = value
        self.skip(at, row, "PART")
        return True

    def is_numbered(self, row: Sequence[Cell]) -> bool:
        """Whether the line has a running number and more beside it."""
        number = self.first(row, "number").strip(" .)")
        return number.isdigit() and len(self.texts) > 1

    def has_numbers(self) -> bool:
        return "number" in self.places

    def first(self, row: Sequence[Cell], name: str) -> str:
        return next((told(row[at]) for at in self.places.get(name, ()) if at < len(row)), "")

    def cells(self, row: Sequence[Cell], name: str) -> list[tuple[int, Cell]]:
        return [(at, row[at]) for at in self.places.get(name, ()) if at < len(row)]

    def take_person(self, at: int, row: Sequence[Cell]) -> None:
        if self.goes_on(row):
            self.join(at, row)
            return
        person = ListedRow(sheet=self.sheet, row=at + 1)
        people = next((n for text in self.texts if (n := counted(text))), 0) if may_count(self.texts) else 0
        if people:
            self.take_count(person, row, people)
        else:
            self.fill(person, at, row)
        if is_empty(person):
            self.skip(at, row, "TEXT")
            return
        self.is_ended = False
        self.last = person
        self.reading.rows.append(person)

    def take_count(self, person: ListedRow, row: Sequence[Cell], people: int) -> None:
        person.people = min(people, MOST_COUNTED)
        person.complain("COUNT_LARGE" if people > MOST_COUNTED else "COUNT", "", people)
        numbers = {index for index, _cell in self.cells(row, "number")}
        words = [text for at, cell in enumerate(row) if (text := told(cell)) and at not in numbers or counted(text)]
        add(person, "remark", " ".join(words))
        person.sex = self.part_sex or person.sex
        add(person, "origin", self.part_area)

    def goes_on(self, row: Sequence[Cell]) -> bool:
        """A line that belongs to the person before: it has no number and no name, or goes on with the name."""
        if self.last is None or not self.has_numbers() or self.first(row, "number"):
            return False
        name = self.first(row, "name") or self.first(row, "mixed")
        return not name or bool(NAME_GOES_ON.match(name)) or (len(self.texts) == 1 and not counted(name))

    def join(self, at: int, row: Sequence[Cell]) -> None:
        person = self.last
        if person is None:
            return
        name = self.first(row, "name")
        if name:
            person.name = f"{person.name} {name}"[:200]
        for field_name in PLACES:
            for _index, cell in self.cells(row, field_name):
                add(person, "origin", told(cell), between=" " if field_name == "origin" else ", ")
        for field_name in ("job", "remark"):
            for _index, cell in self.cells(row, field_name):
                add(person, field_name, told(cell), between=" ")
        self.take_missing(person, at, row)
        person.complain("JOINED", "", " ".join(self.texts))

    def take_missing(self, person: ListedRow, at: int, row: Sequence[Cell]) -> None:
        """The second line of a merged block may bring what the first did not."""
        for name in ("age", "birth", "sex", "sex_m", "sex_f", "nik", "passport"):
            self.take_field(person, name, at, row)
        for index, cell in self.cells(row, "mixed"):
            take_text(person, cleaned(told(cell)), self.letter(index), self.on, has_name=True)

    def letter(self, index: int) -> str:
        return letter_of(self.first_column + index)

    def fill(self, person: ListedRow, at: int, row: Sequence[Cell]) -> None:
        for name, index, letter in self.order:
            if index < len(row) and (cell := row[index]) != "" and not (isinstance(cell, str) and cell.isspace()):
                self.take_cell(person, name, at, index, cell, letter)
        self.take_places(person, row)
        for _index, cell in self.cells(row, "job"):
            add(person, "job", told(cell))
        for _index, cell in self.cells(row, "remark"):
            add(person, "remark", told(cell))
        self.take_extras(person, row)
        if self.reading.is_old:
            self.take_old_facts(person, row)
        self.take_part(person)
        if not person.name and not is_empty(person) and not any(p.code == "NAMELESS" for p in person.problems):
            person.complain("NAME_MISSING", self.name_letter())

    def take_old_facts(self, person: ListedRow, row: Sequence[Cell]) -> None:
        """The day, the ship and the letter also stand for the lines below them, as long as those say nothing."""
        for name in OLD_FIELDS:
            found = self.cells(row, name)
            cell, index = next(((cell, at) for at, cell in found if text_of(cell)), ("", 0))
            if name in CARRIED:
                cell = cell or self.carried.get(name, "")
                self.carried[name] = cell
            take_old(person, name, cell, self.letter(index), self.on)

    def take_part(self, person: ListedRow) -> None:
        """What the heading of the part says of everybody under it."""
        if person.sex == "U" and self.part_sex:
            person.sex = self.part_sex
        if self.part_area and not is_empty(person):
            add(person, "origin", self.part_area)

    def name_letter(self) -> str:
        return next((self.letter(at) for at, (_h, name) in enumerate(self.columns) if name in ("name", "mixed")), "")

    def take_field(self, person: ListedRow, name: str, at: int, row: Sequence[Cell]) -> None:
        for index, cell in self.cells(row, name):
            if cell != "" and text_of(cell):
                self.take_cell(person, name, at, index, cell, self.letter(index))

    def take_cell(self, person: ListedRow, name: str, at: int, index: int, cell: Cell, letter: str) -> None:
        if name == "name":
            self.take_name_cell(person, cell, letter)
        elif name == "mixed":
            take_text(person, unnumbered(cleaned(told(cell))), letter, self.on)
        elif name == "age":
            take_age(person, cell, letter, self.on)
        elif name == "birth":
            take_birth(person, cell, letter, self.on)
        elif name == "birth_place":
            person.birth_printed = told(cell)[:60]
        elif name == "sex":
            take_sex(person, cell, letter)
        elif name in ("sex_m", "sex_f"):
            take_tick(person, cell, letter, "L" if name == "sex_m" else "P", self.on)
        elif name == "nik":
            take_nik(person, cell, letter, is_cut=(at, self.first_column + index) in self.cut)
        else:
            take_passport(person, cell, letter)

    def take_name_cell(self, person: ListedRow, cell: Cell, letter: str) -> None:
        text = unnumbered(cleaned(told(cell)))
        if person.name:
            person.name = f"{person.name} {text}"[:200]
        elif "(" in text or has_digit(text):
            take_text(person, text, letter, self.on)
        elif text:
            take_name(person, text, letter)

    def take_places(self, person: ListedRow, row: Sequence[Cell]) -> None:
        """From small to wide, with the kind of area in front where the heading alone tells it."""
        for name in PLACES:
            if name not in self.places:
                continue
            for _index, cell in self.cells(row, name):
                text = self.as_above(name, told(cell))
                is_bare = text and name in PREFIX and not HAS_KIND.match(text)
                add(person, "origin", f"{PREFIX[name]} {text}" if is_bare else text)

    def as_above(self, name: str, text: str) -> str:
        """`sda`, `idem`, `"`: what the line before says in this column."""
        if len(text) < 26 and SAME.fullmatch(text):
            text = self.above.get(name, "")
        self.above[name] = text
        return text

    def take_extras(self, person: ListedRow, row: Sequence[Cell]) -> None:
        """What has no column of its own is kept under its heading."""
        for at in self.extras:
            heading, text = self.columns[at][0], told(row[at]) if at < len(row) else ""
            if text:
                add(person, "remark", f"{heading}: {text}" if heading else text, between="; ")

    def skip(self, at: int, row: Sequence[Cell], why: str) -> None:
        text = " ".join(passing.filled(row))[:200]
        self.reading.skipped.append(Skipped(self.sheet, at + 1, text, why))


def unnumbered(text: str) -> str:
    return NUMBERED.sub("", text, count=1)


def is_empty(person: ListedRow) -> bool:
    """Nothing that tells of a person: no name, and no two facts either."""
    if person.name or person.people > 1 or any(p.code in ("NAMELESS", "COUNT") for p in person.problems):
        return False
    facts = (person.age_printed, person.birth_printed, person.nik, person.passport, person.origin)
    return sum(1 for fact in facts if fact) < 2


def guessed_columns(rows: Sequence[Sequence[Cell]]) -> list[tuple[str, str]]:
    """The fields of a list without headings, by what stands in its columns."""
    width = max((len(row) for row in rows), default=0)
    kinds = [kind_of([row[at] for row in rows if at < len(row) and text_of(row[at])]) for at in range(width)]
    texts = iter(("name", "origin", "remark", *["remark"] * width))
    seen: set[str] = set()
    found: list[tuple[str, str]] = []
    for kind in kinds:
        name = next(texts) if kind == "text" else kind
        if name in ("number", "age", "sex", "nik", "passport", "birth") and name in seen:
            name = EXTRA
        seen.add(name)
        found.append(("", name))
    return found


def kind_of(cells: list[Cell]) -> str:
    """What most cells of a column are."""
    if not cells:
        return IGNORED
    found = Counter(kind_of_cell(cell) for cell in cells)
    if found["age"] and is_running([cell for cell in cells if kind_of_cell(cell) == "age"]):
        return "number"
    kind, many = found.most_common(1)[0]
    return kind if many * 2 >= len(cells) else "text"


def kind_of_cell(cell: Cell) -> str:
    text = told(cell)
    if isinstance(cell, date):
        return "birth"
    if sex_of(text):
        return "sex"
    if re.fullmatch(r"\d{16}", text):
        return "nik"
    if re.fullmatch(r"\W*\d{1,3}\W*(?:th|thn|tahun|bln|bulan)?\.?", text, re.IGNORECASE):
        return "age"
    if re.fullmatch(r"[A-Z]{1,2}\s?\d{6,8}", text):
        return "passport"
    return "birth" if re.fullmatch(r"\d{1,2}[-/. ]\w{1,9}[-/. ]\d{2,4}", text) else "text"


def is_running(cells: list[Cell]) -> bool:
    """1, 2, 3, ..."""
    numbers = [int(found[0]) for cell in cells if (found := re.search(r"\d+", text_of(cell)))]
    steps = sum(1 for one, other in zip(numbers, numbers[1:], strict=False) if other - one == 1)
    return len(numbers) > 1 and numbers[0] <= 2 and steps * 3 >= (len(numbers) - 1) * 2
