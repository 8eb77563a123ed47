"""Figures of a report as links to their rows, and bars without inline styles."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases import reference
from core.templatetags.ui import angka
from reports.tables import Cell

register = template.Library()


@register.simple_tag(takes_context=True)
def figure(context: dict, cell: Cell) -> SafeString | str:
    """The number, linked to the rows behind it for those who may open rows."""
    if not cell.value:
        return "–"
    if not context.get("may_open_rows"):
        return angka(cell.value)
    query = urlencode({"indikator": context["table"].indicator, **cell.chosen})
    return format_html('<a href="{}?{}">{}</a>', rows_address(context), query, angka(cell.value))


def rows_address(context: dict) -> str:
    """The address of the month's rows, worked out once for a page of many figures."""
    render_context = context.render_context
    if "rows_address" not in render_context:
        render_context["rows_address"] = reverse("reports:month_rows", args=[context["month"].code])
    return render_context["rows_address"]


@register.simple_tag
def bar(value: int, largest: int) -> SafeString:
    """A plain bar, as long as the value is to the largest one of the table."""
    width = max(1, round(100 * value / largest)) if largest else 0
    return format_html(
        '<svg class="bar" viewBox="0 0 100 8" width="100" height="8" focusable="false">'
        '<rect width="{}" height="8" rx="2"/></svg>',
        width,
    )


@register.filter
def word_of(code: str, list_name: str) -> str:
    """The label of a code of a reference list."""
    return reference.label(list_name, code)
