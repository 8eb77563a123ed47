"""Whether somebody is a second person, and not an account in the hands of the first."""

from datetime import datetime, timedelta

from accounts.models import RoleAssignment, User
from core.models import AccessRecord

# For so long an account is in the hands of whoever made it, gave it its roles or made a link for its password.
SETTLES_IN = timedelta(days=7)
ENTRANCES = ("create_user", "reopen_account", "make_password_link")


def is_in_hands_of(first: User, account: User, *, now: datetime, also: tuple[str, ...] = ()) -> bool:
    """Whether `first` could lately have entered `account` in its owner's place, or gave it what it may do.

    Read from the record of looks and the history, which nobody rewrites. `also`: more actions that count.
    """
    since = now - SETTLES_IN
    entered = AccessRecord.objects.filter(
        look=AccessRecord.Look.CHANGE,
        user=first,
        at__gte=since,
        object_kind="account",
        object_ids__contains=[account.pk],
        field_class__in=[*ENTRANCES, *also],
    )
    roles = RoleAssignment.pgh_event_model.objects.filter(
        user_id=account.pk, pgh_created_at__gte=since, pgh_context__user=first.pk
    )
    return entered.exists() or roles.exists()


def named_voucher_lately(first: User, account: User, *, now: datetime) -> bool:
    """Whether it was `first` who lately wrote down who vouches for `account`."""
    events = User.pgh_event_model.objects.filter(pgh_obj_id=account.pk).order_by("pgh_id")
    voucher, by, at = None, None, None
    for event in events.only("voucher_id", "pgh_context", "pgh_created_at"):
        if event.voucher_id != voucher:
            voucher, by, at = event.voucher_id, (event.pgh_context or {}).get("user"), event.pgh_created_at
    return at is not None and at >= now - SETTLES_IN and by == first.pk
