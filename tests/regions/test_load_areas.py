from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from regions.actions.areas import load_areas
from regions.choices import AreaKind, AreaLevel, FigureKind
from regions.exceptions import TooManyRetired
from regions.models import Area, AreaAlias, AreaFigure, AreaSuccession
from regions.names import name_key
from regions.sources import read_areas, read_list

TODAY = date(2026, 11, 24)


def test_load_areas_brings_the_whole_list(areas):
    levels = {level: Area.objects.filter(level=level).count() for level in AreaLevel.values}
    assert levels == {"PROVINCE": 38, "DISTRICT": 514, "SUBDISTRICT": 7285, "VILLAGE": 2285}
    own = Area.objects.within("74")
    assert (own.districts().count(), own.subdistricts().count(), own.villages().count()) == (17, 221, 2285)
    assert own.filter(kind=AreaKind.KELURAHAN).count() == 377


def test_load_areas_again_changes_nothing(areas):
    before = list(Area.objects.order_by("pk").values())
    again = load_areas(province_code="74", on=TODAY)
    assert (again.created, again.changed, again.retired) == (0, 0, 0)
    assert (again.aliases, again.successions, again.figures) == (0, 0, 0)
    assert list(Area.objects.order_by("pk").values()) == before


def test_load_areas_links_parents(areas):
    village = Area.objects.with_parents().get(code="74.14.04.2009")
    assert (village.parent.code, village.district.code, village.province.code) == ("74.14.04", "74.14", "74")
    district = Area.objects.with_parents().get(code="74.14")
    assert (district.parent.code, district.district, district.province.code) == ("74", None, "74")
    assert Area.objects.get(code="74").parent is None


def test_load_areas_retires_a_vanished_code_and_keeps_the_row(areas):
    parent = Area.objects.get(code="74.14.04")
    Area.objects.create(code="74.14.04.2999", level="VILLAGE", kind="DESA", name="Lama", name_key="lama", parent=parent)
    report = load_areas(province_code="74", on=TODAY)
    assert report.retired == 1
    assert Area.objects.get(code="74.14.04.2999").valid_to == TODAY
    assert load_areas(province_code="74", on=date(2026, 12, 1)).retired == 0
    assert Area.objects.get(code="74.14.04.2999").valid_to == TODAY


def test_load_areas_brings_back_a_code_that_returned(areas):
    Area.objects.filter(code="74.14.04").update(valid_to=date(2026, 1, 1))
    assert load_areas(province_code="74", on=TODAY).changed == 1
    assert Area.objects.get(code="74.14.04").valid_to is None


def test_load_areas_keeps_the_name_before_a_change_as_alias(areas):
    Area.objects.filter(code="74.14.04.2011").update(name="Matara Lama", name_key="mataralama")
    assert load_areas(province_code="74", on=TODAY).changed == 1
    area = Area.objects.get(code="74.14.04.2011")
    assert area.name == "Matara"
    assert [alias.name for alias in area.aliases.all()] == ["Matara Lama"]


def test_load_areas_keeps_an_alias_that_staff_added(areas):
    area = Area.objects.get(code="74.14.04.2011")
    AreaAlias.objects.create(area=area, name="Kampung Lama", name_key="kampunglama", source="petugas")
    load_areas(province_code="74", on=TODAY)
    assert area.aliases.filter(name="Kampung Lama").exists()


def test_load_areas_of_another_province_leaves_these_villages_alone(areas):
    report = load_areas(province_code="75", on=TODAY)
    assert report.retired == 0
    assert Area.objects.within("74").villages().current().count() == 2285
    assert Area.objects.within("75").villages().count() == report.created


def test_load_areas_refuses_a_list_that_lacks_too_much(areas, monkeypatch):
    rows = [row for row in read_areas("74") if not row.code.startswith("74.")]
    monkeypatch.setattr("regions.actions.areas.read_areas", lambda province_code: rows)
    with pytest.raises(TooManyRetired):
        load_areas(province_code="74", on=TODAY)
    assert Area.objects.exclude(valid_to=None).count() == 0


def test_load_areas_command_prints_counts(areas):
    out = StringIO()
    call_command("load_areas", stdout=out)
    assert out.getvalue() == (
        "Areas: 38 provinces, 514 districts, 7285 subdistricts, 2285 villages. Created 0, changed 0, retired 0;"
        " new aliases 0, successions 0, figures 0.\n"
    )


def test_successions_say_when_a_district_was_split(areas):
    split = AreaSuccession.objects.get(new__code="74.14")
    assert (split.old.code, split.on_date) == ("74.04", date(2014, 7, 23))
    assert Area.objects.get(code="74.14").valid_from == date(2014, 7, 23)
    assert Area.objects.get(code="74.04").valid_to is None


def test_figures_of_the_districts_add_to_the_province(areas):
    figures = AreaFigure.objects.filter(kind=FigureKind.POPULATION)
    districts = figures.filter(area__level=AreaLevel.DISTRICT)
    assert districts.count() == 17
    assert sum(figure.value for figure in districts) == figures.get(area__code="74").value == Decimal(2824589)


@pytest.mark.parametrize("row", read_list("area_aliases"), ids=lambda row: row["alias"])
def test_alias_list_holds_no_alias_that_the_key_covers(areas, row):
    area = Area.objects.get(code=row["code"])
    assert name_key(row["alias"]) not in ("", area.name_key)
    assert row["source"]


def test_area_codes_of_another_system_are_refused(areas):
    for code in ("7414", "7414010", "74.14.4", "x"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Area.objects.create(code=code, level="DISTRICT", kind="KABUPATEN", name="X", name_key="x")


NAMES = [
    ("74", "Sulawesi Tenggara", "Sulawesi Tenggara"),
    ("74.14", "Kab. Buton Tengah", "Kab. Buton Tengah, Sulawesi Tenggara"),
    ("74.72", "Kota Bau Bau", "Kota Bau Bau, Sulawesi Tenggara"),
    ("74.14.04", "Kec. Mawasangka, Kab. Buton Tengah", "Kec. Mawasangka, Kab. Buton Tengah, Sulawesi Tenggara"),
    (
        "74.14.04.2009",
        "Desa Wasilomata II, Kec. Mawasangka, Kab. Buton Tengah",
        "Desa Wasilomata II, Kec. Mawasangka, Kab. Buton Tengah, Sulawesi Tenggara",
    ),
    ("74.14.05.1004", "Kel. Talaga Satu, Kec. Talaga Raya, Kab. Buton Tengah", None),
    ("31.71", "Kota Jakarta Pusat", None),
    ("31.01", "Kab. Kepulauan Seribu", None),
]


@pytest.mark.parametrize(("code", "name", "with_province"), NAMES)
def test_area_full_name(areas, code, name, with_province):
    area = Area.objects.with_parents().get(code=code)
    assert area.full_name() == name
    if with_province:
        assert area.full_name(with_province=True) == with_province
