from cases.models.cases import Case, CaseNote, CaseTask, DeadlineRule, Referral, StageChange
from cases.models.facts import GroupFact, PersonAddress, PersonName, SourcedValue
from cases.models.grants import AccessGrant
from cases.models.list_imports import ColumnMemory, ListImport, ListImportRow
from cases.models.matches import DuplicateCandidate
from cases.models.reference import ReferenceItem
from cases.models.repatriations import (
    JourneyLeg,
    Manifest,
    ManifestEntry,
    Repatriation,
    RepatriationDistrict,
    Returnee,
)
from cases.models.workers import FamilyLink, VulnerabilityFlag, Worker, WorkerStatus

__all__ = [
    "AccessGrant",
    "Case",
    "CaseNote",
    "CaseTask",
    "ColumnMemory",
    "DeadlineRule",
    "DuplicateCandidate",
    "FamilyLink",
    "GroupFact",
    "JourneyLeg",
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
    "Returnee",
    "SourcedValue",
    "StageChange",
    "VulnerabilityFlag",
    "Worker",
    "WorkerStatus",
]
