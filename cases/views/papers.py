"""The texts and papers of one return: all on one page, then each as a draft, a print, and an outgoing letter."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.actions import papers as actions
from cases.files import PAPER_PHOTO
from cases.forms import papers as forms
from cases.models import Handover, Repatriation, ReturnPaper
from cases.permissions import why_not_change_paper, why_not_right
from cases.queries import get_repatriation, today
from cases.queries.papers import districts_of, get_return_paper, papers_of_return, photos_for
from cases.texts.papers import first_values, printed, text_of
from cases.texts.writings import PAPERS
from cases.views.handovers import DOCX
from cases.views.journey_cards import HANDOVER_CHIPS
from cases.views.words import return_crumbs, return_head
from core.access import requires
from core.files import file_kinds
from core.limited import MB
from core.papers import as_download
from core.steps import do_once, refuse, take_step
from core.templatetags.ui import tanggal, tanggal_jam
from letters.models import PressRelease
from letters.numbers import is_numbered_here
from letters.queries import template_in_use
from letters.views.releases import release_row

BOTH = require_http_methods(["GET", "POST"])


def there(row: ReturnPaper) -> str:
    return reverse("cases:paper", args=[row.repatriation.number, row.pk])


def crumbs_of(repatriation: Repatriation) -> list[dict[str, str]]:
    own = {"label": _("Naskah"), "url": reverse("cases:papers", args=[repatriation.number])}
    return [*return_crumbs(repatriation), own]


def page_of(repatriation: Repatriation, title: str, **more: object) -> dict[str, object]:
    return {"title": title, "crumbs": crumbs_of(repatriation), "head": return_head(repatriation), **more}


@requires("returns.view")
@require_safe
def papers_page(request: HttpRequest, number: str) -> HttpResponse:
    repatriation, viewer = get_repatriation(number), request.viewer
    text, may_write = text_of("LAPORAN_WA", number), viewer.may("returns.record")
    sees_releases = viewer.may("releases.view")
    context = page_of(
        repatriation,
        _("Naskah pemulangan"),
        report=text,
        report_link=f"https://wa.me/?text={quote(text)}",
        papers=[paper_line(row) for row in papers_of_return(repatriation)],
        kinds=[kind_line(repatriation, code) for code in PAPERS] if may_write else [],
        handovers=[handover_line(row) for row in repatriation.handovers.select_related("repatriation")],
        handover_url=reverse("cases:handover_new", args=[number]) if may_write else "",
        releases=[release_row(row) for row in releases_about(repatriation.number)] if sees_releases else None,
        release_url=reverse("letters:release_new", args=["pemulangan", number]) if viewer.may("releases.write") else "",
        texts_url=reverse("cases:ready_texts", args=[number]) if may_write else "",
        templates_url=reverse("letters:templates") if viewer.may("papers.change") else "",
    )
    context["crumbs"] = return_crumbs(repatriation)
    return render(request, "cases/papers.html", context)


def releases_about(number: str) -> list[PressRelease]:
    rows = PressRelease.objects.filter(source="pemulangan", key=number).select_related("created_by")
    return list(rows.order_by("-created_at", "-pk"))


def kind_line(repatriation: Repatriation, code: str) -> dict[str, object]:
    return {"title": PAPERS[code].title, "url": reverse("cases:paper_new", args=[repatriation.number, code])}


def paper_line(row: ReturnPaper) -> dict[str, object]:
    letter = row.letter
    return {
        "title": PAPERS[row.code].title,
        "url": there(row),
        "note": letter.number if letter else f"{row.created_by}, {tanggal_jam(row.created_at)}",
        "chip": "paper_sent" if row.letter_id else "paper_draft",
    }


def handover_line(row: Handover) -> dict[str, object]:
    return {
        "title": row.number or str(row.get_kind_display()),
        "url": reverse("cases:handover", args=[row.repatriation.number, row.pk]),
        "note": tanggal(row.on) if row.on else _("Tanggal belum diisi"),
        "chip": HANDOVER_CHIPS[row.state],
    }


def form_parts(repatriation: Repatriation, code: str, paper: ReturnPaper | None = None) -> dict[str, object]:
    photos = photos_for(repatriation, paper) if PAPERS[code].takes_pictures else []
    words = [
        (str(file.key), _("{nama}, {waktu}").format(nama=file.file_name, waktu=tanggal_jam(file.uploaded_at)))
        for file in photos
    ]
    return {"code": code, "districts": districts_of(repatriation), "photos": words}


@requires("returns.record")
@BOTH
def paper_new(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    repatriation = get_repatriation(number)
    if kind not in PAPERS:
        raise Http404
    back = reverse("cases:papers", args=[number])
    form = forms.PaperForm(
        request.POST or None,
        initial=first_values(kind, repatriation),
        cancel_url=back,
        **form_parts(repatriation, kind),
    )
    made: list[ReturnPaper] = []

    def do() -> None:
        paper = actions.prepare_paper(
            repatriation=repatriation,
            code=kind,
            values=form.values(),
            by=request.user,
            form_id=form.cleaned_data["form_id"],
        )
        made.append(paper)

    page = page_of(repatriation, str(PAPERS[kind].title))
    answer = take_step(request, form, do=do, done=_("Konsep disimpan."), to=back, page=page)
    return redirect(there(made[0])) if made else answer


@requires("returns.view")
@require_safe
def paper_page(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row, viewer = get_return_paper(number, pk), request.viewer
    writing = PAPERS[row.code]
    may_change = not why_not_change_paper(viewer, row)
    context = page_of(
        row.repatriation,
        str(writing.title),
        row=row,
        facts=paper_facts(row),
        chip="paper_sent" if row.letter_id else "paper_draft",
        may_change=may_change,
        may_print=viewer.may("returns.record"),
        may_issue=may_change and viewer.may("letters.edit"),
        takes_pictures=writing.takes_pictures and may_change,
        letter_url=reverse("letters:letter", args=[row.letter.agenda_number])
        if row.letter and viewer.may("letters.view")
        else "",
    )
    return render(request, "cases/paper_page.html", context)


def paper_facts(row: ReturnPaper) -> list[dict[str, object]]:
    letter = row.letter
    attached = ""
    if row.has_people:
        attached = row.district.short_name() if row.district else _("Semua kabupaten/kota")
    facts = [
        (_("Nomor surat"), letter.number if letter else ""),
        (_("Tanggal surat"), tanggal(letter.letter_date) if letter and letter.letter_date else ""),
        (_("Kepada"), row.recipient),
        (_("Hal"), row.subject),
        (_("Daftar nama"), attached or _("Tidak dilampirkan")),
        (_("Ukuran kertas"), paper_size(row)),
        (_("Foto yang ditampilkan"), str(len(row.pictures)) if PAPERS[row.code].takes_pictures else None),
        (_("Penanda tangan"), ", ".join(filter(None, [row.signer, row.signer_position]))),
        (_("Tembusan"), row.copies),
        (_("Dicatat oleh"), f"{row.created_by}, {tanggal_jam(row.created_at)}"),
    ]
    return [{"label": label, "value": value} for label, value in facts if value is not None]


def paper_size(row: ReturnPaper) -> str:
    sheet = template_in_use(row.code, today()).sheet
    return f"{sheet.width} × {sheet.height} mm"


def open_paper(request: HttpRequest, number: str, pk: int) -> ReturnPaper:
    row = get_return_paper(number, pk)
    refuse(why_not_change_paper(request.viewer, row))
    return row


@requires("returns.record")
@BOTH
def paper_edit(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = open_paper(request, number, pk)
    form = forms.EditPaperForm(
        request.POST or None,
        initial=forms.paper_values(row),
        cancel_url=there(row),
        **form_parts(row.repatriation, row.code, row),
    )

    def stale(error) -> None:
        current = forms.paper_values(error.row)
        form.show_conflict(current=current, changed_by=error.changed_by, changed_at=error.changed_at)

    return take_step(
        request,
        form,
        do=lambda: actions.correct_paper(
            paper=row, version=form.cleaned_data["version"], values=form.values(), by=request.user
        ),
        done=_("Konsep disimpan."),
        to=there(row),
        on_stale=stale,
        page=page_of(row.repatriation, str(PAPERS[row.code].title)),
    )


@requires("returns.record")
@BOTH
def paper_photo(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A photo that the report shows; those of the return's hand-overs are ticked in the form."""
    row = open_paper(request, number, pk)
    form = forms.PaperPhotoForm(request.POST or None, request.FILES or None, cancel_url=there(row))
    rules = file_kinds()[PAPER_PHOTO]
    kinds, most = ", ".join(rules.extensions).upper(), rules.bytes // MB
    form.fields["photo"].help_text = _("{jenis}, paling besar {n} MB.").format(jenis=kinds, n=most)
    return take_step(
        request,
        form,
        do=lambda: actions.add_paper_photo(
            paper=row, upload=form.cleaned_data["photo"], by=request.user, form_id=form.cleaned_data["form_id"]
        ),
        done=_("Foto disimpan dan ditampilkan pada laporan."),
        to=there(row),
        page=page_of(row.repatriation, _("Tambah foto laporan")),
    )


@requires("returns.record")
@require_safe
def paper_print(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """As PDF; KONSEP until it stands in the book under a number."""
    row = get_return_paper(number, pk)
    content = printed(row, made_at=timezone.now(), as_docx=False)
    return as_download(content, f"{row.code.lower()}-{number}-{pk}.pdf")


@requires("returns.record")
@require_safe
def paper_docx(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """As DOCX, with the placeholders that SRIKANDI fills in."""
    row = get_return_paper(number, pk)
    content = printed(row, made_at=timezone.now(), as_docx=True)
    return as_download(content, f"{row.code.lower()}-{number}-{pk}.docx", DOCX)


@requires("returns.record")
@BOTH
def paper_issue(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Into the book as an outgoing letter, linked to the return."""
    row = open_paper(request, number, pk)
    refuse(why_not_right(request.viewer, "letters.edit"))
    form = forms.IssuePaperForm(request.POST or None, initial={"version": row.version}, cancel_url=there(row))
    notice = _("Sesudah dicatat, naskah ini tidak diubah lagi dan tercetak dengan nomornya, tanpa tulisan KONSEP.")
    if is_numbered_here():
        notice = f"{notice} {_('Nomornya diberikan oleh sistem.')}"
    return take_step(
        request,
        form,
        do=lambda: actions.issue_paper(
            paper=row,
            version=form.cleaned_data["version"],
            number=form.cleaned_data.get("number", ""),
            on=form.cleaned_data["on"],
            sent_on=form.cleaned_data["sent_on"],
            by=request.user,
            form_id=form.cleaned_data["form_id"],
        ),
        done=_("Naskah dicatat sebagai surat keluar."),
        to=there(row),
        page=page_of(row.repatriation, _("Catat sebagai surat keluar"), notice=notice, notice_tone="info"),
    )


@requires("returns.record")
@require_POST
def paper_drop(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    row = open_paper(request, number, pk)
    return do_once(
        request,
        do=lambda: actions.drop_paper(paper=row, by=request.user),
        done=_("Konsep dihapus."),
        to=reverse("cases:papers", args=[number]),
    )
