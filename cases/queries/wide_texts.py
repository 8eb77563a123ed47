"""What texts that leave the office may rest on: counts of a return, told to whoever writes them, also to public
relations, who see no people. No name is answered; a text is only searched for names that it must not hold.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from cases.choices import AgeGroup, ArrivalState, HandoverKind, HandoverState, Sex
from cases.coming import leg_to_arrival
from cases.models import (
    Handover,
    HandoverPerson,
    JourneyLeg,
    Manifest,
    ManifestEntry,
    PersonName,
    Repatriation,
    Returnee,
    Stay,
    StayGuest,
)
from cases.names import PARTICLES, TITLES, plain
from cases.queries.fetch import typed
from cases.queries.wide import Reconciliation, lacking_receiver, reconcile
from core.actions.access import record_look
from core.models import AccessRecord
from core.scope import viewing_everything

SHORTEST_WORD = 3
RECENT = 20


@dataclass(frozen=True)
class GroupTold:
    """A return as texts tell it: how many, from where, on what, when. Counts are of who came, or of who is listed
    while nobody has come."""

    repatriation: Repatriation
    leg_to_arrival: JourneyLeg | None
    stations: list[str]
    letter: Manifest | None
    numbers: Reconciliation
    men: int
    women: int
    children: int
    districts: list[tuple[str, int]]
    without_receiver: int
    received: dict[str, int]
    stays: list[str]


def group_told(number: str) -> GroupTold | None:
    """None for a number that is not there. Who may write texts about returns may know these counts of each."""
    with viewing_everything(reason="counts of a return for a text, no names"):
        row = Repatriation.objects.select_related("office").filter(number=typed(number)).first()
        return None if row is None else told_of(row)


def told_of(row: Repatriation) -> GroupTold:
    numbers = reconcile(row)
    people = Returnee.objects.filter(repatriation=row)
    people = people.filter(arrival_state=ArrivalState.ARRIVED) if numbers.total_arrived else people
    counts = people.aggregate(
        men=Count("pk", filter=Q(sex=Sex.MALE)),
        women=Count("pk", filter=Q(sex=Sex.FEMALE)),
        children=Count("pk", filter=Q(age_group=AgeGroup.CHILD)),
    )
    places = people.filter(district__isnull=False).values_list("district__name").annotate(n=Count("pk"))
    legs = [leg for leg in row.legs.order_by("position") if not leg.is_not_travelled]
    return GroupTold(
        repatriation=row,
        leg_to_arrival=leg_to_arrival(row, legs),
        stations=[leg_words(leg) for leg in legs if leg.from_place and leg.to_place],
        letter=Manifest.objects.filter(repatriation=row).order_by("-created_at", "-pk").first(),
        numbers=numbers,
        districts=sorted(places, key=lambda pair: (-pair[1], pair[0])),
        without_receiver=lacking_receiver(row),
        received=received_in(row),
        stays=[f"{stay.place} ({stay.get_kind_display()})" for stay in row.stays.all()],
        **counts,
    )


def leg_words(leg) -> str:
    way = f"{leg.from_place} - {leg.to_place}"
    return f"{way}, {leg.vessel}" if leg.vessel else way


def received_in(row: Repatriation) -> dict[str, int]:
    """How many people were handed over, by the kind of receiver."""
    signed = HandoverPerson.objects.filter(handover__repatriation=row, handover__state=HandoverState.SIGNED)
    counts = signed.values_list("handover__kind").annotate(n=Count("returnee", distinct=True))
    return {kind: n for kind, n in counts if kind != HandoverKind.UNIT}


@dataclass(frozen=True)
class ReturnLine:
    number: str
    cause: str
    vessel: str
    day: date | None


def returns_told(text: str = "") -> list[ReturnLine]:
    """The newest returns, or those with `text` in their number or ship: number, cause, ship and day."""
    words = text.replace("\x00", "").strip()[:50]
    with viewing_everything(reason="numbers of returns for a text, no names"):
        rows = Repatriation.objects.order_by("-created_at", "-pk")
        if words:
            rows = rows.filter(Q(number__icontains=words) | Q(vessel__icontains=words))
        return [
            ReturnLine(row.number, row.cause, row.vessel, row.arrived_on or row.expected_on) for row in rows[:RECENT]
        ]


# -- what a text must not hold ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PrivateWord:
    """A word of a text that is the name, the initials or the village of somebody of the return."""

    word: str
    worker_id: int | None


@dataclass(frozen=True)
class Found:
    """`words` are of people whom the viewer sees; `hidden` counts those of others, whose words are not repeated."""

    words: list[str]
    hidden: int


def private_words_in(number: str, text: str, harmless: str) -> Found:
    """Names, initials and villages of the return's people that stand in `text`. What stands in `harmless` (the wording
    over this return's figures) is no finding. A look at the people whose words are repeated is recorded."""
    with viewing_everything(reason="whether a text names somebody of a return"):
        found = list(matches(number, text, harmless))
    keys = {item.worker_id for item in found if item.worker_id is not None}
    seen = {row.worker_id: row for row in Returnee.objects.filter(repatriation__number=typed(number), worker__in=keys)}
    words = {item.word for item in found if item.worker_id in seen}
    hidden = {item.word for item in found} - words
    if seen:
        record_look(
            look=AccessRecord.Look.LIST,
            object_kind="returnee",
            object_ids=[row.pk for row in seen.values()],
            worker_ids=list(seen),
            rows=list(seen.values()),
        )
    return Found(sorted(words), len(hidden))


def matches(number: str, text: str, harmless: str) -> Iterator[PrivateWord]:
    spoken, free = f" {plain(text)} ", f" {plain(harmless)} "
    for name, village, worker_id in private_facts(number):
        for word in [*telling_words(name), *([plain(village)] if village else [])]:
            if len(word) >= SHORTEST_WORD and f" {word} " in spoken and f" {word} " not in free:
                yield PrivateWord(word, worker_id)
        for letters in initials_in(name):
            if re.search(letters, text) and not re.search(letters, harmless):
                yield PrivateWord("".join(part[0] for part in plain(name).split()).upper(), worker_id)


def private_facts(number: str) -> Iterator[tuple[str, str, int | None]]:
    """Name, village and person, as far as each is known: of who came and of who stands in the list of the letter."""
    people = Returnee.objects.filter(repatriation__number=typed(number)).select_related("worker__village")
    for row in people:
        village = row.worker.village.name if row.worker.village else ""
        yield row.worker.told_name or row.worker.name, village, row.worker_id
    for other in PersonName.objects.filter(worker__returns__repatriation__number=typed(number)):
        yield other.text, "", other.worker_id
    entries = ManifestEntry.objects.filter(manifest__repatriation__number=typed(number))
    for line in entries.select_related("village", "returnee"):
        person = getattr(line, "returnee", None)
        yield line.name, line.village.name if line.village else "", person.worker_id if person else None


def telling_words(name: str) -> list[str]:
    return [word for word in plain(name).split() if word not in PARTICLES and word not in TITLES]


def initials_in(name: str) -> Iterator[str]:
    """Patterns of a name's initials as they are written: `LCK`, `L.C.K.`, with and without particles."""
    for words in {tuple(plain(name).split()), tuple(telling_words(name))}:
        if len(words) > 1:
            letters = [re.escape(word[0].upper()) for word in words]
            yield r"(?<![A-Za-z.])" + r"\.?\s?".join(letters) + r"\.?(?![A-Za-z])"


def has_hidden_guests(stay: Stay) -> bool:
    """Whether somebody out of the viewer's sight stays there by name."""
    seen = stay.guests.count()
    with viewing_everything(reason="whether others stay there, no names"):
        return StayGuest.objects.filter(stay=stay).count() > seen


# -- what was signed -------------------------------------------------------------------------------------------------

SIGNED_FACTS = (
    "kind", "on", "at", "zone", "place", "giver", "giver_position", "receiver", "receiver_position", "kinship",
    "receiver_phone", "receiver_address", "identity_shown", "identity_number", "has_power", "condition", "belongings",
)  # fmt: skip
PERSON_FACTS = ("told_name", "sex", "birth_date", "stated_age", "nik", "village_id", "district_id")


def facts_digest(handover: Handover) -> str:
    """SHA-256 over what the minutes say, all people among it; `uid` makes it useless for guessing."""
    with viewing_everything(reason="a digest of what was signed, nothing of it is answered"):
        row = Handover.objects.get(pk=handover.pk)
        people = Returnee.objects.filter(handovers__handover=row).select_related("worker").order_by("pk")
        told = {
            "uid": row.uid,
            "facts": [getattr(row, name) for name in SIGNED_FACTS],
            "people": [[getattr(person.worker, name) for name in PERSON_FACTS] for person in people],
            "witnesses": [[seen.name, seen.position] for seen in row.witnesses.order_by("position_no")],
        }
    return hashlib.sha256(json.dumps(told, default=str, ensure_ascii=False).encode()).hexdigest()
