"""A calendar as RFC 5545 writes it: lines of at most 75 bytes that end with CR LF, texts escaped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75  # bytes, section 3.1


@dataclass(frozen=True)
class Event:
    """`at` is a moment with a zone; without one the event is the whole day `on`."""

    uid: str
    on: date
    at: datetime | None
    summary: str
    place: str
    text: str


def calendar(name: str, events: Iterable[Event], *, stamp: datetime) -> bytes:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//BP3MI//Pemulangan//ID",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escaped(event.uid)}",
            f"DTSTAMP:{moment(stamp)}",
            *times(event),
            f"SUMMARY:{escaped(event.summary)}",
            f"LOCATION:{escaped(event.place)}",
            f"DESCRIPTION:{escaped(event.text)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return b"".join(folded(line) for line in [*lines, "END:VCALENDAR"])


def times(event: Event) -> list[str]:
    """A moment of one hour, or a whole day."""
    if event.at is None:
        return [f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}", f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}"]
    return [f"DTSTART:{moment(event.at)}", "DURATION:PT1H"]


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Section 3.3.11. A line break in a value would begin a property of somebody else's choosing."""
    plain = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """Cut between signs, never within one; each further part begins with a space."""
    parts, part = [], b""
    for sign in line:
        code = sign.encode()
        if len(part) + len(code) > LINE:
            parts.append(part)
            part = b" "
        part += code
    return b"\r\n".join([*parts, part]) + b"\r\n"
