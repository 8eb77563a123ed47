from datetime import date

import pytest

from regions.models import Area, AreaSuccession
from regions.queries import area_on, village_rows, villages_fingerprint, villages_of


def _code(area):
    return area.code if area else None


@pytest.fixture
def retired(areas):
    """A village whose code ended, and a function that gives it successors."""
    parent = Area.objects.get(code="74.14.04")
    old = Area.objects.create(
        code="74.14.04.2900",
        level="VILLAGE",
        kind="DESA",
        name="Lama",
        name_key="lama",
        parent=parent,
        valid_to=date(2020, 1, 1),
    )

    def followed_by(*codes):
        for code in codes:
            new = Area.objects.get(code=code)
            AreaSuccession.objects.create(old=old, new=new, on_date=date(2020, 1, 1), decree="Perda")
        return old

    return followed_by


@pytest.mark.parametrize(
    ("code", "on", "expected"),
    [
        ("74.14", date(2026, 11, 24), "74.14"),
        ("74.14", date(2014, 7, 23), "74.14"),
        ("74.14", date(2014, 7, 22), "74.04"),
        ("74.13", date(2010, 1, 1), "74.03"),
        ("74.04", date(2010, 1, 1), "74.04"),
        ("74.04", date(2026, 11, 24), "74.04"),
        ("74.99", date(2026, 11, 24), None),
        ("", date(2026, 11, 24), None),
    ],
)
def test_area_on_reads_a_code_by_date(areas, code, on, expected):
    assert _code(area_on(code, on)) == expected


def test_area_on_keeps_a_retired_code_for_its_time(retired):
    old = retired("74.14.04.2004")
    assert area_on(old.code, date(2019, 12, 31)) == old
    assert _code(area_on(old.code, date(2020, 1, 1))) == "74.14.04.2004"


def test_area_on_leaves_the_choice_between_several_successors(retired):
    old = retired("74.14.04.2004", "74.14.04.2005")
    assert area_on(old.code, date(2021, 1, 1)) is None


def test_area_on_of_a_retired_code_without_successor_is_none(retired):
    assert area_on(retired().code, date(2021, 1, 1)) is None


def test_villages_of_lists_those_of_the_district(areas):
    villages = list(villages_of("74.14"))
    assert len(villages) == 77
    assert {village.district.code for village in villages} == {"74.14"}
    assert list(villages_of(Area.objects.get(code="74.14"))) == villages


def test_villages_of_runs_one_query(areas, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [village.full_name() for village in villages_of("74.14")]


def test_village_rows_carry_other_names(areas):
    rows = {row[0]: row[1:] for row in village_rows("74")}
    assert len(rows) == 2285
    assert rows["74.14.05.1004"] == ["Talaga Satu", "Talaga Raya", "Buton Tengah"]
    assert rows["74.14.04.2010"] == ["Wasilotama I", "Mawasangka", "Buton Tengah", "Wasilomata, Wasilomata I"]


def test_villages_fingerprint_changes_with_a_name(areas):
    before = villages_fingerprint("74")
    assert before == villages_fingerprint("74")
    Area.objects.filter(code="74.14.04.2011").update(name="Matara Baru")
    assert villages_fingerprint("74") != before
