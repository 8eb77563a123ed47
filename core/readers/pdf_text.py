"""The words of a PDF that a program wrote; a page that was scanned has none.

Run as `python -m core.readers.pdf_text OPTIONS < FILE`. The answer is the text of the first pages, cut to a length.
"""

from collections.abc import Mapping

from lokal.files import PdfError, read_pdf_pages

from core.readers.confinement import Refused, answer
from core.readers.sniff import must_be


def words(data: bytes, options: Mapping) -> bytes:
    must_be("application/pdf", data)
    try:
        pages = read_pdf_pages(data)
    except PdfError as error:
        raise Refused("BROKEN") from error
    return "\n".join(pages[: options["pages"]])[: options["letters"]].encode()


if __name__ == "__main__":
    answer(words)
