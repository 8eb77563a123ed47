"""Seal the record of looks and the history of changes now; the schedule does it every minute."""

from django.core.management.base import BaseCommand, CommandError

from core.actions.seals import CannotSeal, accept_loss, seal_now


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--accept-loss", metavar="REASON", help="An older backup was brought back on purpose: go on from it."
        )

    def handle(self, *args, accept_loss: str | None, **options) -> None:
        try:
            seals = [go_on(accept_loss)] if accept_loss else seal_now()
        except CannotSeal as error:
            raise CommandError(str(error)) from error
        for seal in seals:
            self.stdout.write(f"Seal {seal.number}: {seal.size} rows in all")
        if not seals:
            self.stdout.write("Nothing to seal.")


def go_on(reason: str):
    return accept_loss(reason=reason)
