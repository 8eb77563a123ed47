"""Lists as offices send them: what a careful clerk takes from each, and nothing that breaks the reading."""

import os
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.listing import Grid, ListReading, read_list
from cases.listing.source import grids_of, packed, unpacked
from cases.listing.words import PROBLEMS, SKIPPED, problem_words, skipped_words
from core.sheets import SheetRefused
from tests.cases.dirtier_lists import DIRTIER, REFUSED
from tests.cases.dirty_lists import DAY, DIRTY, Dirty

ALL = [*DIRTY, *DIRTIER]
EXAMPLES = int(os.environ.get("LIST_EXAMPLES", "300"))  # thousands by hand: LIST_EXAMPLES=10000


def read(source, **told) -> ListReading:
    return read_list(grids_of(source), on=DAY, **told)


def facts_of(row, expected: dict) -> dict:
    return {
        name: [problem.code for problem in row.problems] if name == "problems" else getattr(row, name)
        for name in expected
    }


@pytest.mark.parametrize("dirty", ALL, ids=lambda dirty: dirty.name)
def test_a_careful_clerk_would_take_the_same(dirty: Dirty):
    reading = read(dirty.make())
    found = [facts_of(row, wanted) for row, wanted in zip(reading.rows, dirty.rows, strict=False)]
    assert (found, len(reading.rows)) == (dirty.rows, len(dirty.rows))
    assert reading.told_total == dirty.told_total
    if dirty.skipped:
        assert [line.why for line in reading.skipped] == dirty.skipped


@pytest.mark.parametrize(("make", "sentence"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_what_is_no_list_is_refused_with_a_sentence(make, sentence):
    found = grids_or_sentence(make())
    assert isinstance(found, str)
    assert sentence in found


def test_what_waits_is_read_again_as_it_was():
    for dirty in ALL:
        grids = grids_of(dirty.make())
        text = packed(grids)
        assert packed(unpacked(text)) == text
        assert read_list(unpacked(text), on=DAY).rows == read_list(grids, on=DAY).rows


def test_columns_are_shown_with_their_letter_and_can_be_chosen():
    source = "Nama;Asal;Lain\nLa Satu;Muna;L\nWa Dua;Buton;P"
    reading = read(source)
    told = [(column.letter, column.heading, column.field, column.sample) for column in reading.columns]
    assert told == [("A", "Nama", "name", "Wa Dua"), ("B", "Asal", "origin", "Buton"), ("C", "Lain", "", "P")]
    assert reading.rows[0].remark == "Lain: L"
    chosen = read(source, chosen={0: {2: "sex", 1: "ignore"}}).rows
    assert [(row.sex, row.origin, row.remark) for row in chosen] == [("L", "", ""), ("P", "", "")]


def test_a_sender_s_columns_are_remembered_by_their_heading():
    reading = read("Nama;Kampung;Kode\nLa Satu;Muna;A1234567", remembered={"kode": "passport"})
    assert (reading.rows[0].passport, reading.columns[2].key) == ("A1234567", "kode")


def test_the_letter_of_the_column_stands_with_the_problem():
    reading = read("No;Nama;Umur;NIK\n1;La Satu;tua;123\n2;Wa Dua;20;")
    assert [(problem.code, problem.column) for problem in reading.rows[0].problems] == [
        ("AGE_UNREAD", "C"), ("NIK_DIGITS", "D"),
    ]  # fmt: skip
    assert (
        problem_words(reading.rows[0].problems[0])
        == 'Kolom C: "tua" tidak terbaca sebagai umur; disimpan seperti tertulis.'
    )


def check_whole(source) -> None:
    """Either refused with a sentence, or read with words for everything, and no row that tells of nobody."""
    grids = grids_or_sentence(source)
    if not isinstance(grids, str):
        check_reading(grids)
        return
    assert grids.endswith(".")


def grids_or_sentence(source) -> list[Grid] | str:
    try:
        return grids_of(source)
    except SheetRefused as refusal:
        return refusal.message


def check_reading(grids) -> None:
    reading = read_list(grids, on=DAY)
    for row in reading.rows:
        assert row.name or row.people > 1 or row.problems, row
        assert 1 <= row.people <= 500
        assert len(row.name) <= 200
        assert len(row.origin) <= 300
        assert len(row.remark) <= 500
        assert row.sex in "LPU"
        assert row.age is None or 0 <= row.age <= 120
        assert all(problem_words(problem).endswith(".") for problem in row.problems)
    assert all(skipped_words(line) for line in reading.skipped)
    assert {problem.code for row in reading.rows for problem in row.problems} <= set(PROBLEMS)
    assert {line.why for line in reading.skipped} <= set(SKIPPED)


CELLS = st.one_of(
    st.sampled_from(["Nama", "Umur", "L/P", "Alamat", "No", "NIK", "Jumlah", "L", "P", "La Coba", "34 th", "", "√",
                     "NN",
                     "8 orang tanpa nama", "Kab. Muna", "31/04/1990", "Nama : ", "Mengetahui", "1. ", "(", "TTL"]),
    st.integers(-5, 10**17), st.floats(allow_nan=False, allow_infinity=False), st.dates(), st.datetimes(),
    st.text(max_size=40),
)  # fmt: skip
GRIDS = st.lists(st.lists(CELLS, max_size=9), max_size=14)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=GRIDS, chosen=st.dictionaries(st.integers(0, 8), st.sampled_from(["name", "age", "mixed", "birth"])))
def test_no_grid_breaks_the_reading(rows, chosen):
    check_reading([Grid("", rows)])
    read_list([Grid("", rows), Grid("b", rows[:3], ((0, 0),))], on=DAY, chosen={0: chosen})


@pytest.fixture(scope="module")
def good_cells() -> list[list]:
    """The cells of each dirty list, read once."""
    return [[row for grid in grids_of(dirty.make()) for row in grid.rows] for dirty in ALL]


def broken(cells: list, chance: random.Random) -> list:
    """The cells of a list, shuffled, cut, doubled and overwritten."""
    rows = [list(row) for row in cells]
    for _turn in range(chance.randint(1, 12)):
        row = chance.choice(rows) if rows else []
        other = chance.choice(rows) if rows else []
        what = chance.randint(0, 5)
        if what == 0 and row:
            row[chance.randrange(len(row))] = chance.choice(
                ["", "?", "Nama", 7, 1e16, DAY, "Jumlah", "a" * 400, "=1+1"]
            )
        elif what == 1 and row:
            row.pop(chance.randrange(len(row)))
        elif what == 2:
            row += other
        elif what == 3:
            rows.insert(chance.randint(0, len(rows)), list(other))
        elif what == 4 and rows:
            rows.remove(row)
        else:
            row.insert(0, "")
    return rows


def test_no_broken_list_breaks_the_reading(good_cells):
    for seed in range(EXAMPLES):
        chance = random.Random(seed)
        grid = Grid("", broken(good_cells[seed % len(good_cells)], chance))
        check_reading([grid])


@pytest.mark.parametrize("seed", range(max(6, EXAMPLES // 100)))
def test_no_broken_file_breaks_the_reading(seed):
    """Bytes turned over, cut off and doubled, through the door of sheets."""
    chance = random.Random(seed)
    source = ALL[seed % len(ALL)].make()
    data = bytearray(source.encode() if isinstance(source, str) else source)
    for _turn in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        data[at : at + chance.randint(0, 30)] = chance.randbytes(chance.randint(0, 30))
    check_whole(bytes(data))


@pytest.mark.parametrize("text", ["", "   \n", "1.\n2.\n3.", "Nama\n", ",,,\n,,,", "<html>", "\x00"])
def test_a_text_without_anybody_gives_no_row(text):
    found = grids_or_sentence(text)
    assert found.endswith(".") if isinstance(found, str) else read_list(found, on=DAY).rows == []
