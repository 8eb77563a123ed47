"""Letters that the office recorded."""

import pytest

from tests.factories.letters import make_letter


@pytest.fixture
def letter(people, scope_of):
    """An incoming letter that a caseworker recorded."""
    with scope_of(people.caseworker):
        return make_letter(people.caseworker, number="B.1076/COBA/PB.05.03/V/2025")


@pytest.fixture
def url(letter):
    return f"/surat/{letter.agenda_number}/"
