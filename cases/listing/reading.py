"""The reading core: from the sheets of a file, or a pasted text, to rows. No database, no clock."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cases.ages import full_years
from cases.listing.cells import Cell, text_of
from cases.listing.headings import fields_of, is_header, is_second_header
from cases.listing.messages import MessageReader
from cases.listing.rows import ListedRow, ListReading
from cases.listing.tables import TableReader, guessed_columns
from cases.names import name_tokens

LOOKED_AT = 200  # rows in which the kind of a sheet is looked for
SEPARATORS = "\t;|"


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet; `cut` are the places of numbers that a spreadsheet rounded."""

    name: str
    rows: Sequence[Sequence[Cell]]
    cut: Sequence[tuple[int, int]] = field(default=())


Chosen = Mapping[int, Mapping[int, str]]


def read_list(
    grids: Sequence[Grid],
    *,
    on: date,
    chosen: Chosen | None = None,
    remembered: Mapping[str, str] | None = None,
    is_old: bool = False,
) -> ListReading:
    """All people of the sheets; `is_old`: of an office's book of a year (old_books.py).

    `chosen` names fields by sheet and column, `remembered` by the key of the heading.
    """
    reading = ListReading(is_old=is_old)
    has_table = any(is_header(row) for grid in grids for row in grid.rows)
    for at, grid in enumerate(grids):
        if len(grids) > 1 and has_table and not any(is_header(row) for row in grid.rows) and at not in (chosen or {}):
            continue  # a sheet of sums beside the lists
        read_grid(reading, grid, at, on, (chosen or {}).get(at, {}), remembered or {})
    compare_rows(reading.rows, on)
    reading.columns = [replace(column, sample=sample_of(grids, column)) for column in reading.columns]
    return reading


def read_grid(
    reading: ListReading, grid: Grid, at: int, on: date, chosen: Mapping[int, str], remembered: Mapping[str, str]
) -> None:
    def reader(first: int = 0) -> TableReader:
        cut = frozenset((row, column) for row, column in grid.cut)
        return TableReader(reading, on, grid.name, at, first, cut, chosen, remembered)

    if any(is_header(row) for row in grid.rows):
        for first, rows in side_by_side(grid.rows):
            reader(first).read(rows)
    elif chosen or is_table(grid.rows):
        table = reader()
        table.set_columns(guessed_columns(body_of(grid.rows)))
        table.read(grid.rows)
    else:
        MessageReader(reading, on, grid.name).read([line_of(row) for row in grid.rows])


def line_of(row: Sequence[Cell]) -> str:
    return ", ".join(text for cell in row if (text := text_of(cell)))


def is_table(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether most rows have several cells, of which one column tells more than a running number."""
    filled = [sum(1 for cell in row if text_of(cell)) for row in rows[:LOOKED_AT]]
    filled = [many for many in filled if many]
    if not filled or sum(1 for many in filled if many >= 2) * 2 < len(filled):
        return False
    texts = [text_of(row[at]) for row in rows[:LOOKED_AT] for at in range(min(2, len(row))) if text_of(row[at])]
    widest = max(filled)
    return not (widest == 2 and all(is_number_or_long(text) for text in texts))


def is_number_or_long(text: str) -> bool:
    """A running number, or a text that tells several things: then the sheet is read line by line."""
    return text.strip(" .)").isdigit() or ("," in text or "(" in text)


def body_of(rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """The rows that are as wide as most are."""
    return [row for row in rows[:LOOKED_AT] if sum(1 for cell in row if text_of(cell)) >= 2]


def side_by_side(rows: Sequence[Sequence[Cell]]) -> list[tuple[int, list[Sequence[Cell]]]]:
    """Two lists beside each other are read one after the other: `(first column, rows)` of each."""
    starts = second_starts(rows)
    if not starts:
        return [(0, list(rows))]
    bounds = [0, *starts, None]
    return [(first, [row[first:until] for row in rows]) for first, until in zip(bounds[:-1], bounds[1:], strict=True)]


def second_starts(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Columns at which the headings begin anew."""
    for at, row in enumerate(rows):
        if is_header(row):
            names = fields_of(row)
            if at + 1 < len(rows) and is_second_header(row, rows[at + 1]):
                return []
            again = [index for index, name in enumerate(names) if name == "number"][1:]
            if names.count("name") > 1 and len(again) == names.count("name") - 1:
                return again
            return []
    return []


def compare_rows(rows: list[ListedRow], on: date) -> None:
    """What only shows when rows are compared: an age against a birth date, the same person twice."""
    names: dict[tuple, int] = {}
    niks: dict[str, int] = {}
    several = {told for told, many in Counter((row.age, row.birth_date) for row in rows).items() if many > 1}
    for row in rows:
        if row.birth_date and row.age is not None and abs(full_years(row.birth_date, on) - row.age) > 1:
            row.complain("AGE_DIFFERS", "", row.age)
        if row.name and not row.is_initials and (row.age, row.birth_date) in several:
            key = (*name_tokens(row.name), row.age, row.birth_date)
            if key in names:
                row.complain("TWICE", "", names[key])
            names.setdefault(key, row.row)
        if len(row.nik) == 16:
            if row.nik in niks:
                row.complain("NIK_TWICE", "", niks[row.nik])
            niks.setdefault(row.nik, row.row)


def sample_of(grids: Sequence[Grid], column) -> str:
    """What stands in the middle of the column, to recognise it by."""
    rows = grids[column.sheet].rows
    cells = [row[column.index] for row in rows if column.index < len(row)]
    cells = [
        cell for cell in cells if cell not in ("", column.heading) and not (isinstance(cell, str) and cell.isspace())
    ]
    middle = len(cells) // 2
    texts = (text_of(cell) for cell in (*cells[middle:], *cells[:middle][::-1]))
    return next((text[:60] for text in texts if text and text != column.heading), "")


def lines_or_table(text: str) -> str:
    """A pasted text as the door of sheets shall read it: a table stays one, a message becomes a line a cell."""
    lines = [line for line in text.splitlines() if line.strip()]
    is_markup = text.lstrip().startswith("<")  # the door says what is wrong with it
    if is_markup or any(is_even(lines, sign) for sign in SEPARATORS) or has_comma_heading(lines):
        return text
    return "".join('"{}"\r\n'.format(line.replace('"', '""')) for line in text.splitlines())


def is_even(lines: list[str], separator: str) -> bool:
    many = sum(1 for line in lines if separator in line)
    return many * 5 >= len(lines) * 3 and many > 0


def has_comma_heading(lines: list[str]) -> bool:
    return any(line.count(",") and is_header(line.split(",")) for line in lines[:30])
