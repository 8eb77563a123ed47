"""Accounts: made, changed, ended and opened again. Nobody changes what he himself may do."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from accounts.actions.sessions import forget_sessions
from accounts.choices import OfficeKind
from accounts.facts import Period, UserFacts
from accounts.models import ActingAppointment, RoleAssignment, User
from accounts.queries import first_day_without_admin, standing_assignments
from accounts.roles import ROLES, role_label
from core.editing import lock_version
from core.exceptions import DomainError
from core.history import action
from core.locks import lock_once

COLUMNS = (
    "full_name", "office", "position", "employee_number", "phone", "email", "vouched_by", "voucher", "ends_on",
)  # fmt: skip


@action
def create_user(*, username: str, facts: UserFacts, on: date, by: User) -> User:
    """An account without a password; its owner sets one through a link."""
    username = username.strip().lower()
    lock_once("accounts.user")
    if User.objects.filter(username__iexact=username).exists():
        raise DomainError(_("Nama pengguna ini sudah dipakai. Pilih nama lain."), field="username")
    _check_account(facts, on=on, known_end=None)
    _check_roles(facts.roles, acting=[])
    user = User.objects.create_user(username, **_columns(facts))  # type: ignore[arg-type]
    _set_roles(user, facts.roles, on)
    return user


@action
def edit_user(*, user: User, version: int, facts: UserFacts, on: date, by: User) -> User:
    """Change an account. Another office, role or last day ends its sessions.

    Raises StaleEdit when somebody else changed it meanwhile.
    """
    lock_once("accounts.user")
    row = lock_version(User.objects.all(), pk=user.pk, version=version)
    _check_account(facts, on=on, known_end=row.ends_on)
    gap = first_day_without_admin(on)
    before = (row.office_id, row.ends_on, _periods(row, on))
    for column, value in _columns(facts).items():
        setattr(row, column, value)
    if (row.office_id, row.ends_on, facts.roles) != before:
        _check_roles(facts.roles, acting=acting_periods(row, on))
        if row.pk == by.pk:
            raise DomainError(_("Anda tidak dapat mengubah peran, unit, atau masa berlaku akun sendiri."))
        _set_roles(row, facts.roles, on)
        row.session_epoch += 1
        forget_sessions(row)
    row.version += 1
    row.save()
    _check_admin_remains(on, gap)
    return row


@action
def close_account(*, user: User, on: date, by: User) -> None:
    """End the account now, with its roles and appointments; its open work was handed over before."""
    lock_once("accounts.user")
    row = User.objects.select_for_update().get(pk=user.pk)
    if row.pk == by.pk:
        raise DomainError(_("Anda tidak dapat mengakhiri akun sendiri. Minta administrator sistem lain melakukannya."))
    gap = first_day_without_admin(on)
    row.is_active = False
    row.session_epoch += 1
    forget_sessions(row)
    row.version += 1
    row.save()
    _set_roles(row, {}, on)
    ActingAppointment.objects.filter(user=row, starts_on__gte=on).delete()
    ActingAppointment.objects.filter(user=row, ends_on__gte=on).update(ends_on=on - timedelta(days=1))
    _check_admin_remains(on, gap)


@action
def reopen_account(*, user: User, by: User) -> None:
    """Let an ended account be used again. Its roles are given anew, and a new password is set by a link."""
    row = User.objects.select_for_update().get(pk=user.pk)
    if row.is_active:
        return
    row.is_active = True
    row.session_epoch += 1
    row.version += 1
    row.set_unusable_password()
    row.save()


def _columns(facts: UserFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in COLUMNS}


def _periods(user: User, on: date) -> dict[str, Period]:
    return {code: Period(row.starts_on, row.ends_on) for code, row in standing_assignments(user, on).items()}


def _check_account(facts: UserFacts, *, on: date, known_end: date | None) -> None:
    """What an account must have. District accounts are guests: vouched for, until a day, with one role."""
    if facts.ends_on and facts.ends_on < on and facts.ends_on != known_end:
        raise DomainError(_("Tanggal berakhir sudah lewat. Isi tanggal hari ini atau sesudahnya."), field="ends_on")
    is_district = facts.office.kind in (OfficeKind.DISTRICT, OfficeKind.VILLAGE)
    if is_district and not facts.vouched_by.strip():
        raise DomainError(_("Tulis siapa yang bertanggung jawab atas akun dinas ini."), field="vouched_by")
    if is_district and facts.ends_on is None:
        raise DomainError(_("Akun dinas berlaku sampai tanggal tertentu. Isi tanggalnya."), field="ends_on")
    if is_district and set(facts.roles) - {"district"}:
        raise DomainError(_("Akun dinas kabupaten/kota hanya dapat berperan sebagai Petugas Dinas Kabupaten/Kota."))
    if not is_district and "district" in facts.roles:
        raise DomainError(_("Peran Petugas Dinas Kabupaten/Kota hanya untuk akun di unit dinas kabupaten/kota."))
    for period in facts.roles.values():
        if period.ends_on and period.ends_on < max(period.starts_on, on):
            raise DomainError(_("Tanggal akhir peran sudah lewat atau sebelum tanggal mulainya."))


def _check_roles(roles: dict[str, Period], *, acting: list[Period]) -> None:
    """Some role; and none that stands apart on the same day as one that sees people, as an acting head does."""
    if not roles:
        raise DomainError(_("Pilih paling sedikit satu peran. Akun yang tidak dipakai lagi diakhiri."))
    seeing = [*acting, *(period for code, period in roles.items() if ROLES[code].sight != "NONE")]
    for code, period in roles.items():
        if ROLES[code].is_apart and any(period.meets(other) for other in seeing):
            sentence = _("{peran} tidak melihat isi kasus, jadi tidak dapat dirangkap dengan peran yang melihatnya.")
            raise DomainError(sentence.format(peran=role_label(code)))


def acting_periods(user: User, on: date) -> list[Period]:
    """When the user acts as head, today or later."""
    rows = ActingAppointment.objects.filter(user=user, ends_on__gte=on)
    return [Period(row.starts_on, row.ends_on) for row in rows]


def _set_roles(user: User, roles: dict[str, Period], on: date) -> None:
    """Bring the standing assignments to `roles`; what ran until yesterday stays as history."""
    standing = standing_assignments(user, on)
    for code, period in roles.items():
        row = standing.pop(code, None) or RoleAssignment(user=user, role=code)
        if (row.starts_on, row.ends_on) != (period.starts_on, period.ends_on):
            row.starts_on, row.ends_on = period.starts_on, period.ends_on
            row.save()
    for row in standing.values():
        if row.starts_on < on:
            row.ends_on = on - timedelta(days=1)
            row.save()
        else:
            row.delete()


def _check_admin_remains(on: date, gap_before: date | None) -> None:
    gap = first_day_without_admin(on)
    if gap and (gap_before is None or gap < gap_before):
        raise DomainError(
            _("Harus selalu ada administrator sistem yang aktif. Tunjuk administrator lain lebih dahulu.")
        )
