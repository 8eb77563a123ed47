"""Widgets of forms. Selects are written by code: Django renders a template for each option, a long list costs 20 ms."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.forms import Select
from django.forms.renderers import DjangoTemplates
from django.utils.choices import CallableChoiceIterator
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"
OPTION = "django/forms/widgets/select_option.html"


class QuickRenderer(DjangoTemplates):
    """As Django's own, letter by letter; the tests compare the two."""

    def render(self, template_name: str, context: dict, request=None) -> str:
        if template_name == SELECT and has_plain_options(context["widget"]["optgroups"]):
            return select_html(context["widget"])
        return super().render(template_name, context, request)


def has_plain_options(groups: Iterable[tuple]) -> bool:
    return all(option["template_name"] == OPTION for _name, options, _index in groups for option in options)


def select_html(widget: Mapping) -> str:
    groups = "".join(group_html(name, options) for name, options, _index in widget["optgroups"])
    return f'<select name="{conditional_escape(widget["name"])}"{attrs_html(widget["attrs"])}>{groups}\n</select>'


def group_html(name: object, options: Iterable[Mapping]) -> str:
    inner = "".join(f"\n  {option_html(option)}" for option in options)
    return f'\n  <optgroup label="{conditional_escape(localize(name))}">{inner}\n  </optgroup>' if name else inner


def option_html(option: Mapping) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(localize(option["label"]))
    return f'<option value="{value}"{attrs_html(option["attrs"])}>{label}</option>\n'


def attrs_html(attrs: Mapping[str, object]) -> str:
    """False leaves an attribute out, True leaves its value out."""
    return "".join(
        f" {conditional_escape(name)}"
        if value is True
        else f' {conditional_escape(name)}="{conditional_escape(str(value))}"'
        for name, value in attrs.items()
        if value is not False
    )


class ListSelect(Select):
    """A select over a long list of plain choices, for filters: the options of a list are written once, not each time.

    The choices of its field may be a function; it is asked when the select is shown or a value is checked.
    """

    def use_required_attribute(self, initial: object) -> bool:
        return False  # Django would walk the choices to find out

    def render(self, name: str, value: object, attrs: Mapping[str, object] | None = None, renderer=None) -> SafeString:
        choices = self.choices.func() if isinstance(self.choices, CallableChoiceIterator) else self.choices
        options = list_options(tuple((str(code), str(label)) for code, label in choices), str(value or ""))
        built = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return mark_safe(f"<select{attrs_html(built)}>{options}</select>")


@lru_cache(maxsize=256)
def list_options(choices: tuple[tuple[str, str], ...], chosen: str) -> str:
    return "".join(
        f'<option value="{escape(code)}"{" selected" if code == chosen else ""}>{escape(label)}</option>'
        for code, label in choices
    )
