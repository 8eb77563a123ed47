"""People that look like the one being logged: shown with why, and masked where the viewer does not see them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from cases.ages import worker_age, years_words
from cases.facts import PersonFacts
from cases.matching import Likeness
from cases.models import Worker
from cases.names import initials
from cases.places import settle_place
from cases.queries import may_be_hinted_at, people_alike, today, visible_among
from core.actions.access import record_look
from core.limits import take
from core.models import AccessRecord
from core.scope import current_viewer

REASONS = {
    "NIK": gettext_noop("NIK sama"),
    "PASSPORT": gettext_noop("nomor paspor/SPLP sama"),
    "NAME": gettext_noop("nama sama"),
    "NAME_ALIKE": gettext_noop("nama mirip"),
    "BIRTH_DATE": gettext_noop("tanggal lahir sama"),
    "AGE": gettext_noop("umur sama atau berdekatan"),
    "PHONE": gettext_noop("telepon sama"),
    "FAMILY_PHONE": gettext_noop("telepon keluarga sama"),
    "VILLAGE": gettext_noop("desa sama"),
    "DISTRICT": gettext_noop("kabupaten/kota sama"),
}


@dataclass(frozen=True)
class AlikeLine:
    """One person as the viewer may see them. A masked one has initials, district and year, and whom to ask."""

    number: str
    name: str
    facts: str
    reasons: str
    is_masked: bool
    office: str = ""


def look_alikes(facts: PersonFacts) -> list[AlikeLine]:
    """The lines to show. The look is recorded; restricted people out of sight are not even hinted at."""
    if facts.nik or facts.passport_number:
        take("alike_number", str(current_viewer().user_id))
    found = people_alike(facts, settle_place(facts.place), today())
    seen = visible_among(match.worker.pk for match in found)
    shown = [match for match in found if match.worker.pk in seen or may_be_hinted_at(match.worker)]
    ids = [match.worker.pk for match in shown]
    record_look(
        look=AccessRecord.Look.SEARCH,
        object_kind="worker",
        object_ids=ids,
        worker_ids=[pk for pk in ids if pk in seen],
        rows=[match.worker for match in shown],
        masked=[pk for pk in ids if pk not in seen],
        searched=facts.nik,
        field_class="NIK" if facts.nik else "",
    )
    return [in_sight(match) if match.worker.pk in seen else masked(match) for match in shown]


def in_words(match: Likeness) -> str:
    return ", ".join(_(REASONS[code]) for code in match.reasons if code in REASONS)


def in_sight(match: Likeness) -> AlikeLine:
    worker = match.worker
    place = worker.village or worker.district
    facts = [worker.get_sex_display(), age_in_words(worker), place.short_name() if place else ""]
    return AlikeLine(worker.number, str(worker), " · ".join(part for part in facts if part), in_words(match), False)


def masked(match: Likeness) -> AlikeLine:
    worker = match.worker
    office = User.objects.select_related("office").get(pk=worker.created_by_id).office
    facts = [worker.district.short_name() if worker.district else "", str(worker.created_at.year)]
    line = " · ".join(part for part in facts if part)
    return AlikeLine(
        worker.number, initials(worker.name), line, in_words(match), True, office.short_name or office.name
    )


def age_in_words(worker: Worker) -> str:
    age = worker_age(worker, today())
    return "" if age is None else years_words(age)
