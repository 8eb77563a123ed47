"""Stored codes with rules attached. Lists without rules stand in data/lists.csv."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Direction(TextChoices):
    IN = "IN", _("Surat masuk")
    OUT = "OUT", _("Surat keluar")


class Classification(TextChoices):
    """Ordinary and limited letters are open to the office; secret ones to the head and to those named."""

    ORDINARY = "BIASA", _("Biasa")
    LIMITED = "TERBATAS", _("Terbatas")
    SECRET = "RAHASIA", _("Rahasia")
    TOP_SECRET = "SANGAT_RAHASIA", _("Sangat Rahasia")


OPEN_TO_OFFICE = (Classification.ORDINARY.value, Classification.LIMITED.value)


class Urgency(TextChoices):
    ORDINARY = "BIASA", pgettext_lazy("urgency", "Biasa")
    URGENT = "SEGERA", _("Segera")
    VERY_URGENT = "SANGAT_SEGERA", _("Sangat segera")


# Working days until an instruction falls due, where the head names no day.
DAYS_TO_DO = {Urgency.ORDINARY.value: 5, Urgency.URGENT.value: 2, Urgency.VERY_URGENT.value: 1}


class Handling(TextChoices):
    """How far an incoming letter is: nobody has it, somebody has it, it is dealt with. Empty for outgoing ones."""

    WAITING = "WAITING", _("Menunggu disposisi")
    GIVEN = "GIVEN", _("Sedang dikerjakan")
    DONE = "DONE", _("Selesai")


class DispositionState(TextChoices):
    OPEN = "OPEN", _("Terbuka")
    DONE = "DONE", _("Selesai")
    DROPPED = "DROPPED", pgettext_lazy("state", "Batal")


class ListName(TextChoices):
    KIND = "KIND", "KIND"
    CHANNEL = "CHANNEL", "CHANNEL"
    INSTRUCTION = "INSTRUCTION", "INSTRUCTION"


class PaperSize(TextChoices):
    A4 = "A4", _("A4 (210 × 297 mm)")
    F4 = "F4", _("F4 (215 × 330 mm)")
    A5 = "A5", _("A5 (148 × 210 mm)")


class ReleaseState(TextChoices):
    DRAFT = "DRAFT", _("Konsep")
    SUBMITTED = "SUBMITTED", _("Menunggu persetujuan")
    SENT_BACK = "SENT_BACK", _("Dikembalikan")
    APPROVED = "APPROVED", _("Disetujui")
