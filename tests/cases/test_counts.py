"""Numbers of people as sources give them. The table says it; the product is run against it."""

import pytest
from django.utils import translation

from cases.counts import count_words, read_count
from cases.facts import Count

READ = [
    ("81", Count(81, 81), "81"),
    ("81 orang", Count(81, 81), "81"),
    ("1.200 PMI", Count(1200, 1200), "1.200"),
    ("sekitar 80", Count(80, 80, is_about=True), "sekitar 80"),
    ("kurang lebih 80 orang", Count(80, 80, is_about=True), "sekitar 80"),
    ("70-80", Count(70, 80), "70–80"),
    ("sekitar 70 sampai 80", Count(70, 80, is_about=True), "sekitar 70–80"),
    ("80-an orang", Count(80, 89, is_about=True), "sekitar 80–89"),
    ("puluhan orang", Count(20, 99, is_about=True), "sekitar 20–99"),
    ("belasan", Count(11, 19, is_about=True), "sekitar 11–19"),
    ("lebih dari 50", Count(51, None), "lebih dari 50"),
    ("sedikitnya 10", Count(10, None), "lebih dari 9"),
    ("kurang dari 20", Count(0, 19), "paling banyak 19"),
]


@pytest.mark.parametrize(("text", "count", "words"), READ)
def test_number_is_read_and_said_as_it_was_told(text, count, words):
    assert read_count(text) == count
    assert count_words(count) == words


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("count", [count for _text, count, _words in READ])
def test_what_is_said_is_read_again_as_the_same(language, count):
    with translation.override(language):
        assert read_count(count_words(count)) == count


@pytest.mark.parametrize("text", ["", "orang banyak", "2 dari 81", "80-70", "99999999999999999999", "100.001"])
def test_what_is_no_number_is_not_read(text):
    assert read_count(text) is None
