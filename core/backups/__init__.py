"""Backup and coming back: one folder for each backup, a shared pool of files beside them, and a restore that is tried.

BACKUP_DIR/
  2026-11-24_020003/   manifest.json, checkpoints.sealed, database.sealed, files.list, keys.sealed
  files/ab/ab12...     every stored file once, sealed as it lies in the office
"""


class BackupError(Exception):
    """A backup could not be made, is not whole, or cannot be restored; the text is a sentence for people."""


class BackupDamaged(BackupError):
    """Something in the backup is not as it was written."""
