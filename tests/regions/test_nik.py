from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.nik import read_nik

TODAY = date(2026, 11, 24)
AREA = "Kode wilayah pada NIK tidak dikenali. Data tetap tersimpan. Cocokkan dengan KTP bila ada."
NO_DATE = "Tanggal lahir pada NIK tidak ada di kalender. Data tetap tersimpan. Cocokkan dengan KTP bila ada."
OTHER_DATE = "Tanggal lahir pada NIK berbeda dari isian. Data tetap tersimpan. Periksa keduanya."
OTHER_SEX = "Jenis kelamin pada NIK berbeda dari yang diisi. Periksa keduanya; data tetap tersimpan."
SERIAL = "Nomor urut pada NIK 0000. Data tetap tersimpan. Cocokkan dengan KTP bila ada."

# NIK, birth date, sex, area code, warnings
READ = [
    ("7414041508900001", date(1990, 8, 15), "L", "74.14.04", ()),
    ("7414045508900001", date(1990, 8, 15), "P", "74.14.04", ()),
    ("7414.0455.0890.0001", date(1990, 8, 15), "P", "74.14.04", ()),
    ("7414 0455 0890 0001", date(1990, 8, 15), "P", "74.14.04", ()),
    ("7414-0455-0890-0001", date(1990, 8, 15), "P", "74.14.04", ()),
    ("\t7414045508900001\n", date(1990, 8, 15), "P", "74.14.04", ()),
    ("\u200b7414045508900001\u202c", date(1990, 8, 15), "P", "74.14.04", ()),
    ("７４１４０４５５０８９００００１", date(1990, 8, 15), "P", "74.14.04", ()),
    # Issued before the split of 2014: Buton with a sub-district number that is no longer in the list.
    ("7404011508900001", date(1990, 8, 15), "L", "74.04", (AREA,)),
    ("7404055508900002", date(1990, 8, 15), "P", "74.04", (AREA,)),
    ("7403121508900001", date(1990, 8, 15), "L", "74.03", (AREA,)),
    ("9999991508900001", date(1990, 8, 15), "L", "", (AREA,)),
    ("7400001508900001", date(1990, 8, 15), "L", "74", (AREA,)),
    ("6503021508900001", date(1990, 8, 15), "L", "65.03.02", ()),
    # Centuries
    ("7414040101000001", date(2000, 1, 1), "L", "74.14.04", ()),
    ("7414042411260001", date(2026, 11, 24), "L", "74.14.04", ()),
    ("7414042511260001", date(1926, 11, 25), "L", "74.14.04", ()),
    ("7414040101270001", date(1927, 1, 1), "L", "74.14.04", ()),
    ("7414042902000001", date(2000, 2, 29), "L", "74.14.04", ()),
    ("7414047112990001", date(1999, 12, 31), "P", "74.14.04", ()),
    # Days that are not in the calendar
    ("7414043104900001", None, "", "74.14.04", (NO_DATE,)),
    ("7414047104900001", None, "", "74.14.04", (NO_DATE,)),
    ("7414040001900001", None, "", "74.14.04", (NO_DATE,)),
    ("7414044001900001", None, "", "74.14.04", (NO_DATE,)),
    ("7414047201900001", None, "", "74.14.04", (NO_DATE,)),
    ("7414041513900001", None, "", "74.14.04", (NO_DATE,)),
    ("7414042902010001", None, "", "74.14.04", (NO_DATE,)),
    ("7414041508900000", date(1990, 8, 15), "L", "74.14.04", (SERIAL,)),
    ("0000000000000000", None, "", "", (AREA, NO_DATE, SERIAL)),
]


@pytest.mark.parametrize(("text", "born", "sex", "code", "warnings"), READ)
def test_read_nik_reads(areas, text, born, sex, code, warnings):
    reading = read_nik(text, on=TODAY)
    assert (reading.is_sixteen, reading.problems) == (True, ())
    assert (reading.birth_date, reading.sex, reading.area_code) == (born, sex, code)
    assert reading.warnings == warnings
    assert len(reading.digits) == 16


def _count(n):
    return f"NIK terdiri atas 16 angka; yang diisi {n} angka. Anda dapat menyimpan tanpa NIK."


REFUSED = [
    ("741404150890001", _count(15)),
    ("74140415089000011", _count(17)),
    ("", _count(0)),
    ("   ", _count(0)),
    ("tidak ada", _count(0)),
    ("7414O41508900001", _count(15)),
    ("%_\\\x00", _count(0)),
    ("1" * 10_000, _count(10_000)),
    ("x7414041508900001", "NIK hanya berisi angka. Hapus huruf dan tanda lain. Anda dapat menyimpan tanpa NIK."),
]


@pytest.mark.parametrize(("text", "problem"), REFUSED)
def test_read_nik_refuses_another_number_of_digits(db, text, problem):
    reading = read_nik(text, on=TODAY)
    assert (reading.is_sixteen, reading.problems, reading.warnings) == (False, (problem,), ())


COMPARED = [
    (date(1990, 8, 15), "L", ()),
    (date(1990, 8, 16), "L", (OTHER_DATE,)),
    (date(1990, 8, 15), "P", (OTHER_SEX,)),
    (date(1991, 8, 15), "P", (OTHER_DATE, OTHER_SEX)),
    (None, "", ()),
    (None, "U", ()),
]


@pytest.mark.parametrize(("born", "sex", "warnings"), COMPARED)
def test_read_nik_warns_where_the_record_differs(areas, born, sex, warnings):
    reading = read_nik("7414041508900001", birth_date=born, sex=sex, on=TODAY)
    assert (reading.problems, reading.warnings) == ((), warnings)


def test_read_nik_takes_the_century_of_the_record(areas):
    reading = read_nik("7414041508200001", birth_date=date(1920, 8, 15), on=TODAY)
    assert (reading.birth_date, reading.warnings) == (date(1920, 8, 15), ())
    assert read_nik("7414041508200001", on=TODAY).birth_date == date(2020, 8, 15)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.from_regex(r"[0-9]{16}", fullmatch=True)))
def test_read_nik_never_raises(areas, text):
    reading = read_nik(text, on=TODAY)
    assert reading.is_sixteen == (not reading.problems)
