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


class ResetState(TextChoices):
    WAITING = "WAITING", _("Menunggu orang kedua")
    DONE = "DONE", _("Sudah diatur ulang")
    REFUSED = "REFUSED", _("Ditolak")
    EXPIRED = "EXPIRED", _("Lewat waktu")


class Factor(TextChoices):
    """How a second factor was shown."""

    PASSKEY = "PASSKEY", _("Kunci sandi")
    TOTP = "TOTP", _("Aplikasi kode")
    RECOVERY = "RECOVERY", _("Kode cadangan")
