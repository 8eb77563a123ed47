"""Every template: it compiles, says what it wants, and carries no inline code; every named icon exists."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from core.icons import icon_svg

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
PAGES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
INLINE = re.compile(r"<style\b|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)
ICON = re.compile(r"{%\s*icon\s+\"([^\"]+)\"")
SOURCES = {name: (TEMPLATES / name).read_text(encoding="utf-8") for name in PAGES}


@pytest.mark.parametrize("name", PAGES)
def test_template_compiles(name):
    assert get_template(name)


def is_part(name: str) -> bool:
    return name.startswith(("components/", "bootstrap5/", "base")) or Path(name).name.startswith("_")


def test_components_and_fragments_begin_with_a_comment_on_their_inputs():
    silent = [name for name, text in SOURCES.items() if is_part(name) and not re.match(r"\s*({#|{% comment)", text)]
    assert silent == []


def test_templates_hold_no_inline_code():
    assert [name for name, text in SOURCES.items() if INLINE.search(text)] == []


def test_templates_have_at_most_150_lines():
    assert [name for name, text in SOURCES.items() if text.count("\n") > 150] == []


def test_named_icons_exist():
    named = {icon for text in SOURCES.values() for icon in ICON.findall(text)}
    assert sorted(icon for icon in named if not icon_svg(icon)) == []
