"""The wording and the sheet of the office's texts and papers: a list, and the form of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import requires
from core.steps import take_step
from core.templatetags.ui import tanggal
from letters.actions.templates import change_template
from letters.forms.templates import TemplateForm, template_values
from letters.queries import InUse, changes_of, template_in_use, today
from letters.writings import Writing


@requires("papers.change")
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    rows = [template_row(template_in_use(code, today())) for code in Writing.registry]
    crumbs = [{"label": _("Surat"), "url": reverse("letters:letters")}]
    return render(request, "letters/template_list.html", {"rows": rows, "crumbs": crumbs})


def template_row(found: InUse) -> dict[str, object]:
    sheet = found.sheet
    return {
        "title": found.writing.title,
        "url": reverse("letters:template_edit", args=[found.writing.code]),
        "sheet": f"{sheet.width} × {sheet.height} mm" if found.writing.layout else _("Teks untuk disalin"),
        "state": _("Diubah {siapa}, {tgl}").format(siapa=found.row.by, tgl=tanggal(found.since))
        if found.row
        else _("Bawaan"),
    }


@requires("papers.change")
@require_http_methods(["GET", "POST"])
def template_edit(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in Writing.registry:
        raise Http404
    found = template_in_use(kind, today())
    there = reverse("letters:templates")
    form = TemplateForm(request.POST or None, in_use=found, initial=template_values(found), cancel_url=there)
    page = {
        "title": str(found.writing.title),
        "crumbs": [{"label": _("Naskah baku"), "url": there}],
        "names": [{"name": "{{ " + name + " }}", "meaning": meaning} for name, meaning in found.writing.names.items()],
        "changes": [{"who": str(row.by), "at": row.at} for row in changes_of(kind)],
    }
    return take_step(
        request,
        form,
        do=lambda: change_template(code=kind, values=form.values(), by=request.user),
        done=_("Naskah baku disimpan dan berlaku mulai sekarang."),
        to=there,
        page=page,
        template="letters/template_edit.html",
    )
