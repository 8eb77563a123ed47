"""Accounts and roles as they stood on a day, and what changed between two days: read from the history."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.choices import ResetState
from accounts.models import ActingAppointment, FactorReset, Office, RoleAssignment, User
from accounts.roles import ROLES, role_label
from core.models import AccessRecord
from core.templatetags.ui import tanggal

TOLD = ("username", "full_name", "position", "office_id", "is_active", "ends_on", "vouched_by", "voucher_id")


@dataclass
class AccountOn:
    """An account on a day: what it was called, where it belonged, and what it might do."""

    user_id: int
    username: str
    full_name: str
    position: str
    office: str
    works: bool
    ends_on: date | None
    roles: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class AccountChange:
    at: datetime
    by: str
    account: str
    what: str


def end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def newest_events(model, before: datetime) -> list:
    """The newest event of each row before the moment; rows that were deleted by then are left out."""
    events = model.pgh_event_model.objects.filter(pgh_created_at__lt=before)
    newest = events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [event for event in newest if event.pgh_label != "delete"]


def accounts_on(day: date) -> list[AccountOn]:
    """Every account that was there at the end of the day, by name, with the roles of that day."""
    before = end_of(day)
    offices = dict(Office.objects.values_list("pk", "short_name"))
    found = {
        event.pgh_obj_id: AccountOn(
            user_id=event.pgh_obj_id,
            username=event.username,
            full_name=event.full_name,
            position=event.position,
            office=offices.get(event.office_id, "?"),
            works=event.is_active and (event.ends_on is None or event.ends_on >= day),
            ends_on=event.ends_on,
        )
        for event in newest_events(User, before)
    }
    for user_id, words in roles_of_day(day, before):
        if user_id in found:
            found[user_id].roles.append(words)
    return sorted(found.values(), key=lambda row: (not row.works, row.full_name, row.user_id))


def roles_of_day(day: date, before: datetime) -> Iterable[tuple[int, str]]:
    """(account, words) of each role and appointment that ran on the day, as it was known on the day."""
    for event in newest_events(RoleAssignment, before):
        if event.starts_on <= day and (event.ends_on is None or event.ends_on >= day):
            yield event.user_id, period_words(role_word(event.role), event.starts_on, event.ends_on)
    for event in newest_events(ActingAppointment, before):
        if event.starts_on <= day <= event.ends_on:
            words = f"{event.title.title()}. {role_word('head')}"
            yield event.user_id, period_words(words, event.starts_on, event.ends_on)


def role_word(code: str) -> str:
    return role_label(code) if code in ROLES else code


def period_words(words: str, starts_on: date, ends_on: date | None) -> str:
    if ends_on is None:
        return _("{peran} sejak {hari}").format(peran=words, hari=tanggal(starts_on))
    return _("{peran} {dari} sampai {sampai}").format(peran=words, dari=tanggal(starts_on), sampai=tanggal(ends_on))


# -- between two days -------------------------------------------------------------------------


def changes_between(first: date, last: date) -> list[AccountChange]:
    """What changed from the beginning of the first day to the end of the last, the newest first."""
    since, before = end_of(first - timedelta(days=1)), end_of(last)
    events = [
        *((event, role_change(event)) for event in events_between(RoleAssignment, since, before)),
        *((event, acting_change(event)) for event in events_between(ActingAppointment, since, before)),
        *((event, reset_change(event)) for event in events_between(FactorReset, since, before)),
        *account_changes(since, before),
    ]
    links = links_between(since, before)
    users = {event_user(event) for event, _what in events} | {context_user(event) for event, _what in events}
    users |= {pk for link in links for pk in (link.user_id, *link.object_ids)}
    names = dict(User.objects.filter(pk__in=users - {None}).values_list("pk", "full_name"))
    rows = [
        AccountChange(
            event.pgh_created_at,
            names.get(context_user(event) or 0, _("Sistem")),
            names.get(event_user(event), "?"),
            what,
        )
        for event, what in events
        if what
    ]
    rows += [
        AccountChange(
            link.at, names.get(link.user_id or 0, _("Sistem")), names.get(pk, "?"), _("Tautan kata sandi dibuat")
        )
        for link in links
        for pk in link.object_ids
    ]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def links_between(since: datetime, before: datetime) -> list[AccessRecord]:
    """Links for a new password, from the record: they change no row of the account that says so."""
    made = AccessRecord.objects.filter(
        look=AccessRecord.Look.CHANGE, object_kind="account", field_class="make_password_link"
    )
    return list(made.filter(at__gte=since, at__lt=before))


def events_between(model, since: datetime, before: datetime) -> list:
    events = model.pgh_event_model.objects.filter(pgh_created_at__gte=since, pgh_created_at__lt=before)
    return list(events.order_by("pgh_id"))


def context_user(event) -> int | None:
    return (event.pgh_context or {}).get("user")


def event_user(event) -> int:
    return event.user_id if hasattr(event, "user_id") else event.pgh_obj_id


def verb(event) -> str:
    verbs = {"insert": _("Diberikan"), "update": _("Diubah"), "delete": _("Dicabut")}
    return verbs.get(event.pgh_label, event.pgh_label)


def role_change(event) -> str:
    return f"{verb(event)}: {period_words(role_word(event.role), event.starts_on, event.ends_on)}"


def acting_change(event) -> str:
    words = f"{event.title.title()}. {role_word('head')}"
    return f"{verb(event)}: {period_words(words, event.starts_on, event.ends_on)}"


def reset_change(event) -> str:
    """`Pengaturan ulang faktor kedua: Menunggu`."""
    state = str(ResetState(event.state).label)
    return _("Pengaturan ulang faktor kedua: {keadaan}").format(keadaan=state)


def account_changes(since: datetime, before: datetime) -> list[tuple]:
    """Events of accounts with what differs from the event before; nothing where only sessions ended."""
    offices = dict(Office.objects.values_list("pk", "short_name"))
    state = {event.pgh_obj_id: event for event in newest_events(User, since)}
    found = []
    for event in events_between(User, since, before):
        found.append((event, difference(state.get(event.pgh_obj_id), event, offices)))
        state[event.pgh_obj_id] = event
    return found


def difference(before, after, offices: dict[int, str]) -> str:
    if after.pgh_label == "delete":
        return _("Akun dihapus")
    if before is None:
        return _("Akun dibuat di {unit}").format(unit=offices.get(after.office_id, "?"))
    changed = [name for name in TOLD if getattr(before, name) != getattr(after, name)]
    return "; ".join(
        f"{label_of(name)}: {value_of(before, name, offices)} → {value_of(after, name, offices)}" for name in changed
    )


def label_of(name: str) -> str:
    return str(User._meta.get_field(name).verbose_name)


def value_of(event, name: str, offices: dict[int, str]) -> str:
    value = getattr(event, name)
    if name == "voucher_id":
        return str(User.objects.filter(pk=value).first() or "–")
    if name == "office_id":
        return offices.get(value, "?")
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    return tanggal(value) if isinstance(value, date) else str(value or "–")
