"""Interviews (pendalaman kronologi): the work, the way out, the pay, the arrest, as told; and by whom."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases import interview_choices as choices
from cases.models.journeys import AddedOnce
from cases.querysets import InterviewManager, OfInterviewManager
from cases.spans import DAY, MONTH, Span
from core.encrypted import EncryptedTextField, RowKeyed
from core.tracking import tracked

SPAN_UNITS = [(DAY, DAY), (MONTH, MONTH)]


def span_of(row: models.Model, prefix: str) -> Span | None:
    """The length of time that stands in the columns of this prefix."""
    low = getattr(row, f"{prefix}_low")
    if low is None:
        return None
    told = (getattr(row, f"{prefix}_{name}") for name in ("high", "unit", "is_about"))
    return Span(low, *told)


@tracked()
class Interview(AddedOnce, RowKeyed):
    """One talk about one person, with them or with somebody else (`speaker`). Every fact may be unknown.

    It hangs on the return or the file in which it was made; one in a restricted file is seen by whom that file is seen.
    `has_left` is false for whoever was stopped before the border: work, pay and employer are then what was meant.
    How long the work lasted stands as `work_low` to `work_high` of `work_unit`, and as told in `work_printed`.
    A departure or an arrest told as "akhir 2023" has a year and no day; its writing stays in `*_printed`.
    """

    worker = models.ForeignKey("cases.Worker", models.PROTECT, related_name="interviews")
    returnee = models.ForeignKey("cases.Returnee", models.PROTECT, null=True, related_name="interviews")
    case = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="interviews")
    on = models.DateField(_("Tanggal"), null=True)
    place = models.CharField(_("Tempat"), max_length=200, blank=True)
    channel = models.CharField(
        _("Cara"), max_length=8, choices=choices.InterviewChannel, default=choices.InterviewChannel.UNKNOWN
    )
    interviewer = models.CharField(_("Pewawancara"), max_length=200, blank=True)
    speaker = models.CharField(
        _("Yang diwawancarai"), max_length=10, choices=choices.Speaker, default=choices.Speaker.PERSON
    )
    speaker_name = EncryptedTextField(max_length=200, blank=True)
    story = EncryptedTextField(_("Kronologi"), max_length=10000, blank=True)

    has_left = models.BooleanField(_("Sampai di negara tujuan"), null=True)
    country = models.CharField(_("Negara"), max_length=3, blank=True)
    work_place = EncryptedTextField(_("Tempat bekerja"), max_length=200, blank=True)
    employer = EncryptedTextField(_("Majikan atau perusahaan"), max_length=200, blank=True)
    sector = models.CharField(_("Bidang"), max_length=12, choices=choices.Sector, blank=True)
    occupation = EncryptedTextField(_("Pekerjaan"), max_length=200, blank=True)
    work_low = models.PositiveSmallIntegerField(null=True)
    work_high = models.PositiveSmallIntegerField(null=True)
    work_unit = models.CharField(max_length=5, choices=SPAN_UNITS, default=MONTH)
    work_is_about = models.BooleanField(default=False, db_default=False)
    work_printed = EncryptedTextField(_("Lama bekerja"), max_length=100, blank=True)
    legal_status = models.CharField(_("Status keberangkatan"), max_length=14, choices=choices.LegalStatus, blank=True)
    left_how = models.CharField(_("Cara berhenti bekerja"), max_length=10, choices=choices.LeftHow, blank=True)
    left_note = EncryptedTextField(max_length=500, blank=True)
    mistreatment = ArrayField(models.CharField(max_length=12), default=list, blank=True)

    departed_year = models.PositiveSmallIntegerField(null=True)
    departed_on = models.DateField(null=True)
    departed_printed = EncryptedTextField(_("Berangkat"), max_length=100, blank=True)
    route = models.CharField(_("Jalur berangkat"), max_length=12, choices=choices.Route, blank=True)
    route_note = EncryptedTextField(max_length=500, blank=True)
    depart_reason = models.CharField(_("Alasan berangkat"), max_length=10, choices=choices.DepartReason, blank=True)
    prior_trips = models.PositiveSmallIntegerField(_("Keberangkatan sebelumnya"), null=True)

    arrest_how = models.CharField(_("Cara ditangkap"), max_length=10, choices=choices.ArrestHow, blank=True)
    arrested_by = models.CharField(_("Ditangkap oleh"), max_length=14, choices=choices.ArrestBy, blank=True)
    arrested_year = models.PositiveSmallIntegerField(null=True)
    arrested_on = models.DateField(null=True)
    arrested_printed = EncryptedTextField(_("Ditangkap"), max_length=100, blank=True)
    arrest_place = EncryptedTextField(_("Tempat ditangkap"), max_length=200, blank=True)
    arrest_note = EncryptedTextField(_("Keadaan saat ditangkap"), max_length=1000, blank=True)

    wishes = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    wishes_note = EncryptedTextField(_("Keinginan"), max_length=1000, blank=True)

    objects = InterviewManager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(work_high__isnull=True) | models.Q(work_high__gte=models.F("work_low")),
                name="interview_work_span",
            )
        ]
        indexes = [models.Index(fields=["worker", "-on", "-id"], name="interview_worker_on")]

    def __str__(self) -> str:
        return f"{self.get_speaker_display()} {self.on or '?'}"

    @property
    def work_span(self) -> Span | None:
        return span_of(self, "work")


class OfInterview(AddedOnce, RowKeyed):
    """A row of a list in an interview. Of whom it tells, its interview says."""

    note = EncryptedTextField(_("Catatan"), max_length=1000, blank=True)

    class Meta:
        abstract = True

    @property
    def worker_id(self) -> int:
        return self.interview.worker_id

    @property
    def case_id(self) -> int | None:
        return self.interview.case_id


@tracked()
class Statement(OfInterview):
    """What one speaker says of one thing. Two that contradict each other are two rows; none is corrected by another."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="statements")
    topic = models.CharField(_("Tentang"), max_length=8, choices=choices.Topic)
    speaker = models.CharField(_("Yang menyatakan"), max_length=10, choices=choices.Speaker)
    speaker_name = EncryptedTextField(max_length=200, blank=True)
    said_on = models.DateField(_("Tanggal"), null=True)
    channel = models.CharField(
        _("Cara"), max_length=8, choices=choices.InterviewChannel, default=choices.InterviewChannel.UNKNOWN
    )
    text = EncryptedTextField(_("Pernyataan"), max_length=3000)

    objects = OfInterviewManager()

    class Meta:
        ordering = ["topic", "pk"]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}, {self.get_speaker_display()}"


@tracked()
class MoneyLine(OfInterview):
    """Pay promised and paid, what was paid to whom, what is owed; each with its currency, period and days.

    `amount` is a decimal number as text, because it is encrypted: personal finance is specific data (UU 27/2022
    art. 4). An amount that nobody knows is empty.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="money")
    kind = models.CharField(_("Jenis"), max_length=8, choices=choices.MoneyKind)
    amount = EncryptedTextField(_("Jumlah"), max_length=20, blank=True)
    currency = models.CharField(_("Mata uang"), max_length=5, choices=choices.Currency, default=choices.Currency.MYR)
    period = models.CharField(_("Hitungan"), max_length=5, choices=choices.Period, blank=True)
    party = EncryptedTextField(_("Kepada atau dari siapa"), max_length=200, blank=True)
    purpose = EncryptedTextField(_("Untuk apa"), max_length=300, blank=True)
    from_on = models.DateField(_("Sejak"), null=True)
    until_on = models.DateField(_("Sampai"), null=True)
    printed = EncryptedTextField(_("Tertulis di sumber"), max_length=200, blank=True)

    objects = OfInterviewManager()

    class Meta:
        ordering = ["kind", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True)
                | models.Q(from_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
                name="money_until_after_from",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.currency}"


@tracked()
class WithheldItem(OfInterview):
    """A paper (reference list DOCUMENT) or a belonging that somebody keeps from the person, until it is given back."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="withheld")
    kind = models.CharField(_("Dokumen atau barang"), max_length=20)
    description = EncryptedTextField(_("Rincian"), max_length=200, blank=True)
    held_by = models.CharField(_("Ditahan oleh"), max_length=11, choices=choices.Holder, default=choices.Holder.UNKNOWN)
    holder = EncryptedTextField(_("Nama penahan"), max_length=200, blank=True)
    place = EncryptedTextField(_("Tempat ditahan"), max_length=200, blank=True)
    is_given_back = models.BooleanField(_("Sudah dikembalikan"), null=True)
    given_back_on = models.DateField(_("Tanggal dikembalikan"), null=True)

    objects = OfInterviewManager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.kind


@tracked()
class Detention(OfInterview):
    """One place of detention; several stand in order (`position`). From and until, or only how long it was."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="detentions")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("Jenis tempat"), max_length=8, choices=choices.DetentionKind)
    place = EncryptedTextField(_("Nama tempat"), max_length=200, blank=True)
    from_on = models.DateField(_("Sejak"), null=True)
    until_on = models.DateField(_("Sampai"), null=True)
    length_low = models.PositiveSmallIntegerField(null=True)
    length_high = models.PositiveSmallIntegerField(null=True)
    length_unit = models.CharField(max_length=5, choices=SPAN_UNITS, default=MONTH)
    length_is_about = models.BooleanField(default=False, db_default=False)
    length_printed = EncryptedTextField(_("Lamanya"), max_length=100, blank=True)
    reason = EncryptedTextField(_("Sebab"), max_length=300, blank=True)

    objects = OfInterviewManager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__isnull=True)
                | models.Q(from_on__isnull=True)
                | models.Q(until_on__gte=models.F("from_on")),
                name="detention_until_after_from",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def length(self) -> Span | None:
        return span_of(self, "length")


@tracked()
class RecruitContact(OfInterview):
    """Somebody through whom the person left, in the order in which they came in. No shared recruiter yet.

    `maybe_same` is a supposition about who it may be elsewhere, never a joining of two people.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="recruiters")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(_("Lewat siapa"), max_length=8, choices=choices.RecruitRole)
    name = EncryptedTextField(_("Nama"), max_length=200, blank=True)
    phone = EncryptedTextField(_("Telepon"), max_length=30, blank=True)
    place = models.CharField(_("Kota atau daerah"), max_length=150, blank=True)
    did = EncryptedTextField(_("Apa yang dilakukannya"), max_length=500, blank=True)
    maybe_same = EncryptedTextField(_("Mungkin orang yang sama dengan"), max_length=300, blank=True)

    objects = OfInterviewManager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name or str(self.get_role_display())


# The lists of an interview by the word that stands in their address
LINES: dict[str, type[OfInterview]] = {
    "pernyataan": Statement,
    "uang": MoneyLine,
    "ditahan": WithheldItem,
    "penahanan": Detention,
    "perekrut": RecruitContact,
}
