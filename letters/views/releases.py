"""Press releases: the list, what to write about, the text, and the decision of the head."""

import re
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.access import requires
from core.steps import refuse, take_step
from core.templatetags.ui import tanggal_jam
from letters.actions import releases as actions
from letters.choices import ReleaseState
from letters.forms import releases as forms
from letters.models import PressRelease, ReleaseText
from letters.permissions import why_not_approve, why_not_edit_release
from letters.queries import (
    authors_of,
    get_release,
    newest_text,
    releases_in_sight,
    template_in_use,
    texts_of,
    today,
)
from letters.release_sources import ReleaseSource, Told
from letters.wording import worded

BOTH = require_http_methods(["GET", "POST"])
GAP = re.compile(r"\[[^\[\]]+\]")  # left to be filled in by hand
CHIPS = {
    ReleaseState.DRAFT: "release_draft",
    ReleaseState.SUBMITTED: "release_submitted",
    ReleaseState.SENT_BACK: "release_sent_back",
    ReleaseState.APPROVED: "release_approved",
}


def source_of(code: str) -> ReleaseSource:
    if code not in ReleaseSource.registry:
        raise Http404
    return ReleaseSource.registry[code]()


def told_by(source: str, key: str, viewer) -> Told:
    found = source_of(source).told(key, viewer)
    if found is None:
        raise Http404
    return found


def crumbs() -> list[dict[str, str]]:
    return [{"label": _("Siaran pers"), "url": reverse("letters:releases")}]


def there(release: PressRelease) -> str:
    return reverse("letters:release", args=[release.pk])


def head_of(release: PressRelease) -> dict[str, object]:
    return {
        "name": _("Siaran pers"),
        "number": release.key,
        "facts": [str(release.created_by)],
        "states": [{"key": CHIPS[ReleaseState(release.state)]}],
    }


def page_of(release: PressRelease, title: str, /, **more: object) -> dict[str, object]:
    own = {"label": release.key, "url": there(release)}
    return {"title": title, "crumbs": [*crumbs(), own], "head": head_of(release), **more}


@requires("releases.view")
@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("keadaan", "")
    state = state if state in ReleaseState.values else ""
    rows = [release_row(row) for row in releases_in_sight(state)]
    context = {
        "rows": rows,
        "tabs": state_tabs(state),
        "columns": [{"label": _("Tentang")}, {"label": _("Penyusun")}, {"label": _("Keadaan")}],
        "may_write": request.viewer.may("releases.write"),
    }
    return render(request, "letters/release_list.html", context)


def release_row(row: PressRelease) -> dict[str, object]:
    return {
        "url": there(row),
        "title": row.facts.get("label") or row.key,
        "who": str(row.created_by),
        "at": tanggal_jam(row.created_at),
        "chip": CHIPS[ReleaseState(row.state)],
    }


def state_tabs(active: str) -> list[dict[str, object]]:
    url = reverse("letters:releases")
    choices = [("", _("Semua")), *((state.value, state.label) for state in ReleaseState)]
    return [
        {"label": label, "url": f"{url}?keadaan={code}" if code else url, "active": active == code}
        for code, label in choices
    ]


@requires("releases.write")
@require_safe
def release_subjects(request: HttpRequest) -> HttpResponse:
    """What a release can be written about, told without names."""
    text = request.GET.get("q", "")
    lines = [
        {"url": reverse("letters:release_new", args=[code, subject.key]), "label": subject.label, "note": subject.note}
        for code, source in ReleaseSource.registry.items()
        for subject in source().recent(text)
    ]
    context = {"title": _("Susun siaran pers"), "crumbs": crumbs(), "lines": lines, "q": text[:50]}
    return render(request, "letters/release_subjects.html", context)


@requires("releases.write")
@BOTH
def release_new(request: HttpRequest, source: str, key: str) -> HttpResponse:
    told = told_by(source, key, request.viewer)
    codes = source_of(source).writings
    wordings = [worded(template_in_use(code, today()).body, told.values) for code in codes]
    start = dict(zip(("site", "caption", "whatsapp"), wordings, strict=True))
    form = forms.NewReleaseForm(request.POST or None, initial=start, cancel_url=reverse("letters:releases"))
    made: list[PressRelease] = []

    def do() -> None:
        release = actions.start_release(
            source=source,
            key=key,
            facts=told.facts(),
            texts=form.texts(),
            by=request.user,
            form_id=form.cleaned_data["form_id"],
        )
        made.append(release)

    page = {
        "title": _("Susun siaran pers"),
        "crumbs": crumbs(),
        "figures": source_of(source).lines(told.figures),
        "about": told.label,
    }
    answer = take_step(
        request,
        form,
        do=do,
        done=_("Konsep siaran pers disimpan."),
        to=reverse("letters:releases"),
        page=page,
        template="letters/release_form.html",
    )
    return redirect(there(made[0])) if made else answer


@requires("releases.view")
@require_safe
def release_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of the text (`?versi=`), the figures, and what may be done next."""
    release, viewer = get_release(pk), request.viewer
    texts = texts_of(release)
    wanted = request.GET.get("versi", "")
    shown = next((row for row in texts if str(row.number) == wanted), texts[0])
    source = source_of(release.source)
    told = source.told(release.key, viewer)
    is_approved = release.state == ReleaseState.APPROVED
    why_not_decide = why_not_approve(viewer, release, authors_of(release))
    context = page_of(
        release,
        release.facts.get("label") or release.key,
        release=release,
        pieces=pieces_of(shown),
        shown=shown,
        versions=[version_line(row, release, shown) for row in texts],
        facts=[{"label": label, "value": value} for label, value in source.lines(release.facts)],
        subject_url=told.url if told else "",
        changed=changed_figures(source, release, told),
        has_gaps=any(GAP.search(piece["text"]) for piece in pieces_of(shown)),
        findings=[] if is_approved else source.findings(release.key, shown.words, viewer),
        may_edit=not why_not_edit_release(viewer, release),
        may_decide=not why_not_decide,
        why_not=why_not_decide if release.state == ReleaseState.SUBMITTED else "",
        may_send_back=viewer.may("releases.approve") and release.state == ReleaseState.SUBMITTED,
        is_approved=is_approved,
        is_newest=shown.number == texts[0].number,
    )
    context["crumbs"] = crumbs()
    return render(request, "letters/release_page.html", context)


def pieces_of(text: ReleaseText) -> list[dict[str, str]]:
    """The three lengths, each with the link that opens WhatsApp with it."""
    told = [("situs", _("Untuk situs"), text.site), ("caption", _("Untuk media sosial"), text.caption)]
    pieces = [
        {"code": code, "title": title, "text": words, "rows": min(32, words.count("\n") + len(words) // 70 + 2)}
        for code, title, words in [*told, ("wa", _("Untuk WhatsApp"), text.whatsapp)]
        if words
    ]
    return [{**piece, "link": f"https://wa.me/?text={quote(piece['text'])}"} for piece in pieces]


def version_line(row: ReleaseText, release: PressRelease, shown: ReleaseText) -> dict[str, object]:
    return {
        "url": f"{there(release)}?versi={row.number}",
        "label": _("Versi {n}").format(n=row.number),
        "note": f"{row.by}, {tanggal_jam(row.at)}",
        "is_shown": row.pk == shown.pk,
    }


def changed_figures(source: ReleaseSource, release: PressRelease, told: Told | None) -> list[str]:
    """Figures that differ today from those that the release rests on, as `Tiba: 18, sekarang 19`."""
    if told is None:
        return []
    before, now = dict(source.lines(release.facts)), dict(source.lines(told.figures))
    sentence = _("{nama}: {dulu}, sekarang {kini}")
    return [
        sentence.format(nama=name, dulu=before.get(name, "-"), kini=value)
        for name, value in now.items()
        if before.get(name) != value
    ]


@requires("releases.write")
@BOTH
def release_edit(request: HttpRequest, pk: int) -> HttpResponse:
    release = get_release(pk)
    refuse(why_not_edit_release(request.viewer, release))
    told, text = told_by(release.source, release.key, request.viewer), newest_text(release)
    values = {**text_values(text), "version": release.version}
    form = forms.EditReleaseForm(request.POST or None, initial=values, cancel_url=there(release))

    def stale(error) -> None:
        current = {**text_values(newest_text(error.row)), "version": error.row.version}
        form.show_conflict(current=current, changed_by=error.changed_by, changed_at=error.changed_at)

    return take_step(
        request,
        form,
        do=lambda: actions.edit_release(
            release=release,
            version=form.cleaned_data["version"],
            texts=form.texts(),
            facts=told.facts(),
            by=request.user,
        ),
        done=_("Konsep siaran pers disimpan."),
        to=there(release),
        on_stale=stale,
        page=page_of(
            release, _("Ubah siaran pers"), figures=source_of(release.source).lines(told.figures), about=told.label
        ),
        template="letters/release_form.html",
    )


def text_values(text: ReleaseText) -> dict[str, str]:
    return {"site": text.site, "caption": text.caption, "whatsapp": text.whatsapp}


def findings_of(release: PressRelease, viewer) -> list[str]:
    return source_of(release.source).findings(release.key, newest_text(release).words, viewer)


@requires("releases.write")
@BOTH
def release_submit(request: HttpRequest, pk: int) -> HttpResponse:
    release = get_release(pk)
    refuse(why_not_edit_release(request.viewer, release))
    findings = findings_of(release, request.viewer)
    form = forms.SubmitReleaseForm(
        request.POST or None, findings=bool(findings), initial={"version": release.version}, cancel_url=there(release)
    )
    return take_step(
        request,
        form,
        do=lambda: actions.submit_release(release=release, version=form.cleaned_data["version"], by=request.user),
        done=_("Naskah diajukan kepada kepala."),
        to=there(release),
        page=page_of(release, _("Ajukan siaran pers"), about=findings, **warned(findings)),
    )


def warned(findings: list[str]) -> dict[str, object]:
    """What a step says above its form."""
    if not findings:
        return {"notice": _("Tidak ditemukan nama, inisial, atau desa orang dalam rombongan."), "notice_tone": "info"}
    return {"notice": _("Periksa dahulu hal di bawah ini."), "notice_tone": "wait"}


@requires("releases.approve")
@BOTH
def release_approve(request: HttpRequest, pk: int) -> HttpResponse:
    release = get_release(pk)
    refuse(why_not_approve(request.viewer, release, authors_of(release)))
    told, findings = told_by(release.source, release.key, request.viewer), findings_of(release, request.viewer)
    form = forms.ApproveReleaseForm(
        request.POST or None, findings=bool(findings), initial={"version": release.version}, cancel_url=there(release)
    )
    return take_step(
        request,
        form,
        do=lambda: actions.approve_release(
            release=release, version=form.cleaned_data["version"], facts=told.facts(), by=request.user
        ),
        done=_("Siaran pers disetujui."),
        to=there(release),
        page=page_of(release, _("Setujui siaran pers"), about=findings, **warned(findings)),
    )


@requires("releases.approve")
@BOTH
def release_send_back(request: HttpRequest, pk: int) -> HttpResponse:
    release = get_release(pk)
    refuse(why_not_approve(request.viewer, release, set()))
    form = forms.SendBackReleaseForm(
        request.POST or None, initial={"version": release.version}, cancel_url=there(release)
    )
    return take_step(
        request,
        form,
        do=lambda: actions.send_back_release(
            release=release, version=form.cleaned_data["version"], reason=form.cleaned_data["reason"], by=request.user
        ),
        done=_("Naskah dikembalikan kepada penyusunnya."),
        to=there(release),
        page=page_of(release, _("Kembalikan siaran pers")),
    )
