from cases.models.calendar import CalendarFeed
from cases.models.cases import Case, CaseNote, CaseTask, DeadlineRule, Referral, StageChange
from cases.models.deaths import Benefit, CasePaper, Death
from cases.models.facts import GroupFact, PersonAddress, PersonName, SourcedValue
from cases.models.follow_ups import FollowUp
from cases.models.grants import AccessGrant
from cases.models.handovers import Handover, HandoverPerson, HandoverWitness
from cases.models.illness import HospitalStay, Illness
from cases.models.interviews import (
    LINES,
    Detention,
    Interview,
    MoneyLine,
    OfInterview,
    RecruitContact,
    Statement,
    WithheldItem,
)
from cases.models.journeys import Coordination, Cost, JourneyLeg, LegTraveller, Stay, StayGuest
from cases.models.letters import CaseLetter, ReturnLetter
from cases.models.list_imports import ColumnMemory, ListImport, ListImportRow
from cases.models.matches import DuplicateCandidate
from cases.models.old_data import OldRecord
from cases.models.papers import HandoverSignature, RehabilitationRefusal, ReturnPaper
from cases.models.pick_ups import ArrivalTick
from cases.models.reference import ReferenceItem
from cases.models.repatriations import (
    Manifest,
    ManifestEntry,
    Repatriation,
    RepatriationDistrict,
    Returnee,
)
from cases.models.reporters import CaseReporter
from cases.models.screenings import TraffickingScreening
from cases.models.sisko import SiskoRecord
from cases.models.workers import FamilyLink, VulnerabilityFlag, Worker, WorkerStatus

__all__ = [
    "LINES",
    "AccessGrant",
    "CalendarFeed",
    "Benefit",
    "ArrivalTick",
    "Case",
    "CaseLetter",
    "CaseNote",
    "CasePaper",
    "CaseReporter",
    "CaseTask",
    "Coordination",
    "Cost",
    "ColumnMemory",
    "DeadlineRule",
    "Detention",
    "Death",
    "DuplicateCandidate",
    "FamilyLink",
    "FollowUp",
    "GroupFact",
    "Handover",
    "HandoverPerson",
    "HandoverSignature",
    "HandoverWitness",
    "Interview",
    "HospitalStay",
    "Illness",
    "JourneyLeg",
    "LegTraveller",
    "ListImport",
    "ListImportRow",
    "Manifest",
    "ManifestEntry",
    "MoneyLine",
    "OfInterview",
    "OldRecord",
    "PersonAddress",
    "PersonName",
    "RecruitContact",
    "ReferenceItem",
    "Referral",
    "RehabilitationRefusal",
    "Repatriation",
    "RepatriationDistrict",
    "ReturnLetter",
    "ReturnPaper",
    "Returnee",
    "SiskoRecord",
    "SourcedValue",
    "StageChange",
    "Statement",
    "Stay",
    "StayGuest",
    "TraffickingScreening",
    "VulnerabilityFlag",
    "WithheldItem",
    "Worker",
    "WorkerStatus",
]
