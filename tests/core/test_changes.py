"""What is told of a row's changes."""

from core.changes import entries_of


def test_a_row_that_came_without_a_history_has_no_changes():
    assert entries_of([], ("number",), words=None, label=str) == []
