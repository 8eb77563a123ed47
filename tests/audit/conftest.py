"""A record under a few seals, and the patience that sealing needs beside other tests."""

import time

import pytest
from django.db import connection, transaction

from core.actions.seals import seal_now
from core.sealing.rows import sealed_tables
from core.walls import sealing_role


def newest_moment() -> tuple[int, int]:
    """The newest moment of any sealed row, and the horizon below which all transactions have ended."""
    parts = ", ".join(f"(SELECT max({row.moment}) FROM {row.name})" for row in sealed_tables())
    with transaction.atomic(), sealing_role(), connection.cursor() as cursor:
        cursor.execute(f"SELECT greatest({parts}), core_horizon()")
        newest, horizon = cursor.fetchone()
        return newest or 0, horizon or 1


@pytest.fixture
def seal_all(settings, tmp_path):
    """Seals all there is, once the transactions of other tests on the same server let it."""
    settings.DATA_DIR = tmp_path
    settings.CHECKPOINT_EMAILS = []

    def seal() -> None:
        while (moments := newest_moment())[0] >= moments[1]:
            time.sleep(0.05)
        seal_now()

    return seal
