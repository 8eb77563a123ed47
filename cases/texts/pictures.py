"""Stored pictures as papers show them: made smaller, so that a paper can be sent."""

import io

from PIL import Image

from core.files import content_of
from core.models import StoredFile
from core.papers import Picture

LONGEST_SIDE = 1200


def picture_of(file: StoredFile, *, width: int = 80) -> Picture:
    """The picture of a stored file, which was written anew when it came in. Raises FileDamaged.

    A photo becomes JPEG; a drawn signature keeps its clear ground.
    """
    content = content_of(file)
    with Image.open(io.BytesIO(content)) as image:
        if file.mime == "image/png" and max(image.size) <= LONGEST_SIDE:
            return Picture(content, file.mime, image.size, width)
        small = image.convert("RGB")
        small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        written = io.BytesIO()
        small.save(written, "JPEG", quality=82)
        return Picture(written.getvalue(), "image/jpeg", small.size, width)
