"""Papers of a return, their photos, signatures of hand-overs and refusals of rehabilitation, in sight."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from cases.choices import ArrivalState
from cases.files import HANDOVER_PAPER, HandoverFiles, PaperFiles, RefusalFiles
from cases.models import Handover, HandoverSignature, RehabilitationRefusal, Repatriation, Returnee, ReturnPaper
from cases.queries.fetch import typed
from core.actions.access import record_look
from core.models import AccessRecord, StoredFile
from regions.models import Area


def papers_of_return(repatriation: Repatriation) -> list[ReturnPaper]:
    return list(repatriation.papers.select_related("letter", "created_by"))


def get_return_paper(number: str, pk: int) -> ReturnPaper:
    """Raises Http404 for one that is out of sight or not there."""
    related = ("repatriation__office", "letter", "created_by", "district")
    found = ReturnPaper.objects.select_related(*related).filter(repatriation__number=typed(number), pk=pk).first()
    if found is None:
        raise Http404
    return found


def listed_people(paper: ReturnPaper) -> list[Returnee]:
    """Whom the paper lists, as far as the viewer sees them; of one district where it goes to one. The print is
    recorded."""
    rows = Returnee.objects.filter(repatriation=paper.repatriation).exclude(arrival_state=ArrivalState.NOT_ARRIVED)
    if paper.district_id:
        rows = rows.filter(district=paper.district_id)
    people = list(rows.select_related("worker__village", "worker__district").order_by("created_at", "pk"))
    record_look(
        look=AccessRecord.Look.PRINT,
        object_kind="returnee",
        object_ids=[row.pk for row in people],
        worker_ids=[row.worker_id for row in people],
        rows=people,
    )
    return people


def districts_of(repatriation: Repatriation) -> QuerySet[Area]:
    """Where the people in sight come from."""
    keys = Returnee.objects.filter(repatriation=repatriation, district__isnull=False).values("district")
    return Area.objects.filter(pk__in=keys).order_by("name")


def photos_for(repatriation: Repatriation, paper: ReturnPaper | None = None) -> list[StoredFile]:
    """Photos that a report may show: of the return's hand-overs, and the paper's own."""
    handovers = Handover.objects.filter(repatriation=repatriation).values("pk")
    wanted = Q(owner_kind=HandoverFiles.kind, owner_id__in=handovers, kind=HANDOVER_PAPER)
    if paper is not None:
        wanted |= Q(owner_kind=PaperFiles.kind, owner_id=paper.pk)
    files = StoredFile.objects.kept().filter(wanted, mime__startswith="image/")
    return list(files.order_by("uploaded_at", "pk"))


def chosen_photos(paper: ReturnPaper) -> list[StoredFile]:
    """Those that were ticked, as far as they are still there and in sight; the print is recorded."""
    chosen = [file for file in photos_for(paper.repatriation, paper) if str(file.key) in paper.pictures]
    if chosen:
        record_look(
            look=AccessRecord.Look.PRINT,
            object_kind="file",
            object_ids=[file.pk for file in chosen],
            field_class="FILE",
        )
    return chosen


def signatures_of(handover: Handover) -> list[HandoverSignature]:
    return list(handover.signatures.select_related("file", "by"))


def get_signature(handover: Handover, pk: int) -> HandoverSignature:
    found = handover.signatures.select_related("file", "handover").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_refusal(number: str, pk: int, look: str = AccessRecord.Look.VIEW) -> RehabilitationRefusal:
    """The refusal with its person; the look is recorded. Raises Http404 for one out of sight or not there."""
    related = ("returnee__worker__village", "returnee__worker__district", "returnee__repatriation", "created_by")
    rows = RehabilitationRefusal.objects.select_related(*related)
    found = rows.filter(returnee__repatriation__number=typed(number), pk=pk).first()
    if found is None:
        raise Http404
    record_look(
        look=look,
        object_kind="returnee",
        object_ids=[found.returnee_id],
        worker_ids=[found.returnee.worker_id],
        rows=[found.returnee],
    )
    return found


def files_of_refusal(refusal: RehabilitationRefusal) -> list[StoredFile]:
    return list(StoredFile.objects.of(RefusalFiles.kind, refusal.pk).kept().select_related("uploaded_by"))


def get_refusal_file(refusal: RehabilitationRefusal, key: UUID) -> StoredFile:
    found = StoredFile.objects.of(RefusalFiles.kind, refusal.pk).kept().filter(key=key).first()
    if found is None:
        raise Http404
    return found
