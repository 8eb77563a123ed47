"""The fronts of letters: what those see of a letter who see only the return that it belongs to."""

import django.db.models.deletion
from django.db import migrations, models

from core.walls import EVERYTHING

COLUMNS = "direction, number, letter_date, sender, kind"


def fill(apps, schema_editor) -> None:
    """A front for each letter that stands already. Letters may stand behind the walls; the new table does not yet."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'letters_letter', 'SELECT')", [EVERYTHING])
        if not cursor.fetchone()[0]:
            return  # a new database: no letter yet
        cursor.execute(f"SET LOCAL ROLE {EVERYTHING}")
        cursor.execute(f"SELECT id, {COLUMNS}, classification IN ('BIASA', 'TERBATAS') FROM letters_letter ORDER BY id")
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL ROLE NONE")
    fronts = apps.get_model("letters", "LetterFront")
    names = ["letter_id", *COLUMNS.split(", "), "is_open"]
    fronts.objects.bulk_create((fronts(**dict(zip(names, row, strict=True))) for row in rows), batch_size=2000)


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_letters")]

    operations = [
        migrations.CreateModel(
            name="LetterFront",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "direction",
                    models.CharField(
                        choices=[("IN", "Surat masuk"), ("OUT", "Surat keluar")], default="IN", max_length=3
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=100)),
                ("letter_date", models.DateField(null=True)),
                ("sender", models.CharField(blank=True, max_length=200)),
                ("kind", models.CharField(max_length=20)),
                ("is_open", models.BooleanField(default=False)),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="front", to="letters.letter"
                    ),
                ),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
