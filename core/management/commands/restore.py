"""Bring a backup back onto an empty machine; or, with --check, try whether it could be."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from core.backups import BackupError
from core.backups.manifest import newest_in, open_backup, read_manifest
from core.backups.restoring import put_keys, restore, unsealed_keys
from core.backups.runs import check, fault_of
from core.backups.sealing import open_lock
from core.management.commands.backup_passphrase import ask


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="a backup, or a folder of backups: then the newest")
        parser.add_argument("--check", action="store_true", help="try it in a database that is thrown away")
        parser.add_argument("--replace", action="store_true", help="also over a database that is not empty")
        parser.add_argument("--only-keys", action="store_true", help="unseal the key file and nothing else")
        parser.add_argument("--keys-to", type=Path, help="where to write the key file, instead of KEY_FILE")

    def handle(self, *args, folder: Path | None, **options) -> None:
        with override("id"):
            try:
                chosen = newest_in(folder or Path(settings.BACKUP_DIR))
                if options["check"]:
                    self.try_out(chosen)
                elif options["only_keys"]:
                    self.bring_keys(chosen, options["keys_to"])
                else:
                    self.bring_back(chosen, replace=options["replace"])
            except BackupError as error:
                raise CommandError(str(error)) from None

    def try_out(self, folder: Path) -> None:
        run = check(folder)
        self.stdout.write(f"Cadangan {run.name} utuh: {run.rows} baris sama, {run.files} berkas dibuka.")

    def bring_keys(self, folder: Path, target: Path | None) -> None:
        private = self.private_key(folder)
        if private is None:
            raise BackupError("Cadangan ini tidak memuat salinan kunci.")
        path = target or Path(settings.KEY_FILE)
        put_keys(unsealed_keys(open_backup(folder, private), private), path)
        self.stdout.write(f"Kunci ditulis ke {path}.")

    def bring_back(self, folder: Path, *, replace: bool) -> None:
        private = self.private_key(folder)
        backup = open_backup(folder, private)
        restored = restore(backup, private, replace=replace, say=self.stdout.write)
        self.bring_up_to_date(str(backup.manifest["name"]))
        self.stdout.write(f"Selesai: {sum(restored.tables.values())} baris, {restored.files} berkas.")
        if restored.kept_keys:
            self.stdout.write(f"Kunci yang ada sebelumnya disimpan sebagai {restored.kept_keys}.")

    def private_key(self, folder: Path) -> X25519PrivateKey | None:
        """From the passphrase, when the backup is sealed to one."""
        lock = read_manifest(folder).get("lock")
        if not lock:
            return None
        named = os.environ.get("BACKUP_PASSPHRASE_FILE")
        given = Path(named).read_text(encoding="utf-8") if named else ask("Frasa sandi cadangan: ")
        return open_lock(lock, given)

    def bring_up_to_date(self, name: str) -> None:
        """The schema of this version, its walls, the proof of the record of looks, and in it that this was done."""
        for words in (["migrate"], ["apply_walls"], ["verify_audit"], ["record_restore", name]):
            if fault := fault_of(words, settings.RESTORE_DATABASE):
                raise BackupError(f"{words[0]}: {fault}")
