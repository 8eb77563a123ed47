"""The ways in which one telephone number may have been written down."""

import re


def digits_of(text: str) -> str:
    return re.sub(r"\D", "", text)


def phone_forms(text: str) -> list[str]:
    """A telephone number in the ways it may be stored."""
    digits = digits_of(text)
    if not 8 <= len(digits) <= 15:
        return []
    local = "0" + digits[2:] if digits.startswith("62") else digits
    return list(dict.fromkeys([text.strip(), digits, f"+{digits}", local, f"+62{local[1:]}", f"62{local[1:]}"]))
