"""Two districts with a row of every kind, and the addresses that lead to them."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.choices import ResetState
from accounts.models import ActingAppointment, FactorReset, Passkey, User
from accounts.queries import viewer_of
from cases.actions.calendar import make_calendar_address
from cases.actions.cases import add_case_file, add_note, add_task, refer_case
from cases.actions.deaths import Printed, record_benefit, record_case_paper, record_death
from cases.actions.families import link_relatives
from cases.actions.follow_ups import record_follow_up
from cases.actions.handovers import add_handover_paper, prepare_handover
from cases.actions.interviews import add_interview_line, record_interview
from cases.actions.journeys import record_coordination, record_cost, record_stay
from cases.actions.letters import link_case_letter, link_return_letter
from cases.actions.list_imports import LetterHead, read_list_import, start_list_import
from cases.actions.old_data import start_old_import
from cases.actions.repatriations import match_entry, record_manifest, record_source_value
from cases.actions.reporters import record_reporter
from cases.actions.restrictions import restrict_worker
from cases.actions.screenings import record_screening
from cases.actions.sisko import SiskoFacts, record_sisko_check
from cases.actions.workers import record_status
from cases.facts import ListedPerson, Source
from cases.listing.source import grids_of
from cases.models import (
    ArrivalTick,
    Case,
    DuplicateCandidate,
    HospitalStay,
    Illness,
    ListImport,
    ManifestEntry,
    Repatriation,
    Returnee,
    Worker,
)
from core.actions.jobs import jobs_folder
from core.models import Job
from core.scope import open_scope
from letters.actions.letters import add_letter_file
from reports.actions.exports import request_month_report
from reports.indicators import Indicator
from reports.models import UnusualPattern
from reports.periods import Month
from tests.access.papers_world import NASKAH_ARGUMENTS, naskah_of, release_pk
from tests.authenticator import Authenticator
from tests.core import foreign_files
from tests.factories.casework import DAY, make_case, make_group, make_returnee, person
from tests.factories.letters import give, make_letter
from tests.people import make_user

Words = Callable[[str], str]
NO_LETTER = "SM-1999-9999"


@dataclass
class Side:
    """Rows of one district. `canary` stands in every text of them."""

    canary: str
    keys: dict[str, object] = field(default_factory=dict)
    worker_ids: set[int] = field(default_factory=set)


def build_side(by, district: str, canary: str, words: Words | None = None) -> Side:
    """One return with a list, a case with a note, a task and a referral, a pair to decide, values by source.

    `words` gives each text a token of its own; those that begin with `group` tell of the return, not of a person.
    """
    side, say = Side(canary), words or (lambda _label: canary)
    with open_scope(viewer_of(by)), transaction.atomic():
        group = make_group(by, vessel=f"KM {say('group_vessel')}")
        listed = [ListedPerson(f"Daftar {say('list_name')}", "L", 40, "")]
        record_manifest(
            repatriation=group, issuer=f"BP3MI {say('group_issuer')}", letter_number="", letter_date=None, subject="",
            people_counted=1, people=listed, by=by,
        )  # fmt: skip
        who = person(f"La {say('name')}", district=district, age=33)
        returnee, twin = make_returnee(by, group=group, who=who), make_returnee(by, who=who)
        case = make_case(by, worker=returnee.worker, summary=f"Ringkasan {say('summary')}")
        task = add_task(case=case, title=f"Tugas {say('task')}", assignee=by, due_on=None, by=by)
        referral = refer_case(
            case=case, agency="DINSOS", agency_name=say("agency"), purpose=say("purpose"), on=DAY, by=by
        )
        picture = foreign_files.upload(f"Berkas {say('file')}.png", foreign_files.png(), foreign_files.PNG)
        file = add_case_file(case=case, upload=picture, by=by)
        source = Source("LETTER", say("source"), None)
        of_group = record_source_value(
            target=group, field="vessel", printed=f"Kapal {say('group_printed')}",
            source=Source("LETTER", say("group_source"), None), by=by,
        )  # fmt: skip
        told = {"target": returnee.worker, "source": source, "by": by}
        of_worker = record_source_value(field="name", printed=f"Nama {say('printed_name')}", **told)
        number = record_source_value(field="passport_number", printed=f"X{say('printed_passport')}", **told)
        side.worker_ids = {returnee.worker_id, twin.worker_id}
        side.keys = {
            "case": case.number,
            "worker": returnee.worker.number,
            "return": group.number,
            "returnee": returnee.pk,
            "task": task.pk,
            "referral": referral.pk,
            "file": file.key,
            "match": DuplicateCandidate.objects.get(worker=twin.worker).pk,
            "twin": twin.worker.number,
            "return_value": of_group.pk,
            "worker_value": of_worker.pk,
            "address": returnee.worker.addresses.get().pk,
            "line": ManifestEntry.objects.get(manifest__repatriation=group).pk,
            "import": waiting_list(group, say, by).pk,
            "position": 1,
            "worker_number": number.pk,
            "what": "nik",
            "form": "orang",
            **noted_in_sisko(case, say, by),
            **journey_of(group, returnee, say, by),
            **family_of(side, returnee, district, say, by),
            **letter_of(case, group, district, say, by),
            **care_of(case, returnee, say, by),
        }
    return side


def count_of(group: Repatriation, by) -> ArrivalTick:
    """Two people without a name were counted at the pick-up."""
    return ArrivalTick.objects.create(repatriation=group, state="ARRIVED", people=2, client_id=uuid.uuid4(), by=by)


def waiting_list(group, say: Words, by) -> ListImport:
    """A list that was read and waits to be looked through."""
    line = f"Wa {say('group_import_name')};40;Desa {say('group_import_place')};{say('group_import_remark')}"
    text = f"No;Nama;Umur;Alamat;Keterangan\n1;{line}"
    row = start_list_import(
        repatriation=group, head=LetterHead(f"BP3MI {say('group_import')}"),
        file_name=f"{say('group_import_file')}.csv", grids=grids_of(text), by=by,
    )  # fmt: skip
    read_list_import(row=row, reading=row.reading, progress=lambda *_told: None, by=by)
    return row


def old_book(say: Words, by) -> ListImport:
    """An old book that was read and waits to be looked through."""
    text = f"No;Nama;Umur\n1;Wa {say('group_book_name')};40"
    row = start_old_import(
        title=f"Buku {say('group_book')}", file_name="", cause="DEPORTASI", country="", grids=grids_of(text), by=by
    )
    read_list_import(row=row, reading=row.reading, progress=lambda *_told: None, by=by)
    return row


def noted_in_sisko(case: Case, say: Words, by) -> dict[str, object]:
    """A note about the person and one about the case; and an old book."""
    number, text = f"R-{say('sisko_number')}"[:40], f"Catatan {say('sisko_note')}"
    told = {"worker": case.worker, "result": "FOUND", "on": DAY, "by": by}
    told["facts"] = SiskoFacts(on=DAY, officer="Petugas Contoh", registration_number=number, note=text)
    notes = {"sisko": record_sisko_check(**told).pk, "case_sisko": record_sisko_check(case=case, **told).pk}
    return {**notes, "old_book": old_book(say, by).pk}


def journey_of(group: Repatriation, returnee: Returnee, say: Words, by) -> dict[str, object]:
    """A stay, a cost, a contact, and a hand-over with the photo of its paper."""
    stay = record_stay(
        repatriation=group, values={"kind": "MESS", "place": say("group_stay")}, people=[returnee], by=by
    )
    cost = record_cost(repatriation=group, values={"kind": "MEAL", "paid": 1, "note": say("group_cost")}, by=by)
    contact = {"agency": "KSOP", "contact": say("group_contact"), "purpose": say("group_purpose")}
    coordination = record_coordination(repatriation=group, values=contact, by=by)
    values = {name: say(f"handover_{name}") for name in ("receiver", "receiver_address", "condition", "belongings")}
    handover = prepare_handover(
        repatriation=group, values={"kind": "FAMILY", **values}, people=[returnee],
        witnesses=[(say("witness"), "Kepala Desa")], by=by,
    )  # fmt: skip
    signed = foreign_files.upload(f"BAST {say('paper')}.png", foreign_files.png(), foreign_files.PNG)
    paper = add_handover_paper(handover=handover, upload=signed, by=by)
    return {
        **interview_of(returnee, say, by),
        "leg": group.legs.get().pk,
        "stay": stay.pk,
        "cost": cost.pk,
        "coordination": coordination.pk,
        "handover": handover.pk,
        "paper": paper.key,
        "awaited": f"o{returnee.pk}",
        "count_tick": count_of(group, by).pk,
        **naskah_of(group, returnee, say, by),
    }


def interview_of(returnee: Returnee, say: Words, by) -> dict[str, object]:
    """An interview with a line of each kind and a value by source; a screening with a sign of trafficking."""
    told = {name: say(f"interview_{name}") for name in ("occupation", "employer", "work_place", "story", "arrest_note")}
    values = {"on": DAY, "channel": "FACE", "place": say("interview_where"), **told}
    talk = record_interview(worker=returnee.worker, returnee=returnee, values=values, on=DAY, by=by)
    for kind, line in (
        ("uang", {"kind": "PAID", "amount": "120", "party": say("money_party")}),
        ("ditahan", {"kind": "PASPOR", "holder": say("withheld_holder")}),
        ("penahanan", {"kind": "DTI", "place": say("detention_place")}),
        ("perekrut", {"role": "SPONSOR", "name": say("recruiter_name")}),
    ):
        add_interview_line(interview=talk, kind=kind, values=line, by=by)
    words = {"topic": "WORK", "speaker": "PERSON", "text": say("statement")}
    statement = add_interview_line(interview=talk, kind="pernyataan", values=words, by=by)
    source = Source("INTERVIEW", say("interview_source"), None)
    printed = say("interview_printed")
    value = record_source_value(target=talk, field="occupation", printed=printed, source=source, by=by)
    return {
        "interview": talk.pk,
        "kind": "pernyataan",
        "line_of_talk": statement.pk,
        "talk_value": value.pk,
        "screening": screening_of(returnee, say, by).pk,
    }


def screening_of(returnee: Returnee, say: Words, by):
    """A sign of trafficking, found by somebody who may screen."""
    officer = by if viewer_of(by).is_province else User.objects.get(username="caseworker")
    answers = dict.fromkeys(("DIREKRUT", "DITIPU", "KERJA_PAKSA"), "YES")
    with open_scope(viewer_of(officer)):
        return record_screening(
            worker=returnee.worker, returnee=returnee, answers=answers, was_child=False, has_agreed=None,
            note=say("screening_note"), on=DAY, by=officer,
        )  # fmt: skip


def care_of(case: Case, returnee: Returnee, say: Words, by) -> dict[str, object]:
    """A death with its paper and a right, a treatment that restricts nothing here, and a visit after the return."""
    add_note(case=case, text=f"Catatan {say('case_note')}", by=by)
    worked_abroad(returnee.worker, f"Bekerja {say('state')}", by)
    told = {"name": say("reporter"), "agency_name": say("reporter_agency"), "note": say("reporter_note")}
    reporter = record_reporter(case=case, values=told, by=by)
    values = {name: say(f"death_{name}") for name in ("place", "cause", "burial_wish", "companion", "informed_whom")}
    printed = Printed(say("death_printed"), say("death_printed_place"), Source("LETTER", say("death_source")))
    record_death(case=case, values=values, told=printed, on=DAY, by=by)
    paper = record_case_paper(case=case, values={"kind": "DEATH", "number": say("paper_number")}, by=by)
    owed = {"kind": "GRANT", "recipient": say("benefit_recipient"), "witness": say("benefit_witness")}
    benefit = record_benefit(case=case, values={**owed, "note": say("benefit_note")}, on=DAY, by=by)
    treated = {"where": "ABROAD", "hospital": say("hospital"), "diagnosis": say("diagnosis")}
    hospital = HospitalStay.objects.create(case=case, **treated)
    Illness.objects.create(case=case, escort=say("sick_escort"), equipment=say("sick_equipment"))
    visit = {"on": DAY, "with_whom": say("visit_whom"), "told": say("visit_told")}
    step = record_follow_up(returnee=returnee, kind="VISIT", values=visit, by=by)
    return {
        "reporter": reporter.pk,
        "case_paper": paper.pk,
        "benefit": benefit.pk,
        "hospital": hospital.pk,
        "visit": "VISIT",
        "step": step.pk,
    }


def family_of(side: Side, returnee: Returnee, district: str, say: Words, by) -> dict[str, object]:
    """A child who came along."""
    child = make_returnee(by, group=returnee.repatriation, who=person(f"Wa {say('child')}", district=district, age=9))
    side.worker_ids.add(child.worker_id)
    [link] = link_relatives(person=returnee, relation="PARENT", relatives=[child], by=by)
    return {"family": link.pk}


def letter_of(case: Case, group: Repatriation, district: str, say: Words, by) -> dict[str, object]:
    """A letter of the return and of the case, with a scan, that an officer of the district was given."""
    subject, sender = f"Perihal {say('group_letter_subject')}", f"KJRI {say('group_letter_from')}"
    letter = make_letter(by, subject=subject, sender=sender)
    scan = foreign_files.upload(f"Surat {say('group_letter_file')}.png", foreign_files.png(), foreign_files.PNG)
    officers = User.objects.filter(office__district__code=district).order_by("pk")
    officer, holder = officers.first(), officers.exclude(calendar_feed__isnull=False).last()
    return {
        "letter": letter.agenda_number,
        "letter_file": add_letter_file(letter=letter, upload=scan, by=by).key,
        "disposition": give(letter, officer, by, text=f"Pesan {say('group_letter_text')}").pk,
        "case_letter": link_case_letter(case=case, letter=letter, by=by).pk,
        "return_letter": link_return_letter(repatriation=group, letter=letter, by=by).pk,
        "calendar": make_calendar_address(by=holder)[1],  # ends with the holder's sessions, and with a new address
    }


def worked_abroad(worker: Worker, note: str, by) -> None:
    record_status(worker=worker, status="PMI", starts_on=DAY, country="MYS", note=note, on=DAY, by=by)


def close_side(side: Side, by) -> Side:
    """The people of the side are restricted to `by` alone, and the line of the list is theirs.

    A letter is no row about a person: none is closed with them. Secret ones stand in tests/letters/test_sight.py.
    """
    with open_scope(viewer_of(by)), transaction.atomic():
        returnee = Returnee.objects.get(pk=side.keys["returnee"])
        match_entry(returnee=returnee, entry=ManifestEntry.objects.get(pk=side.keys["line"]), by=by)
        for worker in Worker.objects.filter(pk__in=side.worker_ids):
            restrict_worker(worker=worker, user_ids=set(), on=DAY, by=by)
    side.keys["letter"] = NO_LETTER
    return side


# URL name to the keys of its arguments; names not listed take none
ARGUMENTS = {
    "cases:case_task_state": {"number": "case", "pk": "task"},
    "cases:case_referral_answer": {"number": "case", "pk": "referral"},
    "cases:case_file": {"number": "case", "key": "file"},
    "cases:case_file_remove": {"number": "case", "key": "file"},
    "cases:case_letter_undo": {"number": "case", "pk": "case_letter"},
    "cases:calendar_feed": {"token": "calendar"},
    "cases:return_letter_undo": {"number": "return", "pk": "return_letter"},
    "letters:finish": {"number": "letter", "pk": "disposition"},
    "letters:file": {"number": "letter", "key": "letter_file"},
    "letters:file_remove": {"number": "letter", "key": "letter_file"},
    "cases:worker_address_count": {"number": "worker", "pk": "address"},
    "cases:pick_up_absent": {"number": "return", "key": "awaited"},
    "cases:pick_up_uncount": {"number": "return", "pk": "count_tick"},
    "cases:entry_absent": {"number": "return", "pk": "line"},
    "cases:list_import": {"number": "return", "pk": "import"},
    "cases:list_import_progress": {"number": "return", "pk": "import"},
    "cases:list_import_columns": {"number": "return", "pk": "import"},
    "cases:list_import_row": {"number": "return", "pk": "import", "position": "position"},
    "cases:list_import_drop": {"number": "return", "pk": "import"},
    **{
        f"cases:{name}": {"pk": "old_book"}
        for name in ["old_import", "old_import_progress", "old_import_columns", "old_import_drop", "old_sheet_check"]
    },
    "cases:old_import_row": {"pk": "old_book", "position": "position"},
    "cases:paper_form": {"what": "form"},
    "cases:worker_sisko_withdraw": {"number": "worker", "pk": "sisko"},
    "cases:case_sisko_withdraw": {"number": "case", "pk": "case_sisko"},
    "cases:match_decide": {"number": "twin", "pk": "match"},
    "cases:worker_source_use": {"number": "worker", "pk": "worker_value"},
    "cases:worker_source_reveal": {"number": "worker", "pk": "worker_number"},
    "cases:worker_reveal": {"number": "worker", "what": "what"},
    **{
        f"cases:{key}_{step}": {"number": "return", "pk": key}
        for key, steps in {
            "leg": "edit move remove",
            "stay": "edit",
            "cost": "edit",
            "coordination": "edit",
            "handover": "edit sign cancel print docx paper",
        }.items()
        for step in steps.split()
    },
    "cases:interview": {"pk": "interview"},
    "cases:interview_edit": {"pk": "interview"},
    "cases:interview_source": {"pk": "interview"},
    "cases:interview_source_use": {"pk": "interview", "value": "talk_value"},
    "cases:interview_add": {"pk": "interview", "kind": "kind"},
    "cases:interview_line": {"pk": "interview", "kind": "kind", "line": "line_of_talk"},
    "cases:interview_line_remove": {"pk": "interview", "kind": "kind", "line": "line_of_talk"},
    "cases:screening": {"pk": "screening"},
    "cases:screening_open": {"pk": "screening"},
    "cases:reporter_edit": {"number": "case", "pk": "reporter"},
    "cases:case_paper_edit": {"number": "case", "pk": "case_paper"},
    "cases:benefit_edit": {"number": "case", "pk": "benefit"},
    "cases:hospital_edit": {"number": "case", "pk": "hospital"},
    "cases:follow_up_new": {"number": "return", "pk": "returnee", "kind": "visit"},
    "cases:follow_up_edit": {"number": "return", "pk": "returnee", "row": "step"},
    "cases:family_unlink": {"number": "return", "pk": "family"},
    "cases:handover": {"number": "return", "pk": "handover"},
    "cases:handover_file": {"number": "return", "pk": "handover", "key": "paper"},
    "cases:return_source_use": {"number": "return", "pk": "return_value"},
    **NASKAH_ARGUMENTS,
}
NUMBER_BY_PREFIX = {
    "kasus/": "case", "pekerja/": "worker", "pemulangan/": "return", "catatan-akses/orang/": "worker",
    "surat/": "letter",
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    name: str
    route: str
    view: object

    @property
    def right(self) -> str:
        """The declared right, `PUBLIC`, `ANY` or nothing when the view declares nothing."""
        if getattr(self.view, "is_public", False):
            return "PUBLIC"
        return "ANY" if getattr(self.view, "any_account", False) else getattr(self.view, "required_right", "")


def addresses(resolver: URLResolver | None = None, space: str = "", prefix: str = "") -> list[Address]:
    """Every address of the resolver."""
    found: list[Address] = []
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += addresses(pattern, inner, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            found.append(Address(f"{space}{pattern.name}", prefix + str(pattern.pattern), pattern.callback))
    return found


def arguments(address: Address, side: Side, user) -> dict[str, object]:
    """The keyword arguments that lead to a row of `side` (or of `user`, for what belongs to a user)."""
    if address.name in ARGUMENTS:
        return {name: side.keys[key] for name, key in ARGUMENTS[address.name].items()}
    values: dict[str, object] = {}
    if "<str:number>" in address.route:
        values["number"] = side.keys[
            next(key for prefix, key in NUMBER_BY_PREFIX.items() if address.route.startswith(prefix))
        ]
        if "<int:pk>" in address.route:
            values["pk"] = side.keys["returnee"]
    elif "<int:pk>" in address.route:
        values["pk"] = pk_of_account(address, user)
    for part, found in OTHER_PARTS.items():
        if part in address.route:
            values |= found(user)
    return values


# what stands in an address, and what is put there
OTHER_PARTS = {
    "<str:month>": lambda user: {"month": f"{DAY:%Y-%m}"},
    "<uuid:job_id>": lambda user: {"job_id": job_of(user).pk},
    "<uuid:pk>": lambda user: {"pk": passkey_of(user).pk},
    "<str:key>": lambda user: {"key": "0" * 40},
    "<path:form>": lambda user: {"form": "uji"},
    "area_code": lambda user: {"code": "74.14"},
    "<str:code>": lambda user: {"code": "masuk"},
    "<str:uidb64>": lambda user: {"uidb64": urlsafe_base64_encode(force_bytes(user.pk)), "token": "salah"},
}


def pk_of_account(address: Address, user) -> int:
    if address.name.startswith("letters:release"):
        return release_pk()
    if address.name == "reports:pattern":
        return UnusualPattern.objects.get_or_create(rule="NIGHT", at=timezone.now(), defaults={"count": 9})[0].pk
    if address.name.startswith("accounts:office"):
        return user.office_id
    if address.name == "accounts:acting_end":
        period = {"starts_on": date(2030, 1, 1), "ends_on": date(2030, 1, 2)}
        return ActingAppointment.objects.get_or_create(user=user, title="PLH", **period)[0].pk
    other = User.objects.filter(username="tujuan").first()
    other = other or make_user("tujuan", office=user.office, roles=("outreach",))
    if address.name == "accounts:reset_decide":
        asker = User.objects.get(username="caseworker_2")
        return FactorReset.objects.get_or_create(user=other, state=ResetState.WAITING, asked_by=asker)[0].pk
    return other.pk


def passkey_of(user) -> Passkey:
    """The only passkey of the user, which therefore stays."""
    found = Passkey.objects.filter(user=user).first()
    if found:
        return found
    credential = Authenticator().credential
    return Passkey.objects.create(
        user=user, name="Ponsel", credential_id=credential.credential_id, credential=bytes(credential)
    )


def job_of(user) -> Job:
    """A finished report of the user, in the register and on disk."""
    found = Job.objects.filter(requested_by=user, state=Job.State.READY).first()
    if found:
        return found
    month = Month.parse(f"{DAY:%Y-%m}")
    job = request_month_report(month=month, purpose="Uji", form_id=str(uuid.uuid4()), by=user).job
    path = jobs_folder() / f"{job.pk}-1.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"PK")
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.READY,
        result_path=path.name,
        result_name="uji.xlsx",
        expires_at=timezone.now() + timedelta(days=1),
    )
    return job


# what a page is asked for behind its address
QUERIES = {"reports:month_rows": f"?indikator={next(iter(Indicator.registry))}"}
# what a form must carry to be answered at all
BODIES = {"accounts:lost_device_of": "passkey=all"}


def url_of(address: Address, side: Side, user) -> str:
    try:
        return reverse(address.name, kwargs=arguments(address, side, user)) + QUERIES.get(address.name, "")
    except NoReverseMatch as error:
        raise AssertionError(f"Tell tests/access/world.py how to reach {address.name}: {error}") from error
