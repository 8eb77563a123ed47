"""Recompute the record of looks, the history of changes and their seals; name the first thing that is wrong."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from core.actions.checks import keep_check
from core.sealing.verify import verify
from core.signing import fingerprint


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--checkpoint", action="append", default=[], help="a checkpoint kept elsewhere: a file, or - for input"
        )
        parser.add_argument("--keep", action="store_true", help="keep the outcome for the officer's page")

    def handle(self, *args, checkpoint: list[str], keep: bool, **options) -> None:
        try:
            notes = [(name, sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")) for name in checkpoint]
        except OSError as error:
            raise CommandError(f"The checkpoint cannot be read: {error}") from error
        checked = verify(checkpoints=notes)
        if keep:
            keep_check(checked)
        self.stdout.write(f"Key {fingerprint()}")
        self.stdout.write(
            f"{checked.rows} rows under {checked.seals} seals, {checked.waiting} wait for theirs;"
            f" {checked.checkpoints} checkpoints compared."
        )
        if checked.finding:
            raise CommandError(f"NOT WHOLE. First bad row: {checked.finding}")
        self.stdout.write("The record is whole.")
