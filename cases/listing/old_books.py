"""What an office's own book of a year tells beside the person: the day, the ship, the letter, the cause."""

import datetime as dt
import re

from cases.listing.cells import DAY_ZERO, Cell, read_day, told
from cases.listing.headings import EXTRA
from cases.listing.rows import ListedRow, heading_key

OLD_FIELDS = ("arrived", "vessel", "letter", "cause", "country")
CARRIED = ("arrived", "vessel", "letter")  # merged over several lines
OLDEST_YEAR = 1990
RULES = tuple(
    (re.compile(pattern), field)
    for pattern, field in (
        (r"\bno\w*\b.*\bsurat\b|\bsurat (?:pengantar|masuk)\b", "letter"),
        (r"\b(?:tgl|tanggal|hari|waktu)\b.*\b(?:tiba|datang|kedatangan|pulang|pemulangan|kepulangan|masuk)\b"
         r"|^(?:tiba|kedatangan|tgl|tanggal|hari tanggal|tgl kedatangan)$", "arrived"),
        (r"\b(?:kapal|penerbangan|pesawat|armada|transportasi)\b", "vessel"),
        (r"\b(?:kasus|sebab|penyebab|alasan|kategori|permasalahan|masalah|jenis (?:kepulangan|pemulangan))\b", "cause"),
        (r"\bnegara\b", "country"),
    )
)  # fmt: skip


def old_field_of(heading: str, field: str) -> str:
    """A column that a letter's list would only keep under its heading may mean more in an old book."""
    if field not in ("", EXTRA):
        return field
    key = heading_key(heading)
    return next((name for pattern, name in RULES if pattern.search(key)), field)


def take_old(row: ListedRow, name: str, cell: Cell, letter: str, on: dt.date) -> None:
    if name == "arrived":
        take_arrival(row, cell, letter, on)
    elif text := told(cell):
        setattr(row, name, text[:100])


def take_arrival(row: ListedRow, cell: Cell, letter: str, on: dt.date) -> None:
    """The writing always; the day where a calendar has it and it has passed."""
    if isinstance(cell, int | float) and 10_000 < cell < 60_000:
        cell = DAY_ZERO + dt.timedelta(days=int(cell))
    if not (text := told(cell)):
        return
    row.arrived = text[:80]
    day = cell if isinstance(cell, dt.date) else read_day(text, on)
    day = day.date() if isinstance(day, dt.datetime) else day
    if isinstance(day, dt.date) and day.year >= OLDEST_YEAR and day <= on:
        row.arrived_on = day
    else:
        row.complain("ARRIVED_UNREAD", letter, text)
