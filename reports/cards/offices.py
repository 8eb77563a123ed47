"""First page of roles that work without people: auditor, system administrator."""

from dataclasses import replace
from datetime import timedelta

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.models import AccessRecord
from core.templatetags.ui import tanggal
from reports.cards.base import SHOWN, Card, CardLine, FilledCard
from reports.days import day_bounds
from reports.words import kind_word, look_word

DAYS_BEFORE_END = 30


class EndingAccounts(Card):
    code = "akun-berakhir"
    title = gettext_lazy("Akun yang berakhir dalam 30 hari")
    icon = "person-x"
    right = "users.manage"

    def rows(self) -> QuerySet:
        last = self.on + timedelta(days=DAYS_BEFORE_END)
        rows = User.objects.filter(is_active=True, ends_on__range=(self.on, last))
        return rows.select_related("office").order_by("ends_on", "pk")

    def line(self, row: User) -> CardLine:
        note = _("{unit} · berakhir {hari}").format(unit=row.office.short_name, hari=tanggal(row.ends_on))
        return CardLine(row.full_name, reverse("accounts:user_edit", args=[row.pk]), note)

    def url(self) -> str:
        return reverse("accounts:users")


class LooksToday(Card):
    """How often which kind of row was looked at today."""

    code = "akses-hari-ini"
    title = gettext_lazy("Akses data hari ini")
    icon = "eye"
    right = "audit.view"

    def read(self) -> list:
        first, end = day_bounds(self.on)
        groups = AccessRecord.objects.filter(at__gte=first, at__lt=end).values_list("look", "object_kind")
        return list(groups.annotate(n=Count("pk")).order_by("-n", "look", "object_kind"))

    def goes_on(self, rows: list) -> bool:
        return False

    def filled(self, rows: list, count: int) -> FilledCard:
        return replace(super().filled(rows[:SHOWN], count), count=len(rows))

    def line(self, row: tuple[str, str, int]) -> CardLine:
        look, kind, number = row
        return CardLine(
            f"{look_word(look)}: {kind_word(kind)}",
            f"{self.url()}?hari={self.on:%Y-%m-%d}&cara={look}&jenis={kind}",
            _("{n} kali").format(n=number),
        )

    def url(self) -> str:
        return reverse("reports:access_log")
