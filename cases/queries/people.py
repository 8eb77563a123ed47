"""One person as the screens show them: the line of time, likely doubles, and who may be given work."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import Q

from accounts.models import RoleAssignment
from accounts.roles import RIGHTS
from cases.adu import adu_forms
from cases.choices import MatchDecision, PlaceState
from cases.facts import Place
from cases.models import Case, DuplicateCandidate, FamilyLink, Worker
from cases.queries.fetch import visible_among
from cases.queries.wide import Masked, masked_of
from core.actions.access import record_look
from core.models import AccessRecord


@dataclass(frozen=True)
class Double:
    """A pair to be decided. `other` stands when it is in sight, else only the masked one."""

    candidate: DuplicateCandidate
    other: Worker | None
    masked: Masked | None


def doubles_of(worker: Worker) -> list[Double]:
    """Undecided pairs of the person, from both sides, likeliest first. The look at the others is recorded.

    A pair with somebody restricted who is out of sight is not even hinted at.
    """
    pending = DuplicateCandidate.objects.filter(Q(worker=worker) | Q(other=worker), decision=MatchDecision.PENDING)
    rows = sorted(pending, key=lambda row: (-row.score, row.pk))
    others = [row.other_id if row.worker_id == worker.pk else row.worker_id for row in rows]
    seen = Worker.objects.select_related("district", "village").in_bulk(others)
    hidden = masked_of(set(others) - set(seen))
    look_at_others("double", list(seen.values()), masked=list(hidden))
    pairs = zip(rows, others, strict=True)
    return [Double(row, seen.get(key), hidden.get(key)) for row, key in pairs if key in seen or key in hidden]


def family_of(worker: Worker) -> list[tuple[FamilyLink, Worker | None]]:
    """Family links; the relative's row only when it is in sight. The look at relatives is recorded."""
    links = list(worker.family.of_seen().select_related("relative").order_by("pk"))
    seen = visible_among(link.relative_id for link in links if link.relative_id)
    relatives = [link.relative for link in links if link.relative is not None and link.relative_id in seen]
    look_at_others("family", relatives)
    return [(link, link.relative if link.relative_id in seen else None) for link in links]


def look_at_others(kind: str, rows: list[Worker], masked: list[int] | None = None) -> None:
    """Others who are named on somebody's page; those out of sight are shown as a mask."""
    ids, hidden = [row.pk for row in rows], masked or []
    if not ids and not hidden:
        return
    record_look(
        look=AccessRecord.Look.LIST,
        object_kind=kind,
        object_ids=[*ids, *hidden],
        worker_ids=ids,
        rows=rows,
        masked=hidden,
    )


def other_cases(worker: Worker, leave_out: int | None = None) -> list[Case]:
    """The person's cases in sight, newest first."""
    return [row for row in worker.cases.order_by("-opened_on", "-pk") if row.pk != leave_out]


def same_adu(case: Case) -> list[str]:
    """Numbers of other cases in sight that carry the ministry's number of this one."""
    if not case.adu_number:
        return []
    rows = Case.objects.filter(adu_number__in=adu_forms(case.adu_number)).exclude(pk=case.pk)
    return list(rows.order_by("number").values_list("number", flat=True)[:5])


def counted_place(worker: Worker) -> Place:
    """The place that counts, as it was written, with its code when it is recognised."""
    address = worker.addresses.filter(is_counted=True).select_related("area").first()
    if address is None:
        return Place()
    is_sure = address.area is not None and address.place_state == PlaceState.RECOGNISED
    return Place(address.text, address.area.code if is_sure else "")


def working_ids(on: date) -> set[int]:
    """Accounts that can open a case today."""
    return set(who_may_work(on, right="cases.view", anywhere=True).values_list("pk", flat=True))


def who_may_work(on: date, *, district_id: int | None = None, right: str = "cases.note", anywhere: bool = False):
    """Accounts that may be given work today: those with the right, of the province or of this district."""
    roles = [code for code, rights in RIGHTS.items() if right in rights]
    holders = RoleAssignment.objects.running(on).filter(role__in=roles).values("user_id")
    users = get_user_model().objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), is_active=True)
    here = Q() if anywhere else Q(office__district__isnull=True) | Q(office__district_id=district_id)
    return users.filter(here, pk__in=holders).select_related("office").order_by("full_name")
