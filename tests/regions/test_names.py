import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regions.choices import AreaLevel
from regions.names import name_key, read_part, split_place

SAME_NAMES = [
    ("Talaga I", "Talaga Satu"),
    ("Talaga 1", "Talaga Satu"),
    ("talaga   satu", "Talaga Satu"),
    ("TALAGA SATU", "Talaga Satu"),
    ("Talaga II", "Talaga Dua"),
    ("Raha 3", "Raha III"),
    ("Kelurahan Raha Tiga", "Raha III"),
    ("Bau-Bau", "Baubau"),
    ("Kota Bau Bau", "Baubau"),
    ("Desa Wasilomata 2", "Wasilomata II"),
    ("Kec. Mawasangka", "Mawasangka"),
    ("kec Mawasangka", "Mawasangka"),
    ("Kabupaten Buton Tengah", "Buton Tengah"),
    ("Boeton", "Buton"),
    ("Djakarta", "Jakarta"),
    ("Tjilatjap", "Cilacap"),
    ("Puu Lemo", "Pu'u Lemo"),
    ("Puulemo", "Pulemo"),
    ("Batu Atas", "Batuatas"),
    ("19 November", "Sembilan Belas Nopember"),
    ("Wangi-Wangi", "Wangiwangi"),
    ("Kep. Masaloka Raya", "Kepulauan Masaloka Raya"),
    ("Wawonii Sel.", "Wawonii Selatan"),
    ("Ngapa\u2019ea", "Ngapaea"),
    ("Élo", "Elo"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_name_key_of_two_spellings_is_one(one, other):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Talaga I", "Talaga II"), ("Raha I", "Raha III"), ("Buton", "Butung")])
def test_name_key_of_two_names_differs(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("text", ["", "   ", "...", "\x00\x07", "北京", "%_\\"])
def test_name_key_of_text_without_letters_is_empty(text):
    assert name_key(text) == ""


def test_name_key_keeps_a_name_that_is_a_kind_alone():
    assert name_key("Desa") == "desa"


@settings(deadline=None, max_examples=500)
@given(st.text(max_size=60), st.booleans())
def test_name_key_of_a_key_is_the_key(text, drop_kind):
    key = name_key(text, drop_kind=drop_kind)
    assert name_key(key, drop_kind=drop_kind) == key


@settings(deadline=None, max_examples=500)
@given(st.text(alphabet="iIvVxX123 oedjtcfv-'.sakelbtp", max_size=40))
def test_name_key_of_numerals_and_old_spellings_is_stable(text):
    assert name_key(name_key(text)) == name_key(text)


def test_name_key_of_ten_thousand_characters_answers():
    assert name_key("oe dj tj 2 " * 1000).isalnum()


def test_read_part_claims_level_and_city():
    assert read_part("Kota Kendari").level == AreaLevel.DISTRICT
    assert read_part("Kota Kendari").is_city is True
    assert read_part("Kab. Kolaka").is_city is False
    assert read_part("Kendari").is_city is None
    assert read_part("kec. Gu").level == AreaLevel.SUBDISTRICT


def test_read_part_reads_a_two_behind_a_name_as_reduplication():
    assert name_key("wangi-wangi") in read_part("wangi2").keys


SPLITS = [
    ("Desa A, Kec. B, Kab. C", ["Desa A", "Kec. B", "Kab. C"]),
    ("Desa A Kec. B Kab. C", ["Desa A", "Kec. B", "Kab. C"]),
    ("A/B/C", ["A", "B", "C"]),
    ("A\nB\r\nC", ["A", "B", "C"]),
    ("A (B) - C", ["A", "B", "C"]),
    ("Jl. Poros No. 3, RT 01 RW 02, A, Indonesia", ["A"]),
    ("Bau-Bau", ["Bau-Bau"]),
    (" , / ;\n", []),
]


@pytest.mark.parametrize(("text", "names"), SPLITS)
def test_split_place_parts_names(text, names):
    assert [part.text for part in split_place(text)] == names
