"""Gather every text of the screens into locale/en/LC_MESSAGES/django.po, keeping what is translated.

Sorted, without line numbers and dates: a change of the file is a change of a text.
``--check`` writes nothing and fails for a text without English, or a file that is out of date.
"""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.checkers import python_format
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation.template import templatize

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
CALL = re.compile(r"\b(?:n?p?gettext|_)\(")
LEFT_OUT = {"node_modules", "migrations", "tests", "data", "bench", "docs", "embedded", "checks", "vendor"}
HEADER = (
    'msgid ""\nmsgstr ""\n'
    '"Language: en\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


class Command(BaseCommand):
    help = "Gather the texts of the screens into the English catalogue."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="write nothing; fail when English is missing")

    def handle(self, *args, check, **options):
        target = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po"
        catalogue = gather(settings.BASE_DIR, read_catalogue(target))
        text = render(catalogue)
        if check:
            report(catalogue, is_current=target.exists() and target.read_text(encoding="utf-8") == text)
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        missing = sum(1 for message in catalogue if message.id and not is_translated(message))
        self.stdout.write(f"{len(catalogue)} texts, {missing} without English.")


def read_catalogue(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as stream:
        return read_po(stream, locale="en", ignore_obsolete=True)


def gather(root: Path, old: Catalog) -> Catalog:
    """A catalogue of every text below ``root``, with the translations of ``old``."""
    new = Catalog(locale="en", charset="utf-8")
    for ids, context in sorted(set(texts(root)), key=str):
        known = old.get(ids[0], context)
        kept = known.string if known is not None and not known.fuzzy else ""
        new.add(ids if len(ids) > 1 else ids[0], kept, context=context)
    return new


def texts(root: Path) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Every text as (singular, plural or nothing else) with its context."""
    for path in source_files(root):
        if path.suffix == ".js":
            yield from read_texts(path.read_bytes(), "javascript")
        elif path.suffix == ".py":
            yield from read_texts(path.read_bytes(), "python")
        else:
            calls = "\n".join(template_calls(path))
            yield from read_texts(calls.encode(), "python")


def source_files(root: Path) -> Iterator[Path]:
    for app in ("bp3mi", "core", "regions", "accounts", "letters", "cases", "outreach", "reports"):
        yield from (root / app).rglob("*.py")
    for pattern in ("templates/**/*.html", "templates/**/*.txt", "static/js/**/*.js"):
        yield from (path for path in root.glob(pattern) if not LEFT_OUT & set(path.relative_to(root).parts))


def read_texts(source: bytes, language: str) -> Iterator[tuple[tuple[str, ...], str | None]]:
    found = extract(language, io.BytesIO(source), keywords=KEYWORDS, options={"encoding": "utf-8"})
    for _line, message, _comments, context in found:
        ids = (message,) if isinstance(message, str) else tuple(message)
        if ids and ids[0]:
            yield ids, context


def template_calls(path: Path) -> Iterator[str]:
    """The gettext calls that Django makes of a template; the rest of its answer is padding."""
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for found in CALL.finditer(code):
        for end in (place.end() for place in re.finditer(r"\)", code[found.start() :])):
            call = code[found.start() : found.start() + end]
            if is_python(call):
                yield call
                break


def is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def render(catalogue: Catalog) -> str:
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=True, no_location=True, sort_output=True, width=110)
    return HEADER + stream.getvalue().decode().strip() + "\n"


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(strings)


def report(catalogue: Catalog, *, is_current: bool) -> None:
    """Fail for texts without English, for broken placeholders and for an old file."""
    missing = [str(message.id) for message in catalogue if message.id and not is_translated(message)]
    if missing:
        raise CommandError(f"{len(missing)} texts have no English in locale/en:\n  " + "\n  ".join(missing))
    for message in catalogue:
        if message.id and message.python_format:
            python_format(catalogue, message)
    if not is_current:
        raise CommandError("locale/en is out of date. Run `make messages`.")
