import pytest


@pytest.fixture
def areas(reference) -> None:
    """Every area of the country and the villages of the office's province, as the command loads them."""
