"""The guide: task-shaped pages, found by their words."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.access import signed_in
from reports.help_pages import PAGES, HelpPage


def found(page: HelpPage, text: str) -> bool:
    haystack = f"{_(page.title)} {_(page.summary)} {page.words}".casefold()
    return all(word in haystack for word in text.casefold().split())


def shown(page: HelpPage) -> dict[str, str]:
    return {"code": page.code, "title": _(page.title), "summary": _(page.summary)}


@signed_in
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """The list of pages, or those that have all words of `q`."""
    text = request.GET.get("q", "")[:100]
    pages = [shown(page) for page in PAGES if found(page, text)]
    return render(request, "reports/help_list.html", {"pages": pages, "q": text})


@signed_in
@require_safe
def help_topic(request: HttpRequest, code: str) -> HttpResponse:
    page = next((page for page in PAGES if page.code == code), None)
    if page is None:
        raise Http404
    others = [shown(other) for other in PAGES if other is not page]
    return render(request, page.template, {"page": shown(page), "others": others})
