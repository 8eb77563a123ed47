"""Load areas, reference lists and deadline rules. Repeating it changes nothing."""

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from cases.actions.lists import load_lists, load_rules


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        call_command("load_areas", stdout=self.stdout)
        with transaction.atomic():
            self.stdout.write(f"{load_lists()} reference items, {load_rules()} deadline rules.")
