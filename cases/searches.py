"""The three lists of casework: their filters, the sentence that says them, and their pages."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from cases import reference
from cases.choices import ListName, PlaceState, PublishedStatus, Sex
from cases.models import Case, Repatriation, Returnee, Worker
from cases.names import name_tokens
from cases.queries.seek import named
from core.lists import Cursor, ListSearch
from regions.models import Area

OPEN, DONE, ALL = "open", "done", "all"


def place_name(area_id: int | None) -> str:
    area = Area.objects.filter(pk=area_id).first() if area_id else None
    return area.name if area else ""


class CaseList(ListSearch):
    """`values`: status, stage, category, country, district (id), assignee (me, none), is_overdue, on (a day)."""

    model = Case
    sort_field = "opened_at"
    related = ("worker", "district", "assignee")
    columns = (
        "number", "category", "country", "stage", "opened_at", "opened_on", "due_on", "closed_at", "is_restricted",
        "worker__name", "district__name", "assignee__full_name",
    )  # fmt: skip

    def conditions(self) -> list[Q]:
        return [
            *self.status_conditions(),
            *(Q(**{name: self.values[name]}) for name in ("stage", "category", "country") if self.values.get(name)),
            *([Q(district_id=self.values["district"])] if self.values.get("district") else []),
            *self.assignee_conditions(),
        ]

    def status_conditions(self) -> list[Q]:
        if self.values.get("is_overdue"):
            return [Q(closed_at__isnull=True, due_on__lt=self.day)]
        status = {OPEN: PublishedStatus.PROCESS, DONE: PublishedStatus.DONE}.get(self.values.get("status", OPEN))
        return [Q(status=status)] if status else []

    def assignee_conditions(self) -> list[Q]:
        mine = {"me": Q(assignee_id=self.viewer.user_id), "none": Q(assignee__isnull=True)}
        condition = mine.get(self.values.get("assignee", ""))
        return [condition] if condition else []

    @property
    def day(self) -> date:
        return self.values["on"]

    def sentence(self) -> str:
        """`Kasus terbuka di Buton Tengah, lewat tenggat`."""
        kinds = {OPEN: _("Kasus terbuka"), DONE: _("Kasus selesai"), ALL: _("Semua kasus")}
        status = OPEN if self.values.get("is_overdue") else self.values.get("status", OPEN)
        words = kinds.get(status, kinds[OPEN])
        place = place_name(self.values.get("district"))
        if place:
            words = _("{kasus} di {tempat}").format(kasus=words, tempat=place)
        return ", ".join([words, *self.details()])

    def details(self) -> list[str]:
        found = []
        for list_name, name in ((ListName.CASE_CATEGORY, "category"), (ListName.COUNTRY, "country")):
            if self.values.get(name):
                found.append(reference.label(list_name, self.values[name]))
        if self.values.get("stage"):
            found.append(_("tahap {tahap}").format(tahap=reference.label(ListName.STAGE, self.values["stage"])))
        assignees = {"me": _("ditugaskan kepada saya"), "none": _("belum ditugaskan")}
        if self.values.get("assignee") in assignees:
            found.append(assignees[self.values["assignee"]])
        return [*found, _("lewat tenggat")] if self.values.get("is_overdue") else found


class WorkerList(ListSearch):
    """`values`: name, sex, district (id), is_place_open. People joined into others are left out."""

    model = Worker
    sort_field = "created_at"
    related = ("district", "village")

    def conditions(self) -> list[Q]:
        found = [Q(merged_into__isnull=True)]
        tokens = name_tokens(self.values.get("name") or "") if self.values.get("name") else []
        if tokens:
            found.append(named(tokens))
        if self.values.get("sex"):
            found.append(Q(sex=self.values["sex"]))
        if self.values.get("district"):
            found.append(Q(district_id=self.values["district"]))
        if self.values.get("is_place_open"):
            found.append(~Q(place_state=PlaceState.RECOGNISED))
        return found

    def sentence(self) -> str:
        words = _("Semua orang")
        place = place_name(self.values.get("district"))
        if place:
            words = _("Orang dari {tempat}").format(tempat=place)
        details = []
        if self.values.get("name"):
            details.append(_('bernama "{nama}"').format(nama=self.values["name"]))
        if self.values.get("sex"):
            details.append(str(Sex(self.values["sex"]).label).lower())
        if self.values.get("is_place_open"):
            details.append(_("tempat asal belum dikenali"))
        return ", ".join([words, *details])


class ReturnList(ListSearch):
    """`values`: cause, district (id), state, is_waiting. A district's branch walks the rows of that district."""

    model = Repatriation
    sort_field = "created_at"
    related = ("office",)

    def conditions(self) -> list[Q]:
        found = [Q(**{name: self.values[name]}) for name in ("cause", "state") if self.values.get(name)]
        if self.values.get("district"):
            found.append(Q(districts__district_id=self.values["district"]))
        if self.values.get("is_waiting"):
            found.append(Q(pk__in=self.waiting().values("repatriation_id")))
        return found

    def waiting(self):
        """People in sight whose submission waits: read from the index of those that wait, however many there are."""
        return Returnee.objects.unscoped().visible_to(self.viewer).to_verify()

    def order(self, cursor: Cursor | None, prefix: str = "") -> list[str]:
        sign = "" if cursor and cursor.backward else "-"
        key = "repatriation_id" if prefix else "pk"
        return [f"{sign}{prefix}created_at", f"{sign}{prefix}{key}"]

    def walk(self, rows, cursor: Cursor | None):
        prefix = "districts__" if "cases_repatriationdistrict" in rows.query.alias_map else ""
        rows = rows.order_by(*self.order(cursor, prefix))
        if cursor is None:
            return rows
        side = "gt" if cursor.backward else "lt"
        beyond = Q(**{f"created_at__{side}": cursor.value})
        level = Q(created_at=cursor.value, **{f"pk__{side}": cursor.pk})
        return rows.filter(Q(**{f"created_at__{side}e": cursor.value}) & (beyond | level))

    def rows(self):
        return super().rows().distinct() if self.values.get("district") else super().rows()

    def sentence(self) -> str:
        words = _("Semua pemulangan")
        place = place_name(self.values.get("district"))
        if place:
            words = _("Pemulangan dengan orang dari {tempat}").format(tempat=place)
        details = []
        if self.values.get("cause"):
            details.append(reference.label(ListName.RETURN_CAUSE, self.values["cause"]))
        if self.values.get("state"):
            details.append(str(dict(Repatriation._meta.get_field("state").choices)[self.values["state"]]).lower())
        if self.values.get("is_waiting"):
            details.append(_("ada kiriman yang menunggu verifikasi"))
        return ", ".join([words, *details])
