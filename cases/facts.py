"""What is told of a person or a group, as plain data between forms, imports and actions."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from cases.choices import Sex, SourceKind


@dataclass(frozen=True)
class Age:
    """A birth date, a birth year, or an age in completed years that is true on the day of recording.

    `printed` keeps the writing when it is no possible date (31/04/2025) or differs from what was read.
    """

    birth_date: date | None = None
    birth_year: int | None = None
    years: int | None = None
    is_estimated: bool = False
    printed: str = ""


@dataclass(frozen=True)
class Count:
    """A number of people from `low` to `high`, both included; no `high` is an open end. Equal ones are exact."""

    low: int
    high: int | None
    is_about: bool = False


@dataclass(frozen=True)
class Place:
    """A place as written, and the code of the area that was chosen for it, if any."""

    text: str = ""
    area_code: str = ""


@dataclass(frozen=True)
class PersonFacts:
    """One person as told. An empty name means that it is not known. `family_phone` is shared by a family."""

    name: str = ""
    sex: str = Sex.UNKNOWN
    age: Age = field(default_factory=Age)
    place: Place = field(default_factory=Place)
    nik: str = ""
    passport_number: str = ""
    family_card: str = ""
    phone: str = ""
    family_phone: str = ""


@dataclass(frozen=True)
class ArrivalFacts:
    """What is told of one person's arrival. `same_as` is the number of a known person chosen as the same.

    `entry_id` is the line of the letter's list; without one the line is looked for, unless the person is `is_unlisted`.
    """

    paper_held: str = ""
    flags: tuple[str, ...] = ()
    family_phone: str = ""
    note: str = ""
    client_id: UUID | None = None
    captured_at: datetime | None = None
    parent_client_id: UUID | None = None
    same_as: str = ""
    open_case: bool = False
    deportation_reason: str = ""
    entry_id: int | None = None
    is_unlisted: bool = False
    unlisted_reason: str = ""


@dataclass(frozen=True)
class GroupFacts:
    """The group that came off one ship or flight, or is expected on one, logged once."""

    cause: str
    country: str = ""
    sending_office: str = ""
    vessel: str = ""
    mode: str = "SEA"
    place_of_arrival: str = ""
    arrived_on: date | None = None
    expected_on: date | None = None
    arrival_at: datetime | None = None
    printed_date: str = ""
    printed_plan: str = ""
    group_total: Count | None = None
    note: str = ""
    client_id: UUID | None = None


@dataclass(frozen=True)
class Source:
    """Where a statement stands."""

    kind: str = SourceKind.OFFICER
    text: str = ""
    day: date | None = None


@dataclass(frozen=True)
class ListedPerson:
    """One line of a letter's list."""

    name: str = ""
    sex: str = Sex.UNKNOWN
    age: int | None = None
    origin: str = ""


@dataclass(frozen=True)
class TickFacts:
    """One tick at a pick-up. `key` names a person or a line of the letter; `seen` is how the page showed them."""

    key: str
    state: str
    seen: str
    client_id: UUID
    reason: str = ""
    captured_at: datetime | None = None
