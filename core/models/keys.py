"""What the database knows of the office's keys: which there are and how far a rotation has come. Never a key."""

from django.db import models
from django.db.models.functions import Now


class OfficeKey(models.Model):
    """One key by kind and number. `check_value` tells whether a key is the same one, and nothing else of it."""

    name = models.CharField(max_length=20, unique=True)
    check_value = models.BinaryField()
    known_since = models.DateTimeField(db_default=Now())
    retired_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class KeyRotation(models.Model):
    """How far the rows of one place were written anew with one key: up to the primary key `after`."""

    key_name = models.CharField(max_length=20)
    place = models.CharField(max_length=100)
    after = models.BigIntegerField(default=0)
    rewritten = models.PositiveBigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key_name", "place"], name="rotation_once")]

    def __str__(self) -> str:
        return f"{self.key_name} {self.place}"
