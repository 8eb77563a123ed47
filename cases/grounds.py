"""By which rule a viewer saw each person, and which people an action touched; for the record of looks.

The same rules as `cases.sight`, read from the rows that were shown. Where a caller had no rows at hand, they are
looked up for viewers whose sight has more than one branch.
"""

from collections.abc import Iterable

from django.db.models import Model

from cases.choices import GrantKind
from cases.models import Case, Handover, HandoverPerson, Repatriation, Returnee, Worker
from cases.sight import granted_ids, pick_up_ids
from core.grounds import DISTRICT, NAMED, OWN, PROVINCE, SHARED, TEAM, Subjects
from core.models import StoredFile
from core.scope import Viewer

GRANTS = {"case": GrantKind.CASE, "worker": GrantKind.WORKER, "returnee": GrantKind.WORKER}
FACTS = ("id", "district_id", "is_restricted", "created_by_id")
KINDS: dict[type[Model], str] = {Case: "case", Returnee: "returnee", Worker: "worker", Repatriation: "repatriation"}


def rules_of(viewer: Viewer, seen, worker_ids: Iterable[int]) -> dict[int, str]:
    """The letter of the rule for each person that `viewer` sees."""
    rules: dict[int, str] = {}
    for row in seen.rows:
        person = person_of(row)
        if person is not None and (letter := rule_of(viewer, row)):
            rules.setdefault(person, letter)
    missing = [pk for pk in worker_ids if pk not in rules]
    if missing and viewer.is_province:
        return {**provincial(viewer, seen, missing), **rules}
    if missing:
        found = Worker.objects.filter(pk__in=missing).only(*FACTS)
        rules = {**{row.pk: rule_of(viewer, row) for row in found}, **rules}
    return rules


def provincial(viewer: Viewer, seen, worker_ids: list[int]) -> dict[int, str]:
    """The provincial office sees all but restricted rows, and these as a member of their team."""
    team = set(granted_ids(viewer, GrantKind.WORKER, team=True))
    of_case = set(granted_ids(viewer, GrantKind.CASE, team=True))
    if len(worker_ids) == 1 and of_case.intersection(
        seen.case_ids or seen.object_ids if seen.object_kind == "case" else ()
    ):
        return {worker_ids[0]: TEAM}
    return {pk: TEAM if pk in team else PROVINCE for pk in worker_ids}


def person_of(row: object) -> int | None:
    return row.pk if isinstance(row, Worker) else getattr(row, "worker_id", None)


def rule_of(viewer: Viewer, row: object) -> str:
    """The first rule that shows this row to the viewer; nothing where the row does not tell."""
    told = getattr(row, "__dict__", {})
    kind = getattr(getattr(row, "_meta", None), "model_name", "")
    if kind not in GRANTS or not {"is_restricted", "district_id"} <= told.keys():
        return ""
    key = row.worker_id if kind == "returnee" else row.pk  # type: ignore[attr-defined]
    if told["is_restricted"]:
        return TEAM if key in granted_ids(viewer, GRANTS[kind], team=True) else named(viewer, told)
    if viewer.is_province:
        return PROVINCE
    if told["district_id"] in viewer.district_ids:
        return DISTRICT
    if viewer.user_id in {told.get("created_by_id"), told.get("assignee_id")}:
        return OWN
    return SHARED if key in granted_ids(viewer, GRANTS[kind], team=False) else named(viewer, told)


def named(viewer: Viewer, told: dict) -> str:
    """Somebody of a return for whose pick-up the viewer is named."""
    return NAMED if told.get("repatriation_id") in pick_up_ids(viewer) else ""


def subjects_of(objects: Iterable[object]) -> Subjects:
    """The people and cases among what an action was given and what it made."""
    rows = [row for row in flattened(objects) if isinstance(row, Model) and row.pk is not None]
    own = sorted((row for row in rows if type(row) in KINDS), key=lambda row: list(KINDS).index(type(row)))
    first = own or rows
    kind = KINDS.get(type(first[0]), kind_of(first[0])) if first else ""
    return Subjects(
        kind=kind,
        object_ids=sorted({row.pk for row in first if type(row) is type(first[0]) and isinstance(row.pk, int)}),
        worker_ids={pk for row in rows if (pk := person_of(row))} | handed_over(rows),
        case_ids={pk for row in rows if (pk := case_of(row))},
        rows=own,
    )


def handed_over(rows: Iterable[Model]) -> set[int]:
    """The people of hand-overs among these rows, in sight."""
    keys = [row.pk for row in rows if isinstance(row, Handover)]
    if not keys:
        return set()
    return set(HandoverPerson.objects.filter(handover__in=keys).values_list("returnee__worker_id", flat=True))


def kind_of(row: Model) -> str:
    name = row._meta.model_name or ""
    return {"user": "account", "exportrecord": "export"}.get(name, name)


def case_of(row: Model) -> int | None:
    if isinstance(row, StoredFile):
        return row.owner_id if row.owner_kind == "case" else None
    return row.pk if isinstance(row, Case) else getattr(row, "case_id", None)


def flattened(objects: Iterable[object]) -> Iterable[object]:
    """Objects, and those in lists, tuples and mappings of them."""
    for item in objects:
        if isinstance(item, list | tuple | set):
            yield from flattened(item)
        elif isinstance(item, dict):
            yield from flattened(item.values())
        else:
            yield item
