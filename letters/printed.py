"""What a letter probably says of itself, read from the words of its first page. Proposals for a person to look at.

Official letters of the agencies begin alike: a letterhead in capitals, then `Nomor`, `Sifat`, `Lampiran`, `Hal`, a
place with the date, and whom the letter is for.
"""

import logging
import re
from itertools import takewhile

from core.limited import MB, Allowance, ReaderRefused, run_reader

logger = logging.getLogger(__name__)
ALLOWANCE = Allowance(memory=512 * MB, cpu=8, wall=15)
PAGES, LETTERS = 2, 20_000
HEAD_LINES, SUBJECT_LINES = 40, 4
MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
DATE = re.compile(rf"\b(\d{{1,2}})\s+({MONTHS})\s+(\d{{4}})\b", re.IGNORECASE)
NUMBER = re.compile(r"^\s*(?:nomor|no\.?|number)\s*:?\s*(?=\S*[\d/])(\S.{2,99})$", re.IGNORECASE)
SUBJECT = re.compile(r"^\s*(?:hal|perihal|subject)\s*:\s*(\S.*)$", re.IGNORECASE)
LABEL = re.compile(
    r"^\s*(?:nomor|no\.|sifat|lampiran|hal|perihal|kepada|yth\.?|di\b|tembusan|dengan hormat)", re.IGNORECASE
)
OFFICES = "balai|konsulat|kedutaan|kantor|dinas|badan|kementerian|bp3mi|p4mi|kjri|kbri|kri|polres|polda"
SENDERS = re.compile(rf"\b(?:{OFFICES})\b", re.IGNORECASE)


def words_of(upload, most: int) -> str:
    """The words of a PDF; nothing where it has none, cannot be read, or is larger than `most` bytes."""
    data = upload.read(most + 1)
    if not data or len(data) > most:
        return ""
    try:
        return run_reader("pdf_text", data, {"pages": PAGES, "letters": LETTERS}, ALLOWANCE).decode()
    except ReaderRefused as refusal:
        logger.info("A letter could not be read: %s.", refusal.code)
        return ""


def proposals(text: str) -> dict[str, str]:
    """`number`, `letter_date`, `sender` and `subject` as they stand there; what is not found is left out."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()][:HEAD_LINES]
    found = {
        "number": next((match[1] for match in map(NUMBER.match, lines) if match), ""),
        "letter_date": next((match[0] for match in map(DATE.search, lines) if match), ""),
        "sender": sender(lines),
        "subject": subject(lines),
    }
    found["number"] = DATE.sub("", re.split(r"\s{2,}|,\s", found["number"])[0]).strip()
    return {name: value for name, value in found.items() if value}


def sender(lines: list[str]) -> str:
    """The last office that the letterhead names, with the place below it; above stand those that it belongs to."""
    head = list(takewhile(lambda line: not LABEL.match(line), lines))
    named = [at for at, line in enumerate(head) if SENDERS.search(line) and is_title(line)]
    if not named:
        return ""
    return " ".join(takewhile(is_title, head[named[-1] :]))[:200]


def is_title(line: str) -> bool:
    """In capitals, and no address."""
    return line == line.upper() and not any(sign.isdigit() for sign in line.replace("BP3MI", "").replace("P4MI", ""))


def subject(lines: list[str]) -> str:
    """The line behind `Hal`, with those that it runs on to."""
    for at, line in enumerate(lines):
        if match := SUBJECT.match(line):
            parts = [match[1]]
            for more in lines[at + 1 : at + SUBJECT_LINES]:
                if LABEL.match(more) or DATE.search(more):
                    break
                parts.append(more)
            return " ".join(parts)[:500]
    return ""
