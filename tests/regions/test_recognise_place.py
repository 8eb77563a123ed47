from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.choices import PlaceState
from regions.models import Area
from regions.queries import recognise_place

CERTAIN = [
    ("Desa Wasilomata II, Kec. Mawasangka, Kab. Buton Tengah", "74.14.04.2009"),
    ("Desa Wasilomata I Kec. Mawasangka Kab. Buton Tengah", "74.14.04.2010"),
    ("Talaga I", "74.14.05.1004"),
    ("Talaga 1/Talaga Raya/Buteng", "74.14.05.1004"),
    ("Talaga I\nButon Tengah", "74.14.05.1004"),
    ("talaga satu buton tengah", "74.14.05.1004"),
    ("talaga satu talaga raya buton tengah", "74.14.05.1004"),
    ("Kel. Talaga Satu, Kec. Talaga Raya, Kab. Buton Tengah, Sulawesi Tenggara", "74.14.05.1004"),
    ("Buton Tengah, Mawasangka, Terapung", "74.14.04.2008"),
    ("Jl. Poros RT 3, Desa Terapung, Mawasangka", "74.14.04.2008"),
    ("Mawasangka, Mawasangka, Buton Tengah", "74.14.04.1002"),
    ("Mawasangka, Buton Tengah", "74.14.04"),
    ("Kel. Mawasangka, Buton Tengah", "74.14.04.1002"),
    ("Bungi, Buton Tengah", "74.14.02.2004"),
    ("Kec. Wolo, Kolaka", "74.01.10"),
    ("Kolaka", "74.01"),
    ("Konawe", "74.02"),
    ("Raha", "74.03"),
    ("Kota Kendari", "74.71"),
    ("Baubau", "74.72"),
    ("Wakatobi", "74.07"),
    ("Kab. Bone", "73.08"),
    ("Nunukan", "65.03"),
    ("Kec. Sebatik, Nunukan, Kaltara", "65.03.01"),
    ("Tiro/Truseb", "11.07.21"),
    # Papers from before the split of 2014 name the old district.
    ("Talaga Satu, Kab. Buton", "74.14.05.1004"),
    ("Kec. Siompu, Kab. Buton", "74.15.06"),
]


@pytest.mark.parametrize(("text", "code"), CERTAIN)
def test_recognise_place_is_certain(areas, text, code):
    found = recognise_place(text)
    assert (found.state, found.area and found.area.code) == (PlaceState.RECOGNISED, code)
    assert found.is_certain
    assert found.text == text


AMBIGUOUS = [
    ("Wasilomata", {"74.14.04.2009", "74.14.04.2010"}),
    ("Malang, Jawa Timur", {"35.07", "35.73"}),
]


@pytest.mark.parametrize(("text", "codes"), AMBIGUOUS)
def test_recognise_place_leaves_the_choice(areas, text, codes):
    found = recognise_place(text)
    assert (found.state, found.area) == (PlaceState.AMBIGUOUS, None)
    assert {area.code for area in found.candidates} == codes


def test_recognise_place_of_a_common_name_shows_where_it_lies(areas):
    found = recognise_place("Bungi")
    assert found.state == PlaceState.AMBIGUOUS
    assert "Desa Bungi, Kec. Mawasangka Timur, Kab. Buton Tengah" in [area.full_name() for area in found.candidates]


def test_recognise_place_takes_the_hint(areas):
    assert recognise_place("Bungi", district="74.14").area.code == "74.14.02.2004"
    assert recognise_place("Bone", province="74").area.code == "74.03.26"
    assert recognise_place("Wolo", district=Area.objects.get(code="74.01")).area.code == "74.01.10"


def test_recognise_place_says_when_it_lies_elsewhere(areas):
    found = recognise_place("Talaga Satu", district="74.07")
    assert (found.state, found.area) == (PlaceState.ELSEWHERE, None)
    assert [area.code for area in found.candidates] == ["74.14.05.1004"]
    assert found.within.code == "74.07"


UNKNOWN = [
    ("Desa Antah Berantah, Kec. Mawasangka, Kab. Buton Tengah", "74.14.04"),
    ("Desa Suka Maju, Kec. Sebatik, Kab. Nunukan", "65.03.01"),
    ("Kampung Xyzzy, Wakatobi", "74.07"),
    ("xyzzyq", None),
    ("", None),
    ("  \n ", None),
    ("\x00%_\\", None),
]


@pytest.mark.parametrize(("text", "within"), UNKNOWN)
def test_recognise_place_keeps_the_wider_area_of_an_unknown_place(areas, text, within):
    found = recognise_place(text)
    assert (found.state, found.area) == (PlaceState.UNKNOWN, None)
    assert (found.within.code if found.within else None) == within


def test_recognise_place_never_takes_what_is_merely_similar(areas):
    found = recognise_place("Desa Mawasngka, Buton Tengah")
    assert (found.state, found.area) == (PlaceState.UNKNOWN, None)
    assert found.candidates[0].name == "Mawasangka"


def test_recognise_place_leaves_out_areas_that_were_not_there_that_day(areas):
    assert recognise_place("Buton Tengah", on=date(2014, 7, 22)).area is None
    assert recognise_place("Buton Tengah", on=date(2014, 7, 23)).area.code == "74.14"


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=60), st.text(alphabet="talg isu123,/\n.%_\\\x00kecdb", max_size=60)))
def test_recognise_place_never_raises(areas, text):
    assert recognise_place(text).state in PlaceState.values


@pytest.mark.parametrize("piece", ["a", "talaga ", "desa, ", "kec. x ", "%_\\", "\x00"])
def test_recognise_place_of_ten_thousand_characters_answers(areas, piece):
    assert not recognise_place((piece * 10_000)[:10_000]).is_certain
