"""Checkpoints kept outside the database: one file a day, and the newest."""

import os
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from core.sealing.notes import Checkpoint, NoCheckpoint, parse_checkpoint

NEWEST = "terbaru.txt"


def checkpoint_folder() -> Path:
    return Path(settings.DATA_DIR) / "checkpoints"


def day_file(day: date) -> Path:
    return checkpoint_folder() / f"{day:%Y-%m-%d}.txt"


def newest_file() -> Path:
    return checkpoint_folder() / NEWEST


def write_file(path: Path, text: str) -> None:
    """Whole or not at all, and safe on the disk."""
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)


def read_newest() -> Checkpoint | None:
    """The checkpoint written at the last seal; None when there is no file.

    Raises NoCheckpoint when the file is there and is not ours.
    """
    try:
        return parse_checkpoint(newest_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def day_files() -> list[Path]:
    """The files of the days, the newest first."""
    return sorted(checkpoint_folder().glob("????-??-??.txt"), reverse=True)


def daily_checkpoint() -> Checkpoint | None:
    """The checkpoint of the newest day, for the foot of papers and reports."""
    for path in day_files():
        try:
            return parse_checkpoint(path.read_text(encoding="utf-8"))
        except (NoCheckpoint, OSError):
            continue
    return None


def is_written_today() -> bool:
    return day_file(timezone.localdate()).exists()
