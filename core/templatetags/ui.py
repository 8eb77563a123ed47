"""Small tags and filters of every page. They run once for each cell of a list, so they do little."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache

from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, Select
from django.http import QueryDict
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.icons import icon_svg
from core.states import LOOKS, State, all_states

register = template.Library()

MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
NOTHING = "–"


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """``{% icon "house" %}``: an inline drawing, hidden from screen readers. ``extra``: more classes."""
    return icon_svg(name, extra)


@register.simple_tag
def state_chip(key: str, label: str = "", look: str = "") -> SafeString:
    """A state as colour, icon and word. ``key`` as declared in a ``states.py``; label and look may be overridden."""
    return _chip(key, str(label), look, get_language() or "")


@lru_cache(maxsize=512)
def _chip(key: str, label: str, look: str, language: str) -> SafeString:
    """Written once for each word and language."""
    state = all_states().get(key) or State("plain", label or key)
    tone, drawing = LOOKS[look or state.look]
    word = label or str(state.label())
    return mark_safe(f'<span class="chip chip-{tone}">{icon_svg(drawing)}<span>{escape(word)}</span></span>')


@register.simple_tag
def menu_part(template_name: str, menu: list) -> SafeString:
    """A part of every page that only its menu decides, written once for each menu and language."""
    return _menu_part(template_name, tuple(menu), get_language() or "")


@lru_cache(maxsize=256)
def _menu_part(template_name: str, menu: tuple, language: str) -> SafeString:
    return mark_safe(get_template(template_name).render({"menu": menu}))


@register.filter
def tanggal(value: dt.date | None) -> str:
    """``24 Nov 2026``. A datetime is read in the office's time zone."""
    if not value:
        return NOTHING
    if isinstance(value, dt.datetime):
        value = _local(value)
    return f"{value.day} {MONTHS[_language()][value.month - 1]} {value.year}"


@register.filter
def jam(value: dt.datetime | dt.time | None) -> str:
    """``21.00 WITA``, with the label of the office's time zone."""
    if value is None:
        return NOTHING
    if isinstance(value, dt.datetime):
        value = _local(value)
    mark = ":" if _language() == "en" else "."
    return f"{value.hour:02}{mark}{value.minute:02} {settings.TIME_ZONE_LABEL}"


@register.filter
def tanggal_jam(value: dt.datetime | None) -> str:
    """``24 Nov 2026, 21.00 WITA``."""
    return f"{tanggal(value)}, {jam(value)}" if value else NOTHING


def _local(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


@register.filter
def angka(value: int | float | Decimal | None) -> str:
    """``12.345`` and ``1,5``: thousands and decimals as the language writes them."""
    if value is None or value == "":
        return NOTHING
    text = f"{value:,}"
    return text if _language() == "en" else text.translate(str.maketrans(",.", ".,"))


@register.filter
def utuh(value: object) -> SafeString:
    """A number that is not broken at its hyphens: ``PM-2026-0031``."""
    return format_html('<span class="nowrap">{}</span>', value)


@register.filter
def rupiah(value: int | Decimal | None) -> str:
    """``Rp1.500.000``, without cents when there are none."""
    if value is None or value == "":
        return NOTHING
    amount = Decimal(value)
    whole = amount == amount.to_integral_value()
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{angka(int(abs(amount)) if whole else abs(amount).quantize(Decimal('0.01')))}"


@register.filter
def ukuran(size: int | None) -> str:
    """``654 B``, ``12 KB``, ``1,4 MB``: how large a file is."""
    if size is None:
        return NOTHING
    if size < 1024:
        return f"{size} B"
    power = min(3, (size.bit_length() - 1) // 10)
    amount = size / 1024**power
    return f"{angka(round(amount, 1) if amount < 10 and power > 1 else round(amount))} {('KB', 'MB', 'GB')[power - 1]}"


@register.filter
def label_for(form: object, name: str) -> str:
    """The label of a form's field, for summaries."""
    return form.fields[name].label or name if name in form.fields else name


@register.simple_tag
def filter_input(field: BoundField) -> SafeString:
    """The input of a filter in the dress of its kind, without the weight of a form's layout."""
    widget = field.field.widget
    dress = "form-check-input" if isinstance(widget, CheckboxInput) else "form-control"
    return field.as_widget(attrs={"class": "form-select" if isinstance(widget, Select) else dress})


@register.simple_tag(takes_context=True)
def query_string(context: dict, **changes: object) -> str:
    """The page's own query with some parameters changed; ``None`` or ``""`` takes one away."""
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag
def count_sentence(count: int | None, noun: str, capped: bool = False) -> SafeString:
    """``<b>1.000+</b> kasus``: a count that may have stopped at its cap."""
    if count is None:
        return mark_safe("")
    return format_html("<b>{}{}</b> {}", angka(count), "+" if capped else "", noun)
