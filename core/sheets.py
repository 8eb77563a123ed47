"""The one door for spreadsheets: what comes in is read in a limited process, what leaves is defused.

In: `read_sheet(upload)` takes XLSX, XLS, CSV or a pasted text and answers plain rows, or raises SheetRefused with a
sentence. Out: every text of every sheet goes through `defuse`. Why it stands so: docs/decisions/0013-files.md.
"""

import datetime as dt
import json
import unicodedata
from dataclasses import asdict, dataclass, field

from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.limited import Allowance, ReaderRefused, run_reader
from core.templatetags.ui import angka

Cell = str | int | float | dt.date | dt.datetime
MB = 1 << 20


@dataclass(frozen=True)
class SheetLimits:
    """What a sheet may hold. `bytes` of the file, `inflated` of its parts together, `cell` letters of one cell.

    `empty` is how many empty rows may follow the last one; `sheets` how many are looked at for one with content.
    """

    bytes: int = 10 * MB
    inflated: int = 60 * MB
    members: int = 2000
    rows: int = 20_000
    columns: int = 80
    cells: int = 400_000
    cell: int = 5_000
    empty: int = 200
    sheets: int = 50


@dataclass(frozen=True)
class Rows:
    """The content of one sheet. Text is text, a number is a number, a day is a day; an empty cell is "".

    `rows[0]` is the first row of the sheet. `cut` names the cells (row, column; from 0) whose number had more digits
    than a spreadsheet keeps, such as a NIK that was typed as a number: its last digits are not the typed ones.
    """

    rows: list[list[Cell]]
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    cut: list[tuple[int, int]] = field(default_factory=list)


class SheetRefused(DomainError):
    """The file is not read; `code` for programs, `message` for people."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


def read_sheet(upload, limits: SheetLimits = SheetLimits(), *, sheet: str = "") -> Rows:
    """The rows of an uploaded file, of its bytes, or of a pasted text. `sheet` names one; else the first with content.

    Raises SheetRefused. Never more than 512 MB and 20 seconds are spent on it, outside this process.
    """
    is_text = isinstance(upload, str)
    data = as_bytes(upload, limits)
    try:
        told = run_reader("sheet", data, {**asdict(limits), "sheet": sheet, "is_text": is_text}, Allowance())
    except ReaderRefused as refusal:
        raise refused(refusal.code, refusal.facts) from None
    return as_rows(json.loads(told))


def as_bytes(upload, limits: SheetLimits) -> bytes:
    """The content, without reading more of it than is allowed."""
    if isinstance(upload, str):
        data = upload.encode("utf-8", "replace")
    else:
        data = upload if isinstance(upload, bytes) else upload.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise refused("TOO_BIG", {"limit": limits.bytes})
    return data


def as_rows(told: dict) -> Rows:
    cut: list[tuple[int, int]] = []
    rows = [
        [as_cell(value, (at, column), cut) if isinstance(value, dict) else value for column, value in enumerate(line)]
        for at, line in enumerate(told["rows"])
    ]
    return Rows(rows=rows, sheet=told["name"], sheets=told["names"], cut=cut)


def as_cell(value: dict, place: tuple[int, int], cut: list[tuple[int, int]]) -> Cell:
    if "n" in value:
        cut.append(place)
        return str(value["n"])
    text = value["d"]
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def refused(code: str, facts: dict) -> SheetRefused:
    """The refusal as a whole sentence: what is wrong, and what to do about it."""
    why = reason_of(code, facts)
    sentence = _("Berkas tidak dapat dibaca: {alasan}. Simpan ulang sebagai XLSX atau CSV, atau tempel isinya.")
    return SheetRefused(code, sentence.format(alasan=why))


def reason_of(code: str, facts: dict) -> str:
    limit, found = angka(facts.get("limit")), angka(facts.get("found"))
    reasons = {
        "TOO_BIG": _("ukurannya lebih dari {n} MB").format(n=angka(facts.get("limit", 0) // MB)),
        "EMPTY": _("tidak ada isinya"),
        "BROKEN": _("isinya rusak atau terpotong"),
        "TOO_HEAVY": _("isinya terlalu besar atau terlalu rumit untuk dibaca dengan aman"),
        "TOO_MANY_PARTS": _("berkas itu terdiri atas lebih dari {n} bagian").format(n=limit),
        "INFLATES": _("isinya mengembang jauh melebihi ukuran berkasnya"),
        "ENTITIES": _("di dalamnya ada perintah XML yang tidak diizinkan"),
        "MACROS": _("di dalamnya ada makro"),
        "EXTERNAL_LINKS": _("di dalamnya ada tautan ke berkas lain; salin dahulu sebagai nilai"),
        "EMBEDDED": _("di dalamnya ada berkas lain yang disisipkan"),
        "ENCRYPTED": _("berkas itu dikunci dengan kata sandi; buka kuncinya dahulu"),
        "OTHER_KIND": _("ini bukan lembar XLSX, XLS, atau CSV"),
        "NO_SHEET": _("tidak ada lembar di dalamnya"),
        "NO_SUCH_SHEET": _("lembar yang dipilih tidak ada di dalamnya"),
        "WEB_PAGE": _("ini sebenarnya halaman web; buka dengan aplikasi lembar kerja"),
        "NOT_TEXT": _("isinya bukan teks yang terbaca"),
        "ENCODING": _("hurufnya tidak terbaca; simpan dengan pengodean UTF-8"),
        "TOO_MANY_ROWS": _("barisnya lebih dari {n}").format(n=limit),
        "TOO_MANY_COLUMNS": _("kolomnya {m}, sedangkan paling banyak {n}").format(m=found, n=limit),
        "TOO_MANY_CELLS": _("selnya lebih dari {n}").format(n=limit),
        "CELL_TOO_LONG": _("ada sel yang isinya terlalu panjang"),
    }
    return reasons[code]


# -- what leaves ------------------------------------------------------------------------------

FORMULA_STARTS = frozenset("=+-@|%＝＋－＠｜％")  # the wide forms are read as the narrow ones
DANGEROUS_FIRST = frozenset("\t\r\n\0")
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"})


def defuse(value: str) -> str:
    """Text that no spreadsheet takes for a formula, also not when the sheet is saved as CSV and opened again.

    A text that begins like one, after whatever cannot be seen, gets an apostrophe before it. Applied twice it
    changes nothing more.
    """
    text = str(value)
    first = next((sign for sign in text if unicodedata.category(sign) not in UNSEEN), "")
    return f"'{text}" if first in FORMULA_STARTS or text[:1] in DANGEROUS_FIRST else text
