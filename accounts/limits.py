"""What is counted when somebody signs in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from core.limits import check, count, give_back, take


@dataclass
class Try:
    is_right: bool = False


@contextmanager
def password_try(username: str, address: str) -> Iterator[Try]:
    """A password for a name from an address: wrong ones count. Raises TooMany before the password is looked at.

    The name is counted before and given back after a right one, so that tries side by side cannot pass together; the
    address, behind which a whole office sits, is not locked while a password is checked.
    """
    name = username.strip().lower()
    check("sign_in_address", address)
    take("sign_in_name", name)
    tried = Try()
    yield tried
    if tried.is_right:
        give_back("sign_in_name", name)
    else:
        count("sign_in_address", address)
