"""What a file is by its own first bytes."""

import puremagic

from core.readers.confinement import Refused


def must_be(mime: str, data: bytes) -> None:
    """Raises Refused when the content is not what name and sender say that it is."""
    try:
        found = puremagic.from_string(data, mime=True)
    except (puremagic.PureError, ValueError):
        found = ""
    if found != mime:
        raise Refused("NOT_WHAT_IT_SAYS", found=found)
