"""The words of a PDF, read through the character tables that its fonts carry."""

import io
import re

import pikepdf

CODE = rb"<([0-9a-fA-F]+)>"
ONE, RANGE = re.compile(CODE + rb"\s*" + CODE), re.compile(CODE + rb"\s*" + CODE + rb"\s*" + CODE)
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end", re.DOTALL)


def text_of_pdf(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as paper:
        return "\n".join(text_of_page(page) for page in paper.pages) + str(dict(paper.docinfo))


def text_of_page(page) -> str:
    fonts = {name: signs_of(font) for name, font in page.Resources.get("/Font", {}).items()}
    words, signs = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            signs = fonts.get(str(operands[0]), {})
        elif str(operator) in {"Tj", "TJ"}:
            parts = operands[0] if str(operator) == "TJ" else operands
            words += [read(bytes(part), signs) for part in parts if isinstance(part, pikepdf.String)]
    return "".join(words)


def read(codes: bytes, signs: dict[int, str]) -> str:
    return "".join(signs.get(int.from_bytes(codes[at : at + 2], "big"), "") for at in range(0, len(codes), 2))


def signs_of(font) -> dict[int, str]:
    """Which sign each code of the font stands for."""
    signs: dict[int, str] = {}
    table = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
    for kind, body in BLOCK.findall(table):
        if kind == b"bfchar":
            signs |= {int(code, 16): as_text(sign) for code, sign in ONE.findall(body)}
            continue
        for first, last, sign in RANGE.findall(body):
            signs |= {
                code: chr(int(sign, 16) + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)
            }
    return signs


def as_text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")
