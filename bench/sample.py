"""Random parameters of a run: who looks, at which rows."""

from dataclasses import dataclass
from functools import cached_property
from random import Random
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from bench.cast import FIRST_DISTRICT, user_id
from bench.lists import waiting_list
from bench.names import misspell
from core.keys import key_ring
from core.lists import Cursor
from core.scope import viewing_everything

ROWS_EACH = 120
CASES = (
    "SELECT c.number, w.number, w.name, w.uid, w.nik, to_char(c.opened_at, 'YYYY-MM-DD\"T\"HH24:MI:SS.USOF:00'), c.id,"
    " w.birth_date, c.category, c.country, c.closed_at IS NULL"
    " FROM cases_case c JOIN cases_worker w ON w.id = c.worker_id"
    " WHERE c.district_id = %s AND NOT c.is_restricted AND NOT w.is_restricted AND w.name LIKE '%% %%'"
    " AND c.id = ANY(%s)"
)
RETURNS = (
    "SELECT r.number FROM cases_repatriation r JOIN cases_repatriationdistrict d ON d.repatriation_id = r.id"
    " WHERE d.district_id = %s ORDER BY r.id DESC LIMIT %s"
)

LARGEST = (
    "SELECT r.number FROM cases_repatriation r JOIN cases_returnee p ON p.repatriation_id = r.id"
    " GROUP BY r.id ORDER BY count(*) DESC, r.id LIMIT 1"
)
LETTERS = (
    "SELECT agenda_number FROM letters_letter WHERE direction = 'IN' AND classification = 'BIASA'"
    " ORDER BY id DESC LIMIT %s"
)


@dataclass(frozen=True)
class Row:
    """One case with its person."""

    case: str
    worker: str
    name: str
    nik: str
    opened_at: str
    pk: int
    birth_date: object
    category: str
    country: str
    is_open: bool


def row_of(case: str, worker: str, name: str, key: UUID, nik: bytes, *rest) -> Row:
    """The row with its NIK in clear."""
    number = key_ring().decrypt("cases_worker.nik", key.hex, nik).decode() if nik else ""
    return Row(case, worker, name, number, *rest)


class Sample:
    """Rows of each district to draw from; `turn` begins a run: another district, another row."""

    def __init__(self, *, seed: int):
        self.random = Random(f"sample {seed}")
        self.districts = district_ids()
        with viewing_everything(reason="rows to measure with"), transaction.atomic():
            self.rows = self.read_rows()
            self.returns = {area: column(RETURNS, [area, ROWS_EACH]) for area in self.districts}
            self.letters = column(LETTERS, [ROWS_EACH])
            self.big_return = column(LARGEST)[0]
        self.districts = [area for area in self.districts if self.rows[area] and self.returns[area]]
        self.turn()

    def read_rows(self) -> dict[int, list[Row]]:
        top = column("SELECT max(id) FROM cases_case")[0]
        found = {}
        for area in self.districts:
            with connection.cursor() as cursor:
                cursor.execute(CASES, [area, self.random.sample(range(1, top + 1), min(top, 60 * ROWS_EACH))])
                found[area] = [row_of(*values) for values in cursor.fetchmany(ROWS_EACH)]
        return found

    def turn(self) -> None:
        self.rank = self.random.randrange(len(self.districts))
        self.district = self.districts[self.rank]
        self.row = self.random.choice(self.rows[self.district])
        self.open_row = self.random.choice([row for row in self.rows[self.district] if row.is_open])
        self.repatriation = self.random.choice(self.returns[self.district])
        self.letter = self.random.choice(self.letters)
        self.misspelt = misspell(self.random, self.row.name)

    def user(self, role: str) -> int:
        if role == "district":
            return FIRST_DISTRICT + district_ids().index(self.district)
        return user_id(role)

    @cached_property
    def waiting_list(self) -> tuple[str, int]:
        return waiting_list(user_id("protection"))

    def deep_cursor(self) -> str:
        """A page that begins at a random case of the district."""
        return Cursor(self.row.opened_at, self.row.pk).encode()


def district_ids() -> list[int]:
    """The districts of the office in the order of their accounts."""
    return column(
        "SELECT d.id FROM regions_area d JOIN regions_area p ON p.id = d.province_id"
        " WHERE d.level = 'DISTRICT' AND d.valid_to IS NULL AND p.code = %s ORDER BY d.code",
        [settings.OFFICE_PROVINCE_CODE],
    )


def column(query: str, params: list | None = None) -> list:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return [row[0] for row in cursor.fetchall()]
