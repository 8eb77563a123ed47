"""Letters of returns and cases, as far as the viewer sees both."""

from cases.models import Case, CaseLetter, Repatriation, ReturnLetter
from core.actions.access import record_look
from core.models import AccessRecord
from core.scope import current_viewer
from letters.models import Letter


def letter_links_of(row: Repatriation | Case) -> list[ReturnLetter | CaseLetter]:
    """The links of a return or a case to letters in sight, newest letter first; the look is recorded."""
    if not current_viewer().may("letters.view"):
        return []
    in_sight = row.letter_links.of_seen().filter(letter__in=Letter.objects.order_by())
    links: list[ReturnLetter | CaseLetter] = list(
        in_sight.select_related("letter").order_by("-letter__created_at", "-pk")
    )
    if links:
        record_look(look=AccessRecord.Look.LIST, object_kind="letter", object_ids=[link.letter_id for link in links])
    return links
