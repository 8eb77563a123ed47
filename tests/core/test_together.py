"""Operations of migrations that are joined: the same state and the same tables as one by one."""

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from core.management.commands.migrate import JoiningExecutor
from core.together import Together, together
from tests.database import connected_as_owner

OURS = ("core", "regions", "accounts", "letters", "cases", "reports")
ID = ("id", models.BigAutoField(primary_key=True))
COLUMNS = """
SELECT table_name, column_name, ordinal_position, data_type, is_nullable, column_default, character_maximum_length
  FROM information_schema.columns WHERE table_name LIKE 'joined_%' ORDER BY 1, 3
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'joined_%' ORDER BY 1"
CONSTRAINTS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
 WHERE conrelid::regclass::text LIKE 'joined_%' ORDER BY 1, 2
"""


def ours():
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    return [migration for key, migration in sorted(graph.nodes.items()) if key[0] in OURS]


def stepwise():
    """Two tables that point to each other, made in the order in which makemigrations writes them; then changed."""
    return [
        [
            migrations.CreateModel("Ship", [ID, ("name", models.TextField())]),
            migrations.CreateModel(
                "Port", [ID, ("first", models.ForeignKey("joined.Ship", models.PROTECT, null=True, related_name="+"))]
            ),
            migrations.AddField("Ship", "home", models.ForeignKey("joined.Port", models.CASCADE, related_name="ships")),
            migrations.AddField("Ship", "tons", models.PositiveIntegerField(default=0)),
            migrations.AddIndex("Ship", models.Index(fields=["home", "-tons"], name="joined_home_tons")),
            migrations.AddConstraint("Ship", models.UniqueConstraint(fields=["name"], name="joined_name_once")),
        ],
        [
            migrations.AddField("Ship", "flag", models.CharField(max_length=3, default="IDN")),
            migrations.RemoveIndex("Ship", "joined_home_tons"),
            migrations.AlterField("Ship", "name", models.CharField(max_length=80)),
            migrations.AddIndex("Ship", models.Index(fields=["flag"], name="joined_flag")),
            migrations.RemoveField("Port", "first"),
            migrations.AlterField("Ship", "name", models.CharField(max_length=90)),
        ],
    ]  # fmt: skip


def read(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def run(groups) -> tuple[list[list[tuple]], list[list[tuple]]]:
    """The tables after the last group; and what is left when all is taken back."""
    state, done = ProjectState(), []
    with connection.schema_editor() as editor:
        for operations in groups:
            for operation in operations:
                before = state.clone()
                operation.state_forwards("joined", state)
                after = state.clone()
                operation.database_forwards("joined", editor, before, after)
                done.append((operation, before, after))
    found = [read(statement) for statement in (COLUMNS, INDEXES, CONSTRAINTS)]
    with connection.schema_editor() as editor:
        for operation, before, after in reversed(done):
            operation.database_backwards("joined", editor, after, before)
    return found, [read(statement) for statement in (COLUMNS, INDEXES, CONSTRAINTS)]


@pytest.mark.django_db(transaction=True)
def test_joined_operations_make_the_same_tables_and_take_them_back():
    with connected_as_owner():
        plain, nothing = run(stepwise())
        joined, left = run([together(group) for group in stepwise()])
    assert len(plain[0]) == 6
    assert joined == plain
    assert left == nothing == [[], [], []]


def test_operations_are_joined_until_one_needs_the_state_between():
    first, second = stepwise()
    assert [len(one.operations) for one in together(first)] == [6]
    assert [len(getattr(one, "operations", [one])) for one in together(second)] == [5, 1]


def test_code_and_sql_of_their_own_stay_alone():
    sql, code = migrations.RunSQL("SELECT 1"), migrations.RunPython(migrations.RunPython.noop)
    ships = stepwise()[0][:2]
    found = together([*ships, sql, code, *ships])
    assert [type(one) for one in found] == [Together, migrations.RunSQL, migrations.RunPython, Together]


def told(state: ProjectState) -> dict:
    """What a state says of each model, in a form that can be compared."""
    taken_apart = MigrationAutodetector(ProjectState(), ProjectState()).deep_deconstruct
    return {
        key: ({name: taken_apart(field) for name, field in model.fields.items()}, model.options, model.bases)
        for key, model in state.models.items()
    }


@pytest.mark.parametrize("app", OURS)
def test_all_our_migrations_lead_to_the_same_state(app):
    states = []
    for join in (list, together):
        state = ProjectState(real_apps=set(apps.app_configs) - set(OURS))
        for migration in (one for one in ours() if one.app_label == app):
            for operation in join(migration.operations):
                operation.state_forwards(app, state)
        states.append(told(state))
    assert states[0] == states[1]


def test_migrate_joins():
    from django.core.management.commands import migrate

    assert migrate.MigrationExecutor is JoiningExecutor
