"""What a form tells an action about an account, an office or an appointment."""

from dataclasses import dataclass, field
from datetime import date

from accounts.models import Office, User


@dataclass(frozen=True)
class Period:
    """From one day to another, both included; no end means until further notice."""

    starts_on: date
    ends_on: date | None = None

    def meets(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.starts_on <= (other.ends_on or date.max) and other.starts_on <= (self.ends_on or date.max)


@dataclass(frozen=True)
class UserFacts:
    """The account as it shall be. `roles` maps role codes to their running or coming period."""

    full_name: str
    office: Office
    position: str = ""
    employee_number: str = ""
    phone: str = ""
    email: str = ""
    vouched_by: str = ""
    voucher: User | None = None
    ends_on: date | None = None
    roles: dict[str, Period] = field(default_factory=dict)


@dataclass(frozen=True)
class OfficeFacts:
    kind: str
    name: str
    short_name: str
    district_id: int | None = None
    parent_id: int | None = None
    phone: str = ""
    closed_on: date | None = None
