"""Two districts and a restricted person in whose every text stands a token that nobody can guess."""

import re
import secrets

from django.db import transaction

from accounts.queries import viewer_of
from cases.actions.arrivals import correct_returnee, send_back_submission
from cases.actions.cases import answer_referral, edit_case, move_stage
from cases.actions.repatriations import correct_repatriation, record_group_fact, use_source_value
from cases.actions.workers import correct_worker, record_address, record_name
from cases.choices import NameKind
from cases.facts import Place, Source
from cases.models import Case, Referral, Repatriation, Returnee, SourcedValue, Worker
from core.scope import open_scope
from tests.access.world import Side, build_side, close_side
from tests.factories.casework import DAY

LETTERS = "bcdfghjklmnpqrstvwxz"
NUMBERS = {"nik": 16, "family_card": 16, "phone": 10, "family_phone": 10, "passport": 7}
BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.\-](?=\d)")


class Tokens:
    """One token for each text of a side, made when it is first asked for."""

    def __init__(self):
        self.by_label: dict[str, str] = {}

    def __call__(self, label: str) -> str:
        if label not in self.by_label:
            signs, length = ("123456789", NUMBERS[label]) if label in NUMBERS else (LETTERS, 14)
            token = "".join(secrets.choice(signs) for _ in range(length))
            self.by_label[label] = f"x{token}" if label == "passport" else token
        return self.by_label[label]

    def all(self) -> dict[str, str]:
        return dict(self.by_label)

    def of_people(self) -> dict[str, str]:
        """Without what tells of the return alone: a restricted person hides those who came, not the ship."""
        return {label: token for label, token in self.by_label.items() if not label.startswith("group")}


def plant(by, district: str, *, is_closed: bool = False) -> tuple[Side, Tokens]:
    words = Tokens()
    side = build_side(by, district, words("name"), words)
    with open_scope(viewer_of(by)), transaction.atomic():
        tell_of_person(side, by, words)
        tell_of_case(side, by, words)
        tell_of_group(side, by, words)
    return (close_side(side, by) if is_closed else side), words


def tell_of_person(side: Side, by, words: Tokens) -> None:
    worker = Worker.objects.get(number=side.keys["worker"])
    record_name(
        worker=worker, kind=NameKind.ALIAS, text=words("alias"), source=Source(text=words("alias_source")), by=by
    )
    place, told = Place(f"Dusun {words('place')}"), Source(text=words("place_source"))
    record_address(worker=worker, kind="RESIDENCE", place=place, source=told, counts=False, by=by)
    numbers = {"nik": words("nik"), "family_card": words("family_card"), "phone": f"08{words('phone')}"}
    numbers["passport_number"] = words("passport").upper()
    correct_worker(worker=worker, version=worker.version, changes=numbers, on=DAY, by=by)
    returnee = Returnee.objects.get(pk=side.keys["returnee"])
    send_back_submission(returnee=returnee, reason=words("sent_back"), by=by)
    changes = {
        "note": words("note"),
        "family_phone": f"08{words('family_phone')}",
        "unlisted_reason": words("unlisted"),
    }
    returnee.refresh_from_db()
    correct_returnee(returnee=returnee, version=returnee.version, changes=changes, on=DAY, by=by)
    returnee.refresh_from_db()
    send_back_submission(returnee=returnee, reason=words("sent_back_again"), by=by)


def tell_of_case(side: Side, by, words: Tokens) -> None:
    case = Case.objects.get(number=side.keys["case"])
    edit_case(case=case, version=case.version, changes={"adu_number": words("adu")}, by=by)
    move_stage(case=case, to_stage="VERIFIKASI", reason=words("move"), by=by)
    referral = Referral.objects.get(pk=side.keys["referral"])
    answer_referral(
        referral=referral, version=referral.version, state="ACCEPTED", answer=words("answer"), on=DAY, by=by
    )


def tell_of_group(side: Side, by, words: Tokens) -> None:
    group = Repatriation.objects.get(number=side.keys["return"])
    changes = {name: words(f"group_{name}") for name in ("note", "sending_office", "place_of_arrival")}
    correct_repatriation(repatriation=group, version=group.version, changes=changes, by=by)
    value = SourcedValue.objects.get(pk=side.keys["return_value"])
    group.refresh_from_db()
    use_source_value(value=value, version=group.version, reason=words("group_reason"), on=DAY, by=by)
    source = Source(text=words("group_fact_source"))
    record_group_fact(repatriation=group, field="condition", text=words("group_fact"), source=source, by=by)


def found_in(text: str, tokens: dict[str, str]) -> set[str]:
    """The labels of the tokens in a text, in any case and with any grouping of digits."""
    low = text.casefold()
    joined = BETWEEN_DIGITS.sub("", low)
    return {label for label, token in tokens.items() if token in low or token in joined}
