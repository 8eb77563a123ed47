"""Serah terima tugas: all open work of a user goes to others in one step."""

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from accounts.actions.users import close_account
from accounts.models import User
from accounts.queries import fit_to_take_work
from core.exceptions import DomainError
from core.history import action
from core.open_work import OpenWork

WorkKey = tuple[str, int]


def open_work_of(user: User) -> list[tuple[WorkKey, str, str]]:
    """Every open piece of work: its key, its kind in words, and its line (numbers and titles, no names)."""
    return [
        ((kind.__name__, key), str(kind.label), line) for kind in OpenWork.registry for key, line in kind().lines(user)
    ]


@action
def hand_over_work(*, user: User, plan: dict[WorkKey, User], on: date, by: User) -> int:
    """Give each piece of work to the person that the plan names; answers how many moved.

    The plan must name all open work: what came in since the list was shown is seen before it moves.
    """
    if {key for key, _kind, _line in open_work_of(user)} != set(plan):
        raise DomainError(
            _("Daftar tugas berubah sejak halaman dibuka. Periksa daftar terbaru, lalu serahkan kembali.")
        )
    takers = {to.pk: to for to in plan.values()}
    fit = set(fit_to_take_work(on, leaving=user).filter(pk__in=takers).values_list("pk", flat=True))
    if set(takers) - fit:
        raise DomainError(_("Penerima tugas tidak lagi aktif atau tidak menangani kasus. Pilih penerima lain."))
    bundles: dict[tuple[str, int], list[int]] = defaultdict(list)
    for (kind_name, key), to in plan.items():
        bundles[kind_name, to.pk].append(key)
    kinds = {kind.__name__: kind for kind in OpenWork.registry}
    moved = sum(
        kinds[kind_name]().hand_over(user=user, to=takers[to_id], keys=keys, by=by)
        for (kind_name, to_id), keys in bundles.items()
    )
    if moved != len(plan):
        raise DomainError(
            _("Daftar tugas berubah sejak halaman dibuka. Periksa daftar terbaru, lalu serahkan kembali.")
        )
    return moved


@action
def end_account(*, user: User, plan: dict[WorkKey, User], on: date, by: User) -> int:
    """Hand over all open work and end the account, both or neither."""
    moved = hand_over_work(user=user, plan=plan, on=on, by=by)
    close_account(user=user, on=on, by=by)
    return moved
