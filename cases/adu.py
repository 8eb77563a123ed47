"""The ministry's number of a complaint, in the ways in which it may have been written down."""

import re

MARKS = ("/", "-", ".", " ", "")


def adu_forms(text: str) -> list[str]:
    """`adu 2026 11 7`, `ADU/2026/11/7` and `2026-11-7` are one number: every way in which it may be stored."""
    parts = re.findall(r"[A-Z]+|\d+", text.upper())
    bare = parts[1:] if parts[:1] == ["ADU"] else parts
    written = [mark.join(words) for words in (["ADU", *bare], bare) for mark in MARKS] if bare else []
    return list(dict.fromkeys([text, text.upper(), *written]))


def adu_label(text: str) -> str:
    """`ADU 2026/11/7`; a number that says so itself is left as it is."""
    return text if not text or text.upper().startswith("ADU") else f"ADU {text}"
