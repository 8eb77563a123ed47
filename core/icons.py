"""Inline icons, read from the bootstrap-icons package and kept in memory."""

import logging
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

logger = logging.getLogger(__name__)
INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
NAME = re.compile(r"[a-z0-9-]+")


def icon_path(name: str) -> Path:
    return Path(settings.NODE_MODULES) / "bootstrap-icons" / "icons" / f"{name}.svg"


@lru_cache(maxsize=512)
def icon_svg(name: str, extra: str = "") -> SafeString:
    """The SVG of one icon, hidden from screen readers: the word beside it carries the meaning.

    An unknown name gives nothing and a line in the log; a missing picture must not take a page down.
    """
    inner = _inner(name)
    if not inner:
        return mark_safe("")
    css = f"icon {extra}".strip()
    return mark_safe(
        f'<svg class="{css}" viewBox="0 0 16 16" fill="currentColor" aria-hidden="true" focusable="false">{inner}</svg>'
    )


def _inner(name: str) -> str:
    if not NAME.fullmatch(name):
        logger.warning("icon name %r is not a name", name)
        return ""
    try:
        text = icon_path(name).read_text(encoding="utf-8")
    except OSError:
        logger.warning("icon %s is not in the bootstrap-icons package", name)
        return ""
    match = INNER.search(text)
    return re.sub(r"\s*\n\s*", "", match.group(1)) if match else ""
