from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from core.keyfile import make_key_file


class Command(BaseCommand):
    help = "Makes the key file of a new office where KEY_FILE says. One that is there is never touched."
    requires_system_checks: list[str] = []  # the first check asks for this very file

    def handle(self, **options) -> None:
        if make_key_file(Path(settings.KEY_FILE)):
            self.stdout.write(
                f"Made {settings.KEY_FILE}. What it encrypts can be read with it alone: keep a sealed copy elsewhere "
                "before the first person is entered (docs/howto/deploy.md)."
            )
        else:
            self.stdout.write(f"{settings.KEY_FILE} is there and stays as it is.")
