from cases.models.cases import Case, CaseNote, CaseTask, DeadlineRule, Referral, StageChange
from cases.models.deaths import Benefit, CasePaper, Death
from cases.models.facts import GroupFact, PersonAddress, PersonName, SourcedValue
from cases.models.follow_ups import FollowUp
from cases.models.grants import AccessGrant
from cases.models.handovers import Handover, HandoverPerson, HandoverWitness
from cases.models.illness import HospitalStay, Illness
from cases.models.journeys import Coordination, Cost, JourneyLeg, LegTraveller, Stay, StayGuest
from cases.models.letters import CaseLetter, ReturnLetter
from cases.models.list_imports import ColumnMemory, ListImport, ListImportRow
from cases.models.matches import DuplicateCandidate
from cases.models.reference import ReferenceItem
from cases.models.repatriations import (
    Manifest,
    ManifestEntry,
    Repatriation,
    RepatriationDistrict,
    Returnee,
)
from cases.models.reporters import CaseReporter
from cases.models.workers import FamilyLink, VulnerabilityFlag, Worker, WorkerStatus

__all__ = [
    "AccessGrant",
    "Benefit",
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
    "Death",
    "DuplicateCandidate",
    "FamilyLink",
    "FollowUp",
    "GroupFact",
    "Handover",
    "HandoverPerson",
    "HandoverWitness",
    "HospitalStay",
    "Illness",
    "JourneyLeg",
    "LegTraveller",
    "ListImport",
    "ListImportRow",
    "Manifest",
    "ManifestEntry",
    "PersonAddress",
    "PersonName",
    "ReferenceItem",
    "Referral",
    "Repatriation",
    "RepatriationDistrict",
    "ReturnLetter",
    "Returnee",
    "SourcedValue",
    "StageChange",
    "Stay",
    "StayGuest",
    "VulnerabilityFlag",
    "Worker",
    "WorkerStatus",
]
