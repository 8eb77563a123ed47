"""Every table stands behind a wall or on a reviewed list; nothing is forgotten when a table is added."""

import pytest
from django.apps import apps
from django.db import connection

from core import walls
from core.scope import ScopedManager

pytestmark = pytest.mark.django_db


def rows(statement: str, *values) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_every_table_and_view_is_declared():
    assert walls.undeclared() == []


def test_nothing_is_declared_that_is_not_there():
    declared = {*walls.all_walls().guarded, *walls.all_walls().free}
    there = {name for (name,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    assert declared - there == set()


def test_every_model_that_python_guards_is_guarded_here():
    tables = {model._meta.db_table for model in apps.get_models() if isinstance(model._default_manager, ScopedManager)}
    assert tables == set(walls.all_walls().guarded)


def test_guarded_tables_and_their_histories_hold_their_owner_too():
    histories = {event for event, table in walls.history_tables().items() if table in walls.all_walls().guarded}
    expected = {*walls.all_walls().guarded, *histories}
    forced = rows(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
    )
    assert {name for (name,) in forced} == expected


def test_every_guarded_table_has_one_policy_for_each_class():
    found: dict[str, list[str]] = {}
    for table, name in rows("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'"):
        found.setdefault(table, []).append(name)
    guarded, histories = walls.all_walls().guarded, walls.history_tables()
    for table, names in found.items():
        classes = list(guarded[histories.get(table, table)])
        assert {walls.PROVINCE, walls.DISTRICT, walls.EVERYTHING} <= set(classes)
        kept = [f"{role}_{what}" for role in classes for what in ("add", "read")] if table in histories else classes
        kept += [f"{walls.SEALER}_read"] if table in histories else []
        assert (table, sorted(names)) == (table, sorted(kept))


def test_only_what_is_an_accounts_own_is_open_to_accounts_without_people():
    """And letters, for those who keep the book or were given one; they tell of no person by themselves."""
    open_to_nobody = {table for table, roles in walls.all_walls().guarded.items() if walls.NOBODY in roles}
    letters = {
        "letters_letter", "letters_letterfront", "letters_disposition", "letters_pressrelease", "letters_releasetext",
    }  # fmt: skip
    assert open_to_nobody == {"accounts_draft", "core_storedfile", *letters}


def test_the_web_role_reads_no_row_about_people_by_itself():
    histories = walls.history_tables()
    for table in [*walls.all_walls().guarded, *histories]:
        if histories.get(table, table) in walls.all_walls().guarded:
            (allowed,) = rows("SELECT has_table_privilege(%s, %s, 'SELECT')", walls.WEB, table)
            assert (table, allowed) == (table, (False,))


def test_records_that_only_grow_cannot_be_changed_or_emptied():
    named = {"core_accessrecord", "core_clockcorrection", "reports_exportdownload"}
    assert named <= walls.all_walls().append_only
    for table in [*walls.all_walls().append_only, *walls.history_tables()]:
        for role in (walls.WEB, *walls.SCOPES):
            for right in ("UPDATE", "DELETE", "TRUNCATE"):
                (allowed,) = rows("SELECT has_table_privilege(%s, %s, %s)", role, table, right)
                assert (table, role, right, allowed) == (table, role, right, (False,))


def test_seals_are_added_by_the_sealer_alone():
    assert walls.all_walls().sealers == {"core_seal", "core_sealpart", "core_recordcheck", "core_era"}
    for table in walls.all_walls().sealers:
        for role in (walls.WEB, *walls.SCOPES, walls.SEALER):
            for right in ("INSERT", "UPDATE", "DELETE", "TRUNCATE"):
                (allowed,) = rows("SELECT has_table_privilege(%s, %s, %s)", role, table, right)
                expected = role == walls.SEALER and right == "INSERT"
                assert (table, role, right, allowed) == (table, role, right, (expected,))
    for table in ("core_accessrecord", *walls.history_tables()):
        given = [
            right
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE")
            if rows("SELECT has_table_privilege(%s, %s, %s)", walls.SEALER, table, right) == [(True,)]
        ]
        assert (table, given) == (table, ["SELECT"])


def test_nobody_of_the_application_may_empty_a_table_or_make_one():
    for role in (walls.WEB, *walls.SCOPES):
        assert rows("SELECT has_schema_privilege(%s, 'public', 'CREATE')", role) == [(False,)]
        assert rows("SELECT has_schema_privilege(%s, 'walls', 'CREATE')", role) == [(False,)]
        for (table,) in rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
            assert rows("SELECT has_table_privilege(%s, %s, 'TRUNCATE')", role, table) == [(False,)]


def test_roles_are_none_that_walls_do_not_hold():
    names = [walls.WEB, walls.SEALER, *walls.SCOPES, walls.OWNER]
    found = rows("SELECT rolname FROM pg_roles WHERE rolname = ANY (%s) AND (rolsuper OR rolbypassrls)", names)
    assert found == []
    assert rows("SELECT rolinherit FROM pg_roles WHERE rolname = %s", walls.WEB) == [(False,)]


def test_functions_that_see_more_keep_to_their_schema():
    loose = rows(
        "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
        " WHERE n.nspname IN ('walls', 'public') AND p.prosecdef"
        " AND NOT coalesce(p.proconfig, '{}') @> ARRAY['search_path=public']"
    )
    assert loose == []
