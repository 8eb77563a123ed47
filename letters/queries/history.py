"""What changed on a letter and who looked at it, in words."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from core.changes import HistoryEntry, Looker, entries_of, events_of, lookers, plain_value, user_id_of
from core.models import AccessRecord
from core.templatetags.ui import jam, rupiah
from letters import reference
from letters.choices import ListName
from letters.models import Letter

FIELDS = (
    "number", "letter_date", "printed_date", "moved_on", "moved_at", "channel", "kind", "sender", "issuer",
    "recipient", "copies", "classification", "urgency", "subject", "people_counted", "costs_asked", "answers_to_id",
    "note", "handling",
)  # fmt: skip
LISTS = {"kind": ListName.KIND, "channel": ListName.CHANNEL}


class Words:
    """Names of users and letters that the events point to, read once for the whole history."""

    def __init__(self, events: list):
        users = {user_id_of(event) for event in events} - {None}
        self.users = dict(get_user_model().objects.filter(pk__in=users).values_list("pk", "full_name"))
        letters = {event.answers_to_id for event in events} - {None}
        rows = Letter.objects.filter(pk__in=letters).values_list("pk", "agenda_number") if letters else []
        self.letters = dict(rows)

    def who(self, event) -> str:
        return self.users.get(user_id_of(event)) or _("Sistem")  # type: ignore[arg-type]

    def value(self, event, name: str) -> str:
        value = getattr(event, name)
        if value is None or value == "":
            return "–"
        if name in LISTS:
            return reference.label(LISTS[name], value)
        if name == "answers_to_id":
            return self.letters.get(value, _("Disamarkan"))
        if name == "costs_asked":
            return rupiah(value)
        return jam(value) if name == "moved_at" else plain_value(event, name, value)


def history_of(letter: Letter) -> list[HistoryEntry]:
    """The changes of a letter, newest first."""
    events = events_of(letter)
    return entries_of(events, FIELDS, Words(events), lambda name: label_of(letter, name))


def label_of(letter: Letter, name: str) -> str:
    return _("Menjawab surat") if name == "answers_to_id" else str(letter._meta.get_field(name).verbose_name)


def looks_at(letter: Letter) -> list[Looker]:
    """Who opened this letter or its scans' page since it was recorded; whoever looked last stands first."""
    looks = AccessRecord.objects.filter(
        object_kind="letter", at__gte=letter.created_at, object_ids__contains=[letter.pk], user__isnull=False
    )
    return lookers(looks.filter(look=AccessRecord.Look.VIEW))
