"""Offices and accounts of the bench, with keys that are always the same."""

from datetime import date

from django.conf import settings

from accounts.choices import OfficeKind
from accounts.models import Office, RoleAssignment, User
from accounts.roles import ROLES
from bench.world import Cast
from cases.models import DeadlineRule
from core.scope import viewing_everything
from regions.choices import AreaLevel
from regions.models import Area

PROVINCE_OFFICE, FIRST_POST, FIRST_DISTRICT_OFFICE = 1, 2, 11
FIRST_ROLE, FIRST_PROTECTION, FIRST_HELPDESK, FIRST_DISTRICT = 1001, 1101, 1201, 1301
PROTECTION_OFFICERS, HELPDESK_OFFICERS = 12, 6
OUTSIDE_PROVINCES = ["53", "73", "72"]
SINCE = date(2000, 1, 1)


class NoAreasError(Exception):
    """The areas were not loaded."""


def user_id(role: str, *, rank: int = 0) -> int:
    """The account of a role; `rank` counts officers of the same role (districts by size)."""
    firsts = {"protection": FIRST_PROTECTION, "helpdesk": FIRST_HELPDESK, "district": FIRST_DISTRICT}
    return firsts[role] + rank if role in firsts else FIRST_ROLE + sorted(ROLES).index(role)


def make_cast() -> Cast:
    """Make offices and accounts and answer who they are."""
    districts = list(areas(AreaLevel.DISTRICT).filter(province__code=settings.OFFICE_PROVINCE_CODE))
    if not districts:
        raise NoAreasError("There are no areas. Load them with `manage.py load_areas`.")
    outside = areas(AreaLevel.DISTRICT).filter(province__code__in=OUTSIDE_PROVINCES)
    make_offices(districts)
    office_of = make_accounts(districts)
    villages: dict[int, list[int]] = {}
    for pk, district in areas(AreaLevel.VILLAGE).filter(district__in=districts).values_list("pk", "district_id"):
        villages.setdefault(district, []).append(pk)
    with viewing_everything(reason="bench"):
        rule = DeadlineRule.objects.filter(code="RETURN_FOLLOW_UP").first()
    return Cast(
        districts=[area.pk for area in districts],
        outside=[area.pk for area in outside],
        codes={area.pk: area.code for area in [*districts, *outside]},
        villages=villages,
        officer_of={area.pk: user_id("district", rank=rank) for rank, area in enumerate(districts)},
        protection=[user_id("protection", rank=rank) for rank in range(PROTECTION_OFFICERS)],
        helpdesk=[user_id("helpdesk", rank=rank) for rank in range(HELPDESK_OFFICERS)],
        office_of=office_of,
        rule_id=rule.pk if rule else None,
    )


def areas(level: str):
    return Area.objects.filter(level=level, valid_to=None).order_by("code")


def make_offices(districts: list[Area]) -> None:
    office = Office.objects.create(
        pk=PROVINCE_OFFICE, kind=OfficeKind.PROVINCE, name=settings.OFFICE_NAME, short_name=settings.OFFICE_SHORT_NAME
    )
    for place in range(3):
        name = f"P4MI {place + 1}"
        Office.objects.create(pk=FIRST_POST + place, kind=OfficeKind.POST, name=name, short_name=name, parent=office)
    for rank, area in enumerate(districts):
        name = f"Dinas Tenaga Kerja {area.short_name()}"
        Office.objects.create(
            pk=FIRST_DISTRICT_OFFICE + rank, kind=OfficeKind.DISTRICT, name=name, short_name=name[:60], district=area
        )


def make_accounts(districts: list[Area]) -> dict[int, int]:
    """One account of each provincial role, several officers, one for each district; user to office."""
    wanted = [
        *((user_id(role), role, PROVINCE_OFFICE) for role in sorted(ROLES) if role not in {"district", "helpdesk"}),
        *((user_id("protection", rank=rank), "protection", PROVINCE_OFFICE) for rank in range(PROTECTION_OFFICERS)),
        *((user_id("helpdesk", rank=rank), "helpdesk", FIRST_POST + rank % 3) for rank in range(HELPDESK_OFFICERS)),
        *((user_id("district", rank=rank), "district", FIRST_DISTRICT_OFFICE + rank) for rank in range(len(districts))),
    ]
    office_of = {pk: office for pk, _role, office in wanted}
    roles = {pk: role for pk, role, _office in wanted}
    User.objects.bulk_create(
        User(pk=pk, username=f"bench-{pk}", full_name=f"Petugas {pk}", office_id=office, password="!")
        for pk, office in office_of.items()
    )
    RoleAssignment.objects.bulk_create(
        RoleAssignment(user_id=pk, role=role, starts_on=SINCE) for pk, role in roles.items()
    )
    return office_of
