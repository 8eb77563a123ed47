"""Say that the clock is right now, and that records from the future were written by a clock that ran ahead."""

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max

from core.clock import clock_is_behind, newest_record_at
from core.models import AccessRecord, ClockCorrection, Seal


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument("--reason", required=True, help="who looked at which clock")

    def handle(self, *args, reason: str, **options) -> None:
        if clock_is_behind() is None:
            raise CommandError("The clock is not behind the newest record: there is nothing to accept.")
        newest = newest_record_at()
        last = AccessRecord.objects.aggregate(last=Max("pk"))["last"]
        sealed = Seal.objects.aggregate(last=Max("number"))["last"] or 0
        ClockCorrection.objects.create(until_record=last, until_seal=sealed, reason=reason[:300])
        self.stdout.write(f"Records up to {last} (newest: {newest:%Y-%m-%d %H:%M}) no longer tell the time.")
