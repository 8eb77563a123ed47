import pytest


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Signing in is tested often; how strong the real hash is stands in the settings."""
    settings.PASSWORD_HASHERS = ["tests.hashers.QuickArgon2Hasher"]
