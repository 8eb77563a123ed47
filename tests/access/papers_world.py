"""Papers, signatures, refusals and press releases of a side, and how to reach them."""

from accounts.models import User
from cases.actions.handovers import prepare_handover
from cases.actions.papers import prepare_paper
from cases.actions.refusals import prepare_refusal, sign_refusal
from cases.actions.signatures import add_signature
from cases.models import Repatriation, Returnee
from letters.actions.releases import start_release
from letters.models import PressRelease
from tests.core import foreign_files
from tests.factories.casework import DAY
from tests.seeing import everything


def picture(name: str):
    return foreign_files.upload(f"{name}.png", foreign_files.png(), foreign_files.PNG)


def naskah_of(group: Repatriation, returnee: Returnee, say, by) -> dict[str, object]:
    """A paper, a hand-over that is being signed on the screen, a refusal with the photo of its paper."""
    words = {name: say(f"group_paper_{name}") for name in ("recipient", "subject", "body")}
    paper = prepare_paper(repatriation=group, code="BALASAN", values=words, by=by)
    handover = prepare_handover(repatriation=group, values={"kind": "UNIT", "on": DAY}, people=[returnee], by=by)
    signature = add_signature(
        handover=handover, role="GIVER", position_no=0, name=say("signer"), upload=picture("tanda"), by=by
    )
    told = {name: say(f"refusal_{name}") for name in ("offered", "reason", "witnesses")}
    open_one, refusal = (prepare_refusal(returnee=returnee, values={**told, "on": DAY}, by=by) for _time in range(2))
    file = sign_refusal(refusal=refusal, version=1, upload=picture("tolak"), by=by)
    return {
        "return_paper": paper.pk,
        "signed_handover": handover.pk,
        "signature": signature.pk,
        "refusal": open_one.pk,
        "signed_refusal": refusal.pk,
        "refusal_file": file.key,
        "paper_kind": "BALASAN",
        "wording": "BAST",
        "source": "pemulangan",
        "role": "receiver",
        "place": 0,
    }


def release_pk() -> int:
    """One press release of public relations."""
    with everything():
        found = PressRelease.objects.first()
        if found is None:
            texts = {"site": "x", "caption": "", "whatsapp": ""}
            key = Repatriation.objects.order_by("pk").first().number
            by = User.objects.get(username="pr")
            found = start_release(source="pemulangan", key=key, facts={}, texts=texts, by=by)
        return found.pk


PAPER_STEPS = ("edit", "photo", "print", "docx", "issue", "drop")
REFUSAL_STEPS = ("edit", "print", "docx", "sign", "cancel")
NASKAH_ARGUMENTS = {
    "cases:paper_new": {"number": "return", "kind": "paper_kind"},
    **{
        name: {"number": "return", "pk": "return_paper"}
        for name in (
            "cases:paper",
            *(f"cases:paper_{step}" for step in PAPER_STEPS),
        )
    },
    "cases:signatures": {"number": "return", "pk": "signed_handover"},
    "cases:signatures_finish": {"number": "return", "pk": "signed_handover"},
    "cases:signature_new": {"number": "return", "pk": "signed_handover", "role": "role", "place": "place"},
    "cases:signature_remove": {"number": "return", "pk": "signed_handover", "signature": "signature"},
    "cases:handover_file_remove": {"number": "return", "pk": "handover", "key": "paper"},
    **{
        name: {"number": "return", "pk": "refusal"}
        for name in (
            "cases:refusal",
            *(f"cases:refusal_{step}" for step in REFUSAL_STEPS),
        )
    },
    "cases:refusal_file": {"number": "return", "pk": "signed_refusal", "key": "refusal_file"},
    **{f"cases:{key}_remove": {"number": "return", "pk": key} for key in ("stay", "cost", "coordination")},
    "letters:release_new": {"source": "source", "key": "return"},
    "letters:template_edit": {"kind": "wording"},
}
