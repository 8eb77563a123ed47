"""Logging those who come off a ship: the group, then the people; from the phone's outbox or as plain pages."""

import json
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import reference
from cases.actions.arrivals import record_arrival, record_group
from cases.actions.matches import decide_match
from cases.choices import ListName, MatchDecision
from cases.exceptions import AlreadyThere, SentByAnother
from cases.forms.arrivals import RecordGroupForm, RecordPersonForm
from cases.forms.fields import CLOCK
from cases.forms.returns import entry_words
from cases.models import DuplicateCandidate, ManifestEntry, Repatriation, Returnee
from cases.queries import get_repatriation, get_returnee, open_lines, today
from cases.views.alike import look_alikes
from cases.views.words import person_facts
from core.access import requires
from core.actions.access import record_look
from core.exceptions import DomainError
from core.fields import LAST_YEAR
from core.models import AccessRecord

RIGHT = "returns.record"
OLDEST_CLOCK = 2020  # a phone with an empty battery begins its calendar anew, long before this system
GROUP_ID = "g_%s"


@requires(RIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def arrival_new(request: HttpRequest) -> HttpResponse:
    """The group, once. With JavaScript the people follow on the same page; without, on the next."""
    form = RecordGroupForm(request.POST or None, auto_id=GROUP_ID, initial={"client_id": uuid4()})
    if request.method == "POST" and form.is_valid():
        group = keep_group(form, request)
        if group is not None:
            return redirect("cases:person_add", number=group.number)
    status = 422 if form.errors else 200
    return render(request, "cases/arrival_new.html", {**screen(), "group_form": form}, status=status)


def screen() -> dict[str, object]:
    """What the form of the phone is made of; nothing in it is about anybody."""
    return {
        "group_form": RecordGroupForm(auto_id=GROUP_ID),
        "person_form": RecordPersonForm(auto_id="id_%s", initial={"client_id": ""}),
        "deportation": "DEPORTASI",
        "clock": CLOCK.pattern,
        "zone": settings.TIME_ZONE,
    }


def keep_group(form: RecordGroupForm, request: HttpRequest) -> Repatriation | None:
    """The return that was made, or made before; None with the reason on the form."""
    try:
        group = record_group(facts=form.facts(), on=today(), by=request.user)
    except AlreadyThere as already:
        messages.success(request, already.message)
        return already.row
    except DomainError as error:
        form.add_domain_error(error)
        return None
    for sentence in form.warnings:
        messages.warning(request, sentence)
    messages.success(
        request, _("Rombongan {nomor} tersimpan. Catat orangnya satu per satu.").format(nomor=group.number)
    )
    return group


@requires(RIGHT)
@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request: HttpRequest, number: str) -> HttpResponse:
    """One person of a return, as a plain page: the same card, the same checks."""
    group = get_repatriation(number)
    lines = open_lines(group)
    form = RecordPersonForm(
        request.POST or None,
        cause=group.cause,
        entries=[(line.pk, entry_words(line)) for line in lines],
        initial={**copied_from(request, number), **told_by_line(request, lines)},
    )
    alike = []
    if request.method == "POST" and form.is_valid():
        alike = [] if form.cleaned_data["match"] else look_alikes(form.person())
        row = None if alike else keep_person(form, group, request)
        if row is not None:
            return redirect(after_person(request, group, row))
    context = {
        "form": form,
        "group": group,
        "cause": reference.label(ListName.RETURN_CAUSE, group.cause),
        "logged": Returnee.objects.filter(repatriation=group).count(),
        "alike": alike,
        "can_choose": any(not line.is_masked for line in alike),
        "crumbs": [
            {"label": _("Pemulangan"), "url": reverse("cases:returns")},
            {"label": group.number, "url": reverse("cases:return_detail", args=[group.number])},
        ],
    }
    return render(request, "cases/arrival_person.html", context, status=422 if form.errors else 200)


def copied_from(request: HttpRequest, number: str) -> dict[str, object]:
    """Village and parent of the person named as family, in `?keluarga=<pk>`."""
    pk = request.GET.get("keluarga", "")
    if not pk.isdecimal():
        return {}
    companion = get_returnee(number, int(pk))
    address = companion.worker.addresses.filter(is_counted=True).first()
    village = companion.worker.village
    return {
        "parent_client_id": companion.client_id or "",
        "village": address.text if address else "",
        "village_code": village.code if village else "",
    }


def told_by_line(request: HttpRequest, lines: list[ManifestEntry]) -> dict[str, object]:
    """What the letter says of the person on the line named in `?baris=<pk>`, to be looked at before it is saved."""
    line = next((line for line in lines if str(line.pk) == request.GET.get("baris", "")), None)
    if line is None:
        return {}
    age = str(line.stated_age) if line.stated_age is not None else ""
    return {"entry": str(line.pk), "name": line.name, "sex": line.sex, "age": age, "village": line.printed_origin}


def keep_person(form: RecordPersonForm, group: Repatriation, request: HttpRequest) -> Returnee | None:
    """The row that was made, or made before; None with the reason on the form."""
    try:
        row = record_person(form, group, request)
    except AlreadyThere as already:
        messages.success(request, already.message)
        return already.row
    except DomainError as error:
        form.add_domain_error(error)
        return None
    for sentence in form.warnings:
        messages.warning(request, sentence)
    messages.success(request, _("{nama} tersimpan.").format(nama=row.worker))
    return row


def record_person(
    form: RecordPersonForm, group: Repatriation, request: HttpRequest, captured_at: datetime | None = None
) -> Returnee:
    row = record_arrival(
        repatriation=group, person=form.person(), arrival=form.arrival(captured_at), on=today(), by=request.user
    )
    pairs = DuplicateCandidate.objects.filter(
        Q(worker=row.worker, other__number__in=form.others) | Q(other=row.worker, worker__number__in=form.others)
    )
    for pair in pairs.filter(decision=MatchDecision.PENDING):
        decide_match(candidate=pair, decision=MatchDecision.OTHER, by=request.user)
    return row


def after_person(request: HttpRequest, group: Repatriation, row: Returnee) -> str:
    if request.POST.get("next") == "done":
        return reverse("cases:return_detail", args=[group.number])
    address = reverse("cases:person_add", args=[group.number])
    return f"{address}?keluarga={row.pk}" if request.POST.get("next") == "family" else address


@requires(RIGHT)
@require_POST
def match_check(request: HttpRequest) -> HttpResponse:
    """A fragment with people that look like what is typed so far; an unfinished card is no error here."""
    form = RecordPersonForm(request.POST)
    form.is_valid()
    facts = form.person()
    lines = look_alikes(facts) if facts.name or facts.nik or facts.passport_number else []
    context = {"alike": lines, "can_choose": any(not line.is_masked for line in lines)}
    return render(request, "cases/_arrival_alike.html", context)


class BadItem(Exception):
    """What came is no item of an outbox."""


@requires(RIGHT)
@require_POST
def arrival_send(request: HttpRequest) -> JsonResponse:
    """One item of a phone's outbox. The same identifier sent again answers that it is there, and makes nothing."""
    try:
        item = read_item(request)
    except BadItem:
        return answer(
            "refused", 400, message=_("Kiriman dari ponsel tidak terbaca. Muat ulang halaman, lalu kirim lagi.")
        )
    if item["user"] != request.user.pk:
        return answer("other_user", 409, message=_("Catatan ini milik akun lain dan tidak dikirim."))
    return take_group(item, request) if item["kind"] == "group" else take_person(item, request)


def answer(state: str, status: int = 200, **values: object) -> JsonResponse:
    return JsonResponse({"state": state, **values}, status=status)


def read_item(request: HttpRequest) -> dict:
    try:
        item = json.loads(request.body)
        values = {str(key): texts(value) for key, value in item["values"].items()}
        client_id = UUID(str(item["client_id"]))
        return {
            "kind": {"group": "group", "person": "person"}[item["kind"]],
            "user": item["user"],
            "group": UUID(str(item["group"])) if item["kind"] == "person" else None,
            "values": MultiValueDict({**values, "client_id": [str(client_id)]}),
            "captured_at": moment(item.get("captured_at")),
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadItem from error


def texts(value: object) -> list[str]:
    """What an input held; a lone surrogate, which no database takes, becomes a question mark."""
    listed = value if isinstance(value, list) else [value]
    return [str(text).encode("utf-8", "replace").decode() for text in listed]


def moment(text: object) -> datetime | None:
    """When the phone says that it was typed; never later than now. A clock that stands years off tells nothing."""
    found = parse_datetime(str(text)) if text else None
    if found is None or timezone.is_naive(found) or not OLDEST_CLOCK <= found.year <= LAST_YEAR:
        return None
    return min(found, timezone.now())


def take_group(item: dict, request: HttpRequest) -> JsonResponse:
    form = RecordGroupForm(item["values"])
    if form.is_valid():
        try:
            group = record_group(facts=form.facts(), on=today(), by=request.user)
            return answer("saved", **group_place(group), warnings=form.warnings)
        except AlreadyThere as already:
            return answer("already", **group_place(already.row), message=already.message)
        except SentByAnother as error:
            return answer("other_user", 409, message=error.message)
        except DomainError as error:
            form.add_domain_error(error)
    return to_mend(form)


def take_person(item: dict, request: HttpRequest) -> JsonResponse:
    group = Repatriation.objects.filter(client_id=item["group"], created_by=request.user).first()
    if group is None:
        return answer("no_group", 409, message=_("Rombongannya belum diterima. Kirim rombongan lebih dahulu."))
    form = RecordPersonForm(item["values"])
    if form.is_valid():
        try:
            row = record_person(form, group, request, item["captured_at"])
            return answer("saved", **person_place(row), warnings=form.warnings)
        except AlreadyThere as already:
            return answer("already", **person_place(already.row), message=already.message)
        except SentByAnother as error:
            return answer("other_user", 409, message=error.message)
        except DomainError as error:
            form.add_domain_error(error)
    return to_mend(form)


def group_place(group: Repatriation) -> dict[str, str]:
    return {"number": group.number, "url": reverse("cases:return_detail", args=[group.number])}


def person_place(row: Returnee) -> dict[str, str]:
    return {"url": reverse("cases:returnee", args=[row.repatriation.number, row.pk])}


@requires(RIGHT)
@require_safe
def arrival_sent(request: HttpRequest) -> JsonResponse:
    """Who of `?rombongan=<client id>` has come in from this account, by the phone's identifiers: it keeps no names."""
    rows = list(sent_rows(request))
    ids = [row.worker_id for row in rows]
    if rows:
        keys = [row.pk for row in rows]
        record_look(look=AccessRecord.Look.LIST, object_kind="returnee", object_ids=keys, worker_ids=ids, rows=rows)
    told = {str(row.client_id): row.worker for row in rows}
    people = {key: {"name": str(who), "facts": " · ".join(person_facts(who, today()))} for key, who in told.items()}
    return JsonResponse({"people": people})


def sent_rows(request: HttpRequest):
    try:
        group = UUID(request.GET.get("rombongan", ""))
    except ValueError:
        return Returnee.objects.none()
    rows = Returnee.objects.filter(repatriation__client_id=group, created_by=request.user, client_id__isnull=False)
    return rows.select_related("worker__village", "worker__district")


def to_mend(form: RecordGroupForm | RecordPersonForm) -> JsonResponse:
    """What is wrong, sentence by sentence and input by input, for the card on the phone."""
    errors = {name: [str(sentence) for sentence in sentences] for name, sentences in form.errors.items()}
    kept = form.keeps_printed() if isinstance(form, RecordPersonForm) else {}
    return answer("mend", 422, errors=errors, kept=kept)
