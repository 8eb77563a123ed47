"""What was read of a list: rows that keep their place and their writing, and what a careful clerk would ask about."""

from dataclasses import dataclass, field
from datetime import date

from cases.choices import Sex

MOST_TEXT = 300


@dataclass(frozen=True)
class Problem:
    """`code` of PROBLEMS (words.py), the letter of the column where there is one, and what stands there."""

    code: str
    column: str = ""
    value: str = ""


@dataclass
class ListedRow:
    """One line of a list. `people` counts those without a name; what cannot be read is kept in `..._printed`.

    From `arrived` on: of old books alone (old_books.py), each as printed, `arrived_on` as read.
    """

    sheet: str = ""
    row: int = 0
    name: str = ""
    is_initials: bool = False
    people: int = 1
    sex: str = Sex.UNKNOWN
    age: int | None = None
    age_printed: str = ""
    birth_date: date | None = None
    birth_printed: str = ""
    origin: str = ""
    nik: str = ""
    passport: str = ""
    job: str = ""
    remark: str = ""
    arrived: str = ""
    arrived_on: date | None = None
    vessel: str = ""
    letter: str = ""
    cause: str = ""
    country: str = ""
    problems: list[Problem] = field(default_factory=list)

    def complain(self, code: str, column: str = "", value: object = "") -> None:
        self.problems.append(Problem(code, column, str(value)[:80]))


@dataclass(frozen=True)
class Skipped:
    """A line of the source that is no person: `why` is a code of SKIPPED (words.py)."""

    sheet: str
    row: int
    text: str
    why: str


@dataclass(frozen=True)
class Column:
    """A column as it was understood. `sheet` counts from 0; `heading` is empty where the list has none."""

    sheet: int
    index: int
    letter: str
    heading: str
    field: str
    sample: str = ""

    @property
    def key(self) -> str:
        """By what a sender's column is remembered."""
        return heading_key(self.heading) or f"#{self.index + 1}"


@dataclass
class ListReading:
    """Everything that was read of one file or text; `told_total` is the number of people the list itself tells."""

    rows: list[ListedRow] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    told_total: int | None = None
    is_old: bool = False

    @property
    def people(self) -> int:
        return sum(row.people for row in self.rows)


def heading_key(text: str) -> str:
    """One writing for the ways to write a heading: letters and digits, single spaces, lower case."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())[:100]


def letter_of(index: int) -> str:
    """`A` for the first column, `AA` after `Z`."""
    letters, left = "", index + 1
    while left:
        left, sign = divmod(left - 1, 26)
        letters = chr(65 + sign) + letters
    return letters
