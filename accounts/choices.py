"""Stored codes of accounts. Role codes stand in data/roles.csv."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfficeKind(TextChoices):
    PROVINCE = "PROVINCE", _("Kantor BP3MI")
    POST = "POST", _("P4MI atau help desk")
    DISTRICT = "DISTRICT", _("Dinas kabupaten/kota")
    VILLAGE = "VILLAGE", _("Desa/kelurahan")


class ActingTitle(TextChoices):
    PLH = "PLH", "Plh."
    PLT = "PLT", "Plt."
