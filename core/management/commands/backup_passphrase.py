"""Set the passphrase of the backups, once. It is kept nowhere: write it on paper, in two places."""

import json
import os
import sys
from getpass import getpass

from django.core.management.base import BaseCommand, CommandError

from core.backups import BackupError
from core.backups.manifest import lock_file
from core.backups.sealing import make_lock, suggested_passphrase
from core.storage import sync_folder


def ask(question: str) -> str:
    """From the keyboard without showing it, or a line of what is piped in."""
    return getpass(question) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("--suggest", action="store_true", help="let the machine make one and print it")
        parser.add_argument("--renew", action="store_true", help="set another one; older backups keep the old one")

    def handle(self, *args, suggest: bool, renew: bool, **options) -> None:
        path = lock_file()
        if path.exists() and not renew:
            raise CommandError(
                "Frasa sandi sudah dibuat. Menggantinya: --renew (cadangan lama tetap memakai yang lama)."
            )
        passphrase = suggested_passphrase() if suggest else ask("Frasa sandi cadangan (paling sedikit 20 huruf): ")
        if not suggest and ask("Sekali lagi: ") != passphrase:
            raise CommandError("Keduanya tidak sama. Tidak ada yang diubah.")
        try:
            write_lock(make_lock(passphrase))
        except BackupError as error:
            raise CommandError(str(error)) from None
        if suggest:
            self.stdout.write(f"Frasa sandi: {passphrase}")
        self.stdout.write("Tulis di kertas dan simpan di dua tempat, terpisah dari media cadangan.")


def write_lock(lock: dict) -> None:
    path = lock_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        json.dump(lock, stream)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
    sync_folder(path.parent)
