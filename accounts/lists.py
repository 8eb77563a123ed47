"""The list of accounts: its filters, the sentence that says them, and its pages by name."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from accounts.models import RoleAssignment, User
from accounts.roles import ROLES, role_label

PAGE_SIZE = 50


@dataclass
class UserList:
    """`values` are the cleaned filters: q, office, role, state."""

    on: date
    values: dict[str, object] = field(default_factory=dict)

    def rows(self):
        running = RoleAssignment.objects.running(self.on)
        users = User.objects.select_related("office").prefetch_related(
            Prefetch("role_assignments", running, to_attr="running_roles")
        )
        if q := self.values.get("q"):
            users = users.filter(Q(full_name__icontains=q) | Q(username__icontains=q))
        if office := self.values.get("office"):
            users = users.filter(office=office)
        if role := self.values.get("role"):
            users = users.filter(Exists(running.filter(user=OuterRef("pk"), role=role)))
        return self.by_state(users).order_by("full_name", "pk")

    def by_state(self, users):
        works = Q(is_active=True) & (Q(ends_on__isnull=True) | Q(ends_on__gte=self.on))
        match self.values.get("state"):
            case "aktif":
                return users.filter(works)
            case "berakhir":
                return users.exclude(works)
        return users

    def page(self, after: str = "") -> tuple[list[User], int | None]:
        """Rows after the user with this key, and the key to go on from, if there are more."""
        rows = self.rows()
        last = User.objects.filter(pk=int(after)).first() if after.isdecimal() and len(after) < 15 else None
        if last:
            rows = rows.filter(Q(full_name__gt=last.full_name) | Q(full_name=last.full_name, pk__gt=last.pk))
        found = list(rows[: PAGE_SIZE + 1])
        for user in found:
            user.role_words = ", ".join(role_label(code) for code in ROLES if code in held(user))
            user.works = user.is_active and (user.ends_on is None or user.ends_on >= self.on)
        return found[:PAGE_SIZE], found[PAGE_SIZE - 1].pk if len(found) > PAGE_SIZE else None

    def sentence(self) -> str:
        states = {"aktif": _("Pengguna aktif"), "berakhir": _("Pengguna yang sudah berakhir")}
        parts = [states.get(str(self.values.get("state")), _("Semua pengguna"))]
        if office := self.values.get("office"):
            parts.append(_("di {unit}").format(unit=office))
        if role := self.values.get("role"):
            parts.append(_("sebagai {peran}").format(peran=role_label(str(role))))
        if q := self.values.get("q"):
            parts.append(_('bernama "{teks}"').format(teks=q))
        return " ".join(parts)


def held(user: User) -> set[str]:
    return {row.role for row in user.running_roles}
