"""Words that screens and papers do not print (the office's glossary), and how the others are spelt."""

import ast
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("core", "regions", "accounts", "letters", "cases", "outreach", "reports")
# word -> what to print instead
BANNED = {
    r"kabur|melarikan diri": "meninggalkan rombongan",
    r"deportan|PMI-B": "PMI deportasi, PMI terkendala",
    r"calo|tekong": "diduga perekrut, sponsor",
    r"terlapor|teradu": "pihak yang diadukan",
    r"korban TPPO": "ada indikasi TPPO",
    r"dicekal|cekal": "dicegah berangkat",
    r"perlindungan": "pelindungan",
    r"non[ -]prosedural": "nonprosedural",
    r"kerjasama": "kerja sama",
    r"ijin": "izin",
    r"paska ?penempatan|pasca penempatan": "pascapenempatan",
    r"praktek": "praktik",
    r"e-mail": "email",
    r"password": "kata sandi",
    r"kabupaten\\kota": "kab./kota",
}
# Names that others bear officially; they are taken out before the search.
OFFICIAL = re.compile(
    r"Perlindungan (?:Anak|Perempuan|Saksi|Konsumen|Sosial|WNI|Warga Negara|Data Pribadi)"
    r"|Pelayanan dan Perlindungan|Penempatan dan Perlindungan|Penempatan dan Pelindungan",
    re.IGNORECASE,
)
# file -> words of a source or of a search that it must be able to read; it does not print them
QUOTED = {
    "reports/help_pages.py": {"password"},
    "core/backups/programs.py": {"password"},
    "core/backups/runs.py": {"password"},
}
PATTERN = re.compile(rf"\b(?:{'|'.join(BANNED)})\b", re.IGNORECASE)
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
MARKUP = re.compile(
    r"<[^>]*>|{%\s*(?:url|include|extends|load|static|if|elif|for|with|csrf_token)[^%]*%}|{{.*?}}", re.DOTALL
)


def found_in(text: str) -> list[str]:
    return sorted({word.group().lower() for word in PATTERN.finditer(OFFICIAL.sub("", text))})


def template_texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix == ".docx":
            yield str(path.relative_to(ROOT)), zipfile.ZipFile(path).read("word/document.xml").decode()
        elif path.is_file():
            yield str(path.relative_to(ROOT)), COMMENT.sub("", path.read_text(encoding="utf-8"))


def docstrings(tree: ast.AST) -> set[int]:
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def strings_of(path: Path) -> str:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = docstrings(tree)
    return "\n".join(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped
    )


def python_texts() -> Iterator[tuple[str, str]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), strings_of(path)


def catalogue_texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "locale").rglob("*.po")):
        source = "\n".join(re.findall(r'^(?:msgid|msgstr|msgid_plural|msgctxt)?.*"(.*)"$', path.read_text(), re.M))
        yield (
            str(path.relative_to(ROOT)),
            re.sub(r"\bpassword\b", "", source, flags=re.IGNORECASE),
        )  # English speaks of passwords


def script_texts() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "static" / "js").rglob("*.js")):
        yield str(path.relative_to(ROOT)), re.sub(r'"password"', "", path.read_text(encoding="utf-8"))


def problems(texts: Iterator[tuple[str, str]]) -> list[str]:
    lines = []
    for name, text in texts:
        for word in set(found_in(text)) - QUOTED.get(name, set()):
            lines.append(f"{name}: {word}")
    return sorted(lines)


def visible(text: str) -> str:
    return MARKUP.sub(" ", text)


def test_templates_print_no_banned_word():
    assert problems((name, visible(text)) for name, text in template_texts()) == []


def test_python_strings_hold_no_banned_word():
    texts = ((name, re.sub(r"(?m)^[a-z_.:/\-]+$", "", text)) for name, text in python_texts())  # codes are no words
    assert problems(texts) == []


def test_catalogues_hold_no_banned_word():
    assert problems(catalogue_texts()) == []


def test_scripts_print_no_banned_word():
    assert problems(script_texts()) == []


def test_pages_do_not_shout():
    shouting = [name for name, text in template_texts() if re.search(r"[a-z]!(?:\s|<|\"|$)", visible(text))]
    assert shouting == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PMI kabur dari kapal", ["kabur"]),
        ("Kabupaten Kaburau", []),
        ("Dinas Pemberdayaan Perempuan dan Perlindungan Anak", []),
        ("Perlindungan pekerja", ["perlindungan"]),
        ("Terlapor dan teradu", ["teradu", "terlapor"]),
        ("seorang calon pekerja", []),
    ],
)
def test_the_search_itself(text, words):
    assert found_in(text) == words
