from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from bench import run
from bench.database import RefusedError

SIZES = "10000,100000,1000000"


class Command(BaseCommand):
    help = (
        "Measures the pages at several sizes against a floor page; fills databases of its own where they are missing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sizes", default=SIZES, help=f"people, separated by commas ({SIZES})")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--runs", type=int, default=40, help="visits of each page after warm-up")
        parser.add_argument("--pages", nargs="*", default=[], help="only pages whose names begin so")

    def handle(self, *, sizes: str, seed: int, runs: int, pages: list[str], **options) -> None:
        try:
            path = run.run(sizes=[int(size) for size in sizes.split(",")], seed=seed, runs=runs, pages=pages)
        except RefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Written to {path}.")
