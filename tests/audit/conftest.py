"""A record under a few seals, and the patience that sealing needs beside other tests."""

import time

import pytest
from django.db import connection

from core.actions.seals import seal_now, waiting_rows
from core.models import Seal
from core.sealing.rows import sealed_tables


def waiting_history() -> int:
    last = Seal.objects.order_by("-number").values_list("upto", flat=True).first() or 0
    parts = " + ".join(f"(SELECT count(*) FROM {row.name} WHERE {row.moment} >= %s)" for row in sealed_tables()[1:])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {parts}", [last] * (len(sealed_tables()) - 1))
        return cursor.fetchone()[0]


@pytest.fixture
def seal_all(settings, tmp_path):
    """Seals until nothing waits: transactions of other tests on the same server hold sealing up."""
    settings.DATA_DIR = tmp_path
    settings.CHECKPOINT_EMAILS = []

    def seal() -> None:
        while True:
            seal_now()
            if not waiting_rows()[0] and not waiting_history():
                return
            time.sleep(0.05)

    return seal
