"""Reads about accounts: what a person may do and see on a day."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q, Value
from django.utils import timezone

from accounts.choices import OfficeKind
from accounts.models import ActingAppointment, RoleAssignment, User
from accounts.roles import RIGHTS, ROLES, role_label
from core.scope import Viewer


def roles_on(user: User, on: date) -> frozenset[str]:
    """Role codes that the user holds on the day, with `head` for an acting head."""
    return frozenset(role for role, _title in roles_and_titles(user, on))


def roles_and_titles(user: User, on: date) -> set[tuple[str, str]]:
    """Role codes of the day; beside `head` of an acting head stands PLH or PLT."""
    held = RoleAssignment.objects.running(on).filter(user=user).values_list("role", Value(""))
    acting = ActingAppointment.objects.filter(user=user, starts_on__lte=on, ends_on__gte=on)
    return set(held.union(acting.values_list(Value("head"), "title")))


def head_acted_for(user_id: int) -> int | None:
    """The head in whose place an acting head acts today."""
    heads = RoleAssignment.objects.running(timezone.localdate()).filter(role="head").exclude(user_id=user_id)
    return heads.values_list("user_id", flat=True).first()


def may_sign_in(user: User, on: date) -> bool:
    """Active, and not past its last day. Users of the demo office never work in production."""
    if user.is_demo and settings.PRODUCTION:
        return False
    return user.is_active and (user.ends_on is None or user.ends_on >= on)


def viewer_of(user: User, on: date | None = None) -> Viewer | None:
    """The viewer that the user is on the day; None when the account no longer works."""
    on = on or timezone.localdate()
    if not may_sign_in(user, on):
        return None
    held = roles_and_titles(user, on)
    roles = frozenset(role for role, _title in held)
    sights = {ROLES[code].sight for code in roles}
    office = user.office
    own_district = office.kind == OfficeKind.DISTRICT and "DISTRICT" in sights
    return Viewer(
        user_id=user.pk,
        name=user.full_name,
        office_id=office.pk,
        office_name=office.short_name,
        roles=roles,
        rights=frozenset().union(*(RIGHTS[code] for code in roles)),
        district_ids=frozenset([office.district_id]) if own_district else frozenset(),  # type: ignore[list-item]
        is_province="PROVINCE" in sights,
        sees_persons=bool(sights - {"NONE"}),
        capacity=next((title for _role, title in sorted(held) if title), ""),
    )


def head_signature(on: date) -> tuple[User | None, str]:
    """Who signs as head on the day, and the title to print before it (`Plh.`, `Plt.` or nothing)."""
    acting = ActingAppointment.objects.filter(starts_on__lte=on, ends_on__gte=on).select_related("user").first()
    if acting:
        return acting.user, acting.get_title_display()
    assignment = RoleAssignment.objects.running(on).filter(role="head").select_related("user").first()
    return (assignment.user if assignment else None), ""


def first_day_without_admin(on: date) -> date | None:
    """The first day from `on` on which nobody could manage users; None while somebody always can."""
    spans = [
        (assignment.starts_on, min(filter(None, (assignment.ends_on, assignment.user.ends_on)), default=date.max))
        for assignment in RoleAssignment.objects.filter(role="system_admin", user__is_active=True).select_related(
            "user"
        )
    ]
    days = sorted({on, *(end + timedelta(days=1) for _start, end in spans if on <= end < date.max)})
    return next((day for day in days if not any(start <= day <= end for start, end in spans)), None)


def standing_assignments(user: User, on: date) -> dict[str, RoleAssignment]:
    """The running or coming assignment of each role; what ended before the day is history."""
    rows = RoleAssignment.objects.filter(user=user).exclude(ends_on__lt=on).order_by("-starts_on")
    return {row.role: row for row in rows}


def role_words(user: User, on: date) -> list[str]:
    """The roles of the day in words, in the order of the table of roles; who acts as head has the title before it."""
    held = set(RoleAssignment.objects.running(on).filter(user=user).values_list("role", flat=True))
    acting = ActingAppointment.objects.filter(user=user, starts_on__lte=on, ends_on__gte=on).first()
    words = [f"{acting.get_title_display()} {role_label('head')}"] if acting and "head" not in held else []
    return [*words, *(role_label(code) for code in ROLES if code in held)]


def is_only_head(user: User, on: date) -> bool:
    """Whether nobody else could act as head once this account has ended."""
    if "head" not in RoleAssignment.objects.running(on).filter(user=user).values_list("role", flat=True):
        return False
    works = Q(user__is_active=True) & (Q(user__ends_on__isnull=True) | Q(user__ends_on__gte=on))
    others = RoleAssignment.objects.running(on).filter(works, role="head").exclude(user=user)
    return not others.exists()


def fit_to_take_work(on: date, *, leaving: User):
    """Accounts that may take over casework from `leaving`: those with the right to work on cases."""
    codes = [code for code, rights in RIGHTS.items() if "cases.note" in rights]
    holders = RoleAssignment.objects.running(on).filter(role__in=codes).values("user_id")
    users = User.objects.filter(Q(pk__in=holders), Q(ends_on__isnull=True) | Q(ends_on__gte=on), is_active=True)
    return users.exclude(pk=leaving.pk).select_related("office").order_by("office__name", "full_name")
