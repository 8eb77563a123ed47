"""What stage may follow what (data/stages.csv), and which published status it is."""

import csv
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import get_language

ENDS = {"TERPENUHI": "SELESAI"}  # closing reason to last stage; every other reason ends in DITUTUP


@dataclass(frozen=True)
class Move:
    """A move that the table allows; `meaning` tells when it is made."""

    from_stage: str
    to_stage: str
    needs_reason: bool
    meaning_id: str
    meaning_en: str

    @property
    def meaning(self) -> str:
        """In the language of the page."""
        return self.meaning_en if get_language() == "en" else self.meaning_id


def _read() -> list[Move]:
    with (Path(__file__).parent / "data" / "stages.csv").open(encoding="utf-8", newline="") as handle:
        return [
            Move(row["from_stage"], row["to_stage"], row["needs_reason"] == "x", row["meaning"], row["meaning_en"])
            for row in csv.DictReader(handle)
        ]


MOVES = _read()


def moves_from(stage: str) -> list[Move]:
    return [move for move in MOVES if move.from_stage == stage]


def find_move(from_stage: str, to_stage: str) -> Move | None:
    return next((move for move in moves_from(from_stage) if move.to_stage == to_stage), None)


def last_stage(closing_reason: str) -> str:
    return ENDS.get(closing_reason, "DITUTUP")
