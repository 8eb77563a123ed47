"""Every sabotage still fits the code, and two of them are tried for real; all of them: `make sabotage`."""

import re

import pytest

from tests.sabotages.stage import ROOT, Stage, applied
from tests.sabotages.table import SABOTAGES

TRIED = ("blind-index-without-a-key", "inline-styles-allowed")


def named(test: str) -> bool:
    """Whether the file of the test is there, and the test in it."""
    file, _mark, name = test.partition("::")
    path = ROOT / file
    return path.is_file() and (not name or re.search(rf"^def {name}\(", path.read_text(), re.MULTILINE) is not None)


def test_there_are_forty_and_more_each_with_a_name_of_its_own():
    assert len({row.name for row in SABOTAGES}) == len(SABOTAGES) >= 40


@pytest.mark.parametrize("row", SABOTAGES, ids=lambda row: row.name)
def test_sabotage_fits_the_code(row):
    text = applied(row)
    if row.file.endswith(".py"):
        compile(text, row.file, "exec")
    assert row.tests
    assert [test for test in row.tests if not named(test)] == []


@pytest.mark.parametrize("row", [row for row in SABOTAGES if row.name in TRIED], ids=lambda row: row.name)
def test_sabotage_is_caught(row, db, tmp_path):
    outcome = Stage(tmp_path, 90 + TRIED.index(row.name)).run(row)
    assert outcome.caught_by == row.tests[0], outcome.output
