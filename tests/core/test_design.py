"""The colours hold WCAG AA in light and dark, and dark is the same by device and by choice."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parent.parent.parent / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
DECLARED = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})")
TONES = ("plain", "info", "wait", "good", "bad", "guard")
TEXT = [
    ("text", "bg"), ("text", "surface"), ("text", "surface-2"), ("muted", "bg"), ("muted", "surface"),
    ("muted", "surface-2"), ("accent-text", "bg"), ("accent-text", "surface"), ("accent-text", "accent-soft"),
    ("on-accent", "accent"), ("on-accent", "accent-hover"), ("bar-text", "bar"), ("bar-text", "bar-2"),
    ("bar-muted", "bar-2"), ("danger", "surface"), ("danger", "bg"),
    *[(f"{tone}-fg", f"{tone}-bg") for tone in TONES],
    *[(f"{tone}-fg", "surface") for tone in TONES],
]  # fmt: skip
LINES = [("line-strong", "surface"), ("focus", "bg"), ("danger", "surface"), ("accent-text", "surface")]


def block(start: str) -> dict[str, str]:
    begin = TOKENS.index(start)
    return dict(DECLARED.findall(TOKENS[begin : TOKENS.index("}", begin)]))


LIGHT = block(":root {")
DARK_BY_DEVICE = block(':root:not([data-bs-theme="light"]) {')
DARK_BY_CHOICE = block('[data-bs-theme="dark"] {')


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_dark_is_the_same_by_device_and_by_choice():
    assert DARK_BY_DEVICE == DARK_BY_CHOICE
    assert set(LIGHT) == set(DARK_BY_CHOICE)


@pytest.mark.parametrize("theme", [LIGHT, DARK_BY_CHOICE], ids=["light", "dark"])
def test_text_reads_at_least_four_and_a_half_to_one(theme):
    weak = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in TEXT}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK_BY_CHOICE], ids=["light", "dark"])
def test_edges_and_focus_read_at_least_three_to_one(theme):
    weak = {pair: round(contrast(theme[pair[0]], theme[pair[1]]), 2) for pair in LINES}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}
