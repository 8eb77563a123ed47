"""How a row is kept while it waits: as short JSON, without what is empty."""

import datetime as dt
import json
from dataclasses import fields
from typing import Any

from cases.listing.rows import Column, ListedRow, ListReading, Problem, Skipped

read = json.JSONDecoder().raw_decode
write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
EMPTY = {
    field.name: field.default for field in fields(ListedRow) if field.name not in ("problems", "birth_date")
}  # what is not written
MOST_SKIPPED = 500  # of lines that were passed over, shown for information


def row_text(row: ListedRow) -> str:
    held = vars(row)
    told: dict[str, Any] = {name: held[name] for name, nothing in EMPTY.items() if held[name] != nothing}
    if row.birth_date:
        told["birth_date"] = row.birth_date.isoformat()
    if row.problems:
        told["problems"] = [[problem.code, problem.column, problem.value] for problem in row.problems]
    return write(told)


def row_of(text: str) -> ListedRow:
    told, _end = read(text)
    problems = [Problem(*parts) for parts in told.pop("problems", ())]
    born = told.pop("birth_date", "")
    return ListedRow(**told, problems=problems, birth_date=dt.date.fromisoformat(born) if born else None)


def findings_text(reading: ListReading) -> str:
    """How the columns were understood, and what was passed over."""
    columns = [[c.sheet, c.index, c.letter, c.heading, c.field, c.sample] for c in reading.columns]
    skipped = [[s.sheet, s.row, s.text, s.why] for s in reading.skipped[:MOST_SKIPPED]]
    return json.dumps({"columns": columns, "skipped": skipped}, ensure_ascii=False, separators=(",", ":"))


def findings_of(text: str) -> tuple[list[Column], list[Skipped]]:
    told = json.loads(text) if text else {"columns": [], "skipped": []}
    return [Column(*parts) for parts in told["columns"]], [Skipped(*parts) for parts in told["skipped"]]
