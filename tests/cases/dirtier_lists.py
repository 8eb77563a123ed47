"""More lists as they come in: hidden rows and formulas, texts of other encodings, messages, and files to refuse.

All people are invented. See dirty_lists.py.
"""

import datetime as dt
import io

import xlsxwriter

from tests.cases.dirty_lists import Dirty, book, table
from tests.core import sheet_files


def hidden_and_computed() -> bytes:
    """A hidden row is a row; a hidden sheet is none; a formula counts as what it shows."""
    out = io.BytesIO()
    work = xlsxwriter.Workbook(out)
    page, aside = work.add_worksheet("Daftar"), work.add_worksheet("Kerja")
    aside.hide()
    aside.write_row(0, 0, ["No", "Nama", "Umur"])
    aside.write_row(1, 0, [1, "La Sembunyi", 1])
    page.write_row(0, 0, ["No", "Nama", "Lahir Tahun", "Umur", "Asal"])
    for line, (name, year, origin) in enumerate((("La Rumus", 1985, "Muna"), ("Wa Rumus", 1990, "Buton")), start=1):
        page.write_row(line, 0, [line, name, year])
        page.write_formula(line, 3, f"=2026-C{line + 1}", None, 2026 - year)
        page.write(line, 4, origin)
    page.set_row(2, None, None, {"hidden": True})
    page.write(3, 1, "JUMLAH")
    page.write_formula(3, 3, "=COUNTA(B2:B3)", None, 2)
    work.close()
    return out.getvalue()


def with_mark() -> bytes:
    """Excel's own first line, and the mark of the encoding before it."""
    return "sep=;\r\nNo;Nama;L/P;Umur\r\n1;La Tanda;L;22 Thn\r\n2;Wa Tanda;P;20,5\r\n".encode("utf-8-sig")


def quoted_lines() -> bytes:
    """Cells with line breaks and commas inside quotes."""
    rows = [
        ["No", "Nama", "Alamat"],
        ["1", "La Kutip\nbin La Petik", "Desa Wali,\nKec. Watopute, Kab. Muna"],
        ["2", 'Wa "Ina" Kutip', "Raha, Muna"],
    ]
    return table(rows, ",")


def wide_text() -> bytes:
    rows = [["No", "Nama PMI", "JK", "Usia"], ["1", "La Lebar", "Lk", "31"], ["2", "Wa Lebar", "Pr", "-"]]
    return table(rows, "\t", "utf-16-be")


def spaced_numbers() -> bytes:
    return book(
        ("Data", [
            ["NO", "NAMA", "NIK", "NO PASPOR", "TANGGAL LAHIR"],
            [1, "La Spasi", "7414 0101 0180 0001", "XD 123456", "12 Mei 1985"],
            [2, "La Kutip Satu", "'7414010101850002", "B1234567.", dt.date(1985, 1, 1)],
            [3, "La Koma", 7.4140101e15, "tidak ada", "1-1-85"],
            [4, "La Nol", 0, "", "30 Februari 1990"],
        ]),
    )  # fmt: skip


def family_roles() -> bytes:
    """Each line of a family says its place in it; only the first says where from."""
    rows = [
        ["No", "Nama", "Hub. Keluarga", "Umur", "Alamat", "Ket"],
        [1, "La Induk", "KK", 40, "Desa Oensuli, Kab. Muna", "satu keluarga"],
        [2, "Wa Induk", "Istri", 35, "sda", ""],
        [3, "La Cilik", "Anak", "3 thn", "s.d.a", ""],
    ]
    return book(("Keluarga", rows))


def year_sheet() -> bytes:
    """An office's own book of a year: title, two lines of headings, days and ships in columns."""
    rows = [
        ["REKAPITULASI PEMULANGAN PMI TAHUN 2019"],
        [],
        ["No", "Tgl Tiba", "Nama Kapal", "Nama PMI", "L/P", "Umur", "Alamat", "", "Keterangan"],
        ["", "", "", "", "", "", "Desa", "Kabupaten", ""],
        [1, dt.date(2019, 3, 4), "KM Contoh Satu", "La Tahunan", "L", 30, "Wali", "Muna", "deportasi"],
        [2, dt.date(2019, 3, 4), "KM Contoh Satu", "Wa Tahunan", "P", "28 th", "Lakudo", "Buton Tengah", ""],
        [3, "12/5/2019", "KM Contoh Dua", "La Bulanan", "L", "", "", "Wakatobi", "sakit"],
        ["", "", "", "JUMLAH", "", "", "", "", 3],
    ]
    return book(("2019", rows))


def sexes_with_ages() -> bytes:
    return table(
        [["No", "Nama", "Umur/JK", "Kab"], ["1", "La Campur", "24 / L", "Muna"], ["2", "Wa Campur", "P/19", "Buton"]],
        ";",
    )


def empty_columns() -> bytes:
    return book(
        ("Daftar", [
            ["", "", "DAFTAR NAMA", "", "", ""], ["", "", "No.", "", "Nama", "", "Umur"],
            ["", "", 1, "", "La Renggang", "", 27], [], [], ["", "", 2, "", "Wa Renggang", "", 26],
            ["", "", "", "", "TOTAL", "", 2], ["", "", "", "", "Petugas Piket,"],
        ]),
    )  # fmt: skip


KEYCAPS = """📋 *DATA PMI DEPORTASI* 📋
1️⃣ La Emoji (L) 25 thn 🏠 Desa Bungi Kab. Buton
2️⃣ Wa Emoji (P) 24 thn 🏠 Kab. Muna
3️⃣ Baby Emoji 👶 3 bln
🙏🙏🙏"""

DASHED = """PMI tiba hari ini;
- La Garis / L / 29 / Muna
- Wa Garis / P / 27 / Muna
- 2 org tdk diketahui namanya
Ttd. Petugas"""


def bomb() -> bytes:
    """A part that claims to be small and is not."""
    raw = sheet_files.bomb(80 << 20)
    return sheet_files.raw_member("xl/workbook.xml", raw, claimed=100, checksum=0)


DIRTIER = [
    Dirty("hidden rows and formulas", hidden_and_computed, [
        {"name": "La Rumus", "age": 41, "remark": "Lahir Tahun: 1985"}, {"name": "Wa Rumus", "age": 36, "row": 3},
    ], told_total=2),
    Dirty("a mark and a first line of Excel", with_mark, [
        {"name": "La Tanda", "sex": "L", "age": 22},
        {"name": "Wa Tanda", "age": None, "age_printed": "20,5", "problems": ["AGE_UNREAD"]},
    ], skipped=["HEADING"]),
    Dirty("line breaks inside cells", quoted_lines, [
        {"name": "La Kutip bin La Petik", "origin": "Desa Wali, Kec. Watopute, Kab. Muna"},
        {"name": 'Wa "Ina" Kutip', "origin": "Raha, Muna"},
    ]),
    Dirty("wide signs without a mark", wide_text, [
        {"name": "La Lebar", "sex": "L", "age": 31}, {"name": "Wa Lebar", "sex": "P", "age": None},
    ]),
    Dirty("numbers with spaces and signs", spaced_numbers, [
        {"nik": "7414010101800001", "passport": "XD 123456", "birth_date": dt.date(1985, 5, 12), "problems": []},
        {"nik": "7414010101850002", "passport": "B1234567.", "birth_date": dt.date(1985, 1, 1), "problems": []},
        {"nik": "7414010100000000", "passport": "", "birth_printed": "1-1-85", "problems": ["NIK_DAMAGED"]},
        {"nik": "0", "birth_date": None, "birth_printed": "30 Februari 1990",
         "problems": ["BIRTH_IMPOSSIBLE", "NIK_DIGITS"]},
    ]),
    Dirty("places in a family", family_roles, [
        {"name": "La Induk", "age": 40, "origin": "Desa Oensuli, Kab. Muna",
         "remark": "satu keluarga; Hub. Keluarga: KK"},
        {"name": "Wa Induk", "origin": "Desa Oensuli, Kab. Muna", "remark": "Hub. Keluarga: Istri"},
        {"name": "La Cilik", "age": 3, "origin": "Desa Oensuli, Kab. Muna"},
    ]),
    Dirty("a book of a year", year_sheet, [
        {"name": "La Tahunan", "sex": "L", "age": 30, "origin": "Desa Wali, Kab. Muna", "sheet": "2019", "row": 5},
        {"name": "Wa Tahunan", "age": 28, "origin": "Desa Lakudo, Kab. Buton Tengah"},
        {"name": "La Bulanan", "age": None, "origin": "Kab. Wakatobi",
         "remark": "sakit; Tgl Tiba: 12/5/2019; Nama Kapal: KM Contoh Dua"},
    ], told_total=3, skipped=["LETTERHEAD", "HEADING", "HEADING", "TOTAL"]),
    Dirty("age and sex in one cell", sexes_with_ages, [
        {"name": "La Campur", "sex": "L", "age": 24, "age_printed": "24 / L", "problems": []},
        {"name": "Wa Campur", "sex": "P", "age": 19, "origin": "Kab. Buton"},
    ]),
    Dirty("empty columns and rows between", empty_columns, [
        {"name": "La Renggang", "age": 27, "row": 3}, {"name": "Wa Renggang", "age": 26, "row": 6},
    ], told_total=2, skipped=["LETTERHEAD", "HEADING", "TOTAL", "CLOSING"]),
    Dirty("pictures as numbers", lambda: KEYCAPS, [
        {"name": "La Emoji", "sex": "L", "age": 25, "origin": "Desa Bungi Kab. Buton"},
        {"name": "Wa Emoji", "sex": "P", "age": 24, "origin": "Kab. Muna"},
        {"name": "Baby Emoji", "age": 0, "age_printed": "3 bln", "problems": []},
    ]),
    Dirty("strokes between the facts", lambda: DASHED, [
        {"name": "La Garis", "sex": "L", "age": 29, "origin": "Muna"}, {"name": "Wa Garis", "sex": "P", "age": 27},
        {"name": "", "people": 2},
    ], skipped=["TEXT", "CLOSING"]),
]  # fmt: skip
REFUSED = [
    ("empty", lambda: b"", "tidak ada isinya"),
    ("empty sheet", lambda: book(("Kosong", [])), "tidak ada isinya"),
    ("under a password", lambda: sheet_files.ole(b"x", "EncryptedPackage"), "dikunci dengan kata sandi"),
    ("inflating", bomb, "mengembang"),
    ("macros", lambda: sheet_files.with_part("xl/vbaProject.bin", b"x"), "ada makro"),
    ("entities", lambda: sheet_files.with_part("xl/laughs.xml", sheet_files.laughs()), "perintah XML"),
    ("a web page as XLS", lambda: b"<html><table><tr><td>Nama</td></tr></table></html>", "halaman web"),
    ("a picture", lambda: b"\xff\xd8\xff\xe0" + b"0" * 50, "bukan lembar XLSX, XLS, atau CSV"),
    ("cut off", lambda: book(("Data", [["Nama"], ["La Potong"]]))[:400], "rusak atau terpotong"),
]
