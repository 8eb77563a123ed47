"""Sheets that come in: good ones are read, hostile ones refused within the limits; what leaves is defused."""

import datetime as dt
import io
import json
import logging
import os
import re
import string
import subprocess
import sys

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.limited import ENVIRONMENT, Allowance, ReaderRefused, run_reader
from core.sheets import Rows, SheetLimits, SheetRefused, defuse, read_sheet
from tests.core import sheet_files as made

EXAMPLES = int(os.environ.get("SHEET_EXAMPLES", "60"))  # thousands by hand: SHEET_EXAMPLES=10000
SENTENCE = re.compile(
    r"Berkas tidak dapat dibaca: [a-zA-Z].{8,}\. Simpan ulang sebagai XLSX atau CSV, atau tempel isinya\."
)
UNHANDLED = "The reader sheet ended with 1."


def code_of(data, **told) -> str:
    """`OK`, or the code of the refusal, whose sentence is whole."""
    try:
        read_sheet(data, **told)
    except SheetRefused as refusal:
        is_whole = SENTENCE.fullmatch(refusal.message)
        return refusal.code if is_whole else f"not a sentence: {refusal.message}"
    return "OK"


# -- what is read ---------------------------------------------------------------------------------


def test_text_numbers_and_days_stay_what_they_are():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("Daftar")
    page.write_row(0, 0, ["Nama", "Umur", "Tiba", "NIK"])
    page.write_row(1, 0, ["La Coba", 41])
    page.write_datetime(1, 2, dt.datetime(2026, 11, 24), book.add_format({"num_format": "dd/mm/yyyy"}))
    page.write_string(1, 3, "7414010101800001")
    page.write_datetime(2, 2, dt.datetime(2026, 11, 24, 21, 5), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
    page.write_number(2, 1, 1.5)
    book.add_worksheet("Kedua")
    book.close()
    assert read_sheet(out.getvalue()) == Rows(
        rows=[
            ["Nama", "Umur", "Tiba", "NIK"],
            ["La Coba", 41, dt.date(2026, 11, 24), "7414010101800001"],
            ["", 1.5, dt.datetime(2026, 11, 24, 21, 5)],
        ],
        sheet="Daftar",
        sheets=["Daftar", "Kedua"],
    )


def test_a_number_of_sixteen_digits_is_marked_as_cut():
    rows = read_sheet(made.xlsx('<row r="1"><c r="A1"><v>7414010101800001</v></c><c r="B1"><v>41</v></c></row>'))
    assert (rows.rows, rows.cut) == ([["7414010101800001", 41]], [(0, 0)])


@pytest.mark.parametrize(
    ("properties", "day"), [("", dt.date(2026, 11, 24)), ('<workbookPr date1904="1"/>', dt.date(2030, 11, 25))]
)
def test_days_are_counted_from_the_workbook_s_own_first_day(properties, day):
    data = made.xlsx(
        '<row r="1"><c r="A1" s="1"><v>46350</v></c></row>', **{"xl/workbook.xml": made.workbook(properties=properties)}
    )
    assert read_sheet(data).rows == [[day]]


def test_an_old_workbook_is_read():
    cells = [made.label_record(0, 0, "Nama"), made.label_record(1, 0, "La Coba"), made.number_record(1, 1, 41.0)]
    assert read_sheet(made.xls(cells)) == Rows(rows=[["Nama"], ["La Coba", 41]], sheet="Satu", sheets=["Satu"])


def test_the_wanted_sheet_is_read_and_hidden_ones_are_not_offered():
    sheets = {
        "xl/workbook.xml": made.workbook(("Kosong", "Daftar", "Rahasia"), states=("", "", "hidden")),
        "xl/_rels/workbook.xml.rels": made.links(3),
        "xl/worksheets/sheet1.xml": made.sheet(""),
        "xl/worksheets/sheet2.xml": made.sheet(f"<row>{made.text_cell('A1', 'dua')}</row>"),
        "xl/worksheets/sheet3.xml": made.sheet(f"<row>{made.text_cell('A1', 'tiga')}</row>"),
    }
    found = read_sheet(made.xlsx(**sheets))
    assert (found.rows, found.sheet, found.sheets) == ([["dua"]], "Daftar", ["Kosong", "Daftar"])
    assert code_of(made.xlsx(**sheets), sheet="Rahasia") == "NO_SUCH_SHEET"


@pytest.mark.parametrize("separator", ["\t", ";", ",", "|", "^", "~"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_csv_of_any_separator_and_encoding(separator, encoding):
    lines = ["Nama", "Umur", "Ket"], ["La Coba", "41", "café"], ["Wa Contoh", "", "dua kata"]
    text = "\r\n".join(separator.join(line) for line in lines)
    assert read_sheet(text.encode(encoding)).rows == [list(line) for line in lines]


def test_csv_with_the_separator_told_and_with_quotes_and_breaks():
    assert read_sheet(b"sep=:\r\nNama:Umur\r\nLa Coba:41\r\n").rows == [["Nama", "Umur"], ["La Coba", "41"]]
    assert read_sheet(b'Nama;Ket\n"La ""Coba""; satu";"dua\nbaris"\n').rows == [
        ["Nama", "Ket"],
        ['La "Coba"; satu', "dua\nbaris"],
    ]


def test_digits_of_a_csv_stay_text():
    assert read_sheet(b"NIK;Telepon\n7414010101800001;081234\n").rows[1] == ["7414010101800001", "081234"]


def test_a_pasted_table_is_read_also_when_it_begins_like_another_kind():
    assert read_sheet("Nama\tUmur\nLa Coba\t41").rows == [["Nama", "Umur"], ["La Coba", "41"]]
    assert read_sheet("PK\tUmur\n%PDF\t41").rows == [["PK", "Umur"], ["%PDF", "41"]]
    assert read_sheet("hanya satu kolom\nbaris kedua").rows == [["hanya satu kolom"], ["baris kedua"]]


def test_signs_that_cannot_be_seen_are_taken_out():
    assert read_sheet("\u202eNama\u202c\tUm\u200bur\nLa\u00adCoba\t4\u00a01").rows == [
        ["Nama", "Umur"],
        ["LaCoba", "4\u00a01"],
    ]


def test_an_upload_is_read_no_further_than_the_limit():
    stream = io.BytesIO(b"a;b\n" * 3_000_000)
    assert code_of(stream) == "TOO_BIG"
    assert stream.tell() == SheetLimits().bytes + 1


# -- what is refused ------------------------------------------------------------------------------


def test_there_are_sixty_hostile_files_and_more():
    assert len(made.HOSTILE) >= 60


@pytest.mark.parametrize("name", made.HOSTILE)
def test_hostile_file_is_refused_or_read_within_the_limits(name, caplog):
    make, right = made.HOSTILE[name]
    with caplog.at_level(logging.WARNING, logger="core.limited"):
        assert code_of(make()) in right
    assert UNHANDLED not in caplog.text


def test_the_reader_has_no_more_memory_than_it_may():
    """A workbook that wants more dies alone; the same reader then reads the next one."""
    greedy = made.xls([made.number_record(0, 0, 1), made.number_record(60_000, 250, 1)])
    assert code_of(greedy) == "TOO_HEAVY"
    with pytest.raises(ReaderRefused, match="TOO_HEAVY|BROKEN"):
        run_reader("sheet", made.xlsx(), {}, Allowance(memory=8 << 20))
    assert code_of(made.xlsx()) == "OK"


def test_the_reader_has_no_more_time_than_it_may():
    slow = b"," * 9_000_000
    options = {**SheetLimits().__dict__, "sheet": "", "is_text": False}
    with pytest.raises(ReaderRefused, match="TOO_HEAVY"):
        run_reader("sheet", slow, options, Allowance(cpu=1))
    with pytest.raises(ReaderRefused, match="TOO_HEAVY"):
        run_reader("sheet", slow, options, Allowance(wall=0))


def test_the_reader_is_told_no_secret_and_can_write_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "rahasia-" * 8)
    target = tmp_path / "written"
    program = (
        "import json, os, sys; from core.readers.confinement import confine; confine(memory=1 << 29, cpu=5)\n"
        f"file = os.open({str(target)!r}, os.O_WRONLY | os.O_CREAT)\n"
        "try: os.write(file, b'x'); wrote = True\n"
        "except OSError: wrote = False\n"
        "print(json.dumps([wrote, 'SECRET_KEY' in os.environ, 'django' in sys.modules]))"
    )
    command = [sys.executable, "-s", "-c", program]
    done = subprocess.run(command, env=ENVIRONMENT, cwd="/", capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == [False, False, False]
    assert target.read_bytes() == b""


broken = st.tuples(st.sampled_from(["flip", "cut", "insert", "swap"]), st.integers(0, 10**6), st.integers(1, 300))
GOOD = [
    made.xlsx(),
    made.xlsx(made.rows_of(30, 8)),
    made.xls([made.label_record(0, 0, "Nama"), made.number_record(1, 1, 41.0)]),
    "Nama;Umur\nLa Coba;41\n".encode("utf-16"),
    b"Nama,Umur\nLa Coba,41\n" * 20,
]


def harmed(data: bytes, harm: tuple[str, int, int]) -> bytes:
    kind, at, count = harm
    at %= len(data)
    if kind == "flip":
        return data[:at] + bytes(255 - byte for byte in data[at : at + count]) + data[at + count :]
    if kind == "cut":
        return data[:at] + data[at + count :]
    if kind == "insert":
        return data[:at] + bytes(range(256))[:count] + data[at:]
    return data[at:] + data[:at]


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.sampled_from(GOOD), harms=st.lists(broken, min_size=1, max_size=4))
def test_a_harmed_file_is_refused_or_read(data, harms, caplog):
    for harm in harms:
        data = harmed(data, harm) or b"\0"
    caplog.clear()
    with caplog.at_level(logging.WARNING, logger="core.limited"):
        code_of(data)
    assert UNHANDLED not in caplog.text


XML_BITS = [
    "<row r='1'>", "</row>", "<c r='A1'>", "<c r='ZZ9' t='s'>", "<c t='inlineStr'>", "</c>", "<v>", "</v>", "1e308",
    "-1", "", "46350", "<is><t>", "</t></is>", "<f>", "</f>", "&amp;", "&#0;", "&x;", "<!-- ", " -->", "<![CDATA[",
    "]]>", "\ufffe", "x",
]  # fmt: skip


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(bits=st.lists(st.sampled_from(XML_BITS), max_size=40), noise=st.binary(max_size=40))
def test_a_sheet_of_broken_markup_is_refused_or_read(bits, noise, caplog):
    caplog.clear()
    part = made.sheet("".join(bits)).encode() + noise
    with caplog.at_level(logging.WARNING, logger="core.limited"):
        code_of(made.xlsx(**{"xl/worksheets/sheet1.xml": part}))
    assert UNHANDLED not in caplog.text


# -- what leaves ----------------------------------------------------------------------------------

STARTS = ["=", "+", "-", "@", "|", "%", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\uff5c", "\uff05"]
UNSEEN = ["", " ", "\u00a0", "\u200b", "\ufeff", "\u202e", "\x01", "\x7f", "\t", "\r", "\n", "\0", "\u2028", "\t \n"]


@pytest.mark.parametrize("before", UNSEEN)
@pytest.mark.parametrize("start", STARTS)
def test_text_that_begins_like_a_formula_is_defused(before, start):
    assert defuse(f"{before}{start}1+1").startswith("'")


@pytest.mark.parametrize("start", ["\t", "\r", "\n", "\0"])
def test_text_that_begins_with_a_break_is_defused(start):
    assert defuse(f"{start}La Coba").startswith("'")


@pytest.mark.parametrize("text", ["", "La Coba", "41", "a=b", "0811-22", "(+62) 811", "'=1", "…", "Ⅷ"])
def test_harmless_text_is_left_alone(text):
    assert defuse(text) == text


@given(st.text(max_size=60))
def test_defusing_twice_is_defusing_once(text):
    assert defuse(defuse(text)) == defuse(text)


@given(st.text(alphabet=string.printable + "".join(STARTS) + "\u200b\u00a0", max_size=30))
def test_no_defused_text_begins_like_a_formula(text):
    left = defuse(text).lstrip(" \t\r\n\0\x0b\x0c\u00a0\u200b")
    assert not left.startswith(tuple(STARTS))
