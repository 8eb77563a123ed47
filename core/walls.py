"""The walls in the database: which role a scope enters, and which policy stands on which table.

Behind the rule of sight of Python (core/scope.py) PostgreSQL keeps the same rule by row security, so that raw SQL,
joins and counts that begin at an unguarded model are caught too. Apps declare their tables in `policies.py`:
`guard` for rows about people, `guard_own` for what is one account's alone, `free` for reviewed tables that name
nobody. `apply_walls` brings a database to that state; a table that is declared nowhere fails a test and is closed to
everybody.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from core.scope import Viewer, current_viewer, has_scope

OWNER, WEB, SEALER = "bp3mi_owner", "bp3mi_web", "bp3mi_sealer"
PROVINCE, DISTRICT, NOBODY, EVERYTHING = "bp3mi_province", "bp3mi_district", "bp3mi_nobody", "bp3mi_everything"
SCOPES = (PROVINCE, DISTRICT, NOBODY, EVERYTHING)

# What policies may ask of the context. A sub-select is asked once for a statement, not once for a row.
VIEWER = "(SELECT walls.viewer())"
DISTRICTS = "(SELECT walls.districts())::bigint[]"


def scope_role(viewer: Viewer) -> str:
    """The database role of this viewer's class."""
    if viewer.sees_everything:
        return EVERYTHING
    if not viewer.sees_persons:
        return NOBODY
    return PROVINCE if viewer.is_province else DISTRICT


def scope_statements() -> str:
    """What is said at the start of a transaction, and when the scope changes within it. Numbers and a day only."""
    if not has_scope():
        return "SET LOCAL ROLE NONE; SET LOCAL walls.viewer = ''; SET LOCAL walls.districts = ''"
    viewer = current_viewer()
    districts = ",".join(str(int(pk)) for pk in sorted(viewer.district_ids))
    return (
        f"SET LOCAL ROLE {scope_role(viewer)}; SET LOCAL walls.viewer = '{int(viewer.user_id)}';"
        f" SET LOCAL walls.districts = '{districts}'; SET LOCAL walls.day = '{timezone.localdate():%Y-%m-%d}'"
    )


@dataclass
class Walls:
    """What the apps declared. Conditions are SQL over the columns of the table."""

    guarded: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    free: dict[str, str] = field(default_factory=dict)
    append_only: set[str] = field(default_factory=set)
    read_only: set[str] = field(default_factory=set)
    sealers: set[str] = field(default_factory=set)
    functions: list[str] = field(default_factory=list)


_walls = Walls()


def guard(table: str, *, province: str, district: str, nobody: str = "") -> None:
    """Rows of `table` are seen, changed, made and removed by a role where its condition holds.

    `nobody` is for viewers who see no people; without it they see no row.
    """
    _walls.guarded[table] = {PROVINCE: province, DISTRICT: district, EVERYTHING: "true"}
    if nobody:
        _walls.guarded[table][NOBODY] = nobody


def guard_own(table: str, column: str = "user_id") -> None:
    """Rows of one account, for that account alone, whether it sees people or not."""
    condition = f"{column} = {VIEWER}"
    guard(table, province=condition, district=condition, nobody=condition)


def guard_alike(tables: Iterable[str], condition: str, *, nobody: str = "") -> None:
    """Rows whose sight is that of another row, the same for every class of viewer."""
    for table in tables:
        guard(table, province=condition, district=condition, nobody=nobody)


def guard_files(kind: str, table: str) -> None:
    """Stored files of this kind of owner are seen by whoever sees the owner's row in `table`."""
    _walls.files[kind] = table
    seen = " OR ".join(
        f"(owner_kind = '{kind}' AND EXISTS (SELECT 1 FROM public.{name} o WHERE o.id = owner_id))"  # noqa: S608
        for kind, name in _walls.files.items()
    )
    guard_alike(("core_storedfile",), seen, nobody=seen)


def free(reason: str, *tables: str) -> None:
    """Tables that name nobody, or accounts: open to every role of the application. The reason is for the reviewer."""
    for table in tables:
        _walls.free[table] = reason


def append_only(*tables: str) -> None:
    """Free or guarded tables of which rows are added and read, never changed and never removed."""
    _walls.append_only.update(tables)


def read_only(*tables: str) -> None:
    """Free tables that only the owner writes: at a migration, or when keys are changed."""
    _walls.read_only.update(tables)


def sealer_writes(*tables: str) -> None:
    """Free tables that the application reads, and to which the sealer alone adds rows."""
    _walls.sealers.update(tables)


def function(sql: str) -> None:
    """A helper of the policies, in the schema `walls`; owned by the role that sees everything where it must."""
    _walls.functions.append(sql)


def beyond_sight(name: str, arguments: str, answers: str, query: str, *, of_nobody: bool = False) -> None:
    """A question that is asked beyond the rule of sight; it answers ids or yes and no, never a value.

    The door of a pick-up alone (`cases/pick_up_walls.py`) answers columns, to those whom it finds named by itself.

    Whoever opened no scope may not ask it; roles that see no people only where it is not about people (`of_nobody`).

    Names are sought so, because row security keeps trigram and array indexes from being used: the ids found are
    then read under the rule of sight like any others.
    """
    function(
        f"CREATE OR REPLACE FUNCTION walls.{name}({arguments}) RETURNS {answers}"
        f" LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$ {query} $$"
    )
    kinds = ", ".join(part.strip().rpartition(" ")[2] for part in arguments.split(","))
    function(f"REVOKE EXECUTE ON FUNCTION walls.{name}({kinds}) FROM PUBLIC")
    askers = ", ".join([PROVINCE, DISTRICT, EVERYTHING, *([NOBODY] if of_nobody else [])])
    function(f"GRANT EXECUTE ON FUNCTION walls.{name}({kinds}) TO {askers}")
    function(f"GRANT CREATE ON SCHEMA walls TO {EVERYTHING}")
    function(f"ALTER FUNCTION walls.{name} OWNER TO {EVERYTHING}")
    function(f"REVOKE CREATE ON SCHEMA walls FROM {EVERYTHING}")


def all_walls() -> Walls:
    autodiscover_modules("policies")
    return _walls


# -- bringing a database to that state --------------------------------------------------------

CONTEXT = f"""
CREATE SCHEMA IF NOT EXISTS walls;
GRANT USAGE ON SCHEMA walls TO {WEB}, {", ".join(SCOPES)};
CREATE OR REPLACE FUNCTION walls.viewer() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('walls.viewer', true), '')::bigint $$;
CREATE OR REPLACE FUNCTION walls.districts() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(string_to_array(nullif(current_setting('walls.districts', true), ''), ',')::bigint[], '{{}}') $$;
CREATE OR REPLACE FUNCTION walls.day() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('walls.day', true), '')::date $$;
"""


def statements(tables: Iterable[str], history: dict[str, str]) -> list[str]:
    """What brings the database to the declared state. `history`: table of events -> table that it is about.

    Tables that are declared nowhere are closed to all roles of the application.
    """
    walls, tables = all_walls(), list(tables)
    everybody = ", ".join((WEB, *SCOPES))
    found = [
        f"GRANT CREATE, USAGE ON SCHEMA public TO {OWNER}",
        f"GRANT USAGE ON SCHEMA public TO {everybody}",
        *(f'ALTER TABLE public."{table}" OWNER TO {OWNER}' for table in tables),
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {everybody}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {everybody}",
        f"GRANT USAGE ON SCHEMA public TO {SEALER}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {SEALER}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {SEALER}",
        CONTEXT,
        *walls.functions,
    ]
    for table in tables:
        parent = history.get(table, table)
        if parent in walls.guarded:
            found += guard_statements(table, walls, parent)
        elif parent in walls.free:
            found += free_statements(table, walls, is_history=table in history)
        if table in history or table in walls.append_only | walls.sealers | walls.read_only:
            found += sealer_statements(table, walls, is_guarded=parent in walls.guarded)
    return found


def sealer_statements(table: str, walls: Walls, *, is_guarded: bool) -> list[str]:
    """The sealer reads the record, all history and the check values of keys, since it may sign first; it adds seals."""
    given = "SELECT, INSERT" if table in walls.sealers else "SELECT"
    found = [f'GRANT {given} ON public."{table}" TO {SEALER}']
    return found + (policy(table, f"{SEALER}_read", f"FOR SELECT TO {SEALER} USING (true)") if is_guarded else [])


def guard_statements(table: str, walls: Walls, parent: str) -> list[str]:
    is_history = parent != table
    found = [
        f'ALTER TABLE public."{table}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE public."{table}" FORCE ROW LEVEL SECURITY',
        f'GRANT {rights(table, walls, is_history=is_history)} ON public."{table}" TO {", ".join(SCOPES)}',
    ]
    for role, condition in walls.guarded[parent].items():
        if is_history:
            seen = condition if role == EVERYTHING else as_its_row(parent)
            found += policy(table, f"{role}_read", f"FOR SELECT TO {role} USING ({seen})")
            found += policy(table, f"{role}_add", f"FOR INSERT TO {role} WITH CHECK (true)")
        else:
            found += policy(table, role, f"FOR ALL TO {role} USING ({condition})")
    return found


def as_its_row(table: str) -> str:
    """History is seen where the row that it is about is seen."""
    return f'EXISTS (SELECT 1 FROM public."{table}" p WHERE p.id = pgh_obj_id)'  # noqa: S608 - a name of ours


def policy(table: str, name: str, rule: str) -> list[str]:
    return [
        f'DROP POLICY IF EXISTS "{name}" ON public."{table}"',
        f'CREATE POLICY "{name}" ON public."{table}" {rule}',
    ]


def free_statements(table: str, walls: Walls, *, is_history: bool) -> list[str]:
    given = rights(table, walls, is_history=is_history)
    return [
        f'ALTER TABLE public."{table}" DISABLE ROW LEVEL SECURITY',
        f'GRANT {given} ON public."{table}" TO {", ".join((WEB, *SCOPES))}',
    ]


def rights(table: str, walls: Walls, *, is_history: bool) -> str:
    if table in walls.sealers | walls.read_only:
        return "SELECT"
    return "SELECT, INSERT" if is_history or table in walls.append_only else "SELECT, INSERT, UPDATE, DELETE"


@contextmanager
def sealing_role() -> Iterator[None]:
    """Enter the sealer's role inside an open transaction, and leave it for that of the present scope."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {SEALER}")
    try:
        yield
    finally:
        if connection.is_in_good_state() and not connection.needs_rollback:
            connection.tell_scope()


def apply() -> int:
    """Bring the connected database to the declared state, in one transaction. Answers how many tables are walled."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        tables = [name for (name,) in cursor.fetchall()]
        for statement in statements(tables, history_tables()):
            cursor.execute(statement)
    return len(tables)


def history_tables() -> dict[str, str]:
    """Table of events -> table that it is about."""
    return {
        model._meta.db_table: model.pgh_tracked_model._meta.db_table
        for model in apps.get_models()
        if getattr(model, "pgh_tracked_model", None)
    }


def undeclared() -> list[str]:
    """Tables and views of the database that are declared nowhere."""
    walls, history = all_walls(), history_tables()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1"
        )
        names = [name for (name,) in cursor.fetchall()]
    return [name for name in names if history.get(name, name) not in {**walls.guarded, **walls.free}]


ROLE = "SELECT rolname, rolsuper, rolbypassrls, rolinherit FROM pg_roles WHERE rolname = session_user"
_held: list[bool] = []


def hold_this_program() -> None:
    """From now on this program (web, worker) uses no connection that the walls do not hold.

    Raises ImproperlyConfigured at once when the database is there and the role is wrong.
    """
    _held.append(True)
    try:
        connection.ensure_connection()
    except OperationalError:
        return  # each later connection is looked at when it is made
    finally:
        connection.close()


def check_role(cursor) -> None:
    """Asked of each new connection of a held program. Raises ImproperlyConfigured."""
    if not _held:
        return
    cursor.execute(ROLE)
    refused = why_refused(*cursor.fetchone())
    if refused:
        raise ImproperlyConfigured(
            f"{refused} Web and worker must enter the database as {WEB}: run bp3mi/roles.sql as a superuser and name"
            " the role with its secret in DATABASE_URL (docs/howto/deploy.md)."
        )


def why_refused(name: str, is_super: bool, bypasses: bool, inherits: bool) -> str:
    """Why walls do not hold a role with these attributes; empty where they do."""
    marks = [(is_super, "is a superuser"), (bypasses, "bypasses row security"), (inherits, "inherits its scope roles")]
    wrong = [words for mark, words in marks if mark]
    return f"The database role {name} {' and '.join(wrong)}." if wrong else ""
