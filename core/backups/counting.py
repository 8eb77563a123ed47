"""What stands in a database at one moment: how many rows each table has, and its newest record of a look."""

from collections.abc import Mapping

from psycopg2 import sql

# Not saved: who is signed in, and which backups lie where. A restored office begins without both.
LEFT_OUT = ("accounts_devicesession", "core_limitcount", "core_backuprun")
NEWEST = "SELECT id, at FROM core_accessrecord ORDER BY id DESC LIMIT 1"


def tables_of(cursor) -> list[str]:
    cursor.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = 'public' AND c.relkind = 'r' ORDER BY c.relname"
    )
    return [name for (name,) in cursor.fetchall()]


def count_rows(cursor) -> dict[str, int]:
    counts = {}
    for name in tables_of(cursor):
        if name not in LEFT_OUT:
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name)))
            counts[name] = cursor.fetchone()[0]
    return counts


def newest_record(cursor) -> dict[str, object] | None:
    cursor.execute(NEWEST)
    row = cursor.fetchone()
    return {"id": row[0], "at": row[1].isoformat()} if row else None


def differences(wanted: Mapping[str, int], found: Mapping[str, int]) -> list[str]:
    """Tables whose rows are not as many as they were."""
    names = sorted(set(wanted) | set(found))
    return [f"{name}: {wanted.get(name)} / {found.get(name)}" for name in names if wanted.get(name) != found.get(name)]
