"""The synthetic office: whole, the same for the same seed, and never in a database of real people."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.queries import viewer_of
from bench.casework import SENTENCES
from bench.cast import user_id
from bench.fill import HISTORIES, TABLES, fill
from cases.models import Case, CaseNote, Returnee, Worker
from core.lists import PAGE_SIZE, ListSearch
from core.numbering import next_number
from core.scope import open_scope, viewing_everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
UNTIL = date(2026, 11, 24)


def scalar(query: str, *params):
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchone()[0]


def content() -> dict[str, str]:
    """A checksum of the rows of each table; keys that the database gives, and ciphertext, left out."""
    found = {}
    sealed = (
        "SELECT array_agg(column_name::text) FROM information_schema.columns"
        " WHERE table_name = %s AND data_type = 'bytea' AND column_name NOT LIKE '%%\\_index'"
    )
    for table, columns, _rows in TABLES:
        left_out = scalar(sealed, table) or []
        names = ", ".join(connection.ops.quote_name(name) for name in columns.split() if name not in left_out)
        row = f"row({names})::text"
        found[table] = scalar(f"SELECT md5(string_agg({row}, chr(10) ORDER BY {row})) FROM {table}")
    return found


def test_fill_makes_as_many_as_asked():
    counts = fill(size=200, seed=7, until=UNTIL)
    assert counts["cases_worker"] == counts["cases_case"] == counts["core_accessrecord"] == 200
    assert counts["cases_returnee"] == scalar("SELECT count(*) FROM cases_returnee") > 40
    for table, event in HISTORIES:
        assert scalar(f"SELECT count(*) FROM {event}") == counts[table]


def test_fill_breaks_no_rule():
    fill(size=200, seed=7, until=UNTIL)
    connection.check_constraints()
    assert scalar("SELECT count(*) FROM cases_worker WHERE (name_key = '') <> (name = '')") == 0
    strays = (
        "SELECT count(*) FROM cases_returnee r JOIN cases_worker w ON w.id = r.worker_id"
        " WHERE (r.district_id, r.sex, r.is_restricted) IS DISTINCT FROM (w.district_id, w.sex, w.is_restricted)"
    )
    assert scalar(strays) == 0
    unlisted = (
        "SELECT count(*) FROM cases_returnee r WHERE r.district_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"
        " cases_repatriationdistrict d WHERE d.repatriation_id = r.repatriation_id AND d.district_id = r.district_id)"
    )
    assert scalar(unlisted) == 0


def test_fill_seals_what_the_product_seals():
    """Every value is read again through the models; restricted people have no name in clear."""
    fill(size=200, seed=7, until=UNTIL)
    with viewing_everything(reason="test"):
        people = list(Worker.objects.order_by("pk"))
        assert sum(1 for row in people if row.nik) > 60
        assert all(row.told_name and row.name in {"", row.told_name} for row in people)
        for row in people:
            assert list(Worker.objects.filter(nik_index=row.nik)) == ([row] if row.nik else [])
        hidden = set(Case.objects.filter(is_restricted=True).values_list("worker_id", flat=True))
        hidden |= {row.pk for row in people if row.is_restricted}
        assert {row.pk for row in people if not row.name} == hidden
        assert {bool(row.summary) for row in Case.objects.all()} == {True}
        assert {row.text for row in CaseNote.objects.all()} <= set(SENTENCES)
        assert {row.sent_back_reason for row in Returnee.objects.all()} <= {"", "Umur belum jelas."}


def test_fill_leaves_triggers_and_indexes_as_they_were():
    indexes = "SELECT string_agg(indexdef, ';' ORDER BY indexname) FROM pg_indexes WHERE tablename LIKE 'cases_%%'"
    before = scalar(indexes)
    fill(size=20, seed=7, until=UNTIL)
    assert scalar(indexes) == before
    assert scalar("SELECT count(*) FROM pg_trigger WHERE tgenabled <> 'O'") == 0


def test_fill_numbers_and_keys_go_on():
    fill(size=200, seed=7, until=UNTIL)
    last = scalar("SELECT max(number) FROM cases_case WHERE number LIKE 'KS-2026-%%'")
    assert next_number("KS", on=UNTIL) == f"KS-2026-{int(last[-4:]) + 1:04d}"
    assert scalar("SELECT nextval(pg_get_serial_sequence('cases_case', 'id'))") == 201


def test_fill_same_seed_same_rows():
    with transaction.atomic():
        fill(size=100, seed=3, until=UNTIL)
        first = content()
        transaction.set_rollback(True)
    with transaction.atomic():
        fill(size=100, seed=4, until=UNTIL)
        other = content()
        transaction.set_rollback(True)
    fill(size=100, seed=3, until=UNTIL)
    assert content() == first
    assert other["cases_worker"] != first["cases_worker"]


def test_fill_bench_refuses_other_databases():
    with pytest.raises(CommandError, match="does not end in _bench"):
        call_command("fill_bench", "--people", "5")
    assert scalar("SELECT count(*) FROM cases_worker") == 0


def test_fill_bench_refuses_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="This is production"):
        call_command("fill_bench", "--people", "5")


def test_fill_lists_of_a_district_walk_an_index():
    """At 20,000 people the newest cases of a district are found without reading the whole table."""
    fill(size=20_000, seed=1, until=UNTIL)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case")
    viewer = viewer_of(User.objects.get(pk=user_id("district", rank=8)))
    with open_scope(viewer):
        search = NewestCases(viewer=viewer)
        with CaptureQueriesContext(connection) as captured:
            assert len(search.page().rows) == PAGE_SIZE
    walks = [plan(query["sql"]) for query in captured if '"cases_case"' in query["sql"]]
    assert len(walks) == 2
    assert [walk for walk in walks if "Seq Scan on cases_case" in walk] == []


class NewestCases(ListSearch):
    model = Case
    sort_field = "opened_at"
    related = ("worker", "assignee")


def plan(query: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {query}")
        return "\n".join(line for (line,) in cursor.fetchall())
