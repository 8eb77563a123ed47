"""The note of a state is encrypted. No version before this one could write one, so there is nothing to keep."""

import uuid

import django.contrib.postgres.functions
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import core.encrypted


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_moments"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="workerstatus",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="workerstatus",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="workerstatus",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="workerstatus",
            name="uid",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False
            ),
        ),
        migrations.AddField(
            model_name="workerstatusevent",
            name="uid",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False
            ),
        ),
        migrations.RemoveField("workerstatus", "note"),
        migrations.AddField(
            model_name="workerstatus",
            name="note",
            field=core.encrypted.EncryptedTextField(blank=True, max_length=300, place="cases_workerstatus.note"),
        ),
        migrations.RemoveField("workerstatusevent", "note"),
        migrations.AddField(
            model_name="workerstatusevent",
            name="note",
            field=core.encrypted.EncryptedTextField(blank=True, max_length=300, place="cases_workerstatus.note"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workerstatus",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_workerstatusevent" ("country", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "starts_on", "status", "uid", "worker_id") VALUES (NEW."country", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."starts_on", NEW."status", NEW."uid", NEW."worker_id"); RETURN NULL;',
                    hash="a936ffda07b81b63aaa596fa8ee289c25f5a0ab4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5fc40",
                    table="cases_workerstatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workerstatus",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cases_workerstatusevent" ("country", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "starts_on", "status", "uid", "worker_id") VALUES (NEW."country", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."starts_on", NEW."status", NEW."uid", NEW."worker_id"); RETURN NULL;',
                    hash="03670b8a9b64e80d831b1fd5b0930fbb0b955d8c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1607b",
                    table="cases_workerstatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="workerstatus",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cases_workerstatusevent" ("country", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "starts_on", "status", "uid", "worker_id") VALUES (OLD."country", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."starts_on", OLD."status", OLD."uid", OLD."worker_id"); RETURN NULL;',
                    hash="a71b8f1349cfe4f02b6ff41d3b9601c7c5160748",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6aa6f",
                    table="cases_workerstatus",
                    when="AFTER",
                ),
            ),
        ),
    ]
