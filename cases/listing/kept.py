"""How a row is kept while it waits: as short JSON, without what is empty."""

import datetime as dt
import json
from dataclasses import fields
from typing import Any

from cases.listing.rows import Column, ListedRow, ListReading, Problem, Skipped

read = json.JSONDecoder().raw_decode
write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
DAYS = ("birth_date", "arrived_on")
EMPTY = {
    field.name: field.default for field in fields(ListedRow) if field.name not in ("problems", *DAYS)
}  # what is not written
MOST_SKIPPED = 500  # of lines that were passed over, shown for information


def row_text(row: ListedRow) -> str:
    held = vars(row)
    told: dict[str, Any] = {name: held[name] for name, nothing in EMPTY.items() if held[name] != nothing}
    told |= {name: held[name].isoformat() for name in DAYS if held[name]}
    if row.problems:
        told["problems"] = [[problem.code, problem.column, problem.value] for problem in row.problems]
    return write(told)


def row_of(text: str) -> ListedRow:
    told, _end = read(text)
    problems = [Problem(*parts) for parts in told.pop("problems", ())]
    days: dict[str, Any] = {name: dt.date.fromisoformat(told.pop(name)) for name in DAYS if name in told}
    return ListedRow(**told, **days, problems=problems)


def findings_text(reading: ListReading) -> str:
    """How the columns were understood, and what was passed over."""
    columns = [[c.sheet, c.index, c.letter, c.heading, c.field, c.sample] for c in reading.columns]
    skipped = [[s.sheet, s.row, s.text, s.why] for s in reading.skipped[:MOST_SKIPPED]]
    told = {"columns": columns, "skipped": skipped, "sheets": sheets_of(reading.rows)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def sheets_of(rows: list[ListedRow]) -> list[list]:
    """Name, first and last position, and people of each sheet; rows of one sheet follow each other."""
    found: list[list] = []
    for position, row in enumerate(rows, start=1):
        if not found or found[-1][0] != row.sheet:
            found.append([row.sheet, position, position, 0])
        found[-1][2] = position
        found[-1][3] += row.people
    return found


def sheets_told(text: str) -> list[list]:
    """What `findings_text` kept of the sheets."""
    return json.loads(text).get("sheets", []) if text else []


def findings_of(text: str) -> tuple[list[Column], list[Skipped]]:
    told = json.loads(text) if text else {"columns": [], "skipped": []}
    return [Column(*parts) for parts in told["columns"]], [Skipped(*parts) for parts in told["skipped"]]
