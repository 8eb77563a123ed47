"""Returns: the list, one return with numbers that reconcile, its edit, and checking all at once."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import reference
from cases.actions.arrivals import record_group, send_back_submission, verify_submission
from cases.actions.repatriations import correct_repatriation
from cases.choices import ArrivalState, ListName, SubmissionState
from cases.counts import count_words
from cases.exceptions import AlreadyThere
from cases.forms.filters import ReturnFilter
from cases.forms.returns import AnnounceReturnForm, EditReturnForm, GroupFactForm, SendBackForm, entry_words
from cases.models import Manifest, ManifestEntry, Repatriation, Returnee
from cases.permissions import why_not_change_return
from cases.queries import (
    RETURN_FIELDS,
    Masked,
    get_repatriation,
    history_of,
    journey_of,
    people_of,
    reconcile,
    taken_lines,
    today,
    waiting_people,
)
from cases.queries.aftercare import repeats_of
from cases.queries.families import families_in
from cases.queries.list_imports import lines_of
from cases.searches import ReturnList
from cases.views.entries import entry_details
from cases.views.families import family_of_card
from cases.views.follow_up_cards import repeat_words
from cases.views.journey_cards import journey_cards
from cases.views.journeys import texts_of
from cases.views.letters import letter_card
from cases.views.list_compare import compared
from cases.views.long_groups import Part
from cases.views.return_steps import list_steps, return_steps
from cases.views.seen import as_seen, looked_at, seen_of
from cases.views.sources import sourced_fields
from cases.views.words import (
    RETURN_CHIPS,
    age_words,
    flag_words,
    masked_words,
    return_crumbs,
    return_head,
    returnee_states,
    sex_words,
)
from core.access import requires
from core.list_pages import list_context
from core.steps import refuse, take_step
from core.templatetags.ui import jam, tanggal

COLUMNS = [
    {"label": gettext_lazy("Sebab dan nomor")},
    {"label": gettext_lazy("Kapal atau penerbangan")},
    {"label": gettext_lazy("Unit pengirim")},
    {"label": gettext_lazy("Tiba")},
    {"label": gettext_lazy("Keadaan")},
]


def return_row(row: Repatriation) -> dict[str, object]:
    expected = _("rencana {tgl}").format(tgl=tanggal(row.expected_on)) if row.expected_on else ""
    return {
        "url": reverse("cases:return_detail", args=[row.number]),
        "cause": reference.label(ListName.RETURN_CAUSE, row.cause),
        "number": row.number,
        "country": reference.label(ListName.COUNTRY, row.country) if row.country else "",
        "vessel": row.vessel or _("Belum diketahui"),
        "place": row.place_of_arrival,
        "sender": row.sending_office or row.office.short_name,
        "day": tanggal(row.arrived_on) if row.arrived_on else expected or _("Belum diketahui"),
        "chip": RETURN_CHIPS[row.state],
    }


@requires("returns.view")
@require_safe
def return_list(request: HttpRequest) -> HttpResponse:
    form = ReturnFilter(request.GET, viewer=request.viewer)
    search = ReturnList(request.viewer, form.values())
    context = list_context(request, search, form, row_of=return_row, noun=_("pemulangan"))
    context["steps"] = list_steps(request.viewer)
    return render(request, "cases/return_list.html", {**context, "columns": COLUMNS})


@requires("returns.view")
@require_safe
def return_page(request: HttpRequest, number: str) -> HttpResponse:
    repatriation = get_repatriation(number)
    viewer = request.viewer
    people, hidden = people_of(repatriation)
    route = journey_of(repatriation)
    families = families_in(people, route.handovers)
    people = families.ordered(people)
    part = Part.of(request, people)
    repeats = repeats_of(row.worker_id for row in part.shown)
    may_record = viewer.may("returns.record")
    may_edit = not why_not_change_return(viewer, repatriation)
    waiting = [row for row in people if row.submission_state == SubmissionState.WAITING]
    letters, numbers = letter_card(repatriation, viewer), reconcile(repatriation)
    journey = journey_cards(repatriation, route, people, viewer, may_edit=may_edit)
    context = {
        "repatriation": repatriation,
        "head": return_head(repatriation),
        "numbers": numbers,
        "facts": return_facts(repatriation),
        "facts_title": _("Data rombongan"),
        "part": part,
        "people": [
            {
                **person_card(row, repatriation),
                **family_of_card(row, families, number, may_record=may_record),
                "repeat": repeat_words(repeats.get(row.pk)),
            }
            for row in part.shown
        ],
        **masked_part(part, hidden),
        "waiting": len(waiting) if viewer.may("returns.verify") else 0,
        "seen": as_seen(row for row in part.shown if row.submission_state == SubmissionState.WAITING),
        "journey": journey,
        "without_shown": part.frail_first(journey["without"]),  # type: ignore[arg-type]
        "lists": list_lines(repatriation, part, letters["letter_urls"], may_record=may_record),
        "sources": sourced_fields(repatriation, may_edit=may_edit),
        "group_facts": group_fact_lines(repatriation),
        "edit_url": address("return_edit", number, may_edit),
        "source_url": address("return_source", number, may_edit),
        "fact_url": address("group_fact", number, may_edit),
        "route_url": address("leg_new", number, may_edit),
        "stay_url": address("stay_new", number, may_edit),
        "cost_url": address("cost_new", number, may_edit),
        "coordination_url": address("coordination_new", number, viewer.may("returns.record")),
        "papers_url": reverse("cases:papers", args=[number]),
        "texts_url": address("ready_texts", number, viewer.may("returns.record")),
        "texts": texts_of(repatriation, route.legs, numbers) if may_record else [],
        "family_url": address("family_link", number, may_record and len(people) > 1),
        "handover_url": address("handover_new", number, viewer.may("returns.record")),
        "import_url": address("list_import_new", number, viewer.may("returns.manifest")),
        "numbers_url": address("return_numbers", number, viewer.may("workers.view") and bool(people)),
        "list_url": address("manifest_new", number, viewer.may("returns.manifest")),
        "grid_url": address("grid", number, may_record),
        "pick_up_url": address("pick_up", number, viewer.may("returns.record")),
        "add_url": address("person_add", number, viewer.may("returns.record")),
        **letters,
        "history": history_of(repatriation, RETURN_FIELDS) if viewer.may("history.view") else None,
    }
    context["steps"] = return_steps(repatriation, numbers, context, lacks_receiver=bool(journey["without"]))
    return render(request, "cases/return_page.html", context)


def masked_part(part: Part, hidden: list[Masked]) -> dict[str, object]:
    """Others of the group, masked; who looks for a name is shown none of them."""
    shown = [] if part.text or part.start else part.some(hidden)
    rows = [{"initials": row.initials, "words": masked_words(row)} for row in shown]
    return {"masked": rows, "masked_left": len(hidden) - len(shown)}


def address(name: str, number: str, is_allowed: bool) -> str:
    """Where a step is taken, or nothing for who may not take it."""
    return reverse(f"cases:{name}", args=[number]) if is_allowed else ""


def return_facts(row: Repatriation) -> list[dict[str, object]]:
    at = f", {jam(row.arrival_at)}" if row.arrival_at else ""
    count = row.group_count
    facts = [
        (_("Sebab kepulangan"), reference.label(ListName.RETURN_CAUSE, row.cause)),
        (_("Negara"), reference.label(ListName.COUNTRY, row.country) if row.country else ""),
        (_("Unit pengirim"), row.sending_office),
        (_("Kapal atau penerbangan"), row.vessel),
        (_("Pelabuhan atau bandara"), row.place_of_arrival),
        (_("Rencana tiba"), tanggal(row.expected_on) if row.expected_on else ""),
        (_("Tanggal tiba"), f"{tanggal(row.arrived_on)}{at}" if row.arrived_on else ""),
        (_("Bagian dari rombongan"), _("{n} orang").format(n=count_words(count)) if count else ""),
        (_("Dicatat oleh"), f"{row.created_by}, {row.office.short_name}"),
    ]
    return [{"label": label, "value": value} for label, value in facts]


def person_card(row: Returnee, group: Repatriation) -> dict[str, object]:
    """One person of the group as the list shows them. Who did not come is as old as on the day of the others."""
    worker = row.worker
    day = row.arrived_on or group.arrived_on or group.expected_on or row.created_at.date()
    place = ", ".join(area.short_name() for area in (worker.village, row.district) if area)
    return {
        "pk": row.pk,
        "url": reverse("cases:returnee", args=[group.number, row.pk]),
        "name": str(worker),
        "who": ", ".join(filter(None, [sex_words(row.sex), age_words(worker, day)])) or _("Belum diketahui"),
        "place": place or _("Belum diketahui"),
        "paper": reference.label(ListName.DOCUMENT, row.paper_held) if row.paper_held else "",
        "flags": flag_words(row),
        "states": returnee_states(row),
        "is_waiting": row.submission_state == SubmissionState.WAITING,
        "seen": as_seen([row]),
        "is_back": row.submission_state == SubmissionState.RETURNED,
    }


def list_lines(
    repatriation: Repatriation, part: Part, letter_urls: dict[int, str], *, may_record: bool
) -> list[dict[str, object]]:
    """Each letter with its lines and who stands on which; a line out of sight is not shown."""
    on_line = {row.manifest_entry_id: row for row in part.people if row.manifest_entry_id}
    taken = taken_lines(repatriation)
    entries: dict[int, list[dict[str, object]]] = {}
    found, left = part.lines(repatriation)
    for entry in found:
        line = entry_line(repatriation.number, entry, on_line.get(entry.pk))
        is_open = may_record and entry.pk not in taken and entry.manifest.replaced_by_id is None
        entries.setdefault(entry.manifest_id, []).append({**line, **(ways(repatriation, entry) if is_open else {})})
    manifests = list(repatriation.manifests.of_seen().order_by("-created_at", "-pk"))
    told = differences_among(manifests, taken)
    return [
        {
            "manifest": manifest,
            "letter_url": letter_urls.get(manifest.letter_id, ""),
            "lines": entries.get(manifest.pk, []),
            "left": left.get(manifest.pk, 0),
            "differences": told.get(manifest.pk),
        }
        for manifest in manifests
    ]


def differences_among(manifests: list[Manifest], taken: Collection[int]) -> dict[int, dict[str, object] | None]:
    """What each list that took the place of others says otherwise, by its id."""
    newer = {row.replaced_by_id for row in manifests if row.replaced_by_id}
    lines = lines_of(row for row in manifests if row.replaced_by_id or row.pk in newer)
    return {
        pk: compared([row for row in manifests if row.replaced_by_id == pk], lines, lines.get(pk, ()), taken)
        for pk in newer
    }


def ways(repatriation: Repatriation, entry: ManifestEntry) -> dict[str, str]:
    """What may be said of an open line: the person came, or did not."""
    return {
        "come_url": f"{reverse('cases:person_add', args=[repatriation.number])}?baris={entry.pk}",
        "absent_url": reverse("cases:entry_absent", args=[repatriation.number, entry.pk]),
    }


def entry_line(number: str, entry: ManifestEntry, row: Returnee | None) -> dict[str, object]:
    return {
        "words": entry_words(entry),
        "details": entry_details(entry),
        "name": str(row.worker) if row else "",
        "url": reverse("cases:returnee", args=[number, row.pk]) if row else "",
        "has_come": bool(row and row.arrival_state == ArrivalState.ARRIVED),
        "states": [state for state in returnee_states(row) if state["key"].startswith("na_")] if row else [],
    }


def group_fact_lines(repatriation: Repatriation) -> list[dict[str, object]]:
    labels = dict(GroupFactForm.FIELDS)
    rows = repatriation.group_facts.of_seen().select_related("area").order_by("recorded_at", "pk")
    return [
        {
            "label": labels.get(row.field, row.field),
            "text": row.text,
            "source": ", ".join(filter(None, [str(row.get_source_kind_display()), row.source])),
            "on": row.source_date,
        }
        for row in rows
    ]


@requires("returns.record")
@require_http_methods(["GET", "POST"])
def return_edit(request: HttpRequest, number: str) -> HttpResponse:
    repatriation = get_repatriation(number)
    refuse(why_not_change_return(request.viewer, repatriation))
    there = reverse("cases:return_detail", args=[number])
    form = EditReturnForm(request.POST or None, initial=return_values(repatriation), cancel_url=there)

    def stale(error) -> None:
        current = return_values(error.row)
        form.show_conflict(current=current, changed_by=error.changed_by, changed_at=error.changed_at)

    return take_step(
        request,
        form,
        do=lambda: correct_repatriation(
            repatriation=repatriation,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            printed=form.printed(),
            by=request.user,
        ),
        done=_("Data rombongan disimpan."),
        to=there,
        on_stale=stale,
        page={
            "title": _("Ubah data rombongan"),
            "crumbs": return_crumbs(repatriation),
            "head": return_head(repatriation),
        },
    )


def return_values(row: Repatriation) -> dict[str, object]:
    """The row as the inputs of its form."""
    values = {name: getattr(row, name) for name in (*EditReturnForm.base_fields, "version")}
    return {**values, "group_total": row.group_count}


@requires("returns.record")
@require_http_methods(["GET", "POST"])
def return_announce(request: HttpRequest) -> HttpResponse:
    """A group that is on its way, or only announced."""
    form = AnnounceReturnForm(request.POST or None, cancel_url=reverse("cases:returns"))
    made: list[Repatriation] = []

    def do() -> None:
        try:
            made.append(record_group(facts=form.facts(), on=today(), by=request.user))
        except AlreadyThere as already:
            made.append(already.row)

    page = {"title": _("Catat rencana kedatangan"), "crumbs": return_crumbs(), "head": None}
    done = _("Rencana kedatangan dicatat. Catat daftar suratnya bila ada; orangnya dicatat saat tiba.")
    answer = take_step(request, form, do=do, done=done, to=reverse("cases:returns"), page=page)
    return redirect("cases:return_detail", made[0].number) if made else answer


@requires("returns.verify")
@require_POST
def verify_waiting(request: HttpRequest, number: str) -> HttpResponse:
    """Everybody who waits and was looked at, in one tap; who came or changed since then still waits."""
    rows, seen = waiting_people(get_repatriation(number)), seen_of(request.POST.get("dilihat", ""))
    same = [row for row in rows if seen.get(row.pk) == row.stamp]
    for row in same:
        verify_submission(returnee=row, stamp=row.stamp, by=request.user)
    if same:
        messages.success(request, _("{n} orang diverifikasi.").format(n=len(same)))
    if left := len(rows) - len(same):
        sentence = _("{n} orang bertambah atau berubah setelah halaman ini dibuka. Periksa lagi, lalu verifikasi.")
        messages.warning(request, sentence.format(n=left))
    return redirect("cases:return_detail", number)


@requires("returns.verify")
@require_http_methods(["GET", "POST"])
def send_back_waiting(request: HttpRequest, number: str) -> HttpResponse:
    """Everybody who waits goes back with one reason."""
    repatriation = get_repatriation(number)
    rows = waiting_people(repatriation)
    there = reverse("cases:return_detail", args=[number])
    form = SendBackForm(request.POST or None, initial={"seen": as_seen(rows)}, cancel_url=there)

    def do() -> None:
        seen = seen_of(form.cleaned_data["seen"])
        for row in rows:
            stamp = looked_at(seen.get(row.pk))
            send_back_submission(returnee=row, reason=form.cleaned_data["reason"], stamp=stamp, by=request.user)

    page = {
        "title": _("Kembalikan {n} orang yang menunggu").format(n=len(rows)),
        "crumbs": return_crumbs(repatriation),
        "head": return_head(repatriation),
        "about": [str(row.worker) for row in rows],
    }
    done = _("{n} orang dikembalikan.").format(n=len(rows))
    return take_step(request, form, do=do, done=done, to=there, page=page)
