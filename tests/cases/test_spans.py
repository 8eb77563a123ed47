"""Lengths of time and days as people tell them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.spans import DAY, LONGEST, MONTH, Span, read_span, span_words
from cases.told_columns import moment_columns, span_columns

ON = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("4 bulan", Span(4, 4)),
        ("empat bulan", Span(4, 4)),
        ("3 tahun", Span(36, 36)),
        ("3 thn 2 bln", Span(38, 38)),
        ("setahun", Span(12, 12)),
        ("setengah tahun", Span(6, 6)),
        ("1,5 tahun", Span(18, 18)),
        ("lebih dari 3 tahun", Span(36, None)),
        ("kurang dari 6 bulan", Span(0, 6)),
        ("sekitar 2 tahun", Span(24, 24, is_about=True)),
        ("hampir 2 tahun", Span(24, 24, is_about=True)),
        ("2-3 tahun", Span(24, 36)),
        ("beberapa bulan", Span(2, 11, is_about=True)),
        ("beberapa minggu", Span(14, 28, DAY, is_about=True)),
        ("10 hari", Span(10, 10, DAY)),
        ("2 minggu", Span(14, 14, DAY)),
        ("Selama 6 bulan", Span(6, 6)),
        ("sejak dulu", None),
        ("3", None),
        ("0 bulan", None),
        ("900 tahun", None),
        ("3 tahun sampai 2 bulan", None),
        ("5-2 tahun", None),
        ("3 bulan 2 hari", None),
        ("", None),
    ],
)
def test_a_length_of_time_is_read(text, span):
    assert read_span(text) == span


@given(st.sampled_from([DAY, MONTH]), st.integers(1, 1200), st.booleans(), st.booleans())
def test_words_are_read_again_as_the_same(unit, number, is_open, is_about):
    number = min(number, LONGEST[unit])
    span = Span(number, None if is_open else number, unit, is_about=is_about and not is_open)
    assert read_span(span_words(span)) == span


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    found = read_span(text)
    assert found is None or found.low >= 0


def test_what_cannot_be_read_keeps_its_writing():
    assert span_columns("work", "sejak kecil") == {
        "work_low": None, "work_high": None, "work_unit": MONTH, "work_is_about": False, "work_printed": "sejak kecil",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day", "year"),
    [
        ("12/05/2019", date(2019, 5, 12), 2019),
        ("2010", None, 2010),
        ("akhir 2023", None, 2023),
        ("Juni 2019", None, 2019),
        ("31/04/2025", None, 2025),
        ("12/5/98", date(1998, 5, 12), 1998),
        ("sudah lama", None, None),
        ("", None, None),
    ],
)
def test_a_departure_has_a_day_or_only_a_year(text, day, year):
    assert moment_columns("departed", text, ON) == {
        "departed_on": day, "departed_year": year, "departed_printed": text,
    }  # fmt: skip
