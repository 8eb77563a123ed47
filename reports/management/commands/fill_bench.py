from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from bench import fill
from bench.cast import NoAreasError
from bench.database import RefusedError, check_database, write_stamp


class Command(BaseCommand):
    help = "Fills an empty database, whose name ends in _bench, with synthetic people, cases, returns and events."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=10_000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--until", type=date.fromisoformat, help="last day of the six years (today)")

    def handle(self, *, people: int, seed: int, until: date | None, **options) -> None:
        try:
            check_database(connection.settings_dict["NAME"])
            fill.fill(size=people, seed=seed, until=until or timezone.localdate(), say=self.stdout.write)
        except (RefusedError, NoAreasError) as error:
            raise CommandError(str(error)) from error
        fill.tidy()
        write_stamp(people=people, seed=seed)
