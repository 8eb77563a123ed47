"""What follows a return: visits, advice to the village, the offer of empowerment, and the wish to leave again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.choices_aftercare import FollowUpKind, OfferAnswer
from cases.models.cases import Case
from cases.models.journeys import AddedOnce
from cases.models.repatriations import Returnee
from cases.querysets import FollowUpManager
from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked


@tracked()
class FollowUp(AddedOnce, RowKeyed):
    """One step after a return. `who` acted; `with_whom` is the camat, the village, or the family that was met.

    What is found of somebody with a restricted file of this return names that `case`, and is seen by whom it is seen;
    an offer never does, so that the clock of the offers is the same for everybody who sees the person.
    """

    returnee = models.ForeignKey(Returnee, models.CASCADE, related_name="follow_ups")
    case = models.ForeignKey(Case, models.PROTECT, null=True, editable=False, related_name="follow_ups")
    kind = models.CharField(max_length=6, choices=FollowUpKind)
    on = models.DateField(_("Tanggal"))
    who = models.CharField(_("Petugas"), max_length=200, blank=True)
    with_whom = EncryptedTextField(_("Kepada atau bertemu siapa"), max_length=200, blank=True)
    told = EncryptedTextField(_("Isi"), max_length=2000, blank=True)
    answer = models.CharField(_("Jawaban"), max_length=8, choices=OfferAnswer, blank=True)
    country = models.CharField(_("Negara tujuan"), max_length=3, blank=True)
    through = EncryptedTextField(_("Pekerjaan dan lewat siapa"), max_length=300, blank=True)

    objects = FollowUpManager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["returnee", "kind"], name="follow_up_returnee_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
