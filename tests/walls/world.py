"""A small world thrown together at random: people, cases, returns and what hangs on them, shares and teams."""

from datetime import timedelta
from random import Random
from uuid import uuid4

from django.utils import timezone

from accounts.models import Draft
from cases.choices import GrantKind, GrantReason
from cases.models import (
    AccessGrant,
    ArrivalTick,
    Benefit,
    Case,
    CaseLetter,
    CaseNote,
    CasePaper,
    CaseReporter,
    CaseTask,
    Coordination,
    Cost,
    Death,
    Detention,
    DuplicateCandidate,
    FamilyLink,
    FollowUp,
    GroupFact,
    Handover,
    HandoverPerson,
    HandoverSignature,
    HandoverWitness,
    HospitalStay,
    Illness,
    Interview,
    JourneyLeg,
    LegTraveller,
    ListImport,
    ListImportRow,
    Manifest,
    ManifestEntry,
    MoneyLine,
    OldRecord,
    PersonAddress,
    PersonName,
    RecruitContact,
    Referral,
    RehabilitationRefusal,
    Repatriation,
    RepatriationDistrict,
    Returnee,
    ReturnLetter,
    ReturnPaper,
    SiskoRecord,
    SourcedValue,
    StageChange,
    Statement,
    Stay,
    StayGuest,
    TraffickingScreening,
    VulnerabilityFlag,
    WithheldItem,
    Worker,
    WorkerStatus,
)
from core.models import StoredFile
from core.storage import random_place
from letters.choices import OPEN_TO_OFFICE, Classification, DispositionState
from letters.models import Disposition, Letter, LetterFront, PressRelease, ReleaseText
from regions.models import Area

FILE_KINDS = {Case: "CASE_ATTACHMENT", Letter: "LETTER_SCAN", Handover: "HANDOVER_PAPER"}


def stored_file(owner: Case | Letter | Handover, by) -> StoredFile:
    """A row without its content."""
    facts = {"mime": "image/png", "size": 1, "sha256": "0" * 64, "place": random_place(), "file_name": "x.png"}
    kind = FILE_KINDS[type(owner)]
    return StoredFile(kind=kind, owner_kind=owner._meta.model_name, owner_id=owner.pk, uploaded_by=by, **facts)


class World:
    """`size` people with about as many cases and returns; everything else follows from the dice."""

    def __init__(self, dice: Random, users: list, *, size: int = 8):
        self.dice, self.users, self.size = dice, users, size
        self.today = timezone.localdate()
        self.districts = list(Area.objects.filter(code__in=["74.14", "74.07", "74.03"]))
        self.workers = [self.worker(number) for number in range(size)]
        self.cases = [self.case(number) for number in range(size)]
        self.returns = [self.repatriation(number) for number in range(3)]
        self.returnees = [self.returnee(worker) for worker in self.workers if dice.random() < 0.8]
        self.hang_on_people()
        self.hang_on_cases()
        self.hang_on_returns()
        self.hang_on_interviews()
        self.letters = [self.letter(number) for number in range(size)]
        self.hang_on_letters()
        self.drafts = [self.draft(user) for user in users if dice.random() < 0.5]
        for _turn in range(dice.randint(0, 8)):
            self.grant()

    def user(self):
        return self.dice.choice(self.users)

    def district(self):
        return self.dice.choice([*self.districts, None])

    def is_restricted(self) -> bool:
        return self.dice.random() < 0.25

    def worker(self, number: int) -> Worker:
        return Worker.objects.create(
            number=f"O-{number}-{self.dice.random()}"[:20],
            name=f"La Acak {number}",
            district=self.district(),
            is_restricted=self.is_restricted(),
            created_by=self.user(),
        )

    def case(self, number: int) -> Case:
        return Case.objects.create(
            number=f"K-{number}-{self.dice.random()}"[:20],
            worker=self.dice.choice(self.workers),
            category="LAINNYA",
            channel="LANGSUNG",
            district=self.district(),
            is_restricted=self.is_restricted(),
            opened_on=self.today,
            assignee=self.dice.choice([*self.users, None]),
            created_by=self.user(),
        )

    def draft(self, user) -> Draft:
        now = timezone.now()
        return Draft.objects.create(user=user, form=f"f{self.dice.random()}", body="x", saved_at=now, expires_at=now)

    def repatriation(self, number: int) -> Repatriation:
        author = self.user()
        made = Repatriation.objects.create(
            number=f"P-{number}-{self.dice.random()}"[:20],
            cause="DEPORTASI",
            expected_on=self.dice.choice([None, *(self.today + timedelta(days=days) for days in (-5, -2, 0, 1, 4))]),
            office=author.office,
            created_by=author,
        )
        for district in self.dice.sample(self.districts, self.dice.randint(0, 2)):
            RepatriationDistrict.objects.create(repatriation=made, district=district, created_at=made.created_at)
        return made

    def returnee(self, worker: Worker) -> Returnee:
        return Returnee.objects.create(
            repatriation=self.dice.choice(self.returns),
            worker=worker,
            cause="DEPORTASI",
            district=self.district(),
            is_restricted=self.is_restricted(),
            created_by=self.user(),
        )

    def hang_on_people(self) -> None:
        for worker, other in zip(self.workers, self.workers[1:], strict=False):
            WorkerStatus.objects.create(worker=worker, status="PMI")
            flag = {"worker": worker, "seen_on": self.today}
            VulnerabilityFlag.objects.create(code="ANAK", **flag)
            VulnerabilityFlag.objects.create(code="HAMIL", case=self.dice.choice(self.cases), **flag)
            FamilyLink.objects.create(worker=worker, relative=other, relation="CHILD")
            PersonName.objects.create(worker=worker, kind="OTHER", text="x", recorded_by=self.user())
            PersonAddress.objects.create(worker=worker, kind="ORIGIN", text="x", recorded_by=self.user())
            SourcedValue.objects.create(worker=worker, field="name", printed="x", recorded_by=self.user())
            for case in (None, self.dice.choice(self.cases)):
                noted = {"worker": case.worker if case else worker, "case": case, "kind": "ENTRY", "officer": "x"}
                SiskoRecord.objects.create(on=self.today, by=self.user(), **noted)
            DuplicateCandidate.objects.create(worker=worker, other=other, score=70)

    def hang_on_cases(self) -> None:
        for case in self.cases:
            StageChange.objects.create(case=case, to_stage="DITERIMA", by=self.user())
            CaseNote.objects.create(case=case, text="x", by=self.user())
            stored_file(case, self.user()).save()
            self.hang_on_the_dead_and_sick(case)
            Referral.objects.create(case=case, agency="DINSOS", purpose="x", sent_on=self.today, by=self.user())
            if self.dice.random() < 0.5:
                CaseTask.objects.create(case=case, title="x", assignee=self.user(), created_by=self.user())

    def hang_on_the_dead_and_sick(self, case: Case) -> None:
        Death.objects.create(case=case, place="x")
        Illness.objects.create(case=case)
        CaseReporter.objects.create(case=case, name="x")
        CasePaper.objects.create(case=case, kind="DEATH")
        Benefit.objects.create(case=case, kind="GRANT")
        HospitalStay.objects.create(case=case, where="ABROAD", hospital="x")
        value = {"field": "death_on", "printed": "x", "recorded_by": self.user()}
        SourcedValue.objects.create(worker=case.worker, case=case, **value)

    def hang_on_returns(self) -> None:
        for row in self.returns:
            self.hang_on_journey(row)
            GroupFact.objects.create(repatriation=row, field="origin", text="x", recorded_by=self.user())
            SourcedValue.objects.create(repatriation=row, field="vessel", printed="x", recorded_by=self.user())
            letter = Manifest.objects.create(repatriation=row, issuer="x", created_by=self.user())
            lines = [
                ManifestEntry.objects.create(manifest=letter, position=position, name="x", district=self.district())
                for position in (1, 2)
            ]
            waiting = ListImport.objects.create(
                repatriation=row, issuer="x", digest="x", created_by=self.user(), expires_at=timezone.now()
            )
            ListImportRow.objects.create(list_import=waiting, position=1, payload="{}")
            came = [person for person in self.returnees if person.repatriation_id == row.pk]
            for person in came:
                OldRecord.objects.create(returnee=person, list_import=waiting, line=1)
            for line, person in zip(lines, came, strict=False):
                person.manifest_entry = line
                person.save()

    def hang_on_interviews(self) -> None:
        """Interviews and screenings of people, with and without a file, and what hangs on them."""
        for worker in self.workers:
            case = self.dice.choice([*self.cases, None])
            talk = Interview.objects.create(worker=worker, case=case, story="x", created_by=self.user())
            Statement.objects.create(interview=talk, topic="WORK", speaker="PERSON", text="x")
            MoneyLine.objects.create(interview=talk, kind="PAID", amount="1")
            WithheldItem.objects.create(interview=talk, kind="PASPOR")
            Detention.objects.create(interview=talk, position=1, kind="DTI")
            RecruitContact.objects.create(interview=talk, position=1, role="SPONSOR")
            SourcedValue.objects.create(interview=talk, field="occupation", printed="x", recorded_by=self.user())
            TraffickingScreening.objects.create(
                worker=worker, case=case, on=self.today, edition="x", told_answers="{}", result="OPEN"
            )

    def new_letter(self, number: object) -> Letter:
        author = self.user()
        return Letter(
            agenda_number=f"SM-{number}-{self.dice.random()}"[:20],
            subject="x",
            moved_on=self.today,
            handling="WAITING",
            classification=self.dice.choice(Classification.values),
            office=author.office,
            created_by=author,
        )

    def letter(self, number: int) -> Letter:
        made = self.new_letter(number)
        made.save()
        is_open = made.classification in OPEN_TO_OFFICE
        LetterFront.objects.create(letter=made, kind="SURAT", is_open=is_open)
        return made

    def new_disposition(self, letter: Letter, to, by=None, state: str = "") -> Disposition:
        state = state or self.dice.choice(DispositionState.values)
        return Disposition(letter=letter, by=by or self.user(), to=to, instruction="HADIRI", state=state)

    def hang_on_letters(self) -> None:
        for letter in self.letters:
            stored_file(letter, self.user()).save()
            for to in self.dice.sample(self.users, self.dice.randint(0, 2)):
                self.new_disposition(letter, to).save()
            link = {"letter": letter, "by": self.user()}
            ReturnLetter.objects.create(repatriation=self.dice.choice(self.returns), **link)
            CaseLetter.objects.create(case=self.dice.choice(self.cases), **link)

    def hang_on_journey(self, row: Repatriation) -> None:
        """A leg, a stay, a cost, a contact; hand-overs of somebody, of nobody, and of people of several districts."""
        leg = JourneyLeg.objects.create(repatriation=row, position=1, mode="SEA")
        stay = Stay.objects.create(repatriation=row, kind="MESS", place="x")
        Cost.objects.create(repatriation=row, kind="MEAL", paid=1)
        Coordination.objects.create(repatriation=row, agency="KSOP", purpose="x")
        came = [person for person in self.returnees if person.repatriation_id == row.pk]
        self.hang_papers(row, came)
        for person in came:
            case = self.dice.choice([*self.cases, None])
            FollowUp.objects.create(returnee=person, case=case, kind="VISIT", on=self.today, told="x")
        ArrivalTick.objects.create(repatriation=row, state="ARRIVED", people=2, client_id=uuid4(), by=self.user())
        for person in came:
            ArrivalTick.objects.create(
                repatriation=row, returnee=person, state="ARRIVED", client_id=uuid4(), by=self.user()
            )
            LegTraveller.objects.create(leg=leg, returnee=person)
            StayGuest.objects.create(stay=stay, returnee=person)
        for number in range(3):
            handover = Handover.objects.create(repatriation=row, kind="FAMILY", created_by=self.user())
            HandoverWitness.objects.create(handover=handover, position_no=1, name="x")
            signed = stored_file(handover, self.user())
            signed.save()
            HandoverSignature.objects.create(handover=handover, role="GIVER", name="x", file=signed, by=self.user())
            for person in came[:number]:
                HandoverPerson.objects.create(handover=handover, returnee=person)
            stored_file(handover, self.user()).save()

    def hang_papers(self, row: Repatriation, came: list[Returnee]) -> None:
        """A paper of somebody's, refusals, a press release."""
        ReturnPaper.objects.create(repatriation=row, code="BALASAN", subject="x", body="x", created_by=self.user())
        for person in came:
            RehabilitationRefusal.objects.create(returnee=person, offered="x", created_by=self.user())
        release = PressRelease.objects.create(source="pemulangan", key=row.number, created_by=self.user())
        ReleaseText.objects.create(release=release, number=1, site="x", by=self.user())

    def grant(self) -> None:
        """A share or a team, of today, of the past, or of the days to come; to a user or a district."""
        kind, rows = self.dice.choice(
            [
                (GrantKind.WORKER, self.workers),
                (GrantKind.CASE, self.cases),
                (GrantKind.REPATRIATION, self.returns),
            ]
        )
        reason = self.dice.choice(list(GrantReason))
        to_district = reason == GrantReason.SHARED and self.dice.random() < 0.4
        starts = self.today + timedelta(days=self.dice.choice([-5, -1, 0, 1]))
        AccessGrant.objects.create(
            kind=kind,
            object_id=self.dice.choice(rows).pk,
            user=None if to_district else self.user(),
            district=self.dice.choice(self.districts) if to_district else None,
            reason=reason,
            granted_by=self.user(),
            starts_on=starts,
            ends_on=self.dice.choice([None, starts, self.today - timedelta(days=1), self.today, self.today]),
        )
