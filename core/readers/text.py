"""Rows of a text: CSV of any separator and encoding, or a table that was pasted."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Mapping

from core.readers.confinement import Refused

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SEPARATORS = "\t;,|^~"
SAMPLE = 50  # lines by which the separator is chosen
WEB_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body|table|\?xml|meta|script)\b", re.I | re.S)


def decode(data: bytes) -> str:
    """The text: by its mark, else as UTF-8, else as the Windows code page of this part of the world."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return strict(data[len(mark) :], name)
    if b"\0" in data:
        return strict(data, wide_encoding(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise Refused("ENCODING") from error


def wide_encoding(data: bytes) -> str:
    """UTF-16 without its mark: every second byte of plain text is empty."""
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 4:
        raise Refused("NOT_TEXT")
    return "utf-16-le" if odd > even else "utf-16-be"


def read_text(data: bytes, options: Mapping) -> list[list[str]]:
    """Rows of cells; raises Refused for what is no table of text."""
    text = decode(data)
    if WEB_PAGE.match(text):
        raise Refused("WEB_PAGE")
    if "\0" in text or unreadable_share(text) > 0.02:
        raise Refused("NOT_TEXT")
    separator, text = told_separator(text)
    return parse(text, separator or likely_separator(text), options)


def unreadable_share(text: str) -> float:
    sample = text[:20_000]
    odd = sum(1 for sign in sample if sign < " " and sign not in "\t\r\n\f\v")
    return odd / len(sample) if sample else 0.0


def told_separator(text: str) -> tuple[str, str]:
    """Excel's own first line `sep=;`, and the text after it."""
    told = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    return (told.group(1), text[told.end() :]) if told else ("", text)


def likely_separator(text: str) -> str:
    """The sign that cuts most lines into the same number of pieces, more than one."""
    lines = [line for line in text[:100_000].splitlines()[: SAMPLE * 2] if line.strip()][:SAMPLE]
    scores = {sign: evenness(lines, sign) for sign in SEPARATORS}
    best = max(SEPARATORS, key=lambda sign: scores[sign])
    return best if scores[best] > (0, 0) else ","


def evenness(lines: list[str], separator: str) -> tuple[int, int]:
    """How many lines have the most usual number of cells (more than one), and how many cells that is."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
    except csv.Error:
        return (0, 0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (count, width)


def parse(text: str, separator: str, options: Mapping) -> list[list[str]]:
    csv.field_size_limit(options["cell"] * 4)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) > options["rows"] + options["empty"]:
                raise Refused("TOO_MANY_ROWS", limit=options["rows"])
    except csv.Error as error:
        raise Refused("CELL_TOO_LONG" if "field larger" in str(error) else "BROKEN") from error
    return rows
