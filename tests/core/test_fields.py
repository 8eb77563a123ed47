"""Fields for facts as they are found: what they read, and the sentence when they cannot."""

import datetime as dt

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext

from core.fields import (
    AgeOrBirthDate,
    AgeOrBirthDateField,
    LongTextField,
    PersonNameField,
    PhoneField,
    PrintedTextInput,
    SourceDate,
    SourceDateField,
)

NAME_SENTENCE = 'Isi nama seperti yang terdengar, atau pilih "Nama belum diketahui".'
AGE_SENTENCE = 'Isi tanggal lahir atau perkiraan umur, atau pilih "Belum diketahui".'
CONTROL_SENTENCE = "Isian ini memuat karakter yang tidak terbaca. Hapus, lalu ketik ulang bagian itu."


@pytest.fixture(autouse=True)
def _on_one_day():
    with time_machine.travel(dt.datetime(2026, 11, 24, 13, 0, tzinfo=dt.UTC), tick=False):
        yield


def sentence(field: forms.Field, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.messages[0]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  La Ode   Muhammad  ", "La Ode Muhammad"),
        ("Wa\tIna\nbinti Baco", "Wa Ina binti Baco"),
        ("Sitti\u00a0Hajar", "Sitti Hajar"),
        ("M. Nur'aini-Ali", "M. Nur'aini-Ali"),
        ("王", "王"),
    ],
)
def test_name_joins_spaces(typed, name):
    assert PersonNameField().clean(typed) == name


@pytest.mark.parametrize("typed", ["", "   ", "\t\n", "...", "123"])
def test_name_without_letters_says_what_to_do(typed):
    assert sentence(PersonNameField(), typed) == NAME_SENTENCE


@pytest.mark.parametrize("typed", ["La\x00Ode", "La\x1bOde", "La\u202eOde"])
def test_name_with_control_characters_is_refused(typed):
    assert sentence(PersonNameField(), typed) == CONTROL_SENTENCE


def test_name_of_ten_thousand_characters_is_refused_with_its_length():
    assert sentence(PersonNameField(), "a" * 10_000) == (
        "Nama terlalu panjang: 10000 huruf. Tulis paling banyak 200 huruf."
    )


def test_name_that_is_optional_may_stay_empty():
    assert PersonNameField(required=False).clean("") == ""


def test_long_text_keeps_lines_and_refuses_other_control_characters():
    field = LongTextField(length=20)
    assert field.clean("satu\r\ndua\ttiga") == "satu\ndua\ttiga"
    assert sentence(field, "satu\x07") == CONTROL_SENTENCE
    assert sentence(field, "a" * 21) == "Tulisan terlalu panjang: 21 huruf. Ringkas menjadi paling banyak 20 huruf."


def test_date_is_read_as_typed():
    assert SourceDateField().clean("24 Nov 2026") == dt.date(2026, 11, 24)
    assert SourceDateField(required=False).clean(" ") is None


def test_date_that_cannot_be_says_so():
    assert sentence(SourceDateField(), "31/04/2025") == (
        "Tanggal 31/04/2025 tidak ada di kalender. Isi tanggal yang benar."
    )
    assert sentence(SourceDateField(is_sourced=True), "31/04/2025") == (
        "Tanggal 31/04/2025 tidak ada di kalender. Tulisan aslinya disimpan; isi tanggal yang benar bila diketahui."
    )


@pytest.mark.parametrize("text", ["01/01/0001", "31/12/1899", "31/12/9999"])
def test_year_far_away_is_a_slip(text):
    assert sentence(SourceDateField(), text) == f"Tahun {int(text[-4:])} terlalu jauh. Periksa tahunnya."


def test_date_that_cannot_be_stays_as_text_where_a_source_is_quoted():
    field = SourceDateField(keeps_printed=True)
    assert field.clean("31/04/2025") == SourceDate(printed="31/04/2025", value=None)
    assert field.clean("30/04/2025") == SourceDate(printed="30/04/2025", value=dt.date(2025, 4, 30))


def test_date_to_come_is_refused_only_on_demand():
    assert SourceDateField().clean("25/11/2026") == dt.date(2026, 11, 25)
    assert sentence(SourceDateField(allow_future=False), "25/11/2026") == (
        "Tanggal 25 Nov 2026 belum terjadi. Periksa tahunnya."
    )
    assert SourceDateField(allow_future=False).clean("24/11/2026") == dt.date(2026, 11, 24)


def test_date_that_cannot_be_read_shows_how_to_write_it():
    assert sentence(SourceDateField(), "besok pagi") == (
        "Tanggal tidak terbaca. Tulis seperti 24/11/2026 atau 24 Nov 2026."
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("34", AgeOrBirthDate(age_years=34, is_estimated=True, printed="34")),
        ("7 bulan", AgeOrBirthDate(age_years=0, age_months=7, is_estimated=True, printed="7 bulan")),
        ("1990", AgeOrBirthDate(birth_year=1990, is_estimated=True, printed="1990")),
        ("12/05/1990", AgeOrBirthDate(birth_date=dt.date(1990, 5, 12), birth_year=1990, printed="12/05/1990")),
        ("Belum diketahui", AgeOrBirthDate(is_unknown=True, printed="Belum diketahui")),
    ],
)
def test_age_or_birth_date_reads_what_people_say(typed, value):
    assert AgeOrBirthDateField().clean(typed) == value


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", AGE_SENTENCE),
        ("121", "Umur lebih dari 120 tahun. Periksa angkanya."),
        ("1850", "Umur lebih dari 120 tahun. Periksa angkanya."),
        ("12/05/1850", "Umur lebih dari 120 tahun. Periksa tahunnya."),
        ("2030", "Tahun 2030 belum terjadi. Periksa tahunnya."),
        ("12/05/2027", "Tanggal 12 Mei 2027 belum terjadi. Periksa tahunnya."),
        (
            "tua sekali",
            'Umur tidak terbaca. Tulis seperti 34, 7 bulan, 1990, 12/05/1990, atau "belum diketahui".',
        ),
    ],
)
def test_age_that_cannot_be_says_what_to_do(typed, words):
    assert sentence(AgeOrBirthDateField(), typed) == words


class AgeForm(forms.Form):
    age = AgeOrBirthDateField(label="Umur")


def test_impossible_birth_date_is_carried_along_to_the_corrected_one():
    refused = AgeForm({"age": "31/04/1990"})
    assert not refused.is_valid()
    html = str(refused["age"])
    assert 'value="31/04/1990"' in html
    assert 'name="age_tertulis"' in html
    corrected = AgeForm({"age": "30/04/1990", "age_tertulis": "31/04/1990"})
    assert corrected.is_valid()
    assert corrected.cleaned_data["age"] == AgeOrBirthDate(
        birth_date=dt.date(1990, 4, 30), birth_year=1990, printed="31/04/1990"
    )


def test_printed_text_is_escaped():
    form = AgeForm({"age": "30/04/1990x", "age_tertulis": '"><script>'})
    assert "<script>" not in str(form["age"])


def test_printed_input_without_an_impossible_date_is_a_plain_input():
    assert "tertulis" not in PrintedTextInput().render("age", "34", {"id": "x"})


@pytest.mark.parametrize(
    ("typed", "e164", "is_doubtful"),
    [
        ("0812 3456 7890", "+6281234567890", False),
        ("+60 12-345 6789", "+60123456789", False),
        ("012-3456789", "+60123456789", False),
        ("0812", "", True),
        ("tetangga Pak RT", "", True),
        ("", "", False),
    ],
)
def test_phone_never_blocks_and_marks_doubt(typed, e164, is_doubtful):
    number = PhoneField(required=False).clean(typed)
    assert (number, number.e164, number.is_doubtful) == (typed, e164, is_doubtful)


@pytest.mark.parametrize("language", ["id", "en"])
def test_examples_of_an_age_can_be_typed_as_the_hint_says(language):
    with translation.override(language):
        hint = gettext('Misalnya 34, 7 bulan, 1990, 12/05/1990, atau "belum diketahui".')
    examples = {"id": ("7 bulan", "belum diketahui"), "en": ("7 months", "unknown")}[language]
    for text in (*examples, "34", "1990", "12/05/1990"):
        assert text in hint
        assert AgeOrBirthDateField().clean(text) is not None
