"""A letter's list read and taken over, beside the staging way: COPY to a table, set-based checks, INSERT .. SELECT.

Both read the same workbook and stand in the same run. The staging way is the plainest program: python-calamine, one
COPY into a temporary table, two checks, one INSERT .. SELECT .. ON CONFLICT into a table with seven indexes. It knows
no dirty sheets, encrypts nothing, writes no history, has no foreign keys and no walls, asks for no village and looks
for nobody alike. `bounds` says how fast the same rows could be at most with what the product owes them.
"""

import io
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from random import Random

import psycopg2
import xlsxwriter
from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from accounts.models import User
from accounts.queries import viewer_of
from cases.actions.list_imports import LetterHead, apply_list_import, read_list_import, start_list_import
from cases.actions.list_staging import ENTRIES, STAGED, entry_rows, staged_rows, told_rows
from cases.listing.source import as_grid
from cases.models import ListImport, ListImportRow, Manifest, ManifestEntry, Repatriation
from cases.places import SettledPlace
from core.copying import as_line, insert_rows, very_many
from core.scope import open_scope
from core.sheets import SheetLimits, read_sheet
from regions.models import Area

SIZES = (5_000, 100_000)
AIM = 0.5  # of the rows per second of the staging way
HEADINGS = ("No", "Nama", "L/P", "Umur", "Alamat", "NIK", "Tgl Lahir", "Ket")
STAGING = """
CREATE TEMP TABLE staged (row int, name text, sex text, age text, place text, nik text, born text, remark text,
    problem text NOT NULL DEFAULT '');
CREATE TABLE bench_taken (id bigserial PRIMARY KEY, row int UNIQUE, name text, sex text, age int, place text, nik text,
    born date, remark text);
CREATE INDEX ON bench_taken (name); CREATE INDEX ON bench_taken (nik); CREATE INDEX ON bench_taken (born);
CREATE INDEX ON bench_taken (place); CREATE INDEX ON bench_taken (age);
"""
CHECKS = """
UPDATE staged SET problem = concat_ws(',', CASE WHEN name = '' THEN 'NAME' END,
    CASE WHEN age !~ '^[0-9]{1,3}$' THEN 'AGE' END, CASE WHEN nik !~ '^[0-9]{16}$' THEN 'NIK' END,
    CASE WHEN sex NOT IN ('L', 'P') THEN 'SEX' END);
INSERT INTO bench_taken (row, name, sex, age, place, nik, born, remark)
    SELECT row, name, sex, age::int, place, nik, to_date(born, 'DD/MM/YYYY'), remark FROM staged WHERE problem = ''
    ON CONFLICT (row) DO NOTHING;
"""
NOW = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"  # keys are checked within what is measured


@dataclass
class ListRates:
    """Rows per second. `door`: the workbook to cells; `read`: from cells to the preview; `applied`: to the list."""

    lines: int
    door: int
    read: int
    applied: int
    whole: int
    staging: int
    bounds: dict[str, int]

    @property
    def ratio(self) -> float:
        return round(self.whole / self.staging, 3)

    def __str__(self) -> str:
        verdict = "met" if self.ratio >= AIM else "NOT MET"
        bounds = ", ".join(f"{name} {rate:,}" for name, rate in self.bounds.items())
        return (
            f"a list of {self.lines:,} lines: workbook {self.door:,}, read {self.read:,}, taken over {self.applied:,},"
            f" whole {self.whole:,} rows/s; staging {self.staging:,} rows/s = x{self.ratio} (aim >= {AIM}) {verdict};"
            f" at most, alone: {bounds} rows/s"
        )

    def as_json(self) -> dict:
        return {**asdict(self), "ratio": self.ratio}


class Clock:
    """Seconds by name."""

    def __init__(self) -> None:
        self.took: dict[str, float] = {}

    def time(self, name: str, work: Callable):
        began = time.perf_counter()
        try:
            return work()
        finally:
            self.took[name] = time.perf_counter() - began


def list_rates(user: int, seed: int, lines: int) -> ListRates:
    """Measured in one transaction that leaves nothing behind."""
    by, clock, random = User.objects.get(pk=user), Clock(), Random(seed)
    with open_scope(viewer_of(by)), transaction.atomic():
        places = [area.name for area in Area.objects.villages().order_by("code")[:300]]
        data = workbook([HEADINGS, *(line(random, at, places) for at in range(1, lines + 1))])
        group = Repatriation.objects.order_by("-pk")[0]
        rows = clock.time("door", lambda: read_sheet(data, SheetLimits(rows=lines + 1, cells=lines * 8 + 8)))
        row = clock.time("read", lambda: read_to_preview(group, rows, by))
        sealed = bounds_of(row, group, by, clock)
        clock.time("applied", lambda: take_over(row, by))
        transaction.set_rollback(True)
    connection.close()
    whole = sum(clock.took[name] for name in ("door", "read", "applied"))
    return ListRates(
        lines,
        *(round(lines / clock.took[name]) for name in ("door", "read", "applied")),
        round(lines / whole),
        round(lines / staging_seconds(data)),
        {name: round(lines / clock.took[name]) for name in sealed},
    )


def waiting_list(user: int) -> tuple[str, int]:
    """A list of 300 lines that waits to be looked through: number of its return, and its key. Made once."""
    by = User.objects.get(pk=user)
    with open_scope(viewer_of(by)), transaction.atomic():
        row = ListImport.objects.filter(state="READY").order_by("-pk").first()
        if row is None:
            lines = [line(Random(1), at, ["Lakudo", "Raha"]) for at in range(1, 301)]
            rows = read_sheet(workbook([HEADINGS, *lines]))
            row = read_to_preview(Repatriation.objects.order_by("-pk")[0], rows, by)
        return row.repatriation.number, row.pk


def read_to_preview(group: Repatriation, rows, by: User) -> ListImport:
    row = start_list_import(
        repatriation=group, head=LetterHead("BP3MI Bench"), file_name="", grids=[as_grid(rows)], by=by
    )
    read_list_import(row=row, reading=row.reading, progress=lambda *_told: None, by=by)
    check_keys()
    return row


def take_over(row: ListImport, by: User) -> None:
    apply_list_import(row=ListImport.objects.get(pk=row.pk), people_counted=None, by=by)
    check_keys()


def check_keys() -> None:
    with connection.cursor() as cursor:
        cursor.execute(NOW)


def bounds_of(row: ListImport, group: Repatriation, by: User, clock: Clock) -> Sequence[str]:
    """What cannot be left out: sealing the same texts, and writing the sealed rows with history, keys and walls."""
    told = list(told_rows(row))
    manifest = Manifest.objects.create(repatriation=group, issuer="BP3MI Bench", created_by=by)
    spare = ListImport.objects.create(
        repatriation=group, issuer="", digest="bench", created_by=by, expires_at=row.expires_at
    )
    with very_many():
        lines = [one for one, *_rest in told]
        place = [SettledPlace("", "UNKNOWN")] * len(lines)
        staged = clock.time("sealing", lambda: list(staged_rows(spare.pk, lines, place, {})))
        entries = clock.time("sealing the list", lambda: list(entry_rows(manifest.pk, iter(told))))
        clock.took["sealing"] += clock.took["sealing the list"]
        clock.time("writing", lambda: write(staged, entries))
    ListImportRow.objects.filter(list_import=spare).delete()
    manifest.delete()
    spare.delete()
    return "sealing", "writing"


def write(staged: Sequence[tuple], entries: Sequence[tuple]) -> None:
    insert_rows(ListImportRow._meta.db_table, STAGED, staged)
    insert_rows(ManifestEntry._meta.db_table, ENTRIES, entries)
    check_keys()


def line(random: Random, at: int, places: list[str]) -> tuple:
    name = f"La {word(random)} {word(random)}"
    born = date(random.randint(1950, 2010), random.randint(1, 12), random.randint(1, 28))
    nik = f"7414{random.randrange(10**12):012}"
    return (at, name, random.choice("LP"), random.randint(16, 70), random.choice(places), nik, f"{born:%d/%m/%Y}", "x")


def word(random: Random) -> str:
    return "".join(random.choice("bcdgklmnprstw") + random.choice("aiueo") for _turn in range(3)).title()


def workbook(rows: Sequence[Sequence]) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    return held.getvalue()


def staging_seconds(data: bytes) -> float:
    """Of the staging way, from the workbook to the rows; better of two turns."""
    return min(staging_turn(data) for _turn in range(2))


def staging_turn(data: bytes) -> float:
    with closing(psycopg2.connect(os.environ["BENCH_OWNER_URL"])) as link, link.cursor() as cursor:
        cursor.execute(STAGING)
        began = time.perf_counter()
        text = io.StringIO("".join(as_line(row) for row in rows_of(data)))
        cursor.copy_expert("COPY staged (row, name, sex, age, place, nik, born, remark) FROM STDIN", text)
        cursor.execute(CHECKS)
        took = time.perf_counter() - began
        link.rollback()
    return took


def rows_of(data: bytes) -> Iterator[list]:
    """Without the heading; a workbook's numbers are floats."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).iter_rows()
    next(rows)
    for number, name, sex, age, *rest in rows:
        yield [int(number), name, sex, int(age), *rest]
