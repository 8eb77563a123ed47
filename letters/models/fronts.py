"""What stands outside of a letter, for those who see what it belongs to and not the letter itself."""

from django.db import models

from letters.choices import Direction
from letters.querysets import FrontManager


class LetterFront(models.Model):
    """Number, date, sender and kind, as the letter has them (actions/letters.py keeps them equal); never its subject,
    which may name a person. The history is that of the letter. Whoever sees a return sees the fronts of its letters
    that are open to the office (`is_open`), as letters/querysets.py says."""

    letter = models.OneToOneField("letters.Letter", models.CASCADE, related_name="front")
    direction = models.CharField(max_length=3, choices=Direction, default=Direction.IN)
    number = models.CharField(max_length=100, blank=True)
    letter_date = models.DateField(null=True)
    sender = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    is_open = models.BooleanField(default=False)

    objects = FrontManager()

    def __str__(self) -> str:
        return self.number or f"{self.letter_id}"


COLUMNS = ("direction", "number", "letter_date", "sender", "kind")
