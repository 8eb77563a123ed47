"""A picture written anew: upright, with nothing in it but its pixels (no place, no device, no text, no other file).

Run as `python -m core.readers.image OPTIONS < FILE`. The answer is the new picture.
"""

import io
from collections.abc import Mapping

from PIL import Image, ImageOps, UnidentifiedImageError

from core.readers.confinement import Refused, answer
from core.readers.sniff import must_be

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
JPEG_QUALITY = 88
Image.MAX_IMAGE_PIXELS = None  # `check_size` has its own limit
FAULTS = (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError, LookupError, EOFError, OverflowError)


def clean(data: bytes, options: Mapping) -> bytes:
    must_be(options["mime"], data)
    form = FORMATS[options["mime"]]
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as picture:
            check_size(picture, options["pixels"])
            return written(pixels_of(ImageOps.exif_transpose(picture), form), form)
    except FAULTS as error:
        raise Refused("BROKEN") from error


def check_size(picture: Image.Image, most: int) -> None:
    """Before a single pixel is unpacked."""
    width, height = picture.size
    if not width or not height:
        raise Refused("BROKEN")
    if width * height > most:
        raise Refused("TOO_MANY_PIXELS", limit=most)


def pixels_of(picture: Image.Image, form: str) -> Image.Image:
    """The pixels alone, in a mode that the format can hold."""
    plain = {"1", "L", "RGB"} if form == "JPEG" else {"1", "L", "LA", "RGB", "RGBA"}
    has_holes = "transparency" in picture.info and form == "PNG"
    mode = "RGBA" if has_holes else picture.mode if picture.mode in plain else "RGB"
    bare = picture.convert(mode) if picture.mode != mode else picture
    bare.info = {}
    return bare


def written(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    if form == "JPEG":
        picture.save(out, form, quality=JPEG_QUALITY, exif=b"")
    else:
        picture.save(out, form, exif=b"")
    return out.getvalue()


if __name__ == "__main__":
    answer(clean)
