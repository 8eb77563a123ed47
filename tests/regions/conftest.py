"""The whole list of areas, loaded once for the tests of this folder."""

from datetime import date

import pytest
from django.db import connection

from regions.actions.areas import load_areas
from regions.models import Area

TABLES = ("regions_areafigure", "regions_areasuccession", "regions_areaalias", "regions_area")


@pytest.fixture(scope="package")
def all_areas(django_db_setup, django_db_blocker):
    """Every area of the office's province and the country, as the command loads them."""
    with django_db_blocker.unblock():
        if Area.objects.exists():
            yield
            return
        load_areas(province_code="74", on=date(2026, 11, 24))
        yield
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"DELETE FROM {table}")


@pytest.fixture
def areas(all_areas, db):
    """The loaded areas inside the transaction of one test."""
    if not Area.objects.exists():  # a test that empties tables ran before
        load_areas(province_code="74", on=date(2026, 11, 24))
