"""Finding unusual patterns, and keeping what the data-protection officer says of each."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.history import action
from reports.models import UnusualPattern
from reports.patterns import sightings

LOOK_BACK = timedelta(days=2)  # a schedule that slept over a weekend day loses nothing


def find_patterns(*, now: datetime) -> int:
    """Write every occurrence that is not there yet; answers how many are new. Running it again changes nothing."""
    new = 0
    for seen in sightings(now - LOOK_BACK, timezone.localdate(now)):
        row, is_new = UnusualPattern.objects.get_or_create(
            rule=seen.rule.code,
            user_id=seen.user_id,
            searched=seen.searched,
            at=seen.at,
            defaults={"count": seen.count},
        )
        new += is_new
        if not is_new and seen.count > row.count and row.state == UnusualPattern.State.NEW:
            UnusualPattern.objects.filter(pk=row.pk).update(count=seen.count)
    return new


@action
def explain_pattern(*, pattern: UnusualPattern, state: str, note: str, by) -> None:
    """Seen, or explained with a sentence. Nobody explains what he did himself."""
    if pattern.user_id == by.pk:
        raise DomainError(_("Pola ini menyangkut akun Anda sendiri. Minta pejabat lain menjelaskannya."))
    if state == UnusualPattern.State.EXPLAINED and not note.strip():
        raise DomainError(_("Tulis penjelasannya, misalnya siapa yang ditanya dan apa jawabnya."), field="note")
    pattern.state, pattern.note = state, note.strip()
    pattern.decided_by, pattern.decided_at = by, timezone.now()
    pattern.save(update_fields=["state", "note", "decided_by", "decided_at"])
