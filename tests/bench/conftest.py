"""The bench fills its databases as the owner of the tables, and so do its tests."""

import pytest

from tests.database import connected_as_owner


@pytest.fixture(scope="module", autouse=True)
def as_table_owner(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connected_as_owner():
        yield
