"""Letters of returns and cases: linking one that stands in the book, and one that is new."""

from uuid import UUID

from cases.choices import LetterRole
from cases.models import Case, CaseLetter, Repatriation, ReturnLetter
from core.history import action
from letters.actions.letters import record_letter
from letters.facts import LetterFacts
from letters.models import Letter


@action
def link_return_letter(
    *, repatriation: Repatriation, letter: Letter, role: str = LetterRole.NOTICE, by
) -> ReturnLetter:
    """The letter belongs to this return. Linked twice it is linked once."""
    link, _made = ReturnLetter.objects.get_or_create(
        repatriation=repatriation, letter=letter, defaults={"role": role, "by": by}
    )
    return link


@action
def link_case_letter(*, case: Case, letter: Letter, role: str = LetterRole.NOTICE, by) -> CaseLetter:
    """The letter belongs to this case. Linked twice it is linked once."""
    link, _made = CaseLetter.objects.get_or_create(case=case, letter=letter, defaults={"role": role, "by": by})
    return link


@action
def unlink_letter(*, link: ReturnLetter | CaseLetter, by) -> None:
    """The letter does not belong there; it stays in the book."""
    link.delete()


@action
def record_return_letter(
    *, repatriation: Repatriation, facts: LetterFacts, role: str = LetterRole.NOTICE, form_id: UUID | None = None, by
) -> Letter:
    """A new letter of this return, linked at once."""
    letter = record_letter(facts=facts, form_id=form_id, by=by)
    link_return_letter(repatriation=repatriation, letter=letter, role=role, by=by)
    return letter
