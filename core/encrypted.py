"""Columns of which a dump tells nothing: encrypted text, and blind indexes to find it by.

    class Person(RowKeyed):
        nik = EncryptedTextField("NIK", max_length=16, blank=True)
        nik_index = BlindIndex(of="nik", index="nik", normalise=normal_nik)

    Person.objects.filter(nik_index="74 71 ...")     # exact search; the number is made normal first

The attribute of a row reads and takes plain text. It is encrypted when the row is saved, for this row and this
column alone, and decrypted each time the attribute is read. Everything that passes the attribute by (`values()`,
raw SQL, history tables, dumps) holds ciphertext. `update()` and `bulk_update()` cannot encrypt and say so.
docs/howto/add-an-encrypted-field.md tells how to add one.
"""

from collections.abc import Callable, Iterable
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.core.exceptions import EmptyResultSet
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from core.keys import key_ring

ROW_KEY = "uid"
TOKEN_BITS = 12


class Sealed(bytes):
    """A value as it is stored. Nothing of it is shown."""

    def __repr__(self) -> str:
        return "<sealed>"

    __str__ = __repr__


class RowKeyed(models.Model):
    """A row with a key that is known before it is inserted and never changes: what its values are bound to."""

    uid = models.UUIDField(default=uuid4, db_default=RandomUUID(), editable=False)

    class Meta:
        abstract = True

    def save(self, *args, update_fields: Iterable[str] | None = None, **kwargs) -> None:
        """As usual; whoever saves an encrypted column saves its blind index with it."""
        if update_fields is not None:
            update_fields = {*update_fields, *blinds_of(self, update_fields)}
        super().save(*args, update_fields=update_fields, **kwargs)


def blinds_of(row: models.Model, names: Iterable[str]) -> list[str]:
    """The blind columns that follow the columns named."""
    told = set(names)
    return [field.name for field in row._meta.local_fields if getattr(field, "of", None) in told]


class SealedAttribute(DeferredAttribute):
    """Plain text outside, ciphertext inside. The ciphertext stays as long as the text stays the same."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        return self.field.opened(instance, value) if isinstance(value, Sealed) else value

    def __set__(self, instance, value) -> None:
        name = self.field.attname
        stored = instance.__dict__.get(name)
        if isinstance(stored, Sealed) and isinstance(value, str) and self.field.opened(instance, stored) == value:
            return
        instance.__dict__[name] = value


class EncryptedTextField(models.Field):
    """Text, encrypted with the office's keys for one row and one column. Empty text stays empty.

    `place` is what its values are bound to beside the row: table and column as they were named when the field was
    made. It stands in the migration; a table or column that is renamed later keeps it.
    """

    descriptor_class = SealedAttribute
    description = "Encrypted text"

    def __init__(self, *args, place: str = "", **kwargs):
        kwargs.setdefault("default", "")
        kwargs.setdefault("db_default", b"")
        super().__init__(*args, **kwargs)
        self.place = place
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def contribute_to_class(self, cls, name, private_only=False) -> None:
        super().contribute_to_class(cls, name, private_only)
        if not cls._meta.abstract and not self.place:
            self.place = f"{cls._meta.db_table}.{self.column}"

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("default", None)
        kwargs.pop("db_default", None)
        return name, path, args, {**kwargs, "place": self.place} if self.place else kwargs

    def get_internal_type(self) -> str:
        return "BinaryField"

    def formfield(self, **kwargs):
        return super().formfield(**{"max_length": self.max_length, **kwargs})

    def opened(self, row, sealed: Sealed) -> str:
        """The text of a stored value of this row. Raises CannotDecrypt."""
        return key_ring().decrypt(self.place, row_key(row), sealed).decode() if sealed else ""

    def sealed(self, row, text: str) -> Sealed:
        return Sealed(key_ring().encrypt(self.place, row_key(row), str(text).encode())) if text else Sealed()

    def pre_save(self, model_instance, add):
        row = model_instance.__dict__
        if self.attname not in row:
            getattr(model_instance, self.attname)  # deferred: read as it is stored
        if isinstance(row[self.attname], str):
            row[self.attname] = self.sealed(model_instance, row[self.attname])
        return row[self.attname]

    def from_db_value(self, value, expression, connection):
        return None if value is None else Sealed(value)

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None or isinstance(value, Sealed):
            return value if value is None else connection.Database.Binary(value)
        if value in ("", b""):
            return connection.Database.Binary(b"")
        raise TypeError(
            f"{self.place} is encrypted for each row: set the attribute and save the row. "
            "It is searched by its blind index alone."
        )

    def get_lookup(self, lookup_name):
        """Whether there is a text or none can be asked; history triggers ask whether it changed (df, ndf)."""
        return super().get_lookup(lookup_name) if lookup_name in {"exact", "isnull", "df", "ndf"} else None

    def get_transform(self, lookup_name):
        return None

    def value_to_string(self, obj) -> str:
        """For dumpdata: what is stored, never the text."""
        return bytes(self.pre_save(obj, add=False)).hex()


def row_key(row) -> str:
    return getattr(row, ROW_KEY).hex


class Blinded(models.Field):
    """What blind columns share: the name of the index, and that history tables do without them.

    Columns of the same `index` can be compared with each other; those of another cannot.
    """

    is_blind = True
    of: str
    index: str

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for key in ("null", "editable", "base_field", "size", "default", "db_default"):
            kwargs.pop(key, None)
        return name, path, args, {**kwargs, "of": self.of, "index": self.index}


class BlindIndex(Blinded):
    """Keyed hash of the normal form of the encrypted column `of`, to find rows by the exact text. NULL for none.

    `normalise` gives one text for all ways to write the same, and an empty one for what cannot be searched. It may
    never change: what was written before would not be found again.
    """

    description = "Blind index"

    def __init__(self, *args, of: str, index: str, normalise: Callable[[str], str], **kwargs):
        super().__init__(*args, null=True, editable=False, **kwargs)
        self.of, self.index, self.normalise = of, index, normalise

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "normalise": self.normalise}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def blind(self, text: str) -> bytes | None:
        """What is stored for the text."""
        normal = self.normalise(text)
        return key_ring().blind(self.index, normal) if normal else None

    def blinds(self, text: str) -> list[bytes]:
        """What may be stored for the text while keys change."""
        normal = self.normalise(text)
        return key_ring().blinds(self.index, normal) if normal else []

    def pre_save(self, model_instance, add):
        value = self.blind(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value

    def from_db_value(self, value, expression, connection):
        return None if value is None else bytes(value)

    def get_db_prep_value(self, value, connection, prepared=False):
        return None if value is None else connection.Database.Binary(value)

    def get_lookup(self, lookup_name):
        return {"exact": IsText, "in": IsOneOfTexts}.get(lookup_name) or (
            super().get_lookup(lookup_name) if lookup_name == "isnull" else None
        )


class IsText(models.Lookup):
    """`index="0812..."`: the rows whose text is the same."""

    lookup_name = "exact"
    prepare_rhs = False

    def texts(self) -> Iterable[str]:
        return [self.rhs]

    def as_sql(self, compiler, connection):
        field = self.lhs.output_field
        wanted = [blind for text in self.texts() for blind in field.blinds(text)]
        if not wanted:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        values = [connection.Database.Binary(blind) for blind in wanted]
        if len(values) == 1:
            return f"{column} = %s", [*params, *values]
        return f"{column} IN ({', '.join(['%s'] * len(values))})", [*params, *values]


class IsOneOfTexts(IsText):
    lookup_name = "in"

    def texts(self) -> Iterable[str]:
        return self.rhs


class BlindTokens(Blinded, ArrayField):
    """Shortened keyed hashes of words, to find candidates among rows whose text is encrypted.

    Several words share a value (TOKEN_BITS), so that counting them tells little; whoever searches compares the
    decrypted text afterwards. `of` names the attribute of the model that gives the words.
    """

    description = "Blind tokens"

    def __init__(self, *args, of: str, index: str, **kwargs):
        super().__init__(models.BinaryField(), *args, default=list, db_default=[], editable=False, **kwargs)
        self.of, self.index = of, index

    def blind(self, words: Iterable[str]) -> list[bytes]:
        ring = key_ring()
        return sorted({shortened(ring.blind(self.index, word)) for word in words})

    def blinds(self, words: Iterable[str]) -> list[list[bytes]]:
        """For each key that may have written: what rows with all these words hold."""
        by_key: dict[bytes, list[bytes]] = {}
        for word in words:
            for blind in key_ring().blinds(self.index, word):
                by_key.setdefault(blind[:2], []).append(shortened(blind))
        return list(by_key.values())

    def pre_save(self, model_instance, add):
        value = self.blind(getattr(model_instance, self.of, ()))
        setattr(model_instance, self.attname, value)
        return value

    def from_db_value(self, value, expression, connection):
        return None if value is None else [bytes(item) for item in value]

    def get_lookup(self, lookup_name):
        return HasWords if lookup_name == "contains" else None


def shortened(blind: bytes) -> bytes:
    """Key number and the first TOKEN_BITS of the hash."""
    return blind[:3] + bytes([blind[3] & (0xFF << (16 - TOKEN_BITS)) & 0xFF])


class HasWords(models.Lookup):
    """`tokens__contains=["siti", "aminah"]`: rows that may hold all these words."""

    lookup_name = "contains"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        sets = self.lhs.output_field.blinds(self.rhs)
        if not sets:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        binary = connection.Database.Binary
        values = [[binary(item) for item in wanted] for wanted in sets]
        return "(" + " OR ".join([f"{column} @> %s::bytea[]"] * len(sets)) + ")", [*params, *values]
