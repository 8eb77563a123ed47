"""Bring row security, grants and owners of the tables to the declared state. Called after `migrate`, as its role."""

from django.core.management.base import BaseCommand, CommandError

from core.walls import apply, undeclared


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only say which tables are declared nowhere")

    def handle(self, *args, check: bool, **options):
        unknown = undeclared()
        if unknown and check:
            raise CommandError(f"Declared in no policies.py: {', '.join(unknown)}")
        if not check:
            self.stdout.write(f"Walls stand on {apply()} tables.")
