from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Core"

    def ready(self) -> None:
        from core.key_check import check_keys

        register(check_keys)
        post_migrate.connect(know_keys_after_migrate, sender=self)


def know_keys_after_migrate(**_told) -> None:
    """A database that was just made, or just emptied, belongs to the key file that is here."""
    from django.db import connection

    from core.actions.keys import know_keys
    from core.models import OfficeKey

    if OfficeKey._meta.db_table in connection.introspection.table_names():
        know_keys()
