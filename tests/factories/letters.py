"""Letters made through the real actions. Names are made up."""

from datetime import date
from itertools import count

from letters.actions.dispositions import give_disposition
from letters.actions.letters import record_letter
from letters.facts import LetterFacts
from letters.models import Disposition, Letter

DAY = date(2026, 11, 20)
_numbers = count(1)


def facts(**told) -> LetterFacts:
    start = {
        "subject": "Pemulangan 5 orang",
        "moved_on": DAY,
        "sender": "BP3MI Sulawesi Selatan",
        "number": f"B.{next(_numbers)}/COBA/PB.05.03",
        "channel": "SRIKANDI",
    }
    return LetterFacts(**{**start, **told})


def make_letter(by, **told) -> Letter:
    return record_letter(facts=facts(**told), by=by)


def give(letter: Letter, to, by, *, on: date = DAY, **told) -> Disposition:
    return give_disposition(letter=letter, to=to, by=by, on=on, **{"instruction": "TINDAK_LANJUTI", **told})
