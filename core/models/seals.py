"""Seals over the record of looks and over the history of changes. Written by the sealer alone, append only."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Era(models.Model):
    """A database cluster in which this office's data lived. A restored database goes on in the next one."""

    number = models.AutoField(primary_key=True)
    cluster = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"{self.number}"


class Seal(models.Model):
    """One link of the chain: the tree over all rows sealed so far, the link before it, and a signature.

    REWRITE says that rows sealed before were rewritten for the reason in `note` (new keys, for example) and
    seals them as they are now. NOTE says something about the record itself, and seals no rows.
    """

    class Kind(models.TextChoices):
        BATCH = "BATCH", "BATCH"
        REWRITE = "REWRITE", "REWRITE"
        NOTE = "NOTE", "NOTE"

    number = models.PositiveIntegerField(primary_key=True)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.BATCH)
    made_at = models.DateTimeField()
    upto = models.BigIntegerField()
    size = models.BigIntegerField()
    root = models.BinaryField()
    frontier = models.BinaryField()
    previous = models.BinaryField()
    note = models.CharField(max_length=300, blank=True)
    signature = models.BinaryField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.size}"


class SealPart(models.Model):
    """The rows of one table under one seal: their keys and the hash of each, over the columns named."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="parts")
    position = models.PositiveSmallIntegerField()
    table = models.CharField(max_length=63)
    columns = ArrayField(models.CharField(max_length=63))
    ids = ArrayField(models.BigIntegerField())
    leaves = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seal", "position"], name="seal_part_once")]

    def __str__(self) -> str:
        return f"{self.seal_id}.{self.position} {self.table}"


class RecordCheck(models.Model):
    """What a check of the whole record found."""

    at = models.DateTimeField(db_default=Now())
    is_whole = models.BooleanField()
    rows = models.BigIntegerField()
    seals = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField(default=0)
    finding = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-at"], name="record_check_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.is_whole}"
