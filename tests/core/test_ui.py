"""Tags and filters of every page."""

import datetime as dt
from decimal import Decimal

import pytest
from django.http import HttpRequest, QueryDict
from django.utils import translation

from core.icons import icon_svg
from core.states import LOOKS, all_states, declare_states
from core.templatetags import ui

EVENING = dt.datetime(2026, 11, 24, 13, 4, tzinfo=dt.UTC)


def test_date_is_short_and_in_the_office_zone():
    assert ui.tanggal(dt.date(2026, 5, 3)) == "3 Mei 2026"
    assert ui.tanggal(dt.datetime(2026, 11, 24, 17, 0, tzinfo=dt.UTC)) == "25 Nov 2026"
    assert ui.tanggal(None) == "–"


def test_time_has_a_full_stop_and_the_label_of_the_zone():
    assert ui.jam(EVENING) == "21.04 WITA"
    assert ui.jam(dt.time(0, 5)) == "00.05 WITA"
    assert ui.jam(None) == "–"
    assert ui.tanggal_jam(EVENING) == "24 Nov 2026, 21.04 WITA"
    assert ui.tanggal_jam(None) == "–"


def test_time_zone_is_the_office_setting(settings):
    settings.TIME_ZONE, settings.TIME_ZONE_LABEL = "Asia/Jakarta", "WIB"
    assert ui.jam(EVENING) == "20.04 WIB"


def test_english_writes_dates_and_numbers_its_own_way():
    with translation.override("en"):
        assert ui.tanggal(dt.date(2026, 5, 3)) == "3 May 2026"
        assert ui.jam(EVENING) == "21:04 WITA"
        assert ui.angka(12345.5) == "12,345.5"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (None, "–"), (0, "0 B"), (654, "654 B"), (1024, "1 KB"), (20_000, "20 KB"), (1_500_000, "1,4 MB"),
        (64 << 20, "64 MB"), (3_400_000_000, "3,2 GB"), (5 << 40, "5.120 GB"),
    ],
)  # fmt: skip
def test_size_of_a_file(size, text):
    assert ui.ukuran(size) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (999, "999"), (12345, "12.345"), (1.5, "1,5"), (-1200, "-1.200"), (None, "–")]
)
def test_number_has_full_stops(number, text):
    assert ui.angka(number) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (1_500_000, "Rp1.500.000"),
        (Decimal("1500000.00"), "Rp1.500.000"),
        (Decimal("12.5"), "Rp12,50"),
        (-2000, "-Rp2.000"),
        (None, "–"),
    ],
)
def test_money(amount, text):
    assert ui.rupiah(amount) == text


def test_icon_is_decorative_and_read_from_its_package():
    svg = ui.icon("house", "icon-lg")
    assert svg.startswith('<svg class="icon icon-lg" viewBox="0 0 16 16"')
    assert 'aria-hidden="true"' in svg
    assert "<path" in svg


@pytest.mark.parametrize("name", ["no-such-icon", "../../secrets", "House"])
def test_icon_that_is_not_there_leaves_the_page_alone(name):
    assert icon_svg(name) == ""


def test_chip_has_colour_icon_and_word():
    chip = ui.state_chip("sub_waiting")
    assert 'class="chip chip-wait"' in chip
    assert "<svg" in chip
    assert "<span>Menunggu verifikasi</span>" in chip


def test_chip_takes_the_word_of_a_choice_and_escapes_it():
    assert "<span>&lt;b&gt;Mediasi</span>" in ui.state_chip("stage", "<b>Mediasi")
    assert "chip-plain" in ui.state_chip("UNHEARD_OF")
    assert "chip-bad" in ui.state_chip("stage", "Ditutup", "bad")


def test_every_state_has_an_icon_of_its_package():
    drawings = {drawing for _tone, drawing in LOOKS.values()}
    assert [name for name in sorted(drawings) if not icon_svg(name)] == []
    assert {state.look for state in all_states().values()} <= set(LOOKS)


def test_looks_are_told_apart_without_colour():
    assert len({drawing for _tone, drawing in LOOKS.values()}) == len(LOOKS)


def test_state_declared_twice_with_other_words_is_a_mistake():
    with pytest.raises(ValueError, match="masked"):
        declare_states({"masked": ("masked", "Lain")})
    with pytest.raises(ValueError, match="unheard"):
        declare_states({"unheard": ("no-such-look", "Lain")})


def request_with(query: str) -> HttpRequest:
    request = HttpRequest()
    request.GET = QueryDict(query)
    return request


def test_query_string_changes_one_parameter_and_keeps_the_rest():
    context = {"request": request_with("q=wa+ina&stage=A&stage=B&page=2")}
    assert ui.query_string(context, page=3) == "?q=wa+ina&stage=A&stage=B&page=3"
    assert ui.query_string(context, page=None, stage="") == "?q=wa+ina"
    assert ui.query_string({}, page=1) == "?page=1"
    assert ui.query_string({"request": request_with("page=2")}, page=None) == "?"


def test_count_that_stopped_at_its_cap_has_a_plus():
    assert ui.count_sentence(1000, "kasus", True) == "<b>1.000+</b> kasus"
    assert ui.count_sentence(3, "<i>", False) == "<b>3</b> &lt;i&gt;"
    assert ui.count_sentence(None, "kasus") == ""
