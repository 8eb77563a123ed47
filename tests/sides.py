"""Two districts with a row of every kind; what stands in one must not be seen in the other."""

import pytest
from django.db import connection

from tests.access.world import build_side, close_side
from tests.database import as_owner


@pytest.fixture
def here(people):
    """Rows of Buton Tengah, entered by the provincial office."""
    return build_side(people.caseworker, "74.14", "Kenarimerah")


@pytest.fixture
def there(people):
    """Rows of Wakatobi, which could leak to Buton Tengah."""
    return build_side(people.caseworker_2, "74.07", "Kakatuabiru")


@pytest.fixture
def closed(people):
    """Rows of Buton Tengah about people whom one officer of the provincial office alone may see."""
    return close_side(build_side(people.caseworker_2, "74.14", "Jalakhitam"), people.caseworker_2)


@pytest.fixture
def record_refused(transactional_db):
    """The record cannot be written for the length of a test."""
    name = connection.settings_dict["NAME"]
    with as_owner(name) as cursor:
        cursor.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no record'; END $$;"
            "CREATE TRIGGER refuse BEFORE INSERT ON core_accessrecord FOR EACH ROW EXECUTE FUNCTION refuse()"
        )
    yield
    with as_owner(name) as cursor:
        cursor.execute("DROP FUNCTION refuse() CASCADE")
