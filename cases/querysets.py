"""Chainable filters in the words of casework. One definition of visibility for each model."""

from datetime import date

from django.apps import apps
from django.db.models import Q

from cases.choices import ArrivalState, GrantKind, SubmissionState, TaskState
from cases.sight import granted_ids, person_sight
from core.scope import ScopedManager, ScopedQuerySet, Viewer


class WorkerQuerySet(ScopedQuerySet):
    def sight(self, viewer: Viewer) -> list[Q]:
        return person_sight(viewer, GrantKind.WORKER)


class CaseQuerySet(ScopedQuerySet):
    def sight(self, viewer: Viewer) -> list[Q]:
        return person_sight(viewer, GrantKind.CASE, own=("created_by_id", "assignee_id"))

    def open(self):
        return self.filter(closed_at__isnull=True)

    def overdue(self, on: date):
        return self.open().filter(due_on__lt=on)

    def due_within(self, first: date, last: date):
        return self.open().filter(due_on__range=(first, last))


class RepatriationQuerySet(ScopedQuerySet):
    def sight(self, viewer: Viewer) -> list[Q]:
        if viewer.is_province:
            return [Q()]
        conditions = [Q(districts__district_id=pk) for pk in sorted(viewer.district_ids)]
        conditions.append(Q(created_by_id=viewer.user_id))
        shared = granted_ids(viewer, GrantKind.REPATRIATION, team=False)
        if shared:
            conditions.append(Q(pk__in=shared))
        return conditions

    def visible_to(self, viewer: Viewer):
        """As `sight`, with the districts as a sub-query: a join would double a return of two districts."""
        if viewer.sees_everything or viewer.is_province and viewer.sees_persons:
            return self
        if not viewer.sees_persons:
            return self.none()
        in_district = apps.get_model("cases", "RepatriationDistrict").objects.filter(
            district_id__in=viewer.district_ids
        )
        shared = granted_ids(viewer, GrantKind.REPATRIATION, team=False)
        return self.filter(
            Q(pk__in=in_district.values("repatriation_id")) | Q(created_by_id=viewer.user_id) | Q(pk__in=shared)
        )


class ReturneeQuerySet(ScopedQuerySet):
    """Rows carry the kind of the worker: whoever may see the person may see the return."""

    def sight(self, viewer: Viewer) -> list[Q]:
        unrestricted = Q(is_restricted=False)
        if viewer.is_province:
            conditions = [unrestricted]
        else:
            conditions = [unrestricted & Q(district_id=pk) for pk in sorted(viewer.district_ids)]
            conditions.append(unrestricted & Q(created_by_id=viewer.user_id))
            shared = granted_ids(viewer, GrantKind.WORKER, team=False)
            if shared:
                conditions.append(unrestricted & Q(worker_id__in=shared))
        team = granted_ids(viewer, GrantKind.WORKER, team=True)
        if team:
            conditions.append(Q(worker_id__in=team))
        return conditions

    def arrived(self):
        return self.filter(arrival_state=ArrivalState.ARRIVED)

    def to_verify(self):
        return self.filter(submission_state=SubmissionState.WAITING)

    def sent_back(self):
        return self.filter(submission_state=SubmissionState.RETURNED)


def of_worker(*paths: str) -> type[ScopedQuerySet]:
    """A queryset class for rows that belong to a person along `paths`."""

    class OfWorkerQuerySet(ScopedQuerySet):
        follows = paths[0] if len(paths) == 1 else ""

        def sight(self, viewer: Viewer) -> list[Q]:
            return [condition for path in paths for condition in person_sight(viewer, GrantKind.WORKER, f"{path}__")]

    return OfWorkerQuerySet


OfWorkerQuerySet: type[ScopedQuerySet] = of_worker("worker")


class FlagQuerySet(ScopedQuerySet):
    """Flags and interviews of a person; one that hangs on a restricted case is seen by whom that case is seen."""

    def sight(self, viewer: Viewer) -> list[Q]:
        cases = apps.get_model("cases", "Case").objects.unscoped().visible_to(viewer)
        guarded = Q(case__isnull=True) | Q(case__in=cases)
        return [condition & guarded for condition in person_sight(viewer, GrantKind.WORKER, "worker__")]


class ScreeningQuerySet(FlagQuerySet):
    """Screenings for trafficking: as flags, for the provincial office alone. The right is asked for by the views."""

    def sight(self, viewer: Viewer) -> list[Q]:
        return super().sight(viewer) if viewer.is_province else []


def visible_interviews(viewer: Viewer) -> ScopedQuerySet:
    return apps.get_model("cases", "Interview").objects.unscoped().visible_to(viewer)


class OfInterviewQuerySet(ScopedQuerySet):
    """Rows of the lists in an interview."""

    def sight(self, viewer: Viewer) -> list[Q]:
        return [Q(interview__in=visible_interviews(viewer))]


class FollowUpQuerySet(ScopedQuerySet):
    """What followed a return; what hangs on a restricted case is seen by whom that case is seen."""

    def sight(self, viewer: Viewer) -> list[Q]:
        returnees = apps.get_model("cases", "Returnee").objects.unscoped().visible_to(viewer)
        cases = apps.get_model("cases", "Case").objects.unscoped().visible_to(viewer)
        return [Q(returnee__in=returnees) & (Q(case__isnull=True) | Q(case__in=cases))]


class OfCaseQuerySet(ScopedQuerySet):
    """Rows that belong to a case."""

    follows = "case"

    def sight(self, viewer: Viewer) -> list[Q]:
        return person_sight(viewer, GrantKind.CASE, "case__", own=("created_by_id", "assignee_id"))


class TaskQuerySet(OfCaseQuerySet):
    def open(self):
        return self.filter(state=TaskState.OPEN)


def visible_repatriations(viewer: Viewer) -> ScopedQuerySet:
    return apps.get_model("cases", "Repatriation").objects.unscoped().visible_to(viewer)


class OfRepatriationQuerySet(ScopedQuerySet):
    """Rows that belong to a repatriation and name nobody, such as its legs."""

    follows = "repatriation"

    def sight(self, viewer: Viewer) -> list[Q]:
        return [Q(repatriation__in=visible_repatriations(viewer))]


class PaperQuerySet(ScopedQuerySet):
    """Papers of a return: the office's own work, and what each officer made of a return in sight."""

    def sight(self, viewer: Viewer) -> list[Q]:
        of_return = Q(repatriation__in=visible_repatriations(viewer))
        return [of_return if viewer.is_province else of_return & Q(created_by_id=viewer.user_id)]


class OfReturneeQuerySet(ScopedQuerySet):
    """Rows that belong to one person of a return."""

    def sight(self, viewer: Viewer) -> list[Q]:
        return [Q(returnee__in=apps.get_model("cases", "Returnee").objects.unscoped().visible_to(viewer))]


def in_hands(viewer: Viewer) -> ScopedQuerySet:
    """The people of hand-overs in sight."""
    return apps.get_model("cases", "HandoverPerson").objects.unscoped().visible_to(viewer)


class HandoverQuerySet(ScopedQuerySet):
    """Hand-overs of somebody in sight, and those that the viewer prepares."""

    def sight(self, viewer: Viewer) -> list[Q]:
        return [Q(created_by_id=viewer.user_id) | Q(pk__in=in_hands(viewer).values("handover_id"))]


class OfHandoverQuerySet(ScopedQuerySet):
    def sight(self, viewer: Viewer) -> list[Q]:
        handovers = apps.get_model("cases", "Handover").objects.unscoped().visible_to(viewer)
        return [Q(handover__in=handovers)]


class ManifestEntryQuerySet(ScopedQuerySet):
    """Names on a letter: the provincial office, the district, whoever entered them.

    The line of a restricted person is seen by their team alone.
    """

    def sight(self, viewer: Viewer) -> list[Q]:
        unrestricted = Q(returnee__isnull=True) | Q(returnee__is_restricted=False)
        if viewer.is_province:
            conditions = [unrestricted]
        else:
            conditions = [unrestricted & Q(district_id=pk) for pk in sorted(viewer.district_ids)]
            conditions.append(unrestricted & Q(manifest__created_by_id=viewer.user_id))
        team = granted_ids(viewer, GrantKind.WORKER, team=True)
        return [*conditions, Q(returnee__worker_id__in=team)] if team else conditions


class ListImportQuerySet(ScopedQuerySet):
    """Lists that wait to be taken over: the provincial office, and whoever brought them."""

    prefix = ""

    def sight(self, viewer: Viewer) -> list[Q]:
        if viewer.is_province:
            return [Q()]
        return [Q(**{f"{self.prefix}created_by_id": viewer.user_id})]


class ListImportRowQuerySet(ListImportQuerySet):
    prefix = "list_import__"


class SiskoQuerySet(ScopedQuerySet):
    """Notes about Sisko P2MI: of a person as the person is seen, of a case as the case is."""

    def sight(self, viewer: Viewer) -> list[Q]:
        of_person = [Q(case__isnull=True) & seen for seen in person_sight(viewer, GrantKind.WORKER, "worker__")]
        cases = apps.get_model("cases", "Case").objects.unscoped().visible_to(viewer)
        return [*of_person, Q(case__in=cases)]


class SourcedValueQuerySet(ScopedQuerySet):
    """Values by source hang on a person, perhaps in one of their cases, on a return, or on an interview."""

    def sight(self, viewer: Viewer) -> list[Q]:
        cases = apps.get_model("cases", "Case").objects.unscoped().visible_to(viewer)
        guarded = Q(case__isnull=True) | Q(case__in=cases)
        of_person = [condition & guarded for condition in person_sight(viewer, GrantKind.WORKER, "worker__")]
        of_return = Q(repatriation__in=visible_repatriations(viewer))
        return [*of_person, of_return, Q(interview__in=visible_interviews(viewer))]


WorkerManager = ScopedManager.from_queryset(WorkerQuerySet)
CaseManager = ScopedManager.from_queryset(CaseQuerySet)
RepatriationManager = ScopedManager.from_queryset(RepatriationQuerySet)
ReturneeManager = ScopedManager.from_queryset(ReturneeQuerySet)
TaskManager = ScopedManager.from_queryset(TaskQuerySet)
FlagManager: type[ScopedManager] = ScopedManager.from_queryset(FlagQuerySet)
InterviewManager: type[ScopedManager] = ScopedManager.from_queryset(FlagQuerySet)
OfInterviewManager: type[ScopedManager] = ScopedManager.from_queryset(OfInterviewQuerySet)
ScreeningManager: type[ScopedManager] = ScopedManager.from_queryset(ScreeningQuerySet)
FollowUpManager: type[ScopedManager] = ScopedManager.from_queryset(FollowUpQuerySet)
OfWorkerManager = ScopedManager.from_queryset(OfWorkerQuerySet)
OfCaseManager = ScopedManager.from_queryset(OfCaseQuerySet)
OfRepatriationManager = ScopedManager.from_queryset(OfRepatriationQuerySet)
OfReturneeManager: type[ScopedManager] = ScopedManager.from_queryset(OfReturneeQuerySet)
HandoverManager: type[ScopedManager] = ScopedManager.from_queryset(HandoverQuerySet)
OfHandoverManager: type[ScopedManager] = ScopedManager.from_queryset(OfHandoverQuerySet)
PaperManager: type[ScopedManager] = ScopedManager.from_queryset(PaperQuerySet)
ManifestEntryManager = ScopedManager.from_queryset(ManifestEntryQuerySet)
ListImportManager: type[ScopedManager] = ScopedManager.from_queryset(ListImportQuerySet)
ListImportRowManager: type[ScopedManager] = ScopedManager.from_queryset(ListImportRowQuerySet)
SiskoManager: type[ScopedManager] = ScopedManager.from_queryset(SiskoQuerySet)
SourcedValueManager = ScopedManager.from_queryset(SourcedValueQuerySet)
MatchManager = ScopedManager.from_queryset(OfWorkerQuerySet)
