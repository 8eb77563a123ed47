"""One writing for each number. These rules may never change: what was kept before would not be found again."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.numbers import normal_nik, normal_passport, normal_phone

DIGITS = st.text("0123456789", min_size=9, max_size=11)
SEPARATORS = st.text(" .-()/", max_size=2)

PHONES = {
    "0812-3456-7890": "6281234567890",
    "+62 812 3456 7890": "6281234567890",
    "+62 (0)812 3456 7890": "6281234567890",
    "(+62) 81234567890": "6281234567890",
    "62 0812 34567890": "6281234567890",
    "0062812 34567890": "6281234567890",
    "8123456 7890": "6281234567890",
    "０８１２３４５６７８９０": "6281234567890",
    "(0401) 312345": "62401312345",
    "012-345 6789": "60123456789",
    "+60 12-345 6789": "60123456789",
    "60123456789": "60123456789",
    "+966 50 123 4567": "966501234567",
    "+852 9123 4567": "85291234567",
    "1500123": "1500123",
    "110": "",
    "tidak ada": "",
    "": "",
}


@pytest.mark.parametrize(("typed", "normal"), PHONES.items())
def test_phone(typed, normal):
    assert normal_phone(typed) == normal


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("7414 0101 0190 0001", "7414010101900001"),
        ("7414.0101.0190.0001", "7414010101900001"),
        ("７４１４０１０１０１９００００１", "7414010101900001"),
        ("741401010190000", ""),
        ("74140101019000011", ""),
        ("", ""),
    ],
)
def test_nik(typed, normal):
    assert normal_nik(typed) == normal


@pytest.mark.parametrize(
    ("typed", "normal"),
    [("x 123-4567", "X1234567"), ("Ｘ１２３４５６７", "X1234567"), ("SPLP", ""), ("", ""), ("xd 000.123", "XD000123")],
)
def test_passport(typed, normal):
    assert normal_passport(typed) == normal


def spread(text: str, between: str) -> str:
    return between.join(text[at : at + 4] for at in range(0, len(text), 4))


@given(st.text("0123456789", min_size=16, max_size=16), SEPARATORS)
def test_nik_is_the_same_however_it_is_written(digits, between):
    assert normal_nik(f" {spread(digits, between)} ") == digits


@given(DIGITS, SEPARATORS)
def test_indonesian_phone_is_the_same_however_it_is_written(rest, between):
    rest = "8" + rest
    writings = ["0" + rest, "+62" + rest, "62" + rest, "0062" + rest, "+62 (0)" + rest]
    assert {normal_phone(spread(text, between)) for text in writings} == {"62" + rest}


@given(st.text(max_size=40))
def test_normal_form_is_stable_and_plain(text):
    for normal in (normal_nik, normal_phone, normal_passport):
        once = normal(text)
        assert re.fullmatch(r"[0-9A-Z]*", once)
        if normal is not normal_phone:  # a number without its + is read as a local one
            assert normal(once) == once


@given(DIGITS, DIGITS)
def test_two_numbers_stay_two(one, other):
    assert (normal_phone("08" + one) == normal_phone("08" + other)) is (one == other)


@given(st.text("ABCDEFGHIJ0123456789", min_size=5, max_size=12), SEPARATORS)
def test_passport_is_the_same_however_it_is_written(text, between):
    expected = text if any(sign.isdigit() for sign in text) else ""
    assert normal_passport(spread(text, between).lower()) == normal_passport(text) == expected
