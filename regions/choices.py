"""Stored codes of areas and of what a search says about itself."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AreaLevel(TextChoices):
    PROVINCE = "PROVINCE", _("Provinsi")
    DISTRICT = "DISTRICT", _("Kabupaten/kota")
    SUBDISTRICT = "SUBDISTRICT", _("Kecamatan")
    VILLAGE = "VILLAGE", _("Desa/kelurahan")


class AreaKind(TextChoices):
    """The true kind within a level, with the short form that stands before a name."""

    PROVINSI = "PROVINSI", _("Prov.")
    KABUPATEN = "KABUPATEN", _("Kab.")
    KOTA = "KOTA", _("Kota")
    KECAMATAN = "KECAMATAN", _("Kec.")
    DISTRIK = "DISTRIK", _("Distrik")
    DESA = "DESA", _("Desa")
    DESA_ADAT = "DESA_ADAT", _("Desa Adat")
    KELURAHAN = "KELURAHAN", _("Kel.")


class FigureKind(TextChoices):
    POPULATION = "POPULATION", _("Jumlah penduduk")
    LAND_KM2 = "LAND_KM2", _("Luas (km²)")


class MatchReason(TextChoices):
    """Why an area was found, best reason first."""

    CODE = "CODE", _("Kode wilayah")
    NAME = "NAME", _("Nama sama")
    ALIAS = "ALIAS", _("Nama lain")
    NAME_START = "NAME_START", _("Awal nama")
    ALIAS_START = "ALIAS_START", _("Awal nama lain")
    SIMILAR = "SIMILAR", _("Nama mirip")


class PlaceState(TextChoices):
    """What became of a place that was written as text."""

    RECOGNISED = "RECOGNISED", _("Dikenali")
    AMBIGUOUS = "AMBIGUOUS", _("Perlu dipilih")
    ELSEWHERE = "ELSEWHERE", _("Di luar wilayah yang diisi")
    UNKNOWN = "UNKNOWN", _("Tempat belum dikenali")


LEVELS = (AreaLevel.PROVINCE, AreaLevel.DISTRICT, AreaLevel.SUBDISTRICT, AreaLevel.VILLAGE)
