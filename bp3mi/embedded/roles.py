"""The database roles of bp3mi/roles.sql, with passwords of one data folder."""

import contextlib
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2

from bp3mi.embedded.folders import Folder

OWNER, WEB = "bp3mi", "bp3mi_web"
FILE = Path(__file__).parent.parent / "roles.sql"
WITH_PASSWORDS = (OWNER, WEB, "bp3mi_sealer", "bp3mi_backup")


def make_roles(superuser_url: str, folder: Folder) -> None:
    """Bring the roles of a server to the state of the file; who is there keeps its rows and rights."""
    with contextlib.closing(psycopg2.connect(superuser_url)) as link, link.cursor() as cursor:
        link.autocommit = True
        cursor.execute(FILE.read_text())
        for role in WITH_PASSWORDS:
            cursor.execute(f"ALTER ROLE {role} PASSWORD %s", [folder.password(role)])


def as_role(url: str, role: str, folder: Folder) -> str:
    """The same server and database, entered as another role."""
    parts = urlsplit(url)
    place = parts.netloc.rsplit("@", 1)[-1]
    return urlunsplit(parts._replace(netloc=f"{role}:{quote(folder.password(role), safe='')}@{place}"))


def adopt(url: str, folder: Folder) -> dict[str, str]:
    """Addresses for a server that was given with one account only.

    A superuser makes the roles and its database is handed to their owner; another account is used as it is, and web
    and worker say whether they can run as it.
    """
    try:
        with contextlib.closing(psycopg2.connect(url)) as link, link.cursor() as cursor:
            cursor.execute("SELECT rolsuper, current_database() FROM pg_roles WHERE rolname = session_user")
            is_superuser, database = cursor.fetchone()
    except psycopg2.OperationalError:
        is_superuser, database = False, ""  # whoever uses the address says what is wrong with it
    if not is_superuser:
        return {"DATABASE_URL": url}
    make_roles(url, folder)
    with contextlib.closing(psycopg2.connect(url)) as link, link.cursor() as cursor:
        link.autocommit = True
        quoted = database.replace('"', '""')
        cursor.execute(f'ALTER DATABASE "{quoted}" OWNER TO {OWNER}')
    return {"DATABASE_URL": as_role(url, WEB, folder), "OWNER_DATABASE_URL": as_role(url, OWNER, folder)}
