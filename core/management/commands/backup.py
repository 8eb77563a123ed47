"""Make a backup of database, files and keys now. Nightly it is made by itself."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from core.backups import BackupError
from core.backups.manifest import read_lock
from core.backups.runs import back_up


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--to", type=Path, help="another folder than BACKUP_DIR, for example a disk that was put in"
        )

    def handle(self, *args, to: Path | None, **options) -> None:
        with override("id"):
            try:
                run = back_up(to)
            except BackupError as error:
                raise CommandError(str(error)) from None
        self.stdout.write(f"Cadangan {run.name}: {run.rows} baris, {run.files} berkas.")
        if run.error:
            self.stderr.write(run.error)
        if read_lock() is None:
            self.stderr.write("Tanpa salinan kunci. Buat frasa sandinya: manage.py backup_passphrase")
