"""The rule of sight: rows of the viewer's own districts, or created by, assigned to, or shared with the viewer.

The provincial office sees all but restricted rows; restricted rows are seen by their named team alone,
and a restricted case without a team of its own by the team of its person. Officers named for a pick-up see its
return while the pick-up lasts, and its people through a door of their own (cases/pick_up_walls.py).
Each condition stands on its own so that each can walk its own index (docs/decisions/0003).
"""

from django.apps import apps
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q
from django.utils import timezone

from cases.choices import GrantKind, GrantReason
from core.scope import Viewer, current_scope, has_scope

PEOPLE_OF_TEAMS = ("WORKER of CASE", True)
PICK_UPS = "REPATRIATION of PICK_UP"


def granted_ids(viewer: Viewer, kind: str, *, team: bool) -> list[int]:
    """Ids of `kind` opened to the viewer by name or district today; read once per scope."""
    grants = _grants(viewer)
    return grants.get((kind, team), [])


def pick_up_ids(viewer: Viewer) -> list[int]:
    """Returns for whose pick-up the viewer is named, while it lasts; read once per scope."""
    return granted_ids(viewer, PICK_UPS, team=False)


class PickUpOpen(Func):
    """Whether the pick-up of a return is on now, by the clock of the database (`cases/pick_up_walls.py`)."""

    function = "walls.is_pick_up_open"
    output_field = BooleanField()


def _grants(viewer: Viewer) -> dict[tuple[str, bool], list[int]]:
    store = current_scope().store if has_scope() and current_scope().viewer is viewer else {}
    if "grants" not in store:
        store["grants"] = _read_grants(viewer)
    return store["grants"]  # type: ignore[return-value]


def _read_grants(viewer: Viewer) -> dict[tuple[str, bool], list[int]]:
    today = timezone.localdate()
    mine = Q(user_id=viewer.user_id) | Q(district_id__in=viewer.district_ids)
    rows = (
        apps.get_model("cases", "AccessGrant")
        .objects.filter(
            mine | seats_of_head() if "head" in viewer.roles else mine,
            Q(ends_on__isnull=True) | Q(ends_on__gte=today),
            ~Q(reason=GrantReason.PICK_UP) | Q(kind=GrantKind.REPATRIATION) & Q(PickUpOpen(F("object_id"))),
            starts_on__lte=today,
        )
        .values_list("kind", "reason", "object_id")
    )
    found: dict[tuple[str, bool], list[int]] = {}
    for kind, reason, object_id in rows:
        found.setdefault((kind, reason == GrantReason.TEAM), []).append(object_id)
        if reason == GrantReason.PICK_UP:
            found.setdefault((PICK_UPS, False), []).append(object_id)
    people = found.get((GrantKind.WORKER, True))
    if people:
        found.setdefault((GrantKind.CASE, True), []).extend(_cases_that_follow(people))
    return found


def seats_of_head() -> Q:
    """A seat that a head took as head is the office's: the head of the day has it, and who acts as head."""
    then_head = apps.get_model("accounts", "RoleAssignment").objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("starts_on")),
        user_id=OuterRef("user_id"),
        role="head",
        starts_on__lte=OuterRef("starts_on"),
    )
    return Q(Exists(then_head), reason=GrantReason.TEAM)


def _cases_that_follow(worker_ids: list[int]) -> list[int]:
    """Restricted cases of these people that have no team of their own."""
    own_team = apps.get_model("cases", "AccessGrant").objects.filter(
        kind=GrantKind.CASE, reason=GrantReason.TEAM, object_id=OuterRef("pk")
    )
    rows = apps.get_model("cases", "Case").objects.unscoped().filter(worker_id__in=worker_ids, is_restricted=True)
    return list(rows.filter(~Exists(own_team)).values_list("pk", flat=True))


def person_sight(viewer: Viewer, kind: str, prefix: str = "", *, own: tuple[str, ...] = ("created_by_id",)) -> list[Q]:
    """Conditions for a row with `district`, `is_restricted` and the user columns in `own`.

    `prefix` leads from a child to that row, for example `worker__`.
    """
    unrestricted = Q(**{f"{prefix}is_restricted": False})
    conditions = []
    if viewer.is_province:
        conditions.append(unrestricted)
    else:
        conditions += [unrestricted & Q(**{f"{prefix}district_id": pk}) for pk in sorted(viewer.district_ids)]
        conditions += [unrestricted & Q(**{f"{prefix}{column}": viewer.user_id}) for column in own]
        shared = granted_ids(viewer, kind, team=False)
        if shared:
            conditions.append(unrestricted & Q(**{f"{prefix}pk__in": shared}))
    team = granted_ids(viewer, kind, team=True)
    if team:
        conditions.append(Q(**{f"{prefix}pk__in": team}))
    people = people_of_teams(viewer) if kind == GrantKind.WORKER else []
    if people:
        conditions.append(Q(**{f"{prefix}is_restricted": True, f"{prefix}pk__in": people}))
    return conditions


def people_of_teams(viewer: Viewer) -> list[int]:
    """The team of a case sees the restricted person whom it is about; read once per scope."""
    grants = _grants(viewer)
    if PEOPLE_OF_TEAMS not in grants:
        team = grants.get((GrantKind.CASE, True), [])
        cases = apps.get_model("cases", "Case").objects.unscoped().filter(pk__in=team, is_restricted=True)
        grants[PEOPLE_OF_TEAMS] = list(cases.values_list("worker_id", flat=True).distinct()) if team else []
    return grants[PEOPLE_OF_TEAMS]
