"""The wording of texts and papers: `{{ value }}`, `{% if value %}` and nothing else, so that whoever changes it can
neither reach beyond the values nor keep the machine busy."""

import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from core.exceptions import DomainError

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.CondExpr, nodes.Not, nodes.And,
    nodes.Or, nodes.Const, nodes.Filter,
)  # fmt: skip
FILTERS = {"upper", "lower", "capitalize"}
GAPS = re.compile(r"\n{3,}")  # what a condition leaves behind

environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)


def worded(body: str, values: Mapping[str, str]) -> str:
    """The wording over the values. Plain text: whoever shows it escapes it."""
    text = environment.from_string(body).render(values)
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return GAPS.sub("\n\n", "\n".join(lines)).strip()


def refuse_wording(body: str, names: Iterable[str]) -> None:
    """Raises DomainError on the field `body` for a wording that cannot be used."""
    try:
        found = list(environment.parse(body).find_all(nodes.Node))
    except TemplateSyntaxError as error:
        sentence = _("Tanda kurung pada baris {n} tidak lengkap. Tulis nilai seperti {contoh}.")
        raise DomainError(sentence.format(n=error.lineno, contoh="{{ tempat }}"), field="body") from error
    except RecursionError as error:
        raise too_deep() from error
    known = set(names)
    for node in found:
        if isinstance(node, nodes.Name) and node.name not in known:
            sentence = _('Nilai "{nama}" tidak dikenal. Pakai nama dari daftar di bawah.')
            raise DomainError(sentence.format(nama=node.name), field="body")
        if not isinstance(node, ALLOWED) or (isinstance(node, nodes.Filter) and not is_plain(node)):
            sentence = _("Pada baris {n} ada perintah yang tidak boleh dipakai. Pakai nilai dan {contoh} saja.")
            raise DomainError(sentence.format(n=node.lineno, contoh="{% if %}"), field="body")
    try:
        environment.from_string(body)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise too_deep() from error


def is_plain(node: nodes.Filter) -> bool:
    """One of FILTERS that is told nothing more: with more it would fail when the text is made."""
    return node.name in FILTERS and not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)


def too_deep() -> DomainError:
    """Conditions within conditions that the machine does not take any more: each text would fail with it."""
    return DomainError(_("Terlalu banyak syarat di dalam syarat. Sederhanakan naskahnya."), field="body")
