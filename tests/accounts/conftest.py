import pytest

from tests.access.world import build_side


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Signing in is tested often; how strong the real hash is stands in the settings."""
    settings.PASSWORD_HASHERS = ["tests.hashers.QuickArgon2Hasher"]


@pytest.fixture
def here(people):
    """Rows of Buton Tengah, to reach every address."""
    return build_side(people.caseworker, "74.14", "Kenarimerah")
