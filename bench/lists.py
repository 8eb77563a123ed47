"""A letter's list read and taken over, beside the staging way: COPY to a table, set-based checks, INSERT .. SELECT."""

import os
import time
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from io import StringIO
from random import Random

import psycopg2
from django.db import connection, transaction

from accounts.models import User
from accounts.queries import viewer_of
from cases.actions.list_imports import LetterHead, apply_list_import, read_list_import, start_list_import
from cases.listing import Grid
from cases.models import ListImport, Repatriation
from core.copying import as_line
from core.scope import open_scope
from regions.models import Area

LINES = 5000
AIM = 0.5  # of the rows per second of the staging way
HEADINGS = ("No", "Nama", "L/P", "Umur", "Alamat", "NIK", "Tgl Lahir", "Ket")
STAGING = """
CREATE TEMP TABLE staged (row int, name text, sex text, age text, place text, nik text, born text, remark text,
    problem text NOT NULL DEFAULT '');
CREATE TEMP TABLE taken (id bigserial PRIMARY KEY, row int UNIQUE, name text, sex text, age int, place text, nik text,
    born date, remark text);
CREATE INDEX ON taken (name); CREATE INDEX ON taken (nik); CREATE INDEX ON taken (born);
"""
CHECKS = """
UPDATE staged SET problem = concat_ws(',', CASE WHEN name = '' THEN 'NAME' END,
    CASE WHEN age !~ '^[0-9]{1,3}$' THEN 'AGE' END, CASE WHEN nik !~ '^[0-9]{16}$' THEN 'NIK' END,
    CASE WHEN sex NOT IN ('L', 'P') THEN 'SEX' END);
INSERT INTO taken (row, name, sex, age, place, nik, born, remark)
    SELECT row, name, sex, age::int, place, nik, to_date(born, 'DD/MM/YYYY'), remark FROM staged WHERE problem = ''
    ON CONFLICT (row) DO NOTHING;
"""


@dataclass
class ListRates:
    """Rows per second."""

    read: float
    applied: float
    both: float
    staging: float

    @property
    def ratio(self) -> float:
        return round(self.both / self.staging, 3)

    def __str__(self) -> str:
        verdict = "met" if self.ratio >= AIM else "NOT MET"
        return (
            f"a list of {LINES:,} lines: read {self.read:,.0f}, taken over {self.applied:,.0f}, both {self.both:,.0f}"
            f" rows/s; staging {self.staging:,.0f} rows/s = x{self.ratio} (aim >= {AIM}) {verdict}"
        )

    def as_json(self) -> dict:
        return {**asdict(self), "ratio": self.ratio}


def list_rates(user: int, seed: int) -> ListRates:
    """Measured in one transaction that leaves nothing behind."""
    random = Random(seed)
    by = User.objects.get(pk=user)
    with open_scope(viewer_of(by)), transaction.atomic():
        places = [area.name for area in Area.objects.villages().order_by("code")[:300]]
        lines = [line(random, at, places) for at in range(1, LINES + 1)]
        began = time.perf_counter()
        row = start_list_import(
            repatriation=Repatriation.objects.order_by("-pk")[0], head=LetterHead("BP3MI Bench"), file_name="",
            grids=[Grid("", [HEADINGS, *lines])], by=by,
        )  # fmt: skip
        read_list_import(row=row, reading=row.reading, progress=lambda *_told: None, by=by)
        middle = time.perf_counter()
        apply_list_import(row=ListImport.objects.get(pk=row.pk), people_counted=None, by=by)
        end = time.perf_counter()
        transaction.set_rollback(True)
    connection.close()
    read, applied = LINES / (middle - began), LINES / (end - middle)
    return ListRates(round(read), round(applied), round(LINES / (end - began)), round(staging_rate(lines)))


def line(random: Random, at: int, places: list[str]) -> tuple:
    name = f"La {word(random)} {word(random)}"
    born = date(random.randint(1950, 2010), random.randint(1, 12), random.randint(1, 28))
    nik = f"7414{random.randrange(10**12):012}"
    return (at, name, random.choice("LP"), random.randint(16, 70), random.choice(places), nik, f"{born:%d/%m/%Y}", "x")


def word(random: Random) -> str:
    return "".join(random.choice("bcdgklmnprstw") + random.choice("aiueo") for _turn in range(3)).title()


def staging_rate(lines: list[tuple]) -> float:
    """Rows per second of the floor: no encryption, no history, no village, nobody alike."""
    with closing(psycopg2.connect(os.environ["BENCH_OWNER_URL"])) as link, link.cursor() as cursor:
        cursor.execute(STAGING)
        began = time.perf_counter()
        text = StringIO("".join(as_line(row) for row in lines))
        cursor.copy_expert("COPY staged (row, name, sex, age, place, nik, born, remark) FROM STDIN", text)
        cursor.execute(CHECKS)
        took = time.perf_counter() - began
        link.rollback()
    return len(lines) / took
