"""The cells of an upload or a pasted text, through the one door of sheets, and how they are kept while they wait."""

import datetime as dt
import json
from collections.abc import Sequence

from cases.listing.cells import Cell
from cases.listing.reading import Grid, lines_or_table
from core.sheets import Rows, SheetRefused, read_sheet

MOST_SHEETS = 12


def grids_of(upload) -> list[Grid]:
    """Every visible sheet with content of a file, or the one of a text. Raises SheetRefused."""
    if isinstance(upload, str):
        return [as_grid(read_sheet(lines_or_table(upload)))]
    data = upload if isinstance(upload, bytes) else upload.read(LIMIT + 1)
    first = read_sheet(data)
    if not first.sheets and first.rows:
        return [as_grid(relined(first, data))]
    others = [name for name in first.sheets[:MOST_SHEETS] if name != first.sheet]
    found = {first.sheet: as_grid(first)}
    for name in others:
        rows = other_sheet(data, name)
        if rows is not None:
            found[name] = as_grid(rows)
    return [found[name] for name in first.sheets if name in found]


LIMIT = 10 << 20


def relined(rows: Rows, data: bytes) -> Rows:
    """A text file that is a message and no table is read line by line, as if it had been pasted."""
    if max((len(row) for row in rows.rows), default=0) < 2:
        return rows
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return rows
    if "\0" in text:
        return rows
    lines = lines_or_table(text)
    return rows if lines == text else read_sheet(lines)


def other_sheet(data: bytes, name: str) -> Rows | None:
    """A sheet beside the first; one that is empty is none, one that is refused is refused with the file."""
    try:
        return read_sheet(data, sheet=name)
    except SheetRefused as refusal:
        if refusal.code == "EMPTY":
            return None
        raise


def as_grid(rows: Rows) -> Grid:
    return Grid(rows.sheet, rows.rows, tuple(rows.cut))


def packed(grids: Sequence[Grid]) -> str:
    """One text that `unpacked` makes the grids of again; the same content is the same text."""
    told = [{"name": grid.name, "rows": [[plain(cell) for cell in row] for row in grid.rows],
             "cut": [list(place) for place in grid.cut]} for grid in grids]  # fmt: skip
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> list[Grid]:
    return [
        Grid(told["name"], [[opened(cell) for cell in row] for row in told["rows"]], tuple(map(tuple, told["cut"])))
        for told in json.loads(text)
    ]


def plain(cell: Cell) -> object:
    return {"d": cell.isoformat()} if isinstance(cell, dt.date) else cell


def opened(cell) -> Cell:
    if not isinstance(cell, dict):
        return cell
    text = cell["d"]
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
