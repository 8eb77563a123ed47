"""Numbers, stories and what else is told of people become ciphertext; each row gets the key it is bound to.

The columns are first read as bytes, then every value is encrypted in batches, in history tables too. There is no
way back: whoever needs one restores a backup.
"""

import uuid

import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import cases.numbers
import core.encrypted
from cases.names import stored_tokens
from core.copying import update_rows
from core.encrypted import BlindIndex, EncryptedTextField
from core.keys import key_ring

BATCH = 2000
MODELS = (
    "case",
    "casenote",
    "casetask",
    "familylink",
    "groupfact",
    "manifestentry",
    "personaddress",
    "personname",
    "referral",
    "repatriation",
    "returnee",
    "sourcedvalue",
    "stagechange",
    "worker",
)
TRIGGERS = ("insert_insert", "update_update", "delete_delete")


def encrypted_fields(model) -> list[EncryptedTextField]:
    return [field for field in model._meta.local_fields if isinstance(field, EncryptedTextField)]


def take_bytes(apps, schema_editor) -> None:
    """Text columns become the bytes of their text."""
    for model in apps.get_app_config("cases").get_models():
        table = schema_editor.quote_name(model._meta.db_table)
        kinds = dict(column_kinds(schema_editor, model._meta.db_table))
        for field in encrypted_fields(model):
            column = schema_editor.quote_name(field.column)
            if kinds[field.column] != "bytea":
                schema_editor.execute(
                    f"ALTER TABLE {table} ALTER {column} TYPE bytea USING convert_to({column}, 'UTF8'),"
                    f" ALTER {column} SET DEFAULT ''::bytea"
                )


def column_kinds(schema_editor, table: str) -> list[tuple[str, str]]:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_name = %s",
            [table],
        )
        return cursor.fetchall()


def encrypt(apps, schema_editor) -> None:
    with schema_editor.connection.cursor() as cursor:
        for name in MODELS:
            bind_history(cursor, f"cases_{name}")
        for table in ("cases_worker", "cases_workerevent"):
            cursor.execute(f"UPDATE {table} SET told_name = convert_to(name, 'UTF8')")
        for model in apps.get_app_config("cases").get_models():
            if fields := encrypted_fields(model):
                encrypt_table(cursor, model, fields)
        seal_names(cursor, apps.get_model("cases", "Worker"))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def bind_history(cursor, table: str) -> None:
    """History rows have the key of the row that they tell of, also of one that is gone."""
    cursor.execute(f"UPDATE {table}event e SET uid = t.uid FROM {table} t WHERE t.id = e.pgh_obj_id")
    cursor.execute(
        f"UPDATE {table}event e SET uid = gone.uid FROM (SELECT pgh_obj_id, gen_random_uuid() AS uid FROM {table}event"
        f" WHERE NOT EXISTS (SELECT FROM {table} t WHERE t.id = pgh_obj_id) GROUP BY pgh_obj_id) gone"
        " WHERE gone.pgh_obj_id = e.pgh_obj_id"
    )


def encrypt_table(cursor, model, fields: list[EncryptedTextField]) -> None:
    ring, key, table = key_ring(), model._meta.pk.column, model._meta.db_table
    blinds = [field for field in model._meta.local_fields if isinstance(field, BlindIndex)]
    columns = [field.column for field in fields]
    kinds = dict.fromkeys([*columns, *(field.column for field in blinds)], "bytea")
    some = " OR ".join(f"{column} <> ''" for column in columns)
    query = f"SELECT {key}, uid, {', '.join(columns)} FROM {table} WHERE {key} > %s AND ({some}) ORDER BY {key} LIMIT {BATCH}"
    after = 0
    while True:
        cursor.execute(query, [after])
        rows = cursor.fetchall()
        if not rows:
            return
        after = rows[-1][0]
        update_rows(table, key, kinds, [new_row(ring, row, fields, blinds) for row in rows])


def new_row(ring, row, fields, blinds) -> list:
    pk, uid, *values = row
    texts = {field.name: bytes(value) for field, value in zip(fields, values, strict=True)}
    sealed = [ring.encrypt(field.place, uid.hex, texts[field.name]) if texts[field.name] else b"" for field in fields]
    return [pk, *sealed, *(field.blind(texts[field.of].decode()) for field in blinds)]


def seal_names(cursor, worker) -> None:
    """No name in clear where the person or one of their cases is restricted."""
    cursor.execute(
        "SELECT id, name FROM cases_worker w WHERE name <> '' AND (is_restricted"
        " OR EXISTS (SELECT FROM cases_case c WHERE c.worker_id = w.id AND c.is_restricted))"
    )
    field = worker._meta.get_field("sealed_words")
    rows = [(pk, "", "", [], field.blind(stored_tokens(name))) for pk, name in cursor.fetchall()]
    kinds = {"name": "text", "name_key": "text", "name_tokens": "text[]", "sealed_words": "bytea[]"}
    for first in range(0, len(rows), BATCH):
        update_rows("cases_worker", "id", kinds, rows[first : first + BATCH])


def row_key() -> models.UUIDField:
    return models.UUIDField(
        db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_familylink_family_phone"), ("core", "0002_crypt_keys")]

    operations = [
        *(pgtrigger.migrations.RemoveTrigger(name, trigger) for name in MODELS for trigger in TRIGGERS),
        migrations.RemoveConstraint("familylink", "family_somebody"),
        migrations.RemoveIndex("familylink", "family_phone"),
        migrations.RemoveIndex(
            model_name="worker",
            name="worker_nik",
        ),
        migrations.RemoveIndex(
            model_name="worker",
            name="worker_passport",
        ),
        migrations.RemoveIndex(
            model_name="worker",
            name="worker_phone",
        ),
        *(migrations.AddField(name, "uid", row_key()) for name in MODELS),
        *(migrations.AddField(f"{name}event", "uid", row_key()) for name in MODELS),
        migrations.AddField(
            model_name="familylink",
            name="phone_index",
            field=core.encrypted.BlindIndex(index="phone", normalise=cases.numbers.normal_phone, of="phone"),
        ),
        migrations.AddField(
            model_name="worker",
            name="family_card",
            field=core.encrypted.EncryptedTextField(
                blank=True, max_length=16, place="cases_worker.family_card", verbose_name="Nomor KK"
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="family_card_index",
            field=core.encrypted.BlindIndex(index="family_card", normalise=cases.numbers.normal_nik, of="family_card"),
        ),
        migrations.AddField(
            model_name="worker",
            name="nik_index",
            field=core.encrypted.BlindIndex(index="nik", normalise=cases.numbers.normal_nik, of="nik"),
        ),
        migrations.AddField(
            model_name="worker",
            name="passport_index",
            field=core.encrypted.BlindIndex(
                index="passport", normalise=cases.numbers.normal_passport, of="passport_number"
            ),
        ),
        migrations.AddField(
            model_name="worker",
            name="phone_index",
            field=core.encrypted.BlindIndex(index="phone", normalise=cases.numbers.normal_phone, of="phone"),
        ),
        migrations.AddField(
            model_name="worker",
            name="sealed_words",
            field=core.encrypted.BlindTokens(index="name", of="words_to_seal"),
        ),
        migrations.AddField(
            model_name="worker",
            name="told_name",
            field=core.encrypted.EncryptedTextField(
                blank=True, max_length=200, place="cases_worker.told_name", verbose_name="Nama"
            ),
        ),
        migrations.AddField(
            model_name="workerevent",
            name="family_card",
            field=core.encrypted.EncryptedTextField(
                blank=True, max_length=16, place="cases_worker.family_card", verbose_name="Nomor KK"
            ),
        ),
        migrations.AddField(
            model_name="workerevent",
            name="told_name",
            field=core.encrypted.EncryptedTextField(
                blank=True, max_length=200, place="cases_worker.told_name", verbose_name="Nama"
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="case",
                    name="closing_note",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=2000, place="cases_case.closing_note"
                    ),
                ),
                migrations.AlterField(
                    model_name="case",
                    name="summary",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=5000, place="cases_case.summary", verbose_name="Apa yang terjadi"
                    ),
                ),
                migrations.AlterField(
                    model_name="caseevent",
                    name="closing_note",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=2000, place="cases_case.closing_note"
                    ),
                ),
                migrations.AlterField(
                    model_name="caseevent",
                    name="summary",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=5000, place="cases_case.summary", verbose_name="Apa yang terjadi"
                    ),
                ),
                migrations.AlterField(
                    model_name="casenote",
                    name="text",
                    field=core.encrypted.EncryptedTextField(max_length=5000, place="cases_casenote.text"),
                ),
                migrations.AlterField(
                    model_name="casenoteevent",
                    name="text",
                    field=core.encrypted.EncryptedTextField(max_length=5000, place="cases_casenote.text"),
                ),
                migrations.AlterField(
                    model_name="casetask",
                    name="title",
                    field=core.encrypted.EncryptedTextField(
                        max_length=200, place="cases_casetask.title", verbose_name="Tugas"
                    ),
                ),
                migrations.AlterField(
                    model_name="casetaskevent",
                    name="title",
                    field=core.encrypted.EncryptedTextField(
                        max_length=200, place="cases_casetask.title", verbose_name="Tugas"
                    ),
                ),
                migrations.AlterField(
                    model_name="familylink",
                    name="name",
                    field=core.encrypted.EncryptedTextField(blank=True, max_length=200, place="cases_familylink.name"),
                ),
                migrations.AlterField(
                    model_name="familylink",
                    name="phone",
                    field=core.encrypted.EncryptedTextField(blank=True, max_length=30, place="cases_familylink.phone"),
                ),
                migrations.AlterField(
                    model_name="familylinkevent",
                    name="name",
                    field=core.encrypted.EncryptedTextField(blank=True, max_length=200, place="cases_familylink.name"),
                ),
                migrations.AlterField(
                    model_name="familylinkevent",
                    name="phone",
                    field=core.encrypted.EncryptedTextField(blank=True, max_length=30, place="cases_familylink.phone"),
                ),
                migrations.AlterField(
                    model_name="groupfact",
                    name="text",
                    field=core.encrypted.EncryptedTextField(max_length=300, place="cases_groupfact.text"),
                ),
                migrations.AlterField(
                    model_name="groupfactevent",
                    name="text",
                    field=core.encrypted.EncryptedTextField(max_length=300, place="cases_groupfact.text"),
                ),
                migrations.AlterField(
                    model_name="manifestentry",
                    name="name",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=200, place="cases_manifestentry.name"
                    ),
                ),
                migrations.AlterField(
                    model_name="manifestentry",
                    name="printed_origin",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=300, place="cases_manifestentry.printed_origin"
                    ),
                ),
                migrations.AlterField(
                    model_name="manifestentryevent",
                    name="name",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=200, place="cases_manifestentry.name"
                    ),
                ),
                migrations.AlterField(
                    model_name="manifestentryevent",
                    name="printed_origin",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=300, place="cases_manifestentry.printed_origin"
                    ),
                ),
                migrations.AlterField(
                    model_name="personaddress",
                    name="text",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=300, place="cases_personaddress.text"
                    ),
                ),
                migrations.AlterField(
                    model_name="personaddressevent",
                    name="text",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=300, place="cases_personaddress.text"
                    ),
                ),
                migrations.AlterField(
                    model_name="personname",
                    name="text",
                    field=core.encrypted.EncryptedTextField(max_length=200, place="cases_personname.text"),
                ),
                migrations.AlterField(
                    model_name="personnameevent",
                    name="text",
                    field=core.encrypted.EncryptedTextField(max_length=200, place="cases_personname.text"),
                ),
                migrations.AlterField(
                    model_name="referral",
                    name="answer",
                    field=core.encrypted.EncryptedTextField(blank=True, max_length=500, place="cases_referral.answer"),
                ),
                migrations.AlterField(
                    model_name="referral",
                    name="purpose",
                    field=core.encrypted.EncryptedTextField(
                        max_length=500, place="cases_referral.purpose", verbose_name="Tujuan rujukan"
                    ),
                ),
                migrations.AlterField(
                    model_name="referralevent",
                    name="answer",
                    field=core.encrypted.EncryptedTextField(blank=True, max_length=500, place="cases_referral.answer"),
                ),
                migrations.AlterField(
                    model_name="referralevent",
                    name="purpose",
                    field=core.encrypted.EncryptedTextField(
                        max_length=500, place="cases_referral.purpose", verbose_name="Tujuan rujukan"
                    ),
                ),
                migrations.AlterField(
                    model_name="repatriation",
                    name="note",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=2000, place="cases_repatriation.note", verbose_name="Catatan"
                    ),
                ),
                migrations.AlterField(
                    model_name="repatriationevent",
                    name="note",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=2000, place="cases_repatriation.note", verbose_name="Catatan"
                    ),
                ),
                migrations.AlterField(
                    model_name="returnee",
                    name="family_phone",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=30, place="cases_returnee.family_phone"
                    ),
                ),
                migrations.AlterField(
                    model_name="returnee",
                    name="note",
                    field=core.encrypted.EncryptedTextField(blank=True, max_length=2000, place="cases_returnee.note"),
                ),
                migrations.AlterField(
                    model_name="returnee",
                    name="sent_back_reason",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=500, place="cases_returnee.sent_back_reason"
                    ),
                ),
                migrations.AlterField(
                    model_name="returnee",
                    name="unlisted_reason",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=300, place="cases_returnee.unlisted_reason"
                    ),
                ),
                migrations.AlterField(
                    model_name="returneeevent",
                    name="family_phone",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=30, place="cases_returnee.family_phone"
                    ),
                ),
                migrations.AlterField(
                    model_name="returneeevent",
                    name="note",
                    field=core.encrypted.EncryptedTextField(blank=True, max_length=2000, place="cases_returnee.note"),
                ),
                migrations.AlterField(
                    model_name="returneeevent",
                    name="sent_back_reason",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=500, place="cases_returnee.sent_back_reason"
                    ),
                ),
                migrations.AlterField(
                    model_name="returneeevent",
                    name="unlisted_reason",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=300, place="cases_returnee.unlisted_reason"
                    ),
                ),
                migrations.AlterField(
                    model_name="sourcedvalue",
                    name="printed",
                    field=core.encrypted.EncryptedTextField(max_length=500, place="cases_sourcedvalue.printed"),
                ),
                migrations.AlterField(
                    model_name="sourcedvalue",
                    name="read_text",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=500, place="cases_sourcedvalue.read_text"
                    ),
                ),
                migrations.AlterField(
                    model_name="sourcedvalue",
                    name="reason",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=300, place="cases_sourcedvalue.reason"
                    ),
                ),
                migrations.AlterField(
                    model_name="sourcedvalueevent",
                    name="printed",
                    field=core.encrypted.EncryptedTextField(max_length=500, place="cases_sourcedvalue.printed"),
                ),
                migrations.AlterField(
                    model_name="sourcedvalueevent",
                    name="read_text",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=500, place="cases_sourcedvalue.read_text"
                    ),
                ),
                migrations.AlterField(
                    model_name="sourcedvalueevent",
                    name="reason",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=300, place="cases_sourcedvalue.reason"
                    ),
                ),
                migrations.AlterField(
                    model_name="stagechange",
                    name="reason",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=500, place="cases_stagechange.reason"
                    ),
                ),
                migrations.AlterField(
                    model_name="stagechangeevent",
                    name="reason",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=500, place="cases_stagechange.reason"
                    ),
                ),
                migrations.AlterField(
                    model_name="worker",
                    name="name",
                    field=models.CharField(blank=True, editable=False, max_length=200),
                ),
                migrations.AlterField(
                    model_name="worker",
                    name="nik",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=16, place="cases_worker.nik", verbose_name="NIK"
                    ),
                ),
                migrations.AlterField(
                    model_name="worker",
                    name="passport_number",
                    field=core.encrypted.EncryptedTextField(
                        blank=True,
                        max_length=20,
                        place="cases_worker.passport_number",
                        verbose_name="Nomor paspor/SPLP",
                    ),
                ),
                migrations.AlterField(
                    model_name="worker",
                    name="phone",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=30, place="cases_worker.phone", verbose_name="Telepon"
                    ),
                ),
                migrations.AlterField(
                    model_name="workerevent",
                    name="nik",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=16, place="cases_worker.nik", verbose_name="NIK"
                    ),
                ),
                migrations.AlterField(
                    model_name="workerevent",
                    name="passport_number",
                    field=core.encrypted.EncryptedTextField(
                        blank=True,
                        max_length=20,
                        place="cases_worker.passport_number",
                        verbose_name="Nomor paspor/SPLP",
                    ),
                ),
                migrations.AlterField(
                    model_name="workerevent",
                    name="phone",
                    field=core.encrypted.EncryptedTextField(
                        blank=True, max_length=30, place="cases_worker.phone", verbose_name="Telepon"
                    ),
                ),
            ],
        ),
        migrations.RunPython(take_bytes),
        migrations.RunPython(encrypt),
        migrations.RemoveField(
            model_name="workerevent",
            name="name",
        ),
        migrations.RemoveField(
            model_name="workerevent",
            name="name_key",
        ),
        migrations.RemoveField(
            model_name="workerevent",
            name="name_tokens",
        ),
        migrations.AddConstraint(
            "familylink",
            models.CheckConstraint(
                condition=models.Q(
                    ("relative__isnull", False),
                    models.Q(("name", ""), _negated=True),
                    models.Q(("phone", ""), _negated=True),
                    _connector="OR",
                ),
                name="family_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="familylink",
            index=models.Index(
                condition=models.Q(("phone_index__isnull", False)), fields=["phone_index"], name="family_phone"
            ),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(
                condition=models.Q(("nik_index__isnull", False)), fields=["nik_index"], name="worker_nik"
            ),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(
                condition=models.Q(("family_card_index__isnull", False)),
                fields=["family_card_index"],
                name="worker_family_card",
            ),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(
                condition=models.Q(("passport_index__isnull", False)), fields=["passport_index"], name="worker_passport"
            ),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=models.Index(
                condition=models.Q(("phone_index__isnull", False)), fields=["phone_index"], name="worker_phone"
            ),
        ),
        migrations.AddIndex(
            model_name="worker",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("name", "")), fields=["sealed_words"], name="worker_sealed_gin"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_caseevent" ("adu_number", "assignee_id", "category", "channel", "closed_at", "closed_on", "closing_note", "closing_reason", "country", "created_at", "created_by_id", "district_id", "due_on", "id", "is_restricted", "number", "opened_at", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returnee_id", "rule_id", "stage", "status", "summary", "uid", "version", "worker_id") VALUES (NEW."adu_number", NEW."assignee_id", NEW."category", NEW."channel", NEW."closed_at", NEW."closed_on", NEW."closing_note", NEW."closing_reason", NEW."country", NEW."created_at", NEW."created_by_id", NEW."district_id", NEW."due_on", NEW."id", NEW."is_restricted", NEW."number", NEW."opened_at", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."returnee_id", NEW."rule_id", NEW."stage", NEW."status", NEW."summary", NEW."uid", NEW."version", NEW."worker_id"); RETURN NULL;',
                    hash="0a5445690034ef009f44b2ebb90fb1ec11f9c8fc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0b483",
                    table="cases_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_caseevent" ("adu_number", "assignee_id", "category", "channel", "closed_at", "closed_on", "closing_note", "closing_reason", "country", "created_at", "created_by_id", "district_id", "due_on", "id", "is_restricted", "number", "opened_at", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returnee_id", "rule_id", "stage", "status", "summary", "uid", "version", "worker_id") VALUES (NEW."adu_number", NEW."assignee_id", NEW."category", NEW."channel", NEW."closed_at", NEW."closed_on", NEW."closing_note", NEW."closing_reason", NEW."country", NEW."created_at", NEW."created_by_id", NEW."district_id", NEW."due_on", NEW."id", NEW."is_restricted", NEW."number", NEW."opened_at", NEW."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."returnee_id", NEW."rule_id", NEW."stage", NEW."status", NEW."summary", NEW."uid", NEW."version", NEW."worker_id"); RETURN NULL;',
                    hash="5531e2c26118286cf75d35887d7d3e18c2e872f6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f5146",
                    table="cases_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_caseevent" ("adu_number", "assignee_id", "category", "channel", "closed_at", "closed_on", "closing_note", "closing_reason", "country", "created_at", "created_by_id", "district_id", "due_on", "id", "is_restricted", "number", "opened_at", "opened_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "returnee_id", "rule_id", "stage", "status", "summary", "uid", "version", "worker_id") VALUES (OLD."adu_number", OLD."assignee_id", OLD."category", OLD."channel", OLD."closed_at", OLD."closed_on", OLD."closing_note", OLD."closing_reason", OLD."country", OLD."created_at", OLD."created_by_id", OLD."district_id", OLD."due_on", OLD."id", OLD."is_restricted", OLD."number", OLD."opened_at", OLD."opened_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."returnee_id", OLD."rule_id", OLD."stage", OLD."status", OLD."summary", OLD."uid", OLD."version", OLD."worker_id"); RETURN NULL;',
                    hash="66eac6aea6d1d761d63fb53ebca2d67a95de68d7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8d49e",
                    table="cases_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casenote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_casenoteevent" ("at", "by_id", "case_id", "form_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "uid") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."form_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text", NEW."uid"); RETURN NULL;',
                    hash="77347026658ca143a032581d22654ed30c8f76b6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0c4c5",
                    table="cases_casenote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casenote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_casenoteevent" ("at", "by_id", "case_id", "form_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "uid") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."form_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text", NEW."uid"); RETURN NULL;',
                    hash="00d97afd85fa8f9593c6ae7c173d598ffdb05059",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f902d",
                    table="cases_casenote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casenote",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_casenoteevent" ("at", "by_id", "case_id", "form_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "uid") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."form_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text", OLD."uid"); RETURN NULL;',
                    hash="3ceb43c167602f73ae02ca0f767a464709b82656",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_88604",
                    table="cases_casenote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casetask",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_casetaskevent" ("assignee_id", "case_id", "created_at", "created_by_id", "done_at", "due_on", "form_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "title", "uid") VALUES (NEW."assignee_id", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."done_at", NEW."due_on", NEW."form_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state", NEW."title", NEW."uid"); RETURN NULL;',
                    hash="017c1c3d701277cc8fb1b00e279f3f17004c2362",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b46a5",
                    table="cases_casetask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casetask",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_casetaskevent" ("assignee_id", "case_id", "created_at", "created_by_id", "done_at", "due_on", "form_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "title", "uid") VALUES (NEW."assignee_id", NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."done_at", NEW."due_on", NEW."form_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state", NEW."title", NEW."uid"); RETURN NULL;',
                    hash="6e416fa907a11cfd53ebf1882849204e7dccb670",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c7b99",
                    table="cases_casetask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casetask",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_casetaskevent" ("assignee_id", "case_id", "created_at", "created_by_id", "done_at", "due_on", "form_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "title", "uid") VALUES (OLD."assignee_id", OLD."case_id", OLD."created_at", OLD."created_by_id", OLD."done_at", OLD."due_on", OLD."form_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state", OLD."title", OLD."uid"); RETURN NULL;',
                    hash="0037c1d67164edab12bf21eb813844c484815f62",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c7dba",
                    table="cases_casetask",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="familylink",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_familylinkevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relation", "relative_id", "uid", "worker_id") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."relation", NEW."relative_id", NEW."uid", NEW."worker_id"); RETURN NULL;',
                    hash="4109588188aee73fffca7bc0aa1b32fe0a990403",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_556c5",
                    table="cases_familylink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="familylink",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."relative_id" IS DISTINCT FROM (NEW."relative_id") OR OLD."uid" IS DISTINCT FROM (NEW."uid") OR OLD."worker_id" IS DISTINCT FROM (NEW."worker_id"))',
                    func='INSERT INTO "cases_familylinkevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relation", "relative_id", "uid", "worker_id") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."relation", NEW."relative_id", NEW."uid", NEW."worker_id"); RETURN NULL;',
                    hash="ca7c3b5a96d8c116ad103818b73fd1f90893d1fb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_25c81",
                    table="cases_familylink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="familylink",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_familylinkevent" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "relation", "relative_id", "uid", "worker_id") VALUES (OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."relation", OLD."relative_id", OLD."uid", OLD."worker_id"); RETURN NULL;',
                    hash="cc9264a33929689418c54c555aea9ca15ad3cf29",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1b2fd",
                    table="cases_familylink",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupfact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_groupfactevent" ("area_id", "count_high", "count_low", "field", "id", "is_about", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "repatriation_id", "source", "source_date", "source_kind", "text", "uid") VALUES (NEW."area_id", NEW."count_high", NEW."count_low", NEW."field", NEW."id", NEW."is_about", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."repatriation_id", NEW."source", NEW."source_date", NEW."source_kind", NEW."text", NEW."uid"); RETURN NULL;',
                    hash="bd16deb2afb3cd0d4fe64ace635223fab8928119",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_31ba4",
                    table="cases_groupfact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupfact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_groupfactevent" ("area_id", "count_high", "count_low", "field", "id", "is_about", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "repatriation_id", "source", "source_date", "source_kind", "text", "uid") VALUES (NEW."area_id", NEW."count_high", NEW."count_low", NEW."field", NEW."id", NEW."is_about", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."repatriation_id", NEW."source", NEW."source_date", NEW."source_kind", NEW."text", NEW."uid"); RETURN NULL;',
                    hash="6ab7735f4571527adbc7366e882ea25e1420ba7b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f8670",
                    table="cases_groupfact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupfact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_groupfactevent" ("area_id", "count_high", "count_low", "field", "id", "is_about", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "repatriation_id", "source", "source_date", "source_kind", "text", "uid") VALUES (OLD."area_id", OLD."count_high", OLD."count_low", OLD."field", OLD."id", OLD."is_about", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."repatriation_id", OLD."source", OLD."source_date", OLD."source_kind", OLD."text", OLD."uid"); RETURN NULL;',
                    hash="1da9d695eb353091c929fa6204fbb7c4bac21164",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2998a",
                    table="cases_groupfact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="manifestentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_manifestentryevent" ("district_id", "id", "manifest_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_origin", "sex", "stated_age", "uid") VALUES (NEW."district_id", NEW."id", NEW."manifest_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."printed_origin", NEW."sex", NEW."stated_age", NEW."uid"); RETURN NULL;',
                    hash="4c89cfc9daf93b79dc24ba2d2adaad69b006439f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d1505",
                    table="cases_manifestentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="manifestentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_manifestentryevent" ("district_id", "id", "manifest_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_origin", "sex", "stated_age", "uid") VALUES (NEW."district_id", NEW."id", NEW."manifest_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."printed_origin", NEW."sex", NEW."stated_age", NEW."uid"); RETURN NULL;',
                    hash="ab87cd0ca8b7c1e01e53c463fbd0b75409e391ec",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0de7a",
                    table="cases_manifestentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="manifestentry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_manifestentryevent" ("district_id", "id", "manifest_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "printed_origin", "sex", "stated_age", "uid") VALUES (OLD."district_id", OLD."id", OLD."manifest_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."printed_origin", OLD."sex", OLD."stated_age", OLD."uid"); RETURN NULL;',
                    hash="1165aaff88073b285f6ee8f86ea2f2a5257fb181",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c390a",
                    table="cases_manifestentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaddress",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_personaddressevent" ("area_id", "id", "is_counted", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_state", "recorded_at", "recorded_by_id", "source", "source_date", "source_kind", "text", "uid", "worker_id") VALUES (NEW."area_id", NEW."id", NEW."is_counted", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_state", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_date", NEW."source_kind", NEW."text", NEW."uid", NEW."worker_id"); RETURN NULL;',
                    hash="4afdef3e48f8148b79683f125a6c64c2bd296f29",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_72a39",
                    table="cases_personaddress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaddress",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_personaddressevent" ("area_id", "id", "is_counted", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_state", "recorded_at", "recorded_by_id", "source", "source_date", "source_kind", "text", "uid", "worker_id") VALUES (NEW."area_id", NEW."id", NEW."is_counted", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_state", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_date", NEW."source_kind", NEW."text", NEW."uid", NEW."worker_id"); RETURN NULL;',
                    hash="2a52365fea028b7435019c8d9949cea93b5d0978",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9ef01",
                    table="cases_personaddress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personaddress",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_personaddressevent" ("area_id", "id", "is_counted", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_state", "recorded_at", "recorded_by_id", "source", "source_date", "source_kind", "text", "uid", "worker_id") VALUES (OLD."area_id", OLD."id", OLD."is_counted", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_state", OLD."recorded_at", OLD."recorded_by_id", OLD."source", OLD."source_date", OLD."source_kind", OLD."text", OLD."uid", OLD."worker_id"); RETURN NULL;',
                    hash="eeb2fda73158d7d7f5a77fa4c6034ff589beddbf",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_42e94",
                    table="cases_personaddress",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personname",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_personnameevent" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_date", "source_kind", "text", "uid", "worker_id") VALUES (NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_date", NEW."source_kind", NEW."text", NEW."uid", NEW."worker_id"); RETURN NULL;',
                    hash="e81345dbbc87feaaeb36a87f5e3d475f5ceb13d3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_64529",
                    table="cases_personname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personname",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_personnameevent" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_date", "source_kind", "text", "uid", "worker_id") VALUES (NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."source", NEW."source_date", NEW."source_kind", NEW."text", NEW."uid", NEW."worker_id"); RETURN NULL;',
                    hash="a1103a7e055703037b08af0781f4a09eb417b2bd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e21c6",
                    table="cases_personname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="personname",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_personnameevent" ("id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "source_date", "source_kind", "text", "uid", "worker_id") VALUES (OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."source", OLD."source_date", OLD."source_kind", OLD."text", OLD."uid", OLD."worker_id"); RETURN NULL;',
                    hash="586230379819fe1b896724d07998906758780315",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0f24f",
                    table="cases_personname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_referralevent" ("agency", "agency_name", "answer", "answered_on", "by_id", "case_id", "form_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "sent_on", "state", "uid", "version") VALUES (NEW."agency", NEW."agency_name", NEW."answer", NEW."answered_on", NEW."by_id", NEW."case_id", NEW."form_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."purpose", NEW."sent_on", NEW."state", NEW."uid", NEW."version"); RETURN NULL;',
                    hash="e04ce06ec326cccbad556157ba4e882b2be01cf4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b2939",
                    table="cases_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_referralevent" ("agency", "agency_name", "answer", "answered_on", "by_id", "case_id", "form_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "sent_on", "state", "uid", "version") VALUES (NEW."agency", NEW."agency_name", NEW."answer", NEW."answered_on", NEW."by_id", NEW."case_id", NEW."form_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."purpose", NEW."sent_on", NEW."state", NEW."uid", NEW."version"); RETURN NULL;',
                    hash="071b0d249342c0b0546689337041955c399e0902",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_18505",
                    table="cases_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_referralevent" ("agency", "agency_name", "answer", "answered_on", "by_id", "case_id", "form_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "sent_on", "state", "uid", "version") VALUES (OLD."agency", OLD."agency_name", OLD."answer", OLD."answered_on", OLD."by_id", OLD."case_id", OLD."form_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purpose", OLD."sent_on", OLD."state", OLD."uid", OLD."version"); RETURN NULL;',
                    hash="3dce916ff0c28b8f3b2ed1a6cbd83190e6766113",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_33b55",
                    table="cases_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="repatriation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_repatriationevent" ("arrival_at", "arrived_on", "cause", "client_id", "country", "created_at", "created_by_id", "expected_on", "group_is_about", "group_low", "group_total", "id", "mode", "note", "number", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_of_arrival", "sending_office", "state", "uid", "version", "vessel") VALUES (NEW."arrival_at", NEW."arrived_on", NEW."cause", NEW."client_id", NEW."country", NEW."created_at", NEW."created_by_id", NEW."expected_on", NEW."group_is_about", NEW."group_low", NEW."group_total", NEW."id", NEW."mode", NEW."note", NEW."number", NEW."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place_of_arrival", NEW."sending_office", NEW."state", NEW."uid", NEW."version", NEW."vessel"); RETURN NULL;',
                    hash="15d66745ba1dc1ce086a6612e234092c8893815b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1b50d",
                    table="cases_repatriation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="repatriation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_repatriationevent" ("arrival_at", "arrived_on", "cause", "client_id", "country", "created_at", "created_by_id", "expected_on", "group_is_about", "group_low", "group_total", "id", "mode", "note", "number", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_of_arrival", "sending_office", "state", "uid", "version", "vessel") VALUES (NEW."arrival_at", NEW."arrived_on", NEW."cause", NEW."client_id", NEW."country", NEW."created_at", NEW."created_by_id", NEW."expected_on", NEW."group_is_about", NEW."group_low", NEW."group_total", NEW."id", NEW."mode", NEW."note", NEW."number", NEW."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place_of_arrival", NEW."sending_office", NEW."state", NEW."uid", NEW."version", NEW."vessel"); RETURN NULL;',
                    hash="ffb34866fea931b57f6525609d7599bb9cd22dbd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8aac7",
                    table="cases_repatriation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="repatriation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_repatriationevent" ("arrival_at", "arrived_on", "cause", "client_id", "country", "created_at", "created_by_id", "expected_on", "group_is_about", "group_low", "group_total", "id", "mode", "note", "number", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_of_arrival", "sending_office", "state", "uid", "version", "vessel") VALUES (OLD."arrival_at", OLD."arrived_on", OLD."cause", OLD."client_id", OLD."country", OLD."created_at", OLD."created_by_id", OLD."expected_on", OLD."group_is_about", OLD."group_low", OLD."group_total", OLD."id", OLD."mode", OLD."note", OLD."number", OLD."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place_of_arrival", OLD."sending_office", OLD."state", OLD."uid", OLD."version", OLD."vessel"); RETURN NULL;',
                    hash="92e6fde221a04555319f4b836e7ba64a7a9dd75b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8a89b",
                    table="cases_repatriation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="returnee",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_returneeevent" ("age_group", "arrival_state", "arrived_on", "captured_at", "cause", "checked_at", "checked_by_id", "client_id", "country", "created_at", "created_by_id", "deportation_reason", "district_id", "family_phone", "id", "is_restricted", "is_unlisted", "manifest_entry_id", "not_arrived_reason", "note", "paper_held", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repatriation_id", "sent_back_reason", "sex", "submission_state", "uid", "unlisted_reason", "version", "worker_id") VALUES (NEW."age_group", NEW."arrival_state", NEW."arrived_on", NEW."captured_at", NEW."cause", NEW."checked_at", NEW."checked_by_id", NEW."client_id", NEW."country", NEW."created_at", NEW."created_by_id", NEW."deportation_reason", NEW."district_id", NEW."family_phone", NEW."id", NEW."is_restricted", NEW."is_unlisted", NEW."manifest_entry_id", NEW."not_arrived_reason", NEW."note", NEW."paper_held", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."repatriation_id", NEW."sent_back_reason", NEW."sex", NEW."submission_state", NEW."uid", NEW."unlisted_reason", NEW."version", NEW."worker_id"); RETURN NULL;',
                    hash="b209e074875deef48d90e504cdd548c7624898a1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9bd57",
                    table="cases_returnee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="returnee",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_returneeevent" ("age_group", "arrival_state", "arrived_on", "captured_at", "cause", "checked_at", "checked_by_id", "client_id", "country", "created_at", "created_by_id", "deportation_reason", "district_id", "family_phone", "id", "is_restricted", "is_unlisted", "manifest_entry_id", "not_arrived_reason", "note", "paper_held", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repatriation_id", "sent_back_reason", "sex", "submission_state", "uid", "unlisted_reason", "version", "worker_id") VALUES (NEW."age_group", NEW."arrival_state", NEW."arrived_on", NEW."captured_at", NEW."cause", NEW."checked_at", NEW."checked_by_id", NEW."client_id", NEW."country", NEW."created_at", NEW."created_by_id", NEW."deportation_reason", NEW."district_id", NEW."family_phone", NEW."id", NEW."is_restricted", NEW."is_unlisted", NEW."manifest_entry_id", NEW."not_arrived_reason", NEW."note", NEW."paper_held", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."repatriation_id", NEW."sent_back_reason", NEW."sex", NEW."submission_state", NEW."uid", NEW."unlisted_reason", NEW."version", NEW."worker_id"); RETURN NULL;',
                    hash="f65de48bde01c0763d5c74b5d1b85f48ce4ac9ca",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_edc0f",
                    table="cases_returnee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="returnee",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_returneeevent" ("age_group", "arrival_state", "arrived_on", "captured_at", "cause", "checked_at", "checked_by_id", "client_id", "country", "created_at", "created_by_id", "deportation_reason", "district_id", "family_phone", "id", "is_restricted", "is_unlisted", "manifest_entry_id", "not_arrived_reason", "note", "paper_held", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repatriation_id", "sent_back_reason", "sex", "submission_state", "uid", "unlisted_reason", "version", "worker_id") VALUES (OLD."age_group", OLD."arrival_state", OLD."arrived_on", OLD."captured_at", OLD."cause", OLD."checked_at", OLD."checked_by_id", OLD."client_id", OLD."country", OLD."created_at", OLD."created_by_id", OLD."deportation_reason", OLD."district_id", OLD."family_phone", OLD."id", OLD."is_restricted", OLD."is_unlisted", OLD."manifest_entry_id", OLD."not_arrived_reason", OLD."note", OLD."paper_held", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."repatriation_id", OLD."sent_back_reason", OLD."sex", OLD."submission_state", OLD."uid", OLD."unlisted_reason", OLD."version", OLD."worker_id"); RETURN NULL;',
                    hash="e598aef276a294a7982bfb171b0acf199d953a54",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3efe4",
                    table="cases_returnee",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcedvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_sourcedvalueevent" ("count_high", "count_low", "field", "id", "is_about", "is_used", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "read_area_id", "read_date", "read_text", "reason", "recorded_at", "recorded_by_id", "repatriation_id", "source", "source_date", "source_kind", "uid", "worker_id") VALUES (NEW."count_high", NEW."count_low", NEW."field", NEW."id", NEW."is_about", NEW."is_used", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."printed", NEW."read_area_id", NEW."read_date", NEW."read_text", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."repatriation_id", NEW."source", NEW."source_date", NEW."source_kind", NEW."uid", NEW."worker_id"); RETURN NULL;',
                    hash="47cc8073b2e6c860d2b806e22dfed933b9914b05",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a5600",
                    table="cases_sourcedvalue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcedvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_sourcedvalueevent" ("count_high", "count_low", "field", "id", "is_about", "is_used", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "read_area_id", "read_date", "read_text", "reason", "recorded_at", "recorded_by_id", "repatriation_id", "source", "source_date", "source_kind", "uid", "worker_id") VALUES (NEW."count_high", NEW."count_low", NEW."field", NEW."id", NEW."is_about", NEW."is_used", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."printed", NEW."read_area_id", NEW."read_date", NEW."read_text", NEW."reason", NEW."recorded_at", NEW."recorded_by_id", NEW."repatriation_id", NEW."source", NEW."source_date", NEW."source_kind", NEW."uid", NEW."worker_id"); RETURN NULL;',
                    hash="101bac6e541882fc06da88d2ee8ece6c19c592f8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1361b",
                    table="cases_sourcedvalue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sourcedvalue",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_sourcedvalueevent" ("count_high", "count_low", "field", "id", "is_about", "is_used", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed", "read_area_id", "read_date", "read_text", "reason", "recorded_at", "recorded_by_id", "repatriation_id", "source", "source_date", "source_kind", "uid", "worker_id") VALUES (OLD."count_high", OLD."count_low", OLD."field", OLD."id", OLD."is_about", OLD."is_used", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."printed", OLD."read_area_id", OLD."read_date", OLD."read_text", OLD."reason", OLD."recorded_at", OLD."recorded_by_id", OLD."repatriation_id", OLD."source", OLD."source_date", OLD."source_kind", OLD."uid", OLD."worker_id"); RETURN NULL;',
                    hash="bb7d77676b6d04f4facedff2b1f9e5d3e1377a7a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5403f",
                    table="cases_sourcedvalue",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagechange",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_stagechangeevent" ("at", "by_id", "case_id", "from_stage", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_stage", "uid") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."from_stage", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."to_stage", NEW."uid"); RETURN NULL;',
                    hash="8ef59f258b5927cadf5fa02b6a59de4dd168c564",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_589a0",
                    table="cases_stagechange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagechange",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_stagechangeevent" ("at", "by_id", "case_id", "from_stage", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_stage", "uid") VALUES (NEW."at", NEW."by_id", NEW."case_id", NEW."from_stage", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."to_stage", NEW."uid"); RETURN NULL;',
                    hash="d2a909410ee97141d4efb5e7541ae3106305ae7b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d7532",
                    table="cases_stagechange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagechange",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_stagechangeevent" ("at", "by_id", "case_id", "from_stage", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "to_stage", "uid") VALUES (OLD."at", OLD."by_id", OLD."case_id", OLD."from_stage", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."to_stage", OLD."uid"); RETURN NULL;',
                    hash="ba1369d05716d7c3ddb393715f88ffcb61e19b01",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d6a79",
                    table="cases_stagechange",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="worker",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_workerevent" ("age_is_estimated", "birth_date", "birth_year", "created_at", "created_by_id", "district_id", "family_card", "id", "is_restricted", "merged_into_id", "nik", "number", "passport_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_state", "sex", "stated_age", "stated_age_on", "told_name", "uid", "version", "village_id") VALUES (NEW."age_is_estimated", NEW."birth_date", NEW."birth_year", NEW."created_at", NEW."created_by_id", NEW."district_id", NEW."family_card", NEW."id", NEW."is_restricted", NEW."merged_into_id", NEW."nik", NEW."number", NEW."passport_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phone", NEW."place_state", NEW."sex", NEW."stated_age", NEW."stated_age_on", NEW."told_name", NEW."uid", NEW."version", NEW."village_id"); RETURN NULL;',
                    hash="68405bf6d452d4b224133eb74a42dbd734978196",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_14817",
                    table="cases_worker",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="worker",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."age_is_estimated" IS DISTINCT FROM (NEW."age_is_estimated") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."birth_year" IS DISTINCT FROM (NEW."birth_year") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."district_id" IS DISTINCT FROM (NEW."district_id") OR OLD."family_card" IS DISTINCT FROM (NEW."family_card") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_restricted" IS DISTINCT FROM (NEW."is_restricted") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."nik" IS DISTINCT FROM (NEW."nik") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."passport_number" IS DISTINCT FROM (NEW."passport_number") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."place_state" IS DISTINCT FROM (NEW."place_state") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."stated_age" IS DISTINCT FROM (NEW."stated_age") OR OLD."stated_age_on" IS DISTINCT FROM (NEW."stated_age_on") OR OLD."told_name" IS DISTINCT FROM (NEW."told_name") OR OLD."uid" IS DISTINCT FROM (NEW."uid") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."village_id" IS DISTINCT FROM (NEW."village_id"))',
                    func='INSERT INTO "cases_workerevent" ("age_is_estimated", "birth_date", "birth_year", "created_at", "created_by_id", "district_id", "family_card", "id", "is_restricted", "merged_into_id", "nik", "number", "passport_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_state", "sex", "stated_age", "stated_age_on", "told_name", "uid", "version", "village_id") VALUES (NEW."age_is_estimated", NEW."birth_date", NEW."birth_year", NEW."created_at", NEW."created_by_id", NEW."district_id", NEW."family_card", NEW."id", NEW."is_restricted", NEW."merged_into_id", NEW."nik", NEW."number", NEW."passport_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phone", NEW."place_state", NEW."sex", NEW."stated_age", NEW."stated_age_on", NEW."told_name", NEW."uid", NEW."version", NEW."village_id"); RETURN NULL;',
                    hash="68a9135b76e1aad08903a0dc433f5d3f85358b1e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_076f0",
                    table="cases_worker",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="worker",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_workerevent" ("age_is_estimated", "birth_date", "birth_year", "created_at", "created_by_id", "district_id", "family_card", "id", "is_restricted", "merged_into_id", "nik", "number", "passport_number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place_state", "sex", "stated_age", "stated_age_on", "told_name", "uid", "version", "village_id") VALUES (OLD."age_is_estimated", OLD."birth_date", OLD."birth_year", OLD."created_at", OLD."created_by_id", OLD."district_id", OLD."family_card", OLD."id", OLD."is_restricted", OLD."merged_into_id", OLD."nik", OLD."number", OLD."passport_number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."place_state", OLD."sex", OLD."stated_age", OLD."stated_age_on", OLD."told_name", OLD."uid", OLD."version", OLD."village_id"); RETURN NULL;',
                    hash="a37fd4b13739f07f3d720d77bed020acf014ab29",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b61a5",
                    table="cases_worker",
                    when="AFTER",
                ),
            ),
        ),
    ]
