"""Sections of one place, for components/tabs.html."""

from django.urls import reverse


def tabs(sections: list[tuple[str, str]], *, active: str) -> list[dict[str, object]]:
    """`sections` are URL names with their labels."""
    return [{"label": label, "url": reverse(name), "active": name == active} for name, label in sections]
