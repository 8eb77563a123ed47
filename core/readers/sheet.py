"""Rows of a spreadsheet or a text: XLSX, XLS or CSV, told apart by what is in them and not by their name.

Run as `python -m core.readers.sheet OPTIONS < FILE`. The answer is JSON: the names of the sheets, the sheet that
was read, and its rows; a date is an object with its text, a number is a number, everything else is text.
"""

import datetime as dt
import io
import json
import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from core.readers.archive import check_archive
from core.readers.confinement import Refused, answer
from core.readers.text import read_text

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf", b"\x7fELF")
ENTRY = 128  # bytes of a directory entry in an OLE file, which names its streams
PRECISE_DIGITS = 15  # a spreadsheet keeps no more digits of a number
KEPT_SIGNS = "\n\t"


def read(data: bytes, options: Mapping) -> bytes:
    if not data.strip(b"\0 \t\r\n"):
        raise Refused("EMPTY")
    names, name, rows = opened(data, options)
    found = tidy(rows, options)
    if not found:
        raise Refused("EMPTY")
    return json.dumps({"names": names, "name": name, "rows": found}, ensure_ascii=True, allow_nan=False).encode()


def opened(data: bytes, options: Mapping) -> tuple[list[str], str, Iterator[list]]:
    """Names of the sheets, the one that was read, and its rows; a text has no names."""
    if not options["is_text"] and data.startswith(ZIP):
        check_archive(data, options)
        return read_book(data, options)
    if not options["is_text"] and data.startswith(OLE):
        check_ole(data)
        return read_book(data, options)
    if not options["is_text"] and data.startswith(OTHERS):
        raise Refused("OTHER_KIND")
    return [], "", iter(read_text(data, options))


def check_ole(data: bytes) -> None:
    """Raises Refused for an XLSX under a password, and for an old workbook with macros or other files in it."""
    names = stream_names(data)
    if "encryptedpackage" in names or "encryptioninfo" in names:
        raise Refused("ENCRYPTED")
    if any(name.startswith("_vba_project") or name == "vba" for name in names):
        raise Refused("MACROS")
    if any(name.startswith("mbd") or name == "\x01ole10native" for name in names):
        raise Refused("EMBEDDED")
    if not names & {"workbook", "book"}:
        raise Refused("OTHER_KIND")


def stream_names(data: bytes) -> set[str]:
    """The names in the directory of an OLE file; whatever else looks like an entry does no harm here."""
    found = set()
    for start in range(0, len(data) - ENTRY + 1, ENTRY):
        length = int.from_bytes(data[start + 64 : start + 66], "little")
        if 4 <= length <= 64 and data[start + 66] in (1, 2, 5) and data[start + 67] in (0, 1):
            found.add(data[start : start + length - 2].decode("utf-16-le", "replace").lower())
    return found


def read_book(data: bytes, options: Mapping) -> tuple[list[str], str, Iterator[list]]:
    """Names of the visible sheets, the one that was read, and its rows. The parser's panics are refusals."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        seen = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
        name, sheet = choose(book, seen, options)
        return seen, name, sheet_rows(sheet, options)
    except (Refused, MemoryError):
        raise
    except PasswordError as error:
        raise Refused("ENCRYPTED") from error
    except BaseException as error:
        raise Refused("BROKEN") from error


def choose(book, names: list[str], options: Mapping):
    """The sheet that was asked for, else the first that holds anything."""
    if not names:
        raise Refused("NO_SHEET")
    if options["sheet"]:
        if options["sheet"] not in names:
            raise Refused("NO_SUCH_SHEET")
        return options["sheet"], book.get_sheet_by_name(options["sheet"])
    for name in names[: options["sheets"]]:
        sheet = book.get_sheet_by_name(name)
        if sheet.height:
            return name, sheet
    raise Refused("EMPTY")


def sheet_rows(sheet, options: Mapping) -> Iterator[list]:
    """The rows from the first of the sheet on; raises Refused before a row too many is built."""
    last_row, last_column = sheet.end or (0, 0)
    if last_row >= options["rows"] + options["empty"]:
        raise Refused("TOO_MANY_ROWS", limit=options["rows"], found=last_row + 1)
    if last_column >= options["columns"]:
        raise Refused("TOO_MANY_COLUMNS", limit=options["columns"], found=last_column + 1)
    return iter(sheet.to_python(skip_empty_area=False))


def tidy(rows: Iterable[list], options: Mapping) -> list[list]:
    """Cells as plain values, without empty edges; raises Refused beyond the limits."""
    found: list[list] = []
    cells = 0
    for row in islice(rows, options["rows"] + options["empty"] + 1):
        line = [plain(value, options["cell"]) for value in row]
        while line and line[-1] == "":
            line.pop()
        if len(line) > options["columns"]:
            raise Refused("TOO_MANY_COLUMNS", limit=options["columns"], found=len(line))
        cells += len(line)
        if cells > options["cells"]:
            raise Refused("TOO_MANY_CELLS", limit=options["cells"])
        found.append(line)
    while found and not found[-1]:
        found.pop()
    if len(found) > options["rows"]:
        raise Refused("TOO_MANY_ROWS", limit=options["rows"], found=len(found))
    return found


def plain(value: object, longest: int) -> object:
    if isinstance(value, str):
        return plain_text(value, longest)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return value if abs(value) < 10**PRECISE_DIGITS else {"n": str(value)}
    if isinstance(value, float):
        return plain_number(value)
    if isinstance(value, dt.datetime):
        return {"d": value.date().isoformat() if value.time() == dt.time() else value.isoformat(timespec="seconds")}
    if isinstance(value, dt.date):
        return {"d": value.isoformat()}
    if isinstance(value, dt.time | dt.timedelta):
        return str(value)
    return plain_text(str(value), longest)


def plain_number(value: float) -> object:
    """A number; where the file held more digits than it can keep, an object that says so."""
    if not math.isfinite(value):
        return ""
    if value != int(value) or abs(value) >= 1e22:
        return value
    whole = int(value)
    return whole if abs(whole) < 10**PRECISE_DIGITS else {"n": str(whole)}


def plain_text(text: str, longest: int) -> str:
    """Without signs that cannot be seen: control, direction, surrogate halves and private ones."""
    if not text.isprintable():  # then it may hold some; most texts do not, and are not looked through sign by sign
        text = "".join(sign for sign in text if sign in KEPT_SIGNS or unicodedata.category(sign)[0] != "C")
    clean = text.strip()
    if len(clean) > longest:
        raise Refused("CELL_TOO_LONG", limit=longest)
    return clean


if __name__ == "__main__":
    answer(read)
