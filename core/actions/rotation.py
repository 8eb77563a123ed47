"""Changing the office's keys while people work.

A new key is put into the key file, made known to the database, and then writes; every older value is still read.
Rows are written anew in small batches, each with its checkpoint in one transaction, so that a rotation that was
broken off goes on where it was. A row that somebody holds is passed by and taken in the next round. History tables
hold the same ciphertext and are written anew with the same rows; no history row is made by it, and rows under a seal
are sealed anew.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from core.actions.files import StoredContents
from core.actions.seals import seal_rewritten
from core.copying import update_rows
from core.encrypted import Blinded, BlindIndex, EncryptedTextField
from core.exceptions import DomainError
from core.keyfile import KINDS, KeyMaterial, read_key_file, write_key_file
from core.keys import key_ring
from core.models import KeyRotation, OfficeKey

logger = logging.getLogger(__name__)
BATCH = 500
PAUSE_SECONDS = 0.2  # between rounds, when only rows that somebody holds are left
LOCK = 7_474_010  # one rotation at a time
# The longest a transaction may have run that wrote with the key before: a job's time limit, and some more.
LONGEST_WRITE = timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT + 300)
Say = Callable[[str], None]
SEALED_BECAUSE = "kunci baru"


class Place(Protocol):
    """Where values lie that a key wrote: a table, or the files on the disk."""

    name: str

    def rewrite(self, after: int, size: int) -> tuple[int, int] | None:
        """Write up to `size` values behind `after` anew, in the open transaction: where it ended and how many."""

    def left(self) -> int:
        """How many are still of an older key."""


class Table:
    """The encrypted columns of one table (kind `data`), or its blind ones (kind `blind`)."""

    def __init__(self, model: type[models.Model], kind: str, fields: list[Any]):
        self.model, self.kind, self.fields = model, kind, fields
        self.name = model._meta.db_table
        self.key = str(model._meta.pk.column)  # type: ignore[union-attr]

    def rewrite(self, after: int, size: int) -> tuple[int, int] | None:
        condition, params = self.is_old()
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {self.key} FROM {self.name} WHERE {self.key} > %s AND ({condition})"  # noqa: S608 - our names
                f" ORDER BY {self.key} LIMIT %s FOR UPDATE SKIP LOCKED",
                [after, *params, size],
            )
            keys = [key for (key,) in cursor.fetchall()]
        if not keys:
            return None
        kinds = {field.column: str(field.db_type(connection)) for field in self.fields}
        rows = [[row.pk, *self.values(row)] for row in self.model._base_manager.filter(pk__in=keys)]
        update_rows(self.name, self.key, kinds, rows)
        seal_rewritten(table=self.name, keys=keys, reason=SEALED_BECAUSE)
        return keys[-1], len(rows)

    def values(self, row) -> Iterator[Any]:
        for field in self.fields:
            text = getattr(row, field.attname if self.kind == "data" else field.of)
            yield field.sealed(row, text) if self.kind == "data" else field.blind(text)

    def left(self) -> int:
        condition, params = self.is_old()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {self.name} WHERE {condition}", params)  # noqa: S608 - our names
            return cursor.fetchone()[0]

    def is_old(self) -> tuple[str, list[bytes]]:
        """The rows of which some value was written with another key than the one that writes now."""
        ring = key_ring()
        number = (ring.data_key_id if self.kind == "data" else ring.blind_key_id).to_bytes(2)
        parts = [is_old(field) for field in self.fields]
        return " OR ".join(parts), [number] * len(parts)


def is_old(field) -> str:
    """SQL that is true for a value of another key; its one parameter is the number of the current one."""
    column = connection.ops.quote_name(field.column)
    if isinstance(field, EncryptedTextField):
        return f"({column} <> '' AND substring({column} from 2 for 2) <> %s)"
    if isinstance(field, BlindIndex):
        return f"({column} IS NOT NULL AND substring({column} from 1 for 2) <> %s)"
    return f"EXISTS (SELECT FROM unnest({column}) AS t WHERE substring(t from 1 for 2) <> %s)"  # noqa: S608 - our names


def places(kind: str) -> list[Place]:
    """Every table that holds values of this kind of key, and the contents of files."""
    wanted = EncryptedTextField if kind == "data" else Blinded
    found: list[Place] = []
    for model in apps.get_models(include_auto_created=True):
        fields = [field for field in model._meta.local_fields if isinstance(field, wanted)]
        if fields:
            found.append(Table(model, kind, fields))
    return [*found, StoredContents()] if kind == "data" else found


def rotate(*, kind: str, batch: int = BATCH, say: Say = lambda _text: None) -> int:
    """A new key of `kind`, or what was broken off; answers how many rows were written anew.

    Raises DomainError while another rotation runs.
    """
    with one_at_a_time():
        name = begin(kind)
        say(f"{name} writes from now on.")
        return sum(write_anew(name, place, batch, say) for place in places(kind))


@contextmanager
def one_at_a_time() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise DomainError("A rotation is running already. Wait for it, or end it; it goes on when called again.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def begin(kind: str) -> str:
    """The name of the key to write with: a new one, unless an older one still waits to be left behind.

    Three steps, each safe to be broken off after: the key reads, the database knows it, the key writes.
    """
    refuse_others()
    key_ring()  # the file belongs to this database
    material = material_now()
    keys = material.keys(kind)
    if len(keys.by_id) == 1:
        keys = keys.with_new()
        put(material.with_keys(kind, keys))
    name = f"{kind}:{keys.newest}"
    values = key_ring().check_values
    OfficeKey.objects.get_or_create(name=name, defaults={"check_value": values[name]})
    if keys.current != keys.newest:
        put(material.with_keys(kind, keys.turned()))
        logger.info("key %s writes from now on", name)
    key_ring()
    return name


def refuse_others() -> None:
    """Raises DomainError for a role that may not write history tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('core_officekey', 'INSERT')")
        if not cursor.fetchone()[0]:
            raise DomainError(
                "Only the owner of the tables changes keys. Run this as the step that migrates (docs/howto/deploy.md)."
            )


def material_now() -> KeyMaterial:
    return read_key_file(Path(settings.KEY_FILE))


def put(material: KeyMaterial) -> None:
    """Raises DomainError where the key file may not be written."""
    try:
        write_key_file(Path(settings.KEY_FILE), material)
    except OSError as error:
        raise DomainError(
            f"The key file {settings.KEY_FILE} cannot be written: {error.strerror}. Run this where its folder may be "
            "written (docs/howto/deploy.md)."
        ) from error


def write_anew(name: str, place: Place, batch: int, say: Say) -> int:
    """Rounds over one place until nothing of an older key is left."""
    state, _made = KeyRotation.objects.get_or_create(key_name=name, place=place.name)
    rows = 0
    while True:
        while done := one_batch(state, place, batch):
            rows += done
        if not place.left():
            break
        state.after = 0
        time.sleep(PAUSE_SECONDS)
    if state.finished_at is None or rows:
        state.finished_at = timezone.now()
        state.save()
    say(f"{place.name}: {rows:,} rows written anew.")
    return rows


def one_batch(state: KeyRotation, place: Place, batch: int) -> int:
    """One transaction: rows and the checkpoint behind them. 0 at the end of the place."""
    with transaction.atomic(), pgtrigger.ignore():
        done = place.rewrite(state.after, batch)
        if done is None:
            return 0
        state.after, count = done
        state.rewritten += count
        state.save()
    return count


def left_over(kind: str) -> dict[str, int]:
    """Places with values of an older key, and how many."""
    return {place.name: count for place in places(kind) if (count := place.left())}


def retire(*, kind: str) -> list[str]:
    """Take keys out of the file that nothing needs any more; answers their names. Backups keep their own copy.

    Raises DomainError while something is left on an older key, or might still be being written with one.
    """
    with one_at_a_time():
        refuse_others()
        material = material_now()
        keys = material.keys(kind)
        old = [f"{kind}:{number}" for number in sorted(keys.by_id) if number != keys.current]
        if not old:
            return []
        turned = OfficeKey.objects.filter(name=f"{kind}:{keys.current}").first()
        if turned is None or keys.current != keys.newest:
            raise DomainError("The newest key does not write yet. Run `manage.py rotate_keys` to its end first.")
        if timezone.now() - turned.known_since < LONGEST_WRITE:
            raise DomainError("The key was changed just now; something may still be written with the older one. Wait.")
        if left := left_over(kind):
            raise DomainError(f"Older keys are still needed by {left}. Run `manage.py rotate_keys` to its end first.")
        OfficeKey.objects.filter(name__in=old, retired_at__isnull=True).update(retired_at=timezone.now())
        put(material.with_keys(kind, keys.without_old()))
        logger.info("keys %s were retired", ", ".join(old))
        return old


def kinds_of(word: str) -> tuple[str, ...]:
    return KINDS if word == "both" else (word,)
