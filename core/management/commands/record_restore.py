"""Write into the record of looks that a backup was brought back (the command `restore` calls it)."""

from django.core.management.base import BaseCommand

from core.actions.access import record_event
from core.models import AccessRecord


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("name", help="the name of the backup")

    def handle(self, *args, name: str, **options) -> None:
        record_event(look=AccessRecord.Look.RESTORE, object_kind="backup", purpose=name)
