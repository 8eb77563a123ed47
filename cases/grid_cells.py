"""What is typed into a cell of the grid, in the words of the lists: by code, by label, or by the start of a label."""

import re

from cases import reference
from cases.choices import Sex
from cases.listing.cells import sex_of

SEPARATORS = re.compile(r"\s*[,;+]\s*|\s+dan\s+")
NOTHING = frozenset({"", "-", "–", "tidak ada", "belum diketahui"})


def plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())


def sex_code(text: str) -> str:
    """L, P or U; nothing for a word that is none of them."""
    if plain(text) in {plain(word) for word in NOTHING} | {"u"}:
        return Sex.UNKNOWN
    return sex_of(text)


def code_of(list_name: str, text: str) -> str:
    """The code that the text names; nothing when it names none, or several."""
    asked = plain(text)
    labels = {code: plain(reference.label(list_name, code)) for code in reference.codes(list_name)}
    names = {code: plain(code.replace("_", " ")) for code in labels}
    steps = (
        [code for code in labels if asked in (labels[code], names[code])],
        [code for code in labels if labels[code].startswith(asked)],
        [code for code in labels if names[code].startswith(asked)],
        [code for code in labels if f" {asked} " in f" {labels[code]} "],
    )
    found = next(filter(None, steps), [])
    return found[0] if len(found) == 1 else ""


def codes_of(list_name: str, text: str) -> tuple[list[str], list[str]]:
    """The codes of several words, and the words that name nothing."""
    found: list[str] = []
    unread: list[str] = []
    for word in SEPARATORS.split(text.strip()):
        if plain(word) in {plain(nothing) for nothing in NOTHING}:
            continue
        code = code_of(list_name, word)
        (found if code else unread).append(code or word)
    return list(dict.fromkeys(found)), unread
