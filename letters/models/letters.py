"""Letters that came in and went out, and what the head wants done with them."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked
from letters.choices import OPEN_TO_OFFICE, Classification, Direction, DispositionState, Handling, Urgency
from letters.querysets import DispositionManager, LetterManager


@tracked()
class Letter(RowKeyed):
    """One letter, or a notice by telephone without one. `agenda_number` is ours, `number` as printed, may be empty.

    `moved_on` and `moved_at` are when it came in or went out; an hour that nobody noted is unknown. `printed_date` is
    the writing of a date that no calendar has. `sender` sent it to us, `issuer` signed it where somebody else did.
    `form_id` is made when the form opens: sending it twice makes one letter.
    """

    agenda_number = models.CharField(_("Nomor agenda"), max_length=20, unique=True, editable=False)
    form_id = models.UUIDField(null=True, unique=True, editable=False)
    direction = models.CharField(_("Arah"), max_length=3, choices=Direction, default=Direction.IN)
    number = models.CharField(_("Nomor surat"), max_length=100, blank=True)
    letter_date = models.DateField(_("Tanggal surat"), null=True, blank=True)
    printed_date = models.CharField(_("Tanggal seperti tertulis"), max_length=60, blank=True)
    moved_on = models.DateField(_("Tanggal diterima atau dikirim"))
    moved_at = models.TimeField(_("Pukul"), null=True, blank=True)
    channel = models.CharField(_("Cara"), max_length=20, blank=True)
    kind = models.CharField(_("Jenis"), max_length=20, default="SURAT")
    sender = models.CharField(_("Dari"), max_length=200, blank=True)
    issuer = models.CharField(_("Penerbit bila bukan pengirim"), max_length=200, blank=True)
    recipient = models.CharField(_("Kepada"), max_length=200, blank=True)
    copies = models.CharField(_("Tembusan"), max_length=500, blank=True)
    classification = models.CharField(
        _("Sifat"), max_length=14, choices=Classification, default=Classification.ORDINARY
    )
    urgency = models.CharField(_("Urgensi"), max_length=13, choices=Urgency, default=Urgency.ORDINARY)
    subject = EncryptedTextField(_("Perihal"), max_length=500)
    people_counted = models.PositiveIntegerField(_("Jumlah orang dalam surat"), null=True, blank=True)
    costs_asked = models.DecimalField(_("Biaya yang diminta"), max_digits=14, decimal_places=2, null=True, blank=True)
    answers_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="answers")
    note = EncryptedTextField(_("Catatan"), max_length=2000, blank=True)
    handling = models.CharField(_("Keadaan"), max_length=7, choices=Handling, blank=True)
    office = models.ForeignKey("accounts.Office", models.PROTECT, related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = LetterManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(direction="IN") & ~models.Q(handling="") | models.Q(direction="OUT", handling=""),
                name="letter_in_is_handled",
            )
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="letter_created"),
            models.Index(
                fields=["-created_at", "-id"],
                include=["direction", "handling"],
                condition=models.Q(classification__in=OPEN_TO_OFFICE),
                name="letter_open_created",
            ),
            models.Index(fields=["created_by", "-created_at", "-id"], name="letter_author_created"),
            models.Index(fields=["created_at", "id"], condition=models.Q(handling="WAITING"), name="letter_waiting"),
            GinIndex(OpClass(Upper("number"), name="gin_trgm_ops"), name="letter_number_trgm"),
            GinIndex(OpClass(Upper("sender"), name="gin_trgm_ops"), name="letter_sender_trgm"),
        ]

    def __str__(self) -> str:
        return self.number or self.agenda_number

    @property
    def is_in(self) -> bool:
        return self.direction == Direction.IN


@tracked()
class Disposition(RowKeyed):
    """What the head wants done with a letter, by whom, until when. One open at a time for one person and letter."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="dispositions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    instruction = models.CharField(_("Isi disposisi"), max_length=20)
    text = EncryptedTextField(_("Pesan"), max_length=500, blank=True)
    due_on = models.DateField(_("Tenggat"), null=True, blank=True)
    given_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=7, choices=DispositionState, default=DispositionState.OPEN)
    done_at = models.DateTimeField(null=True)
    answer = EncryptedTextField(_("Hasil"), max_length=1000, blank=True)

    objects = DispositionManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "to"], condition=models.Q(state="OPEN"), name="disposition_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["to", "letter"], condition=~models.Q(state="DROPPED"), name="disposition_to_letter"),
            models.Index(fields=["to", "due_on", "id"], condition=models.Q(state="OPEN"), name="disposition_to_due"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.to_id}"
