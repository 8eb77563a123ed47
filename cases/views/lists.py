"""List pages, as the whole house makes them (core/list_pages.py)."""

from core.list_pages import list_context, page_link

__all__ = ["list_context", "page_link"]
