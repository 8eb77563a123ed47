"""The list of a letter, and who of those who came stands on which line."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.actions.arrivals import record_absence
from cases.actions.repatriations import match_entry, record_manifest
from cases.choices import Sex
from cases.facts import ListedPerson
from cases.forms.returns import ManifestForm, MatchEntryForm, NotArrivedForm, ReadLine, entry_words
from cases.models import ManifestEntry
from cases.queries import get_repatriation, get_returnee, open_lines, taken_lines, today
from cases.queries.letters import letters_of
from cases.queries.list_imports import standing_of
from cases.views.list_compare import beside_standing
from cases.views.words import return_crumbs, return_head, returnee_crumbs, returnee_head
from core.access import requires
from core.steps import take_step

BOTH = require_http_methods(["GET", "POST"])


@requires("returns.manifest")
@BOTH
def manifest_new(request: HttpRequest, number: str) -> HttpResponse:
    """Typed or pasted, read, shown as it was read, and only then written."""
    repatriation = get_repatriation(number)
    there = reverse("cases:return_detail", args=[number])
    form = ManifestForm(
        request.POST or None,
        letters=letters_of(repatriation),
        standing=standing_of(repatriation) if request.method == "POST" else (),
        initial={"issuer": repatriation.sending_office},
        cancel_url=there,
    )
    page = {
        "title": _("Daftar nama sesuai surat"),
        "crumbs": return_crumbs(repatriation),
        "head": return_head(repatriation),
        "preview": None,
    }
    is_read = form.is_bound and form.errors.keys() <= {"relation"}
    if is_read:
        page["preview"] = preview(form.lines())
        new = [listed_entry(at, line.person) for at, line in enumerate(form.lines(), start=1)]
        _standing, page["differences"], likely = beside_standing(repatriation, new)
        form.propose(likely)
    if is_read and not form.errors and ("simpan" not in request.POST or form.stand() is None):
        return render(request, "cases/manifest_new.html", {**page, "form": form})

    def do() -> None:
        record_manifest(
            repatriation=repatriation,
            people=[line.person for line in form.lines()],
            stand=form.stand(),
            by=request.user,
            **form.told_head(),
        )

    done = _("Daftar nama disimpan.")
    return take_step(request, form, do=do, done=done, to=there, page=page, template="cases/manifest_new.html")


def listed_entry(position: int, person: ListedPerson) -> ManifestEntry:
    """The line that it would be, to be compared with those that stand."""
    return ManifestEntry(
        position=position, name=person.name, sex=person.sex, stated_age=person.age, printed_origin=person.origin
    )


def preview(lines: list[ReadLine]) -> dict[str, object]:
    """How each line was read; nothing is written yet."""
    rows = [
        {
            "position": position,
            "name": line.person.name,
            "sex": Sex(line.person.sex).label,
            "age": line.person.age,
            "origin": line.person.origin,
            "doubt": line.doubt,
        }
        for position, line in enumerate(lines, start=1)
    ]
    doubtful = sum(1 for row in rows if row["doubt"])
    sentence = _("{a} baris siap, {b} perlu diperiksa. Belum ada yang disimpan.")
    return {"rows": rows, "sentence": sentence.format(a=len(rows) - doubtful, b=doubtful), "count": len(rows)}


@requires("returns.manifest")
@BOTH
def entry_match(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Which line of the letter this person is, or that they are on none."""
    row = get_returnee(number, pk)
    there = reverse("cases:returnee", args=[number, pk])
    taken = taken_lines(row.repatriation) - {row.manifest_entry_id}
    entries = ManifestEntry.objects.filter(manifest__repatriation=row.repatriation).exclude(pk__in=taken)
    form = MatchEntryForm(
        request.POST or None,
        entries=entries.order_by("manifest", "position"),
        initial={"entry": row.manifest_entry_id or "", "unlisted_reason": row.unlisted_reason},
        cancel_url=there,
    )

    def do() -> None:
        chosen = form.cleaned_data["entry"]
        entry = None if chosen == MatchEntryForm.OUTSIDE else entries.get(pk=chosen)
        reason = form.cleaned_data["unlisted_reason"]
        match_entry(returnee=row, entry=entry, unlisted_reason=reason, by=request.user)

    page = {
        "title": _("Pasangkan dengan daftar"),
        "crumbs": returnee_crumbs(row),
        "head": returnee_head(row, today()),
    }
    return take_step(request, form, do=do, done=_("Pasangan disimpan."), to=there, page=page)


@requires("returns.record")
@BOTH
def entry_absent(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Somebody whom the letter names did not come, and nobody logged them yet."""
    repatriation = get_repatriation(number)
    line = next((line for line in open_lines(repatriation) if line.pk == pk), None)
    if line is None:
        raise Http404
    there = reverse("cases:return_detail", args=[number]) + "#daftar"
    form = NotArrivedForm(request.POST or None, cancel_url=there)

    def do() -> None:
        reason = form.cleaned_data["not_arrived_reason"]
        record_absence(entry=line, reason=reason, on=today(), by=request.user)

    page = {
        "title": _("Tidak datang"),
        "crumbs": return_crumbs(repatriation),
        "head": return_head(repatriation),
        "about": [entry_words(line)],
    }
    return take_step(request, form, do=do, done=_("Dicatat tidak datang."), to=there, page=page)
