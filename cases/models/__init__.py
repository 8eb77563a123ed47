from cases.models.cases import Case, CaseNote, CaseTask, DeadlineRule, Referral, StageChange
from cases.models.facts import GroupFact, PersonAddress, PersonName, SourcedValue
from cases.models.grants import AccessGrant
from cases.models.handovers import Handover, HandoverPerson, HandoverWitness
from cases.models.journeys import Coordination, Cost, JourneyLeg, LegTraveller, Stay, StayGuest
from cases.models.letters import CaseLetter, ReturnLetter
from cases.models.list_imports import ColumnMemory, ListImport, ListImportRow
from cases.models.matches import DuplicateCandidate
from cases.models.pick_ups import ArrivalTick
from cases.models.reference import ReferenceItem
from cases.models.repatriations import (
    Manifest,
    ManifestEntry,
    Repatriation,
    RepatriationDistrict,
    Returnee,
)
from cases.models.workers import FamilyLink, VulnerabilityFlag, Worker, WorkerStatus

__all__ = [
    "AccessGrant",
    "ArrivalTick",
    "Case",
    "CaseLetter",
    "CaseNote",
    "CaseTask",
    "Coordination",
    "Cost",
    "ColumnMemory",
    "DeadlineRule",
    "DuplicateCandidate",
    "FamilyLink",
    "GroupFact",
    "Handover",
    "HandoverPerson",
    "HandoverWitness",
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
