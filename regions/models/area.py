"""Areas by Kemendagri code (Kepmendagri 300.2.2-2138/2025). Codes of BPS differ, clash with these and never enter."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from regions.choices import AreaKind, AreaLevel, FigureKind
from regions.querysets import AreaQuerySet

CODE_PATTERN = r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$"


class Area(models.Model):
    """A province, district, sub-district or village. Rows are retired by date and never deleted."""

    code = models.CharField(_("Kode"), max_length=13)
    level = models.CharField(_("Tingkat"), max_length=12, choices=AreaLevel)
    kind = models.CharField(_("Jenis"), max_length=12, choices=AreaKind)
    name = models.CharField(_("Nama"), max_length=120)
    name_key = models.CharField(max_length=160, editable=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", db_index=False, verbose_name=_("Induk")
    )
    province = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="province_areas", db_index=False
    )
    district = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="district_areas", db_index=False
    )
    valid_from = models.DateField(_("Berlaku sejak"), null=True, blank=True)
    valid_to = models.DateField(_("Berlaku sampai"), null=True, blank=True, help_text=_("Hari pertama tidak berlaku."))
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        through="AreaSuccession",
        through_fields=("old", "new"),
        related_name="predecessors",
    )

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = _("wilayah")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="area_code_once"),
            models.CheckConstraint(condition=Q(code__regex=CODE_PATTERN), name="area_code_kemendagri"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lt=F("valid_to")),
                name="area_valid_order",
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "level"], name="area_parent_level"),
            models.Index(fields=["district", "level"], name="area_district_level"),
            models.Index(fields=["province", "level"], name="area_province_level"),
            models.Index(fields=["level", "parent"], name="area_level_parent"),
            models.Index(fields=["code"], opclasses=["text_pattern_ops"], name="area_code_start"),
            models.Index(fields=["name_key"], opclasses=["text_pattern_ops"], name="area_key_start"),
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="area_key_trigram"),
        ]

    def __str__(self) -> str:
        return f"{self.short_name()} ({self.code})"

    def short_name(self) -> str:
        """`Desa Wasilomata II`, `Kab. Buton Tengah`, `Sulawesi Tenggara`."""
        if self.level == AreaLevel.PROVINCE:
            return self.name
        return f"{self.get_kind_display()} {self.name}"

    def full_name(self, *, with_province: bool = False) -> str:
        """`Desa Wasilomata II, Kec. Mawasangka, Kab. Buton Tengah`. Take the row `with_parents()`."""
        chain = [self]
        if self.level == AreaLevel.VILLAGE and self.parent:
            chain.append(self.parent)
        if self.district:
            chain.append(self.district)
        if with_province and self.province:
            chain.append(self.province)
        return ", ".join(area.short_name() for area in chain)

    @property
    def district_code(self) -> str:
        """The code of the district that the area lies in or is; empty for a province."""
        return self.code[:5] if len(self.code) >= 5 else ""

    @property
    def province_code(self) -> str:
        return self.code[:2]

    def lies_in(self, other: "Area") -> bool:
        """Whether the area is `other` or a part of it."""
        return self.code == other.code or self.code.startswith(f"{other.code}.")

    def is_valid_on(self, on: date) -> bool:
        began = self.valid_from is None or self.valid_from <= on
        return began and (self.valid_to is None or on < self.valid_to)


class AreaAlias(models.Model):
    """Another name of an area: a local name, an abbreviation, an older or mistaken spelling."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="aliases", db_index=False)
    name = models.CharField(_("Nama lain"), max_length=120)
    name_key = models.CharField(max_length=160, editable=False)
    source = models.CharField(_("Sumber"), max_length=200)

    class Meta:
        verbose_name = _("nama lain wilayah")
        ordering = ["area", "name"]
        constraints = [models.UniqueConstraint(fields=["area", "name_key"], name="area_alias_once")]
        indexes = [
            models.Index(fields=["name_key"], opclasses=["text_pattern_ops"], name="area_alias_key_start"),
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="area_alias_key_trigram"),
        ]

    def __str__(self) -> str:
        return self.name


class AreaSuccession(models.Model):
    """An area that was split off from, merged into or renamed after another one, with its decree."""

    old = models.ForeignKey(Area, models.PROTECT, related_name="successions", db_index=False)
    new = models.ForeignKey(Area, models.PROTECT, related_name="origins")
    on_date = models.DateField(_("Sejak"))
    decree = models.CharField(_("Dasar hukum"), max_length=200)

    class Meta:
        verbose_name = _("perubahan wilayah")
        ordering = ["on_date", "new"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="area_succession_once"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="area_succession_other"),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} > {self.new_id} ({self.on_date:%Y-%m-%d})"


class AreaFigure(models.Model):
    """A figure of an area with its day and source, such as the population used for rates."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="figures", db_index=False)
    kind = models.CharField(_("Jenis"), max_length=12, choices=FigureKind)
    value = models.DecimalField(_("Nilai"), max_digits=14, decimal_places=2)
    on_date = models.DateField(_("Keadaan pada"))
    source = models.CharField(_("Sumber"), max_length=200)

    class Meta:
        verbose_name = _("angka wilayah")
        ordering = ["area", "kind", "-on_date"]
        constraints = [
            models.UniqueConstraint(fields=["area", "kind", "on_date"], name="area_figure_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="area_figure_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"
