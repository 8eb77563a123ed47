"""Spreadsheets made by code: good ones, and those that somebody made to do harm. No two of the latter are alike."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
ROOT_LINKS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def workbook(names=("Lembar1",), properties: str = "", states=()) -> str:
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"{f" state={chr(34)}{state}{chr(34)}" if state else ""}/>'
        for at, (name, state) in enumerate(zip(names, states or [""] * len(names), strict=True), start=1)
    )
    return f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}<sheets>{sheets}</sheets></workbook>'


def links(count: int = 1) -> str:
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, count + 1)
    )
    inner += f'<Relationship Id="rId900" Type="{OFFICE}/styles" Target="styles.xml"/>'
    inner += f'<Relationship Id="rId901" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def sheet(rows: str, before: str = "", head: str = HEAD) -> str:
    return f'{head}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


ONE_ROW = f'<row r="1">{text_cell("A1", "Nama")}<c r="B1"><v>41</v></c></row>'


def parts(rows: str = ONE_ROW, **more: str | bytes) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet; `more` adds parts or takes the place of some (`__` for a stroke)."""
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT_LINKS,
        "xl/workbook.xml": workbook(),
        "xl/_rels/workbook.xml.rels": links(),
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": sheet(rows),
    }
    return {**found, **more}


def packed(content: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return out.getvalue()


def xlsx(rows: str = ONE_ROW, **more: str | bytes) -> bytes:
    return packed(parts(rows, **more))


def with_part(name: str, text: str | bytes, rows: str = ONE_ROW) -> bytes:
    return packed({**parts(rows), name: text})


# -- an old workbook (XLS): a file system of its own with one stream of records ---------------------

SECTOR = 512


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff(cells: list[bytes], *, is_1904: bool = False, before: bytes = b"") -> bytes:
    """The records of a workbook with one sheet called Satu."""
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)) + before
    start += record(0x22, struct.pack("<H", int(is_1904)))
    start += record(0x42, struct.pack("<H", 1200))
    name = b"\x04\x00Satu"
    place = len(start) + 4 + 6 + len(name) + 4
    bound = record(0x85, struct.pack("<IBB", place, 0, 0) + name)
    head = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    return start + bound + record(0x0A) + head + b"".join(cells) + record(0x0A)


def number_record(row: int, column: int, value: float) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, 0, value))


def label_record(row: int, column: int, text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return record(0x204, struct.pack("<HHHHB", row, column, 0, len(text), 1) + raw)


def directory_entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    entry = raw.ljust(64, b"\0") + struct.pack("<HBB3I", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return entry + b"\0" * 36 + struct.pack("<IQ", start, size)


def ole(stream: bytes, name: str = "Workbook", *others: str) -> bytes:
    """A file of the old kind with one stream, and more names in its directory."""
    stream = stream.ljust(4096, b"\0")  # shorter ones lie elsewhere
    count = -(-len(stream) // SECTOR)
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    fat = struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff")
    assert len(fat) == SECTOR, "too long for one sector of the table"
    entries = [directory_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1), directory_entry(name, 2, 2, len(stream))]
    entries += [directory_entry(other, 2, 0xFFFFFFFE, 0) for other in others]
    directory = b"".join(entries).ljust(SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head = head.ljust(SECTOR, b"\xff")
    return head + fat + directory + stream.ljust(count * SECTOR, b"\0")


def xls(cells: list[bytes], **told) -> bytes:
    return ole(biff(cells, **told))


# -- archives that lie --------------------------------------------------------------------------


def bomb(size: int = 400 << 20) -> bytes:
    """A sheet of blanks that is `size` bytes long when it is unpacked."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = b" " * (1 << 20)
    raw = b"".join(machine.compress(piece) for _ in range(size >> 20)) + machine.flush()
    return raw


def raw_member(name: str, raw: bytes, *, claimed: int, checksum: int, method: int = 8, flags: int = 0) -> bytes:
    """A whole archive with one member of raw bytes and whatever size and checksum it shall claim."""
    title = name.encode()
    told = (20, flags, method, 0, 0x21, checksum, len(raw), claimed, len(title), 0)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", *told)
    central = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, *told, 0, 0, 0, 0, 0)
    body = local + title + raw
    index = central + title
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(index), len(body), 0)
    return body + index + end


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


def duplicate_members() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts().items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/SHEET1.xml", sheet(ONE_ROW))
    return out.getvalue()


def laughs(depth: int = 9) -> str:
    lines = ['<!ENTITY lol0 "lol">']
    lines += [f'<!ENTITY lol{at} "{f"&lol{at - 1};" * 10}">' for at in range(1, depth + 1)]
    return f"{HEAD}<!DOCTYPE worksheet [{''.join(lines)}]>"


def quadratic() -> str:
    return f'{HEAD}<!DOCTYPE s [<!ENTITY a "{"a" * 50_000}">]><sst>{"&a;" * 9000}</sst>'


LAUGHING_ROW = "<row><c t='inlineStr'><is><t>&lol9;</t></is></c></row>"


def rows_of(count: int, width: int = 1, cell: str = "<c><v>1</v></c>") -> str:
    return f"<row>{cell * width}</row>" * count


def many_parts(count: int) -> bytes:
    return packed({**parts(), **{f"xl/media/{at}.png": b"" for at in range(count)}})


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def broken_checksum() -> bytes:
    data = packed(parts(), zipfile.ZIP_STORED)
    return changed(data, b"Nama", b"Lain")


def encrypted_members() -> bytes:
    """The flag that says that a member is under a password."""
    data = bytearray(xlsx())
    data[6] |= 1
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    return bytes(data)


def overlong_row() -> bytes:
    return xlsx(f'<row r="1">{text_cell("A1", "x" * 40_000)}</row>')


STRANGE_TEXT = "\u202eatad\u202c \u200bLa\u2060 Coba\x07"
Builder = Callable[[], bytes]

# name -> (how it is made, the codes of refusals that are right; "OK" when it may be read within the limits)
HOSTILE: dict[str, tuple[Builder, set[str]]] = {
    "empty file": (lambda: b"", {"EMPTY"}),
    "blanks": (lambda: b" \r\n\t \n", {"EMPTY"}),
    "zeros": (lambda: b"\0" * 5000, {"EMPTY"}),
    "zip mark alone": (lambda: b"PK\x03\x04", {"BROKEN"}),
    "empty archive": (lambda: b"PK\x05\x06" + b"\0" * 18, {"NOT_TEXT", "BROKEN", "NO_SHEET"}),
    "truncated, half": (lambda: xlsx()[: len(xlsx()) // 2], {"BROKEN"}),
    "truncated, last byte": (lambda: xlsx()[:-1], {"BROKEN"}),
    "truncated, in the index": (lambda: xlsx()[:-60], {"BROKEN"}),
    "bytes before the archive": (lambda: b"#!/bin/sh\n" + xlsx(), {"NOT_TEXT"}),
    "byte flipped in a part": (lambda: flipped(xlsx(), 60), {"BROKEN"}),
    "wrong checksum": (broken_checksum, {"BROKEN"}),
    "members twice": (duplicate_members, {"BROKEN"}),
    "member under a password": (encrypted_members, {"ENCRYPTED"}),
    "member of an unknown method": (
        lambda: raw_member("xl/workbook.xml", b"x", claimed=1, checksum=zlib.crc32(b"x"), method=99),
        {"BROKEN"},
    ),
    "bomb, honest": (lambda: raw_member("xl/workbook.xml", bomb(), claimed=400 << 20, checksum=0), {"INFLATES"}),
    "bomb, lying small": (
        lambda: raw_member("xl/workbook.xml", bomb(), claimed=10, checksum=0),
        {"INFLATES", "BROKEN"},
    ),
    "bomb, lying at the limit": (
        lambda: raw_member("xl/workbook.xml", bomb(70 << 20), claimed=59 << 20, checksum=0),
        {"INFLATES"},
    ),
    "lying large": (
        lambda: raw_member("xl/workbook.xml", bomb(1 << 20), claimed=(1 << 32) - 1, checksum=0),
        {"INFLATES"},
    ),
    "bomb in a picture": (lambda: with_part("xl/media/a.png", b"\0" * (61 << 20)), {"INFLATES"}),
    "too many parts": (lambda: many_parts(2100), {"TOO_MANY_PARTS"}),
    "climbing name": (lambda: with_part("../../etc/passwd", "x"), {"BROKEN"}),
    "climbing name, Windows": (lambda: with_part("..\\..\\evil.xml", "x"), {"BROKEN"}),
    "absolute name": (lambda: with_part("/etc/passwd", "x"), {"BROKEN"}),
    "dimension of all cells": (
        lambda: xlsx(**{"xl/worksheets/sheet1.xml": sheet(ONE_ROW, '<dimension ref="A1:XFD1048576"/>')}),
        {"OK"},
    ),
    "last cell of all": (
        lambda: xlsx(ONE_ROW + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        {"TOO_HEAVY", "TOO_MANY_ROWS"},
    ),
    "impossible cell": (
        lambda: xlsx('<row r="99999999999"><c r="ZZZZZZZ99999999999999"><v>1</v></c></row>'),
        {"TOO_MANY_ROWS", "TOO_MANY_COLUMNS", "BROKEN", "OK"},
    ),
    "cell without a name": (lambda: xlsx('<row r="1"><c r=""><v>1</v></c></row>'), {"BROKEN", "OK", "EMPTY"}),
    "two million cells": (lambda: xlsx(rows_of(100_000, 20)), {"TOO_MANY_ROWS", "INFLATES"}),
    "too many rows": (lambda: xlsx(rows_of(20_500)), {"TOO_MANY_ROWS"}),
    "too many columns": (lambda: xlsx(rows_of(1, 81)), {"TOO_MANY_COLUMNS"}),
    "all columns in many rows": (lambda: xlsx(rows_of(2000, 16_384, "<c/>")), {"EMPTY", "INFLATES"}),
    "all columns, filled": (lambda: xlsx(rows_of(100, 16_384)), {"TOO_MANY_COLUMNS"}),
    "too many cells": (lambda: xlsx(rows_of(6000, 80)), {"TOO_MANY_CELLS"}),
    "billion laughs": (
        lambda: xlsx(**{"xl/worksheets/sheet1.xml": sheet(LAUGHING_ROW, head=laughs())}),
        {"ENTITIES"},
    ),
    "quadratic entity": (
        lambda: with_part("xl/sharedStrings.xml", quadratic()),
        {"ENTITIES"},
    ),
    "entity from a file": (
        lambda: with_part("xl/workbook.xml", f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>{workbook()}'),
        {"ENTITIES"},
    ),
    "entities in UTF-16": (
        lambda: with_part("xl/theme/theme1.xml", '\ufeff<!DOCTYPE t [<!ENTITY a "b">]>'.encode("utf-16")),
        {"ENTITIES"},
    ),
    "entities in the links": (
        lambda: with_part("xl/worksheets/_rels/sheet1.xml.rels", laughs() + "<Relationships/>"),
        {"ENTITIES"},
    ),
    "macros": (lambda: with_part("xl/vbaProject.bin", b"\0" * 100), {"MACROS"}),
    "macros by their type": (
        lambda: with_part("[Content_Types].xml", TYPES.replace("sheet.main+xml", "sheet.macroEnabled.main+xml")),
        {"MACROS"},
    ),
    "old macros": (lambda: with_part("xl/macrosheets/sheet1.xml", sheet("")), {"MACROS"}),
    "active control": (lambda: with_part("xl/activeX/activeX1.bin", b"x"), {"MACROS"}),
    "links to other workbooks": (lambda: with_part("xl/externalLinks/externalLink1.xml", "<x/>"), {"EXTERNAL_LINKS"}),
    "file within": (lambda: with_part("xl/embeddings/oleObject1.bin", b"MZ"), {"EMBEDDED"}),
    "binary workbook": (lambda: with_part("xl/workbook.bin", b"x"), {"OTHER_KIND"}),
    "open document": (
        lambda: packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
        {"OTHER_KIND"},
    ),
    "a document of words": (lambda: packed({"word/document.xml": "<w/>"}), {"NO_SHEET"}),
    "no sheet": (lambda: xlsx(**{"xl/workbook.xml": workbook(())}), {"NO_SHEET"}),
    "hidden sheet alone": (
        lambda: xlsx(**{"xl/workbook.xml": workbook(("Rahasia",), states=("veryHidden",))}),
        {"NO_SHEET"},
    ),
    "sheet named and not there": (
        lambda: packed({name: text for name, text in parts().items() if "sheet1" not in name}),
        {"BROKEN", "EMPTY", "NO_SHEET"},
    ),
    "workbook is no XML": (lambda: with_part("xl/workbook.xml", b"\xff\xfe\x00 no"), {"BROKEN", "NO_SHEET"}),
    "sheet is cut off": (lambda: xlsx(**{"xl/worksheets/sheet1.xml": sheet(ONE_ROW)[:-40]}), {"BROKEN", "OK"}),
    "text that is not there": (
        lambda: xlsx('<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'),
        {"BROKEN", "OK", "EMPTY"},
    ),
    "deep nesting": (lambda: xlsx("<a>" * 200_000 + "</a>" * 200_000), {"BROKEN", "EMPTY", "TOO_HEAVY", "OK"}),
    "long cell": (overlong_row, {"CELL_TOO_LONG"}),
    "huge number": (
        lambda: xlsx('<row r="1"><c r="A1"><v>1e308</v></c><c r="B1"><v>1e999</v></c></row>'),
        {"OK", "BROKEN"},
    ),
    "no number": (
        lambda: xlsx('<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>x</v></c></row>'),
        {"OK", "BROKEN", "EMPTY"},
    ),
    "error cells": (lambda: xlsx('<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><v>1</v></c></row>'), {"OK"}),
    "day out of time": (
        lambda: xlsx('<row r="1"><c r="A1" s="1"><v>99999999999</v></c><c r="B1" s="1"><v>-5</v></c></row>'),
        {"OK", "BROKEN"},
    ),
    "formulas": (lambda: xlsx('<row r="1"><c r="A1"><f>HYPERLINK("http://x")</f><v>7</v></c></row>'), {"OK"}),
    "text against its direction": (lambda: xlsx(f'<row r="1">{text_cell("A1", STRANGE_TEXT)}</row>'), {"OK", "BROKEN"}),
    "web page called xls": (lambda: b"<html><body><table><tr><td>1</td></tr></table></body></html>", {"WEB_PAGE"}),
    "web page after blanks": (lambda: b"\xef\xbb\xbf\r\n  <!-- x --><TABLE><tr><td>1</table>", {"WEB_PAGE"}),
    "sheet as XML of 2003": (lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>', {"WEB_PAGE"}),
    "XLSX under a password": (lambda: ole(b"\0" * 5000, "EncryptedPackage", "EncryptionInfo"), {"ENCRYPTED"}),
    "old workbook under a password": (
        lambda: xls([number_record(0, 0, 1)], before=record(0x2F, struct.pack("<H", 1) + b"\0" * 52)),
        {"ENCRYPTED", "BROKEN"},
    ),
    "old workbook with macros": (lambda: ole(biff([]), "Workbook", "_VBA_PROJECT_CUR"), {"MACROS"}),
    "old workbook with a file in it": (lambda: ole(biff([]), "Workbook", "MBD00012345"), {"EMBEDDED"}),
    "a document of words, old": (lambda: ole(b"\0" * 5000, "WordDocument"), {"OTHER_KIND"}),
    "old workbook, cut off": (lambda: xls([number_record(0, 0, 1)])[:1700], {"BROKEN"}),
    "old workbook, loop in its table": (
        lambda: changed(xls([number_record(0, 0, 1)]), struct.pack("<3I", 3, 4, 5), struct.pack("<3I", 3, 3, 3)),
        {"BROKEN", "TOO_HEAVY", "OK"},
    ),
    "old workbook, last cell of all": (
        lambda: xls([number_record(0, 0, 1), number_record(65535, 255, 1)]),
        {"TOO_MANY_ROWS", "TOO_HEAVY"},
    ),
    "picture called xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 200, {"OTHER_KIND"}),
    "PDF called csv": (lambda: b"%PDF-1.7\n1 0 obj\n", {"OTHER_KIND"}),
    "program": (lambda: b"MZ\x90\0\x03\0\0\0" + bytes(range(256)) * 20, {"NOT_TEXT", "OTHER_KIND"}),
    "noise": (lambda: bytes((at * 7919 + 13) % 251 for at in range(20_000)), {"NOT_TEXT", "OK"}),
    "CSV with zeros": (lambda: b"Nama;Umur\r\nLa\0 Coba;41\r\n", {"NOT_TEXT"}),
    "CSV with a cell without end": (lambda: b'Nama,Umur\n"La Coba' + b"a" * 100_000, {"CELL_TOO_LONG"}),
    "CSV of too many rows": (lambda: b"a;b\n" * 30_000, {"TOO_MANY_ROWS"}),
    "CSV of too many columns": (lambda: b";".join([b"a"] * 5000), {"TOO_MANY_COLUMNS"}),
    "CSV of separators": (lambda: b"," * 9_000_000, {"TOO_MANY_COLUMNS", "TOO_HEAVY", "EMPTY"}),
    "CSV of quotes": (lambda: b'"' * 3_000_000, {"CELL_TOO_LONG", "BROKEN", "OK", "EMPTY"}),
    "broken UTF-16": (lambda: b"\xff\xfe" + "Nama;Umur".encode("utf-16-le") + b"\x00\xd8", {"ENCODING"}),
    "too big": (lambda: b"a;b\n" * 2_700_000, {"TOO_BIG"}),
}
