"""A group that comes today, with a letter's list, and who is named to meet it. Names are made up."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.utils import timezone

from cases.actions.pick_ups import name_pick_up_officers, tick_arrival
from cases.actions.repatriations import record_manifest
from cases.facts import ListedPerson, TickFacts
from cases.models import JourneyLeg, ManifestEntry, Repatriation
from tests.factories.casework import make_group
from tests.seeing import everything

NAMES = [
    ListedPerson("La Coba Karang", "L", 41, "Muna"),
    ListedPerson("Wa Coba Laut", "P", 26, "Wakatobi"),
    ListedPerson("Wa Coba Kecil", "P", 7, "Muna"),
]


@dataclass
class Quay:
    group: Repatriation
    lines: list[ManifestEntry]

    def key(self, index: int) -> str:
        return f"b{self.lines[index].pk}"

    def at(self, *parts: object) -> str:
        return "/".join(["/pemulangan", self.group.number, "penjemputan", *map(str, parts), ""])


def make_quay(by, *, named=(), people_counted: int | None = None, names=None, **facts) -> Quay:
    """In the open scope of `by`, who brings the list."""
    today = timezone.localdate()
    values = {"vessel": "KM Coba Bahari", "place_of_arrival": "Pelabuhan Murhum", **facts}
    group = make_group(by, on=today, arrived_on=None, expected_on=today, **values)
    names = NAMES if names is None else names
    manifest = record_manifest(
        repatriation=group, issuer="BP3MI Kaltara", letter_number="B.7/CONTOH", letter_date=None, subject="",
        people_counted=people_counted or len(names), people=names, by=by,
    )  # fmt: skip
    if named:
        name_pick_up_officers(repatriation=group, user_ids={user.pk for user in named}, on=today, by=by)
    return Quay(group, list(manifest.entries.all()))


def tick(quay, key, by, state="ARRIVED", seen="EXPECTED", reason="", client_id=None, captured_at=None):
    facts = TickFacts(key, state, seen, client_id or uuid4(), reason, captured_at)
    return tick_arrival(repatriation=quay.group, tick=facts, on=timezone.localdate(), by=by)


def over(quay) -> None:
    """The pick-up has ended."""
    then = date(2026, 11, 1)
    with everything():
        Repatriation.objects.filter(pk=quay.group.pk).update(expected_on=then, arrived_on=None)
        JourneyLeg.objects.filter(repatriation=quay.group).update(planned_on=then)
