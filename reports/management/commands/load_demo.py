"""Make the demo office. Refuses in production."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import User
from core.actions.seals import accept_loss
from core.history import by_system
from core.sealing.files import newest_file
from reports import demo


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("--reset", action="store_true", help="Empty the database first.")
        parser.add_argument("--if-missing", action="store_true", help="Do nothing when there are accounts already.")

    def handle(self, *args, reset: bool, if_missing: bool, **options) -> None:
        if settings.PRODUCTION:
            raise CommandError("APP_ENV=production: the demo office is never loaded into production.")
        if if_missing and not reset and User.objects.exists():
            return
        if reset:
            allow_emptying()
            call_command("flush", interactive=False, verbosity=0)
            call_command("load_reference", stdout=self.stdout)
            if newest_file().exists():
                accept_loss(reason="demo")
        on = timezone.localdate()
        with transaction.atomic():
            with by_system(reason="demo"):
                accounts = demo.load_accounts(demo.local_districts(), on)
            demo.load_story(on)
        path = demo.write_accounts(accounts)
        self.stdout.write(f"{len(accounts)} demo accounts; passwords in {path}")


def allow_emptying() -> None:
    """Let this connection empty the tables that otherwise only grow; the demo office begins anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('core.may_empty', current_database(), false)")
