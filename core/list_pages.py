"""What list pages have in common: read the filters, take a page, record the look, link the pages."""

from collections.abc import Callable

from django.http import HttpRequest

from core.lists import COUNT_CAP, ListSearch
from core.scope import current_viewer

CURSOR = "halaman"


def list_context(
    request: HttpRequest,
    search: ListSearch,
    form,
    *,
    row_of: Callable[[object], dict[str, object]],
    noun: str,
) -> dict[str, object]:
    """Context of a list template; `page.rows` stay beside the formatted rows for the record of looks."""
    page = search.page(request.GET.get(CURSOR, ""))
    return {
        "page": page,
        "rows": [row_of(row) for row in page.rows],
        "filter_form": form,
        "clear_url": request.path if form.is_used else "",
        "sentence": search.sentence(),
        "count": min(page.count, COUNT_CAP),
        "is_capped": page.is_capped,
        "noun": noun,
        "newer_url": page_link(request, page.newer),
        "older_url": page_link(request, page.older),
        "viewer": current_viewer(),
    }


def page_link(request: HttpRequest, cursor: str) -> str:
    """The same list from another place on; nothing when there is no such page."""
    if not cursor:
        return ""
    query = request.GET.copy()
    query[CURSOR] = cursor
    return f"?{query.urlencode()}"
