import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        # Trusted extensions: the owner of the database may create them without being superuser.
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGinExtension(),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=13, verbose_name="Kode")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("PROVINCE", "Provinsi"),
                            ("DISTRICT", "Kabupaten/kota"),
                            ("SUBDISTRICT", "Kecamatan"),
                            ("VILLAGE", "Desa/kelurahan"),
                        ],
                        max_length=12,
                        verbose_name="Tingkat",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PROVINSI", "Prov."),
                            ("KABUPATEN", "Kab."),
                            ("KOTA", "Kota"),
                            ("KECAMATAN", "Kec."),
                            ("DISTRIK", "Distrik"),
                            ("DESA", "Desa"),
                            ("DESA_ADAT", "Desa Adat"),
                            ("KELURAHAN", "Kel."),
                        ],
                        max_length=12,
                        verbose_name="Jenis",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="Nama")),
                ("name_key", models.CharField(editable=False, max_length=160)),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="Berlaku sejak")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Hari pertama tidak berlaku.", null=True, verbose_name="Berlaku sampai"
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="district_areas",
                        to="regions.area",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="regions.area",
                        verbose_name="Induk",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="province_areas",
                        to="regions.area",
                    ),
                ),
            ],
            options={
                "verbose_name": "wilayah",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="AreaSuccession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on_date", models.DateField(verbose_name="Sejak")),
                ("decree", models.CharField(max_length=200, verbose_name="Dasar hukum")),
                (
                    "new",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="origins", to="regions.area"
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="regions.area",
                    ),
                ),
            ],
            options={
                "verbose_name": "perubahan wilayah",
                "ordering": ["on_date", "new"],
            },
        ),
        migrations.AddField(
            model_name="area",
            name="successors",
            field=models.ManyToManyField(
                related_name="predecessors",
                through="regions.AreaSuccession",
                through_fields=("old", "new"),
                to="regions.area",
            ),
        ),
        migrations.CreateModel(
            name="AreaAlias",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="Nama lain")),
                ("name_key", models.CharField(editable=False, max_length=160)),
                ("source", models.CharField(max_length=200, verbose_name="Sumber")),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="regions.area",
                    ),
                ),
            ],
            options={
                "verbose_name": "nama lain wilayah",
                "ordering": ["area", "name"],
                "indexes": [
                    models.Index(fields=["name_key"], name="area_alias_key_start", opclasses=["text_pattern_ops"]),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["name_key"], name="area_alias_key_trigram", opclasses=["gin_trgm_ops"]
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("area", "name_key"), name="area_alias_once")],
            },
        ),
        migrations.CreateModel(
            name="AreaFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("POPULATION", "Jumlah penduduk"), ("LAND_KM2", "Luas (km²)")],
                        max_length=12,
                        verbose_name="Jenis",
                    ),
                ),
                ("value", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="Nilai")),
                ("on_date", models.DateField(verbose_name="Keadaan pada")),
                ("source", models.CharField(max_length=200, verbose_name="Sumber")),
                (
                    "area",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="regions.area",
                    ),
                ),
            ],
            options={
                "verbose_name": "angka wilayah",
                "ordering": ["area", "kind", "-on_date"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "kind", "on_date"), name="area_figure_once"),
                    models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="area_figure_positive"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="areasuccession",
            constraint=models.UniqueConstraint(fields=("old", "new"), name="area_succession_once"),
        ),
        migrations.AddConstraint(
            model_name="areasuccession",
            constraint=models.CheckConstraint(
                condition=models.Q(("old", models.F("new")), _negated=True), name="area_succession_other"
            ),
        ),
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["parent", "level"], name="area_parent_level"),
        ),
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["district", "level"], name="area_district_level"),
        ),
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["province", "level"], name="area_province_level"),
        ),
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["level", "parent"], name="area_level_parent"),
        ),
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["code"], name="area_code_start", opclasses=["text_pattern_ops"]),
        ),
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["name_key"], name="area_key_start", opclasses=["text_pattern_ops"]),
        ),
        migrations.AddIndex(
            model_name="area",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["name_key"], name="area_key_trigram", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(fields=("code",), name="area_code_once"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(("code__regex", "^[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{2}(\\.[0-9]{4})?)?)?$")),
                name="area_code_kemendagri",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None), ("valid_to", None), ("valid_from__lt", models.F("valid_to")), _connector="OR"
                ),
                name="area_valid_order",
            ),
        ),
    ]
