"""Keys of personal names for search and matching.

Local habits: *bin/binti*, the titles La/Wa and La Ode/Wa Ode, old spellings (oe, dj, tj), doubled letters,
apostrophes. The key drops what people drop and folds what people spell in several ways.
"""

import re
import unicodedata

PARTICLES = frozenset(
    {"bin", "binti", "bt", "bte", "b", "alias", "al", "la", "wa", "ode", "laode", "waode", "ld", "wd"}
)
TITLES = frozenset({"h", "hj", "haji", "hajjah", "sdr", "sdri", "tn", "ny", "nn", "bpk", "ibu"})
FOLDS = [
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("ch", "k"), ("kh", "k"), ("ph", "f"),
    ("q", "k"), ("x", "ks"), ("v", "f"), ("z", "s"), ("y", "i"), ("h", ""),
]  # fmt: skip
MAX_TOKENS = 12
OTHER_SIGNS = re.compile(r"[^a-z0-9]+")
APOSTROPHES = re.compile(r"['`]")
DOUBLES = re.compile(r"(.)\1+")
VOWELS = re.compile(r"[aeiou]")
TO_FOLD = re.compile(r"[qxvzyh]|oe|dj|tj|nj|sj|(.)\1")


def plain(text: str) -> str:
    """Lower case, no accents, letters and digits only, single spaces."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(OTHER_SIGNS.sub(" ", APOSTROPHES.sub("", text.lower())).split())


def token_key(token: str) -> str:
    """One spelling for the ways one token is spelt."""
    if not TO_FOLD.search(token):
        return token
    key = token
    for old, new in FOLDS:
        key = key.replace(old, new)
    return DOUBLES.sub(r"\1", key) or token


def name_tokens(text: str) -> list[str]:
    """Sorted distinct keys of the words that tell people apart; all words when nothing else is left."""
    words = plain(text).split()
    telling = [word for word in words if word not in PARTICLES and word not in TITLES]
    return sorted({token_key(word)[:60] for word in (telling or words)})[:MAX_TOKENS]


def skeleton(key: str) -> str:
    """The consonants of a key (and a vowel in front), marked as such: Samudra and Samudera are `~smdr`."""
    bones = DOUBLES.sub(r"\1", key[0] + VOWELS.sub("", key[1:]))
    return f"~{bones if len(bones) > 1 else key}"[:60]


def skeletons(text: str) -> list[str]:
    """Sorted distinct skeletons of the telling words."""
    return sorted({skeleton(token) for token in name_tokens(text)})


def stored_tokens(text: str) -> list[str]:
    """What `Worker.name_tokens` holds: the keys, for search, and the skeletons, for likeness."""
    return name_tokens(text) + skeletons(text)


def name_key(text: str) -> str:
    """The telling words in the order written, for similarity search."""
    words = plain(text).split()
    telling = [word for word in words if word not in PARTICLES and word not in TITLES]
    return " ".join(token_key(word) for word in (telling or words))[:200]


def name_columns(name: str, *, is_sealed: bool = False) -> dict[str, object]:
    """What `Worker` holds of a name: encrypted always, and in clear for the search unless it is sealed."""
    clear = "" if is_sealed else name
    return {
        "told_name": name,
        "name": clear,
        "name_key": name_key(clear),
        "name_tokens": stored_tokens(clear) if clear else [],
    }


def initials(name: str) -> str:
    """`Wa Ode Sitti` as `W. O. S.`, for masked rows."""
    return " ".join(f"{word[0].upper()}." for word in plain(name).split()) or "-"
