"""Ages, clocks and stages: rules without a clock of their own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.adu import adu_label
from cases.ages import age_group, age_on, full_years, years_words
from cases.clocks import due_on, rule_on
from cases.models import DeadlineRule
from cases.reference import codes
from cases.stages import MOVES, find_move, last_stage, moves_from

AGES = [
    (date(2008, 11, 20), date(2026, 11, 19), 17, "CHILD"),
    (date(2008, 11, 20), date(2026, 11, 20), 18, "ADULT"),
    (date(2008, 2, 29), date(2026, 2, 28), 17, "CHILD"),
    (date(2008, 2, 29), date(2026, 3, 1), 18, "ADULT"),
    (date(2026, 11, 20), date(2026, 11, 20), 0, "CHILD"),
]


@pytest.mark.parametrize(("born", "on", "age", "group"), AGES)
def test_age_on_day(born, on, age, group):
    assert (full_years(born, on), age_group(age_on(on, birth_date=born))) == (age, group)


def test_stated_age_grows_with_the_years():
    assert age_on(date(2026, 11, 20), stated_age=17, stated_on=date(2025, 11, 21)) == 17
    assert age_on(date(2026, 11, 21), stated_age=17, stated_on=date(2025, 11, 21)) == 18
    assert age_on(date(2024, 1, 1), stated_age=17, stated_on=date(2025, 11, 21)) == 17


def test_birth_year_alone_gives_an_age():
    assert age_on(date(2026, 11, 20), birth_year=1990) == 36


@pytest.mark.parametrize(("age", "words"), [(0, "di bawah 1 tahun"), (1, "1 tahun"), (41, "41 tahun")])
def test_age_in_words(age, words):
    assert years_words(age) == words


@pytest.mark.parametrize(("number", "label"), [("", ""), ("ADU/2026/7", "ADU/2026/7"), ("2026/7", "ADU 2026/7")])
def test_number_of_the_ministry_says_once_what_it_is(number, label):
    assert adu_label(number) == label


def test_nothing_known_is_unknown():
    assert age_group(age_on(date(2026, 11, 20))) == "UNKNOWN"


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_birth_date_beats_a_stated_age(born, on):
    assert age_on(on, birth_date=born, stated_age=5, stated_on=on) == full_years(born, on)


def test_rule_of_the_day_is_the_version_in_force(reference):
    first = rule_on("FIRST_ACTION", date(2026, 1, 1))
    first.valid_to = date(2026, 6, 30)
    first.save()
    second = DeadlineRule.objects.create(
        code="FIRST_ACTION", label="Baru", days=3, unit="WORKDAY", valid_from=date(2026, 7, 1)
    )
    assert rule_on("FIRST_ACTION", date(2026, 6, 30)) == first
    assert rule_on("FIRST_ACTION", date(2026, 7, 1)) == second
    assert rule_on("FIRST_ACTION", date(2019, 1, 1)) is None


def test_deadline_counts_working_days_and_calendar_days(reference):
    assert due_on(DeadlineRule(days=5, unit="WORKDAY"), date(2026, 11, 20)) == date(2026, 11, 27)
    assert due_on(DeadlineRule(days=30, unit="DAY"), date(2026, 11, 20)) == date(2026, 12, 20)
    assert due_on(None, date(2026, 11, 20)) is None


def test_stages_of_the_table_are_stages_of_the_list(reference):
    known = set(codes("STAGE"))
    assert {move.from_stage for move in MOVES} | {move.to_stage for move in MOVES} <= known


def test_every_stage_but_the_ends_can_be_left_and_reached(reference):
    inner = set(codes("STAGE")) - {"SELESAI", "DITUTUP"}
    assert {stage for stage in inner if moves_from(stage)} == inner
    reached, frontier = set(), {"DITERIMA"}
    while frontier:
        reached |= frontier
        frontier = {move.to_stage for stage in frontier for move in moves_from(stage)} - reached
    assert reached == inner


def test_no_move_goes_where_it_came_from_or_to_an_end():
    assert all(move.from_stage != move.to_stage for move in MOVES)
    assert find_move("DITERIMA", "SELESAI") is None
    assert (last_stage("TERPENUHI"), last_stage("DICABUT")) == ("SELESAI", "DITUTUP")
