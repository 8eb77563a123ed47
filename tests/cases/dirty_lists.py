"""Lists as offices send them, made by code, and what a careful clerk takes from each, row by row.

All people are invented. A row names what matters of it; `problems` are the codes that are complained of, in order.
"""

import csv
import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, field

import xlsxwriter

from tests.core import sheet_files

DAY = dt.date(2026, 11, 24)


@dataclass(frozen=True)
class Dirty:
    name: str
    make: Callable[[], bytes | str]
    rows: list[dict]
    told_total: int | None = None
    skipped: list[str] = field(default_factory=list)


def book(*sheets: tuple[str, list[list]], merged: tuple[tuple, ...] = ()) -> bytes:
    """A real XLSX. A `date` is written as a day, a `float` or `int` as a number; `merged` are ranges of the first."""
    out = io.BytesIO()
    work = xlsxwriter.Workbook(out)
    day = work.add_format({"num_format": "dd/mm/yyyy"})
    for at, (name, rows) in enumerate(sheets):
        page = work.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    page.write_datetime(line, column, dt.datetime(value.year, value.month, value.day), day)
                elif value != "":
                    page.write(line, column, value)
        for first_row, first_column, last_row, last_column, text in merged if at == 0 else ():
            page.merge_range(first_row, first_column, last_row, last_column, text)
    work.close()
    return out.getvalue()


def table(rows: list[list], separator: str, encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def letterhead() -> bytes:
    return book(
        ("Daftar", [
            ["KEMENTERIAN PELINDUNGAN PEKERJA MIGRAN INDONESIA"], ["BALAI PELAYANAN PELINDUNGAN PMI KALIMANTAN UTARA"],
            ["Jalan Contoh No. 1 Nunukan"], [], ["DAFTAR NAMA PMI DEPORTASI ASAL SULAWESI TENGGARA"],
            ["Nomor : B.1/X/2025"], [],
            ["No", "Nama", "L/P", "Umur", "Alamat", "No. Paspor/SPLP", "Ket"],
            [1, "LA ODE CONTOH", "L", 34, "Desa Lakudo, Kec. Lakudo, Buton Tengah", "XD123456", "Overstay"],
            [2, "WA ODE MISAL", "P", 29, "Raha, Kab. Muna", "-", ""],
            ["", "JUMLAH", "", "", "", "", 2],
            [], ["", "", "", "", "Nunukan, 12 Oktober 2025"], ["", "", "", "", "Kepala BP3MI Kalimantan Utara"],
            [], ["", "", "", "", "Drs. Pejabat Contoh"], ["", "", "", "", "NIP. 197001011990031001"],
        ]),
    )  # fmt: skip


def two_lines() -> bytes:
    rows = [
        ["No", "Nama", "Jenis Kelamin", "", "Umur (Tahun)", "Alamat Asal", "", "", "Ket"],
        ["", "", "L", "P", "", "Desa", "Kecamatan", "Kabupaten", ""],
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, "La Satu", "√", "", 41, "Wakambangura", "Mawasangka", "Buton Tengah", "sakit"],
        [2, "Wa Dua", "", "√", "± 30", "Lakapera", "Gu", "Buton Tengah", ""],
        [3, "Wa Tiga", "v", "V", "7 bln", "", "", "Muna", ""],
    ]
    merged = ((0, 2, 0, 3, "Jenis Kelamin"), (0, 5, 0, 7, "Alamat Asal"), (0, 0, 1, 0, "No"), (0, 1, 1, 1, "Nama"))
    return book(("Lampiran", rows), merged=merged)


def wrapped() -> bytes:
    return book(
        ("Sheet1", [
            ["NO", "NAMA LENGKAP", "TTL", "PEKERJAAN", "ALAMAT"],
            [1, "Muhammad Contoh", "Raha, 12-05-1990", "Buruh sawit", "Jl. Poros"],
            ["", "bin La Uji", "", "", "Desa Kambara, Kab. Muna Barat"],
            [2, "Siti Misal", "Muna, 31/04/1988", "IRT", "Tobea"],
            ["", "", "", "", "Muna"],
        ]),
    )  # fmt: skip


def damaged_numbers() -> bytes:
    return book(
        ("Data", [
            ["No.", "Nama", "NIK", "Tgl Lahir", "Usia"],
            [1, "La Nomor", 7414010101800001, dt.date(1980, 1, 1), 46],
            [2, "La Tulis", "7414010101850002", 31048, 41],
            [3, "La Ilmiah", "7,41401E+15", "13/25/1990", "dewasa"],
            [4, "La Kurang", "74140101018", "1985", 200],
            [5, "La Nanti", "", dt.date(2031, 2, 3), "anak"],
        ]),
    )  # fmt: skip


def repeated_heads() -> bytes:
    head = ["No", "Nama PMI", "JK", "Umur", "Asal"]
    return book(
        ("Lembar1", [
            ["Halaman 1"], head, [1, "La Awal", "L", 20, "Muna"], [2, "La Kedua", "LK", 21, "Muna"], [],
            ["KEMENTERIAN P2MI"], ["Halaman 2"], head, [3, "Wa Ketiga", "PR", 22, "Wakatobi"],
            ["Sub Total", "", "", "", 1], ["TOTAL : 3 ORANG"],
        ]),
    )  # fmt: skip


def by_number() -> bytes:
    return book(
        ("Manifes", [
            ["No", "Nama", "Umur", "Asal", "Keterangan"],
            [1, "A.B.", 30, "Buton", ""],
            [2, "NN", "", "Muna", "tidak mau menyebut nama"],
            [3, "8 orang belum diketahui namanya", "", "", ""],
            ["", "Jumlah", "", "", "10 orang"],
        ]),
    )  # fmt: skip


def sections() -> bytes:
    return book(
        ("Daftar", [
            ["No", "Nama", "Umur", "Alamat"], ["A. LAKI-LAKI"], [1, "La Bagian", 25, "Desa Lamena"],
            ["B. PEREMPUAN"], [1, "Wa Bagian", 26, "Desa Wali"],
        ]),
    )  # fmt: skip


def areas() -> bytes:
    return book(
        ("Daftar", [
            ["No", "Nama", "L/P", "Umur"], ["I. KABUPATEN MUNA"], [1, "La Muna", "L", 25], [2, "Wa Muna", "P", 5],
            ["II. KABUPATEN WAKATOBI"], [1, "La Wanci", "L", 26],
        ]),
    )  # fmt: skip


def in_one_cell() -> bytes:
    return book(
        ("Daftar", [
            ["No", "Nama/Umur/Alamat", "Ket"],
            [1, "La Ode Gabung (34 th), Desa Lakudo, Kec. Lakudo", "narkoba"],
            [2, "Wa Gabung, P, 7 bulan, Kab. Muna", ""],
            [3, "La Panjang alias Uding / 41 tahun / Wakatobi", ""],
        ]),
    )  # fmt: skip


def without_heading() -> bytes:
    return table(
        [["1", "La Kosong", "L", "33", "Desa Bungi, Buton"], ["2", "Wa Kosong", "P", "31 thn", "Muna"],
         ["3", "La Hampa", "L", "28", "Bombana"]], ";",
    )  # fmt: skip


def side_by_side() -> bytes:
    return book(
        ("Daftar", [
            ["No", "Nama", "Umur", "", "No", "Nama", "Umur"],
            [1, "La Kiri", 20, "", 3, "Wa Kanan", 22], [2, "La Kiri Dua", 21, "", 4, "Wa Kanan Dua", 23],
        ]),
    )  # fmt: skip


def malay() -> bytes:
    return table(
        [["SENARAI NAMA WNI DIUSIR", "", "", "", "", "", ""],
         ["Bil", "Nama", "Jantina", "Tarikh Lahir", "No. Pasport", "Kesalahan", "Majikan"],
         ["1.", "AHMAD BIN CONTOH", "LELAKI", "01/02/1979", "B 1234567", "Sek. 15(1)(c)", "Ladang Contoh"],
         ["2.", "NORAINI BINTI CONTOH", "PEREMPUAN", "1990", "TIADA", "", ""]], ",", "cp1252",
    )  # fmt: skip


def old_excel() -> bytes:
    cells = []
    rows = [["No", "Nama", "Umur", "Alamat"], [1, "La Lama", 50, "Muna"], [2, "Wa Lama", "45 th", "Buton"]]
    for line, row in enumerate(rows):
        for column, value in enumerate(row):
            make = sheet_files.number_record if isinstance(value, int) else sheet_files.label_record
            cells.append(make(line, column, value))
    return sheet_files.xls(cells)


def utf16() -> bytes:
    rows = [["Nama", "Jenis kelamin", "Usia"], ["La Ode Ñandu", "Pria", "≈"], ["Wa Éla", "Wanita", "sekitar 40"]]
    return "\ufeff".encode("utf-16-le") + table(rows, "\t", "utf-16-le")


def several_sheets() -> bytes:
    head = ["No", "Nama", "Umur"]
    return book(
        ("Rekap", [["Laki-laki", 1], ["Perempuan", 1], ["Jumlah", 2]]),
        ("Laki-laki", [head, [1, "La Lembar", 20]]),
        ("Perempuan", [head, [1, "Wa Lembar", 21]]),
        ("Kosong", []),
    )


def telephone_and_more() -> bytes:
    return book(
        ("Data", [
            ["No", "Nama PMI", "Nama Ayah", "No HP Keluarga", "Kasus", "Tanda Tangan", "Pekerjaan", "Tempat Kerja"],
            [1, "La Lengkap", "La Bapak", "081200000001", "Overstay", "ttd", "Buruh", "Tawau"],
        ]),
    )  # fmt: skip


def twice() -> bytes:
    return book(
        ("Data", [
            ["No", "Nama", "Umur", "NIK"], [1, "La Ode Ganda", 30, "7414010101800001"],
            [2, "LA ODE  GANDA", 30, "7414010101800001"],
        ]),
    )  # fmt: skip


def name_split() -> bytes:
    return table([["No", "Nama Depan", "Nama Belakang", "P/L", "Umur"], ["1", "Wa", "Pisah", "P", "umur 19"]], "|")


def odd_sexes() -> bytes:
    return book(
        ("Data", [
            ["No", "Nama", "Lk", "Pr", "Alamat"], [1, "La Umur", 34, "", "Muna"], [2, "Wa Umur", "", "29 th", "Muna"],
            [3, "La Salah", "?", "", "Muna"],
        ]),
    )  # fmt: skip


WHATSAPP = """[24/11/26 08.22] Petugas Contoh: *Izin melaporkan*
Berikut daftar PMI deportasi asal Sultra:
1. La X, 34 thn, Muna
2. Wa Y (P) 29 th, Desa Lakudo Kec. Lakudo
3) La Ode Z 👶 7 bln
   anak dari no 2
4. A.B. – L – ± 30 – Wakatobi

Jumlah: 4 orang
Demikian, terima kasih 🙏"""

PLAIN_LINES = """La Polos, L, 40, Muna
Wa Polos, P, Buton
3 orang lainnya belum diketahui"""

LABELLED = """Nama : La Label
Umur : 33 tahun
Alamat : Desa Wali, Kab. Buton
No. Paspor: B1234567

Nama : Wa Label
TTL : Raha, 3 Maret 1991
JK : P
Pekerjaan: ART"""

BULLETS = """Daftar nama:
1. La Kepala 40 tahun Kel. Wajo Kota Baubau
- Wa Istri, 38 th
- La Anak, 5 th (sakit)
2. La Lain NIK 7414010101800001 paspor AT123456"""

PASTED = "No\tNama\tUmur\tAlamat\n1\tLa Tempel\t30\tMuna\n2\tWa Tempel\t-\tButon\n\tJumlah\t2\t\n"

DIRTY = [
    Dirty("letterhead", letterhead, [
        {"name": "LA ODE CONTOH", "sex": "L", "age": 34, "origin": "Desa Lakudo, Kec. Lakudo, Buton Tengah",
         "passport": "XD123456", "remark": "Overstay", "row": 9, "problems": []},
        {"name": "WA ODE MISAL", "sex": "P", "age": 29, "origin": "Raha, Kab. Muna", "passport": "", "row": 10},
    ], told_total=2, skipped=["LETTERHEAD"] * 5 + ["HEADING", "TOTAL"] + ["CLOSING"] * 4),
    Dirty("two lines of headings", two_lines, [
        {"name": "La Satu", "sex": "L", "age": 41, "origin": "Desa Wakambangura, Kec. Mawasangka, Kab. Buton Tengah",
         "remark": "sakit", "row": 4},
        {"name": "Wa Dua", "sex": "P", "age": 30, "age_printed": "± 30"},
        {"name": "Wa Tiga", "sex": "U", "age": 0, "age_printed": "7 bln", "origin": "Kab. Muna",
         "problems": ["SEX_BOTH"]},
    ], skipped=["HEADING"] * 3),
    Dirty("wrapped lines", wrapped, [
        {"name": "Muhammad Contoh bin La Uji", "birth_date": dt.date(1990, 5, 12), "birth_printed": "Raha, 12-05-1990",
         "job": "Buruh sawit", "origin": "Jl. Poros Desa Kambara, Kab. Muna Barat", "problems": ["JOINED"]},
        {"name": "Siti Misal", "birth_date": None, "birth_printed": "Muna, 31/04/1988", "origin": "Tobea Muna",
         "problems": ["BIRTH_IMPOSSIBLE", "JOINED"]},
    ]),
    Dirty("damaged numbers", damaged_numbers, [
        {"name": "La Nomor", "nik": "7414010101800001", "birth_date": dt.date(1980, 1, 1), "age": 46,
         "problems": ["NIK_DAMAGED"]},
        {"name": "La Tulis", "nik": "7414010101850002", "birth_date": dt.date(1985, 1, 1),
         "birth_printed": "01-01-1985",
         "problems": ["BIRTH_SERIAL"]},
        {"name": "La Ilmiah", "age": None, "age_printed": "dewasa", "birth_date": None, "birth_printed": "13/25/1990",
         "problems": ["AGE_WORD", "BIRTH_IMPOSSIBLE", "NIK_DAMAGED"]},
        {"name": "La Kurang", "nik": "74140101018", "birth_printed": "1985", "age": None, "age_printed": "200",
         "problems": ["AGE_IMPOSSIBLE", "NIK_DIGITS"]},
        {"name": "La Nanti", "birth_date": None, "birth_printed": "03-02-2031",
         "problems": ["AGE_WORD", "BIRTH_IMPOSSIBLE"]},
    ]),
    Dirty("headings on each page", repeated_heads, [
        {"name": "La Awal", "sex": "L"}, {"name": "La Kedua", "sex": "L"},
        {"name": "Wa Ketiga", "sex": "P", "age": 22, "origin": "Wakatobi", "row": 9},
    ], told_total=3, skipped=["LETTERHEAD", "HEADING", "LETTERHEAD", "LETTERHEAD", "HEADING", "TOTAL", "TOTAL"]),
    Dirty("people by number alone", by_number, [
        {"name": "A.B.", "is_initials": True, "people": 1, "problems": ["INITIALS"]},
        {"name": "", "people": 1, "origin": "Muna", "remark": "tidak mau menyebut nama", "problems": ["NAMELESS"]},
        {"name": "", "people": 8, "remark": "8 orang belum diketahui namanya", "problems": ["COUNT"]},
    ], told_total=10),
    Dirty("parts by sex", sections, [
        {"name": "La Bagian", "sex": "L", "age": 25}, {"name": "Wa Bagian", "sex": "P", "origin": "Desa Wali"},
    ], skipped=["HEADING", "PART", "PART"]),
    Dirty("parts by district", areas, [
        {"name": "La Muna", "origin": "KABUPATEN MUNA"}, {"name": "Wa Muna", "origin": "KABUPATEN MUNA", "age": 5},
        {"name": "La Wanci", "origin": "KABUPATEN WAKATOBI"},
    ]),
    Dirty("name, age and address in one cell", in_one_cell, [
        {"name": "La Ode Gabung", "age": 34, "origin": "Desa Lakudo, Kec. Lakudo", "remark": "narkoba"},
        {"name": "Wa Gabung", "sex": "P", "age": 0, "age_printed": "7 bulan", "origin": "Kab. Muna"},
        {"name": "La Panjang alias Uding", "age": 41, "origin": "Wakatobi"},
    ]),
    Dirty("no heading", without_heading, [
        {"name": "La Kosong", "sex": "L", "age": 33, "origin": "Desa Bungi, Buton"},
        {"name": "Wa Kosong", "sex": "P", "age": 31, "age_printed": "31 thn"},
        {"name": "La Hampa", "origin": "Bombana"},
    ]),
    Dirty("two lists side by side", side_by_side, [
        {"name": "La Kiri", "age": 20}, {"name": "La Kiri Dua"}, {"name": "Wa Kanan", "age": 22},
        {"name": "Wa Kanan Dua"},
    ]),
    Dirty("Malay headings", malay, [
        {"name": "AHMAD BIN CONTOH", "sex": "L", "birth_date": dt.date(1979, 2, 1), "passport": "B 1234567",
         "remark": "Kesalahan: Sek. 15(1)(c); Majikan: Ladang Contoh"},
        {"name": "NORAINI BINTI CONTOH", "sex": "P", "birth_date": None, "birth_printed": "1990",
         "problems": ["PASSPORT_UNREAD"]},
    ]),
    Dirty("an old workbook", old_excel, [
        {"name": "La Lama", "age": 50, "origin": "Muna"}, {"name": "Wa Lama", "age": 45, "age_printed": "45 th"},
    ]),
    Dirty("another encoding", utf16, [
        {"name": "La Ode Ñandu", "sex": "L", "age": None, "age_printed": "≈", "problems": ["AGE_UNREAD"]},
        {"name": "Wa Éla", "sex": "P", "age": 40, "age_printed": "sekitar 40"},
    ]),
    Dirty("several sheets", several_sheets, [
        {"name": "La Lembar", "sheet": "Laki-laki", "row": 2}, {"name": "Wa Lembar", "sheet": "Perempuan", "row": 2},
    ]),
    Dirty("columns of other things", telephone_and_more, [
        {"name": "La Lengkap", "job": "Buruh",
         "remark": "Nama Ayah: La Bapak; No HP Keluarga: 081200000001; Kasus: Overstay; Tempat Kerja: Tawau"},
    ]),
    Dirty("somebody twice", twice, [
        {"name": "La Ode Ganda", "problems": []}, {"name": "LA ODE GANDA", "problems": ["TWICE", "NIK_TWICE"]},
    ]),
    Dirty("a name in two columns", name_split, [{"name": "Wa Pisah", "sex": "P", "age": 19}]),
    Dirty("ages in the columns of sexes", odd_sexes, [
        {"name": "La Umur", "sex": "L", "age": 34}, {"name": "Wa Umur", "sex": "P", "age": 29},
        {"name": "La Salah", "sex": "L", "problems": ["AGE_UNREAD"]},
    ]),
    Dirty("a message", lambda: WHATSAPP, [
        {"name": "La X", "age": 34, "origin": "Muna"},
        {"name": "Wa Y", "sex": "P", "age": 29, "origin": "Desa Lakudo Kec. Lakudo"},
        {"name": "La Ode Z", "age": 0, "remark": "anak dari no 2", "problems": ["JOINED"]},
        {"name": "A.B.", "is_initials": True, "sex": "L", "age": 30, "origin": "Wakatobi"},
    ], told_total=4),
    Dirty("lines without numbers", lambda: PLAIN_LINES, [
        {"name": "La Polos", "sex": "L", "age": 40, "origin": "Muna"},
        {"name": "Wa Polos", "sex": "P", "origin": "Buton"},
        {"name": "", "people": 3},
    ]),
    Dirty("lines with labels", lambda: LABELLED, [
        {"name": "La Label", "age": 33, "origin": "Desa Wali, Kab. Buton", "passport": "B1234567"},
        {"name": "Wa Label", "sex": "P", "birth_date": dt.date(1991, 3, 3), "job": "ART"},
    ]),
    Dirty("a family under bullets", lambda: BULLETS, [
        {"name": "La Kepala", "age": 40, "origin": "Kel. Wajo Kota Baubau"}, {"name": "Wa Istri", "age": 38},
        {"name": "La Anak", "age": 5, "remark": "sakit"},
        {"name": "La Lain", "nik": "7414010101800001", "passport": "AT123456"},
    ]),
    Dirty("a pasted table", lambda: PASTED, [
        {"name": "La Tempel", "age": 30, "origin": "Muna"}, {"name": "Wa Tempel", "age": None, "origin": "Buton"},
    ], told_total=2),
]  # fmt: skip
