"""Two districts with a row of every kind; what stands in one must not be seen in the other."""

import pytest

from tests.access.world import build_side


@pytest.fixture
def here(people):
    """Rows of Buton Tengah, entered by the provincial office."""
    return build_side(people.caseworker, "74.14", "Kenarimerah")


@pytest.fixture
def there(people):
    """Rows of Wakatobi, which could leak to Buton Tengah."""
    return build_side(people.caseworker_2, "74.07", "Kakatuabiru")
