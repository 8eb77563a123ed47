"""A letter that announces a return: letter, return, first leg, disposition and list in one go, or nothing of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from cases.actions.arrivals import record_group
from cases.actions.journeys import correct_leg
from cases.actions.letters import record_return_letter
from cases.actions.list_imports import LetterHead, apply_list_import, read_list_import, start_list_import
from cases.actions.repatriations import record_manifest
from cases.choices import LetterRole
from cases.facts import GroupFacts
from cases.listing import Grid
from cases.listing.kept import findings_of
from cases.models import ListImport, Repatriation
from cases.queries import standing_return
from cases.queries.list_imports import row_numbers
from cases.standing_lists import Stand
from core.history import action
from core.locks import lock_once
from letters.actions.dispositions import give_disposition
from letters.actions.letters import add_letter_file
from letters.facts import LetterFacts
from letters.models import Letter

SHORT = 300  # rows of a list that are read at once; longer ones are read in the background
OF_NO_CONCERN = frozenset({"HEADING", "LETTERHEAD", "CLOSING", "TOTAL"})  # lines of a list that are no person


@dataclass(frozen=True)
class LetterAndReturn:
    """What is told of a letter and of the return that it announces.

    `leg` are columns of the first leg that the group does not tell, `grids` the cells of the list that came with the
    letter, `scans` its files, `to` who is given it and `instruction` what is to be done.
    """

    letter: LetterFacts
    group: GroupFacts
    leg: dict = field(default_factory=dict)
    grids: Sequence[Grid] = ()
    scans: Sequence = ()
    to: object | None = None
    instruction: str = ""


@action
def record_from_letter(*, told: LetterAndReturn, form_id: UUID, on: date, by) -> Repatriation:
    """Everything that the letter begins. The same form sent twice makes one of each.

    A list that leaves nothing to be looked at stands at once; another waits for its preview.
    """
    lock_once(f"from_letter:{form_id}")
    if there := standing_return(form_id):
        return there
    repatriation = record_group(facts=told.group, on=on, by=by)
    letter = record_return_letter(
        repatriation=repatriation, facts=told.letter, role=LetterRole.NOTICE, form_id=form_id, by=by
    )
    for scan in told.scans:
        add_letter_file(letter=letter, upload=scan, form_id=form_id, by=by)
    leg = repatriation.legs.get()
    correct_leg(leg=leg, version=leg.version, values=told.leg, people=None, by=by)
    if told.to is not None:
        give_disposition(letter=letter, to=told.to, instruction=told.instruction, on=on, by=by)
    record_list(repatriation, letter, told.grids, by)
    return repatriation


def record_list(repatriation: Repatriation, letter: Letter, grids: Sequence[Grid], by) -> None:
    """The list of the letter, tied to it: its names, or only how many it counts. A part of an action."""
    head = LetterHead(
        issuer=letter.issuer or letter.sender,
        letter_number=letter.number,
        letter_date=letter.letter_date,
        people_counted=letter.people_counted,
        letter=letter,
    )
    if not grids:
        if letter.people_counted:
            record_manifest(repatriation=repatriation, people=[], stand=Stand(), by=by, **vars(head))
        return
    row = start_list_import(repatriation=repatriation, head=head, file_name="", grids=grids, by=by)
    if sum(len(grid.rows) for grid in grids) > SHORT:
        return
    read_list_import(row=row, reading=row.reading, progress=lambda _percent, _note: None, by=by)
    row.refresh_from_db()
    if is_clear(row):
        apply_list_import(row=row, people_counted=row.people_counted, stand=Stand(), by=by)


def is_clear(row: ListImport) -> bool:
    """Whether nothing of a list that was read is left to look at: no doubt, nobody alike, no number that differs."""
    numbers, (_columns, skipped) = row_numbers(row), findings_of(row.found)
    told = {count for count in (row.told_total, row.people_counted) if count is not None}
    return (
        numbers.people > 0
        and not numbers.troubled
        and not numbers.alike
        and told <= {numbers.people}
        and {line.why for line in skipped} <= OF_NO_CONCERN
    )
