"""Reference lists with stable codes, retired by date, never deleted."""

from django.db import models

from cases.choices import ListName


class ReferenceItem(models.Model):
    """One code of one list.

    `ministry_label` is the word of the ministry's publication; `article` the article that a code rests on.
    """

    list_name = models.CharField(max_length=20, choices=ListName)
    code = models.CharField(max_length=30)
    label_id = models.CharField(max_length=150)
    label_en = models.CharField(max_length=150)
    ministry_label = models.CharField(max_length=150, blank=True)
    article = models.CharField(max_length=150, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["list_name", "position"]
        constraints = [models.UniqueConstraint(fields=["list_name", "code"], name="reference_code_once")]

    def __str__(self) -> str:
        return self.label_id
