"""Letters of returns and cases, as far as the viewer sees both."""

from cases.models import Case, CaseLetter, Repatriation, ReturnLetter
from core.actions.access import record_look
from core.models import AccessRecord
from core.scope import current_viewer
from letters.models import Letter, LetterFront


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


def letters_of(repatriation: Repatriation) -> list[Letter]:
    """The letters in sight that a list of the return may belong to: those that came in, the newest first."""
    return [link.letter for link in letter_links_of(repatriation) if link.letter.is_in]


def letter_fronts_of(repatriation: Repatriation, seen: set[int]) -> list[LetterFront]:
    """Number, date, sender and kind of the return's other letters, as far as they may be told; the look is recorded.

    A secret letter has no front for others, and whether there is one cannot be told.
    """
    if not current_viewer().may("letters.view"):
        return []
    links = repatriation.letter_links.exclude(letter_id__in=seen).values("letter_id")
    fronts = list(LetterFront.objects.filter(letter_id__in=links).order_by("-letter_id"))
    if fronts:
        record_look(look=AccessRecord.Look.LIST, object_kind="letter", object_ids=[front.letter_id for front in fronts])
    return fronts
