"""The base of every form: layout by declared fieldsets, errors as sentences, and edits that meet each other."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Fieldset, Layout
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import (
    AgeOrBirthDate,
    AgeOrBirthDateField,
    LongTextField,
    PersonNameField,
    PhoneField,
    SourceDate,
    SourceDateField,
    refuse_control_characters,
    refuse_control_characters_in_text,
)
from core.icons import icon_svg

__all__ = [
    "AgeOrBirthDate",
    "AgeOrBirthDateField",
    "BaseForm",
    "BaseModelForm",
    "LongTextField",
    "OnceForm",
    "PersonNameField",
    "PhoneField",
    "SourceDate",
    "SourceDateField",
    "VersionedFormMixin",
]

CHOICE_FIELDS = (forms.ChoiceField, forms.ModelChoiceField)
# Sentences by error code; {label} is the field's label. What a field or a form says for itself stays.
SENTENCES = {
    "required": gettext_lazy('Isi "{label}".'),
    "required_choice": gettext_lazy('Pilih "{label}".'),
    "required_box": gettext_lazy('Centang "{label}" untuk melanjutkan.'),
    "required_file": gettext_lazy('Pilih berkas untuk "{label}".'),
    "invalid": gettext_lazy('Isian "{label}" tidak terbaca. Periksa penulisannya.'),
    "invalid_choice": gettext_lazy('Pilihan pada "{label}" tidak tersedia lagi. Pilih kembali dari daftar.'),
    "invalid_list": gettext_lazy('Pilihan pada "{label}" tidak terbaca. Pilih kembali dari daftar.'),
    "invalid_pk_value": gettext_lazy('Pilihan pada "{label}" tidak terbaca. Pilih kembali dari daftar.'),
    "missing": gettext_lazy('Berkas untuk "{label}" belum terpilih. Pilih berkasnya.'),
    "max_length": gettext_lazy(
        'Isian "{label}" terlalu panjang: %(show_value)d huruf. Tulis paling banyak %(limit_value)d huruf.'
    ),
    "min_length": gettext_lazy('Isian "{label}" terlalu pendek. Tulis paling sedikit %(limit_value)d huruf.'),
    "max_value": gettext_lazy('Angka pada "{label}" paling besar %(limit_value)s.'),
    "min_value": gettext_lazy('Angka pada "{label}" paling kecil %(limit_value)s.'),
    "null_characters_not_allowed": gettext_lazy(
        'Isian "{label}" memuat karakter yang tidak terbaca. Hapus, lalu ketik ulang bagian itu.'
    ),
    "empty": gettext_lazy('Berkas untuk "{label}" kosong. Pilih berkas lain.'),
}


class FormBaseMixin:
    """Crispy layout, error summary and sentences for a form. Subclasses declare, they do not build.

    ``fieldsets``: ``[(legend or "", [field names])]``; a legend that starts with ``+`` folds behind
    "Lengkapi nanti". Fields named nowhere follow in a last block. ``submit_label`` is the one filled button.
    ``keep``: name under which the browser keeps unsaved input of this tab, for each address by itself.
    ``form_tag=False`` leaves out the ``<form>`` and its buttons, for pages that bring their own; they write
    ``keep_html`` into their tag.
    """

    fieldsets: Sequence[tuple[str, Sequence[str]]] = ()
    submit_label = gettext_lazy("Simpan")
    cancel_label = gettext_lazy("Batal")
    keep = ""
    form_tag = True
    form_action = ""

    def __init__(self, *args: object, cancel_url: str = "", **kwargs: object) -> None:
        self.cancel_url = cancel_url
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _speak_in_sentences(field, str(field.label or name.replace("_", " ").capitalize()))
            _name_the_empty_choice(field)
            _refuse_unreadable(field)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = self.form_tag
        helper.disable_csrf = not self.form_tag
        helper.form_method = "post"
        helper.form_action = self.form_action
        helper.attrs = {"novalidate": "", **self._keep_attrs()}
        helper.layout = Layout(*self._blocks(), *([self._buttons()] if self.form_tag else []))
        return helper

    def _keep_attrs(self) -> dict[str, str]:
        attrs = {"data-keep": self.keep} if self.keep else {}
        return {**attrs, "data-bound": ""} if self.is_bound else attrs

    @property
    def keep_html(self) -> SafeString:
        """The attributes of a ``<form>`` that a page writes by itself."""
        return format_html_join("", ' {}="{}"', self._keep_attrs().items())

    def _blocks(self) -> list[object]:
        hidden = [name for name, field in self.fields.items() if field.widget.is_hidden]
        blocks: list[object] = [*hidden]
        placed = set(hidden)
        for legend, names in self.fieldsets:
            present = [name for name in names if name in self.fields and name not in placed]
            placed.update(present)
            if present:
                blocks.append(self._block(str(legend), present))
        rest = [name for name in self.fields if name not in placed]
        return [*blocks, self._block("", rest)] if rest else blocks

    def _block(self, legend: str, names: list[str]) -> object:
        if not legend.startswith("+"):
            return Fieldset(legend, *names, css_class="form-block")
        return Later(legend[1:] or _("Lengkapi nanti"), names, is_open=any(name in self.errors for name in names))

    def _buttons(self) -> Div:
        submit = format_html('<button class="btn btn-primary" type="submit">{}</button>', self.submit_label)
        cancel = format_html(
            '<a class="btn btn-quiet" href="{}" data-drops-draft>{}</a>', self.cancel_url, self.cancel_label
        )
        return Div(
            HTML(_literal(submit)), *([HTML(_literal(cancel))] if self.cancel_url else []), css_class="form-buttons"
        )

    @property
    def error_links(self) -> list[tuple[str, str, str]]:
        """``(id of the input, label, sentence)`` of each marked input, in the order of the form."""
        found = []
        for name, sentences in self.errors.items():
            if name in self.fields:
                bound = self[name]
                target = bound.id_for_label or f"{bound.auto_id}_0"
                found += [(target, str(bound.label), sentence) for sentence in sentences]
        return found

    @property
    def marked_count(self) -> int:
        """How many inputs are marked; one may have several sentences."""
        return len({target for target, _label, _sentence in self.error_links})

    def add_domain_error(self, error: object) -> None:
        """Puts a refusal of the rules on the field it names, or at the top."""
        field = getattr(error, "field", None)
        self.add_error(field if field in self.fields else None, getattr(error, "message", str(error)))


class Later:
    """A block that is folded away until wanted: <details>, open when one of its inputs is marked."""

    def __init__(self, legend: str, names: list[str], *, is_open: bool) -> None:
        self.legend, self.names, self.is_open = legend, names, is_open

    def render(self, form: object, context: object, template_pack: str = "bootstrap5", **kwargs: object) -> SafeString:
        from crispy_forms.utils import render_field

        inner = [render_field(name, form, context, template_pack=template_pack, **kwargs) for name in self.names]
        return format_html(
            '<details class="form-later"{}><summary>{} {}</summary><div class="form-block">{}</div></details>',
            SafeString(" open" if self.is_open else ""),
            icon_svg("chevron-right"),
            self.legend,
            SafeString("".join(inner)),
        )


def _literal(html: SafeString) -> str:
    """Finished HTML for a crispy layout, which would read it as a template."""
    return "{% verbatim %}" + html + "{% endverbatim %}"


DASHES = "---------"
WITH_VALUES = ("max_length", "min_length", "max_value", "min_value")


def _speak_in_sentences(field: forms.Field, label: str) -> None:
    """Gives the field our sentences wherever it still has Django's own words, and lets too long a text arrive."""
    stock: dict[str, object] = {}
    for cls in reversed(type(field).__mro__):
        if cls.__module__.startswith("django."):
            stock.update(getattr(cls, "default_error_messages", {}))
    for code in {*field.error_messages, *WITH_VALUES, "null_characters_not_allowed"}:
        sentence = SENTENCES.get(_sentence_key(field, code))
        if sentence is not None and field.error_messages.get(code) == stock.get(code):
            name = label.replace("%", "%%") if code in WITH_VALUES else label
            field.error_messages[code] = str(sentence).replace("{label}", name)
    field.widget.attrs.pop("maxlength", None)  # browsers cut a pasted text without a word


def _name_the_empty_choice(field: forms.Field) -> None:
    """Django's dashes as a word: what to do, or what it means to leave it so."""
    words = _("Pilih") if field.required else _("Tidak ada")
    if isinstance(field, forms.ModelChoiceField) and field.empty_label == DASHES:
        field.empty_label = words
    elif isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        field.choices = [(code, words if label == DASHES else label) for code, label in field.choices]


def _refuse_unreadable(field: forms.Field) -> None:
    """Control characters are refused in every text input."""
    if type(field) in (forms.CharField, forms.SlugField):
        is_text = isinstance(field.widget, forms.Textarea)
        field.validators.append(refuse_control_characters_in_text if is_text else refuse_control_characters)


def _sentence_key(field: forms.Field, code: str) -> str:
    if code != "required":
        return code
    if isinstance(field, CHOICE_FIELDS):
        return "required_choice"
    if isinstance(field, forms.BooleanField):
        return "required_box"
    return "required_file" if isinstance(field, forms.FileField) else "required"


class BaseForm(FormBaseMixin, forms.Form):
    """The base of a form without a model."""


class OnceForm(BaseForm):
    """A form that adds a row: its hidden `form_id` is made when the page opens, or when the row came without one."""

    form_id = forms.UUIDField(label=_("Halaman"), widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["form_id"] = self.initial.get("form_id") or uuid.uuid4()
        self.fields["form_id"].error_messages = dict.fromkeys(
            ("required", "invalid"), _("Halaman ini sudah lama terbuka. Muat ulang, lalu isi kembali.")
        )


class BaseModelForm(FormBaseMixin, forms.ModelForm):
    """The base of a form on a model's fields. It validates; writing belongs to an action, so ``save`` is shut."""

    def save(self, commit: bool = True) -> object:
        raise NotImplementedError("Forms do not write. Pass form.cleaned_data to an action.")


@dataclass(frozen=True)
class ConflictRow:
    """One value that two people gave differently."""

    name: str
    label: str
    yours: str
    current: str


class VersionedFormMixin:
    """An edit of a row that others may change meanwhile.

    The hidden ``version`` goes to the action, which compares it under lock and raises StaleEdit; the view then calls
    ``show_conflict``. The hidden ``dibuka`` holds a print of each value as the page was opened: what the person did
    not touch follows the row, and both values are shown only where both changed them, with a choice. The next post
    carries ``pakai_<field>``: where it says ``current``, the value of the row is taken instead of what was typed.
    Put it before the base class: ``class EditForm(VersionedFormMixin, BaseModelForm)``.
    """

    OPENED = "dibuka"
    conflict: list[ConflictRow] = []
    followed: list[ConflictRow] = []
    conflict_by = ""
    conflict_at: dt.datetime | None = None

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.fields["version"].error_messages = dict.fromkeys(
            ("required", "invalid"), _("Halaman ini sudah lama terbuka. Muat ulang, lalu isi kembali.")
        )
        instance = getattr(self, "instance", None)
        if "version" not in self.initial and instance is not None:
            self.initial["version"] = getattr(instance, "version", None)
        if self.is_bound:
            self._take_current_values()

    def _take_current_values(self) -> None:
        chosen = [name for name in self.fields if self.data.get(self.add_prefix(f"pakai_{name}")) == "current"]
        if not chosen:
            return
        data = _mutable(self.data)
        for name in chosen:
            values = _as_typed(self, name, self.get_initial_for_field(self.fields[name], name))
            data.setlist(self.add_prefix(name), values)
        self.data = data

    def _blocks(self) -> list[object]:
        prints = self.data.get(self.add_prefix(self.OPENED)) if self.is_bound else self._prints(self._row_values())
        hidden = format_html('<input type="hidden" name="{}" value="{}">', self.add_prefix(self.OPENED), prints or "")
        return [HTML(_literal(hidden)), *super()._blocks()]

    def _prints(self, values: Mapping[str, object]) -> str:
        """A short print of each value as it is read, to tell later what was touched. It gives no value away."""
        return json.dumps({name: _print(_as_shown(self.fields[name], value)) for name, value in values.items()})

    def _opened(self) -> dict[str, str]:
        """The prints of the page that was sent; empty where it brought none."""
        try:
            found = json.loads(self.data.get(self.add_prefix(self.OPENED)) or "{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def clean(self) -> dict[str, object] | None:
        cleaned = super().clean()
        open_names = [name for name in _listed(self.data, "konflik") if name in self.fields]
        undecided = [name for name in open_names if not self.data.get(self.add_prefix(f"pakai_{name}"))]
        for name in undecided:
            self.add_error(name, _('Pilih nilai yang dipakai untuk "{label}".').format(label=self[name].label))
        if undecided:
            self.conflict_by = _("Pengguna lain")
            self.conflict = [row for name in open_names if (row := self._difference(name, self._row_values()))]
        return cleaned

    def _row_values(self) -> dict[str, object]:
        return {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}

    def show_stale(self, error: object) -> None:
        """``show_conflict`` from a StaleEdit whose row has attributes named like the fields."""
        row = error.row
        current = {name: _attribute(row, name) for name in self.fields if hasattr(row, name)}
        self.show_conflict(current=current, changed_by=error.changed_by, changed_at=error.changed_at)

    def show_conflict(self, *, current: Mapping[str, object], changed_by: str, changed_at: dt.datetime) -> None:
        """Both values of each field that both changed; ``current`` holds the row's values, with its ``version``."""
        self.conflict_by, self.conflict_at = changed_by or _("Pengguna lain"), changed_at
        opened = self._opened()
        differences = [row for name in self.fields if (row := self._difference(name, current))]
        self.conflict = [row for row in differences if _is_conflict(row, opened) and not self[row.name].is_hidden]
        untouched = [row for row in differences if opened.get(row.name) == _print(row.yours)]
        self.followed = [row for row in untouched if not self[row.name].is_hidden]
        self._follow(current, [row.name for row in untouched])

    def _follow(self, current: Mapping[str, object], untouched: list[str]) -> None:
        """The page goes on from the row as it is now."""
        data = _mutable(self.data)
        for name in untouched:
            data.setlist(self.add_prefix(name), _as_typed(self, name, current[name]))
        data[self.add_prefix(self.OPENED)] = self._prints({n: current[n] for n in self.fields if n in current})
        if "version" in current:
            data[self.add_prefix("version")] = str(current["version"])
        self.data = data

    def _difference(self, name: str, current: Mapping[str, object]) -> ConflictRow | None:
        if name == "version" or name not in current:
            return None
        bound = self[name]
        yours = bound.field.bound_data(bound.data, bound.initial)
        yours_text = _as_shown(bound.field, yours)
        current_text = _as_shown(bound.field, current[name])
        if _print(yours_text) == _print(current_text):
            return None
        return ConflictRow(name, str(bound.label), yours_text, current_text)

    @property
    def conflict_html(self) -> SafeString:
        """The choice between both values; the error template shows it at the top of the form."""
        if not self.conflict_by:
            return SafeString("")
        return SafeString(render_to_string("components/conflict.html", {"form": self}))


def _is_conflict(row: ConflictRow, opened: Mapping[str, str]) -> bool:
    """Both changed it; without the prints of the opened page every difference counts."""
    return opened.get(row.name) not in (_print(row.yours), _print(row.current))


def _print(text: str) -> str:
    return hashlib.blake2b(" ".join(text.split()).encode(), digest_size=6).hexdigest()


def _attribute(row: object, name: str) -> object:
    value = getattr(row, name)
    if hasattr(value, "all"):
        return [item.pk for item in value.all()]
    return getattr(value, "pk", value)


def _listed(data: Mapping, name: str) -> list[str]:
    return data.getlist(name) if hasattr(data, "getlist") else [data[name]] if name in data else []


def _mutable(data: Mapping) -> MultiValueDict:
    if isinstance(data, QueryDict):
        return data.copy()
    if isinstance(data, MultiValueDict):
        return MultiValueDict(dict(data.lists()))
    return MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in data.items()})


def _as_typed(form: forms.Form, name: str, value: object) -> list[str]:
    """A value as the browser would post it."""
    if isinstance(form.fields[name], forms.BooleanField):
        return ["on"] if value else []
    prepared = form.fields[name].prepare_value(value)
    shown = form.fields[name].widget.format_value(prepared)
    if shown is None or shown == "":
        return [""]
    return [str(item) for item in shown] if isinstance(shown, list | tuple) else [str(shown)]


def _as_shown(field: forms.Field, value: object) -> str:
    """A value as a person reads it: the words of a choice, yes or no, a date as typed."""
    if isinstance(field, forms.BooleanField):
        return _("Ya") if value not in (None, "", False, "False", "false", "off") else _("Tidak")
    prepared = field.prepare_value(value)
    if hasattr(field, "choices"):
        wanted = {str(item) for item in (prepared if isinstance(prepared, list | tuple) else [prepared])}
        return ", ".join(str(words) for code, words in _flat(field.choices) if str(code) in wanted and str(code))
    shown = field.widget.format_value(prepared)
    return "" if shown is None else str(shown).strip()


def _flat(choices: object) -> list[tuple[object, object]]:
    pairs: list[tuple[object, object]] = []
    for code, words in choices:
        pairs += _flat(words) if isinstance(words, list | tuple) else [(code, words)]
    return pairs
