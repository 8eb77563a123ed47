from argparse import ArgumentParser
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from regions.actions.areas import LoadReport, load_areas
from regions.exceptions import TooManyRetired


class Command(BaseCommand):
    help = "Loads the areas of Indonesia and the villages of the office's province. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--province", default=settings.OFFICE_PROVINCE_CODE, help="province whose villages load")
        parser.add_argument("--on", type=date.fromisoformat, help="day from which vanished codes are retired")

    def handle(self, *, province: str, on: date | None, **options) -> None:
        try:
            report = load_areas(province_code=province, on=on or timezone.localdate())
        except TooManyRetired as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_as_line(report))


def _as_line(report: LoadReport) -> str:
    levels = ", ".join(f"{count} {level.lower()}s" for level, count in report.levels.items())
    return (
        f"Areas: {levels}. Created {report.created}, changed {report.changed}, retired {report.retired};"
        f" new aliases {report.aliases}, successions {report.successions}, figures {report.figures}."
    )
