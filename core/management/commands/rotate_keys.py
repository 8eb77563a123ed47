from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from core.actions import rotation
from core.exceptions import DomainError


class Command(BaseCommand):
    help = (
        "Changes the office's keys while people work. Called again it goes on where it was broken off. "
        "Once it has ended and a backup was made, --retire takes the older keys out of the key file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", choices=["data", "blind", "both"], default="both")
        parser.add_argument("--batch", type=int, default=rotation.BATCH, help="rows in one transaction")
        parser.add_argument("--retire", action="store_true", help="take away older keys that nothing needs any more")

    def handle(self, *, kind: str, batch: int, retire: bool, **options) -> None:
        try:
            for each in rotation.kinds_of(kind):
                self.retire(each) if retire else self.rotate(each, batch)
        except DomainError as error:
            raise CommandError(error.message) from error

    def rotate(self, kind: str, batch: int) -> None:
        rows = rotation.rotate(kind=kind, batch=batch, say=self.stdout.write)
        self.stdout.write(f"{kind}: {rows:,} rows written anew, nothing is left on an older key.")

    def retire(self, kind: str) -> None:
        old = rotation.retire(kind=kind)
        self.stdout.write(f"{kind}: {', '.join(old)} retired." if old else f"{kind}: there is no older key.")
