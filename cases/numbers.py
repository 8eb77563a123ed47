"""One writing for each number that people and papers write in many ways: what its blind index is made of.

These rules may never change: a number that was kept before would not be found again (docs/decisions/0010).
They know no country's tables, so that no new version of a library changes them either.
"""

import re
import unicodedata

SHORTEST_PHONE = 6
LOCAL = re.compile(r"0[2-9]")  # of Indonesia; Malaysia's own mobile numbers begin 01
MALAYSIAN = re.compile(r"01\d{7,9}|60\d{8,10}")


def plain(text: str) -> str:
    """Full-width signs as plain ones, capitals, nothing around."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def digits_of(text: str) -> str:
    return "".join(sign for sign in plain(text) if sign in "0123456789")


def normal_nik(text: str) -> str:
    """NIK or KK number: its digits; empty unless there are sixteen."""
    if len(text) == 16 and text.isascii() and text.isdigit():
        return text
    digits = digits_of(text)
    return digits if len(digits) == 16 else ""


def normal_passport(text: str) -> str:
    """Letters and digits in capitals; empty without a digit."""
    bare = "".join(sign for sign in plain(text) if sign.isascii() and sign.isalnum())
    return bare if any(sign.isdigit() for sign in bare) else ""


def normal_phone(text: str) -> str:
    """The number with its country, as digits: 0812-3456, 62 812 3456, +62 (0)812 3456 and 8123456 are one."""
    bare = re.sub(r"\(0\)", "", plain(text))
    digits = digits_of(bare)
    is_international = bare.lstrip("( ").startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00")
    if len(digits) < SHORTEST_PHONE:
        return ""
    if digits.startswith("620"):
        return "62" + digits[3:]
    if is_international:
        return digits
    if MALAYSIAN.fullmatch(digits):
        return "60" + digits[1:] if digits.startswith("0") else digits
    if LOCAL.match(digits):
        return "62" + digits[1:]
    return "62" + digits if digits.startswith("8") else digits
