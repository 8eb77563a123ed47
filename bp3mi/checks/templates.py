"""Rules of the templates that no library knows: no inline code, texts marked for translation, sizes."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 150
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.DOTALL)
RULES = (
    (
        re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/json\")", re.IGNORECASE),
        "inline script (strict CSP)",
    ),
    (re.compile(r"<style\b", re.IGNORECASE), "inline style element (strict CSP)"),
    (re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE), "style attribute (strict CSP)"),
    (re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE), "inline event handler (strict CSP)"),
    (re.compile(r"<[^>]*\shx-on", re.IGNORECASE), "hx-on needs eval (strict CSP)"),
    (re.compile(r"javascript:", re.IGNORECASE), "javascript: address (strict CSP)"),
    (re.compile(r"(?:src|href)=\"(?:https?:)?//[^\"]*\.(?:js|css|woff2?)\""), "file from another site"),
    (re.compile(r"\|safe\b"), "|safe: let a template tag build the markup"),
    (re.compile(r"{%\s*autoescape off"), "autoescape off"),
    (re.compile(r"{%\s*(?:trans|blocktrans)\s"), "old tag: write translate or blocktranslate"),
    (re.compile(r"{%\s*load (?:i18n|static|ui)\s*%}"), "needless load: i18n, static and ui are built in"),
)
DJANGO = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
PLAIN = re.compile(r"<[^>]*>|&[a-z#0-9]+;", re.DOTALL)
TRANSLATED = re.compile(r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", re.DOTALL)
UNTOUCHED = re.compile(r"<(script|svg|code|kbd)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
WORD = re.compile(r"[A-Za-z]{3,}")
ATTRIBUTE = re.compile(r"\b(?:title|placeholder|aria-label|alt)=\"([^\"{<]*[A-Za-z]{3,}[^\"{<]*)\"")
# Names and abbreviations that are the same in every language.
SAME = {"BP3MI", "CPMI", "PMI", "NIK", "ADU", "XLSX", "PDF", "CSV", "WITA", "WIB", "WIT", "KTP", "TPPO", "DTKS"}


def problems(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n") + 1
    if lines > LONGEST:
        yield f"{lines} lines; split it (at most {LONGEST})"
    bare = COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)
    for rule, reason in RULES:
        for found in rule.finditer(bare):
            yield f"line {line_of(bare, found.start())}: {reason}"
    yield from untranslated(bare)


def untranslated(text: str) -> Iterator[str]:
    """Words that a reader sees and no catalogue knows."""
    seen = blank(UNTOUCHED, blank(TRANSLATED, text))
    for found in ATTRIBUTE.finditer(seen):
        yield f"line {line_of(seen, found.start())}: not translated: {found.group(1)!r}"
    rest = blank(PLAIN, blank(DJANGO, seen))
    for number, line in enumerate(rest.split("\n"), start=1):
        words = [word for word in WORD.findall(line) if word not in SAME]
        if words:
            yield f"line {number}: not translated: {line.strip()!r}"


def blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: " " + "\n" * found.group().count("\n"), text)


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def main() -> int:
    found = 0
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for problem in problems(path):
            found += 1
            print(f"{path.relative_to(ROOT)}: {problem}")
    print(f"{found} problems in the templates." if found else "The templates keep the rules.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
