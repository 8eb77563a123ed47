"""Figures against a month that was counted by hand."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.actions.arrivals import record_arrival
from cases.facts import Age, ArrivalFacts, PersonFacts
from core.exceptions import Forbidden
from core.scope import viewing_everything
from reports.indicators import MONTHLY
from reports.periods import Month
from reports.queries import count_rows, month_section
from tests.factories.casework import make_group, village_of
from tests.reports.conftest import ADULT, CHILD, HAND_COUNTED, NOVEMBER, UNSURE, L, P, Row, U

BY_CODE = {kind.code: kind for kind in MONTHLY}
DISTRICTS = ["74.14", "74.07", "74.71", "73.71", "11.01", None]


@pytest.fixture
def section(people, scope_of):
    """`section("kedatangan")`: one indicator of November 2026 as the report administrator sees it."""

    def counted(code: str, month: Month = NOVEMBER):
        with scope_of(people.report_admin):
            return month_section(BY_CODE[code], month)

    return counted


def figures(table) -> dict[str, dict[str, int]]:
    """Line label -> column label -> figure, without the zeros."""
    found = {}
    for line in table.lines:
        cells = {
            " ".join(col.labels): cell.value for col, cell in zip(table.columns, line.cells, strict=True) if cell.value
        }
        if cells:
            found[line.label] = cells
    return found


def test_arrivals_by_district_sex_age_and_cause_are_those_counted_by_hand(hand_counted, section):
    assert figures(section("kedatangan").tables[0]) == {
        "Kab. Buton Tengah": {
            "PMI deportasi L dewasa": 2,
            "PMI deportasi P dewasa": 1,
            "PMI deportasi Anak L": 1,
            "PMI deportasi Anak P": 2,
        },
        "Kab. Wakatobi": {
            "PMI deportasi Dewasa, jenis kelamin belum diketahui": 1,
            "PMI terkendala L, umur belum diketahui": 1,
        },
        "Kota Kendari": {"Pemulangan jenazah L dewasa": 1},
        "Luar provinsi": {"Sakit P dewasa": 1},
        "Belum diketahui": {"PMI deportasi L dewasa": 1},
    }


def test_arrivals_say_persons_unverified_late_and_last_year(hand_counted, section):
    found = section("kedatangan")
    assert found.now == {"rows": 11, "persons": 10, "late": 1, "unverified": 1}
    assert found.before["rows"] == 2


def test_who_is_known_by_half_has_a_column_of_their_own(make, section):
    day = date(2026, 11, 1)
    told = [(L, UNSURE), (L, UNSURE), (P, UNSURE), (U, CHILD), (U, UNSURE)]
    make(*(Row(str(n), day, "74.14", sex, age, "DEPORTASI") for n, (sex, age) in enumerate(told)))
    table = section("kedatangan").tables[1]
    assert figures(table) == {
        "PMI deportasi": {
            "L, umur belum diketahui": 2,
            "P, umur belum diketahui": 1,
            "Anak, jenis kelamin belum diketahui": 1,
            "Belum diketahui": 1,
        }
    }
    assert [" ".join(column.labels) for column in table.columns if column.is_rest] == [
        "L, umur belum diketahui",
        "P, umur belum diketahui",
        "Anak, jenis kelamin belum diketahui",
        "Belum diketahui",
    ]


def test_columns_of_the_half_known_are_left_out_when_empty(make, section):
    make(Row("a", date(2026, 11, 1), "74.14", L, ADULT, "DEPORTASI"))
    labels = [" ".join(column.labels) for column in section("kedatangan").tables[1].columns]
    assert labels == ["L dewasa", "P dewasa", "Anak L", "Anak P", "Belum diketahui"]


def test_what_is_left_out_is_said_beside_the_tables(make, section):
    maker = make(*HAND_COUNTED)
    with viewing_everything(reason="rows without a day"):
        row = maker.returnee(Row("t", date(2026, 11, 5), "74.14", L, ADULT, "DEPORTASI"))
        row.arrived_on = None
        row.save()
    assert section("kedatangan").beside == {"sent_back": 1, "undated": 1, "old": 0}
    assert section("deportasi").beside == {"sent_back": 1, "undated": 1, "old": 0}
    assert section("dicegah").beside == {"sent_back": 0, "undated": 0, "old": 0}
    assert section("kasus").beside == {}
    assert section("kedatangan", Month(2026, 12)).beside == {"sent_back": 0, "undated": 1, "old": 0}


def test_last_year_stands_beside_each_total(hand_counted, section):
    table = section("kedatangan").tables[0]
    assert {line.label: line.last_year for line in table.lines if line.last_year} == {
        "Kab. Buton Tengah": 1,
        "Kab. Kolaka": 1,
    }
    assert table.totals.last_year == 2


def test_every_district_of_the_province_has_a_line(hand_counted, section):
    lines = section("kedatangan").tables[0].lines
    assert len(lines) == 17 + 2
    assert [line.label for line in lines if line.is_rest] == ["Luar provinsi", "Belum diketahui"]


def test_remainder_lines_are_left_out_when_empty(make, section):
    make(Row("a", date(2026, 11, 1), "74.14", L, ADULT, "DEPORTASI"))
    assert [line.label for line in section("kedatangan").tables[0].lines if line.is_rest] == []


def test_prevented_departures_are_counted_apart_and_never_as_deportation(hand_counted, section):
    prevented = section("dicegah")
    assert prevented.now["rows"] == 2
    assert figures(prevented.tables[0]) == {"Kab. Buton Tengah": {"L dewasa": 1}, "Kab. Wakatobi": {"P dewasa": 1}}
    assert figures(prevented.tables[1]) == {"Bandara Haluoleo": {"L dewasa": 1}, "Belum diketahui": {"P dewasa": 1}}
    assert "DICEGAH" not in {cell.chosen.get("sebab") for cell in section("kedatangan").tables[1].totals.cells}
    assert section("deportasi").now["rows"] == 8


def test_deportation_reasons_add_up_to_the_deported(hand_counted, section):
    deported = section("deportasi")
    totals = {line.label: line.total.value for line in deported.tables[0].lines}
    assert totals == {
        "Masuk secara ilegal / tidak sah": 3,
        "Tidak memiliki paspor / dokumen": 1,
        "Overstay / izin tinggal habis": 2,
        "Kasus narkoba": 1,
        "Belum diketahui": 1,
    }
    assert sum(totals.values()) == deported.now["rows"]


def test_countries_are_lines_with_causes_across(hand_counted, section):
    assert figures(section("kedatangan").tables[2]) == {
        "Malaysia": {"PMI deportasi": 8, "PMI terkendala": 1, "Pemulangan jenazah": 1},
        "Arab Saudi": {"Sakit": 1},
    }


def test_a_late_entry_counts_in_the_month_of_arrival(make, section):
    make(Row("a", date(2026, 11, 30), "74.14", L, ADULT, "DEPORTASI", entered=date(2027, 1, 9)))
    assert section("kedatangan").now == {"rows": 1, "persons": 1, "late": 1, "unverified": 0}
    assert section("kedatangan", Month(2027, 1)).now["rows"] == 0


def test_a_person_who_came_twice_counts_twice_as_return_and_once_as_person(make, section):
    make(
        Row("a", date(2026, 11, 2), "74.14", L, ADULT, "DEPORTASI"),
        Row("a", date(2026, 11, 25), "74.14", L, ADULT, "DEPORTASI"),
    )
    found = section("kedatangan").now
    assert (found["rows"], found["persons"]) == (2, 1)


@pytest.mark.parametrize(
    ("birth_date", "group"),
    [(date(2008, 11, 20), "L_DEWASA"), (date(2008, 11, 21), "L_ANAK"), (date(2008, 11, 19), "L_DEWASA")],
    ids=["turns 18 on the day", "turns 18 the day after", "turned 18 the day before"],
)
def test_the_day_of_arrival_decides_who_is_a_child(people, scope_of, section, birth_date, group):
    with scope_of(people.caseworker):
        arrived = make_group(people.caseworker, on=date(2026, 11, 20))
        record_arrival(
            repatriation=arrived,
            person=PersonFacts(name="La Umur", sex="L", age=Age(birth_date=birth_date), place=village_of("74.14")),
            arrival=ArrivalFacts(),
            on=date(2026, 11, 24),
            by=people.caseworker,
        )
    cells = section("kedatangan").tables[0].totals.cells
    assert {cell.chosen["kelompok"]: cell.value for cell in cells if cell.value} == {group: 1}


def test_cases_by_kind_channel_country_and_state(some_cases, section):
    found = section("kasus")
    assert found.now["rows"] == 6
    assert figures(found.tables[0]) == {
        "Gaji tidak dibayar": {"Datang langsung Dalam proses": 2},
        "Perdagangan orang (TPPO)": {"Datang langsung Dalam proses": 1},
        "Deportasi / repatriasi": {"Datang langsung Selesai": 1, "Datang langsung Dalam proses": 1, "Surat Selesai": 1},
    }
    assert figures(found.tables[1]) == {
        "Malaysia": {"Selesai": 2, "Dalam proses": 2},
        "Arab Saudi": {"Dalam proses": 1},
        "Belum diketahui": {"Dalam proses": 1},
    }
    assert figures(found.tables[2])["Deportasi / repatriasi / Surat / Malaysia"] == {"Selesai": 1}


def test_restricted_rows_are_counted_for_everybody_with_the_right(hand_counted, people, scope_of):
    totals = set()
    for user in (people.head, people.report_admin, people.placement, people.pr):
        with scope_of(user):
            totals.add(month_section(BY_CODE["kedatangan"], NOVEMBER).now["rows"])
    assert totals == {11}


def test_figures_are_refused_without_the_right(hand_counted, people, scope_of):
    for user in (people.district_buton_tengah, people.helpdesk, people.auditor, people.outsider):
        with scope_of(user), pytest.raises(Forbidden):
            month_section(BY_CODE["kedatangan"], NOVEMBER)


def test_a_month_without_rows_has_no_figures(people, section):
    for code in BY_CODE:
        found = section(code)
        assert found.now["rows"] == 0
        assert [table.totals.total.value for table in found.tables] == [0] * len(found.tables)


rows_of_any_kind = st.lists(
    st.builds(
        Row,
        who=st.sampled_from("abcdefgh"),
        on=st.sampled_from([date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2025, 11, 5)]),
        district=st.sampled_from(DISTRICTS),
        sex=st.sampled_from([L, P, U]),
        age=st.sampled_from([ADULT, CHILD, UNSURE]),
        cause=st.sampled_from(["DEPORTASI", "TERKENDALA", "SAKIT", "JENAZAH", "CUTI", "DICEGAH", "KODE_LAMA", ""]),
        reason=st.sampled_from(["MASUK_ILEGAL", "OVERSTAY", "KODE_LAMA", ""]),
        country=st.sampled_from(["MYS", "SAU", "XXX", ""]),
        arrival=st.sampled_from(["ARRIVED", "ARRIVED", "NOT_ARRIVED"]),
        submission=st.sampled_from(["VERIFIED", "WAITING", "RETURNED"]),
        restricted=st.booleans(),
        place=st.sampled_from(["Pelabuhan Murhum", "=1+1", ""]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=rows_of_any_kind)
def test_cells_always_add_up_to_the_rows_and_each_cell_to_its_rows(make, people, scope_of, rows):
    from django.db import transaction

    with transaction.atomic():
        maker = make()
        maker.workers.clear()
        maker.groups.clear()
        make(*rows)
        for kind in MONTHLY:
            check_indicator(kind, people, scope_of)
        transaction.set_rollback(True)


def check_indicator(kind, people, scope_of) -> None:
    with scope_of(people.report_admin):
        section = month_section(kind, NOVEMBER)
    for table in section.tables:
        cells = [cell for line in table.lines for cell in line.cells]
        assert sum(cell.value for cell in cells) == section.now["rows"]
        assert sum(line.total.value for line in table.lines) == section.now["rows"]
        assert [sum(line.cells[at].value for line in table.lines) for at in range(len(table.columns))] == [
            cell.value for cell in table.totals.cells
        ]
        assert sum(line.last_year for line in table.lines) == section.before["rows"] == sum(table.last_year)
    with viewing_everything(reason="test"):
        for cell in [cell for table in section.tables for line in table.lines for cell in line.cells if cell.value]:
            assert kind().rows(NOVEMBER).filter(kind().condition(cell.chosen)).count() == cell.value


def test_months_end_where_the_calendar_says():
    assert [Month(2024, 2).last, Month(2026, 12).last] == [date(2024, 2, 29), date(2026, 12, 31)]
    assert [Month(2026, 1).previous().code, Month(2026, 12).next().code] == ["2025-12", "2027-01"]
    assert [Month.parse(text) for text in ("2026-13", "2026-1", "x", "", "1999-12", "2026-11\n")] == [None] * 6
    assert Month.parse("2026-11") == NOVEMBER


def test_counts_do_not_depend_on_the_table_in_this_file():
    """A guard for the reader: eleven arrivals, two prevented, in the list above."""
    counted = [row for row in HAND_COUNTED if row.on.year == 2026 and row.on.month == 11 and row.arrival == "ARRIVED"]
    counted = [row for row in counted if row.submission != "RETURNED"]
    assert len([row for row in counted if row.cause != "DICEGAH"]) == 11
    assert len([row for row in counted if row.cause == "DICEGAH"]) == 2
    assert count_rows.__doc__
