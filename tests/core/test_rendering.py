"""Selects come out as Django writes them."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from core.rendering import ListSelect, QuickRenderer

FLAT = [
    ("", "---"),
    ("A", gettext_lazy("Simpan")),
    (1, "<b> & \"c\" 'd'"),
    (2000, 2000),
    ('"x"', mark_safe("<i>safe</i>")),
]
PLAIN = [("", "---"), ("A", gettext_lazy("Simpan")), ("<", '<b> & "c"')]
GROUPED = [("Sulawesi <&>", [("74.01", "Kolaka"), ("74.02", "Konawe")]), ("", "tidak tahu"), (None, [("n", "ñ")])]


class Starred(forms.Select):
    option_template_name = "django/forms/widgets/radio_option.html"


@pytest.mark.parametrize("choices", [FLAT, GROUPED, []])
@pytest.mark.parametrize("value", ["", "A", 1, "74.02", None, '"x"'])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect, Starred])
def test_select_is_what_django_writes(widget, choices, value):
    attrs = {"class": "form-select", "required": True, "disabled": False, "title": 'a "b" <c>', "size": 2000}
    made = widget(attrs=attrs) if widget is forms.NullBooleanSelect else widget(attrs=attrs, choices=choices)
    given = [value, "A"] if widget is forms.SelectMultiple else value
    ours = made.render("nama<", given, {"id": "id_nama"}, renderer=QuickRenderer())
    assert ours == made.render("nama<", given, {"id": "id_nama"}, renderer=DjangoTemplates())


@pytest.mark.parametrize("value", ["", "A", "<", None, "none of these"])
@pytest.mark.parametrize("choices", [PLAIN, lambda: PLAIN])
def test_list_select_offers_and_marks_what_django_does(value, choices):
    field = forms.ChoiceField(choices=choices, widget=ListSelect)
    ours = parsed(field.widget.render("nama", value, {"id": "id_nama"}))
    theirs = parsed(forms.Select(choices=PLAIN).render("nama", value, {"id": "id_nama"}, renderer=DjangoTemplates()))
    assert ours == theirs


def parsed(html: str):
    return parse_html(html.replace("\n", "").replace("  ", ""))


def test_other_widgets_are_left_to_django():
    ours = forms.TextInput().render("a", "b", renderer=QuickRenderer())
    assert ours == forms.TextInput().render("a", "b", renderer=DjangoTemplates())


def test_the_product_uses_it(settings):
    assert settings.FORM_RENDERER == "core.rendering.QuickRenderer"
