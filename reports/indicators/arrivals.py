"""People who came back, by district, sex, age group and cause."""

from django.db.models import Case, CharField, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import ArrivalState, ListName, SubmissionState
from cases.models import Returnee
from reports.dimensions import UNKNOWN, Dimension, by_code, district, sex_and_age, text
from reports.indicators.base import Indicator, TableSpec
from reports.periods import Month

PREVENTED = "DICEGAH"
UNCHECKED_OLD = Q(old_record__isnull=False, old_record__checked_at__isnull=True)  # counted apart until checked
# Codes of RETURN_CAUSE by group; what stands in no group is "Sebab lain".
CAUSE_GROUPS = {
    "DEPORTASI": ("DEPORTASI",),
    "TERKENDALA": ("TERKENDALA", "PHK", "KORBAN_TPPO", "KONFLIK_BENCANA"),
    "SAKIT": ("SAKIT",),
    "MENINGGAL": ("JENAZAH",),
}
OTHER_CAUSE = "SEBAB_LAIN"


def cause_groups() -> list[tuple[str, str]]:
    return [
        ("DEPORTASI", _("PMI deportasi")),
        ("TERKENDALA", _("PMI terkendala")),
        ("SAKIT", _("Sakit")),
        ("MENINGGAL", _("Pemulangan jenazah")),
        (OTHER_CAUSE, _("Sebab lain")),
    ]


def cause_group() -> Dimension:
    expression = Case(
        When(Q(cause=""), then=text(UNKNOWN)),
        *(When(Q(cause__in=codes), then=text(group)) for group, codes in CAUSE_GROUPS.items()),
        default=text(OTHER_CAUSE),
        output_field=CharField(),
    )
    return Dimension("golongan", _("Sebab kepulangan"), expression, cause_groups)


class ReturnIndicator(Indicator):
    """Counts rows of returns: persons in returns, so that who came back twice counts twice."""

    counts = gettext_lazy("Orang dalam kepulangan. Orang yang pulang dua kali dihitung dua kali.")
    date_label = gettext_lazy("Tanggal tiba di provinsi")
    date_field = "arrived_on"
    unverified = Q(submission_state=SubmissionState.WAITING)

    def model_rows(self) -> QuerySet:
        return Returnee.objects.filter(self.counted())

    def of_kind(self) -> Q:
        """Which returns the indicator is about."""
        return Q()

    def counted(self) -> Q:
        """Those who arrived, verified or waiting; not those sent back to be corrected, nor old data before a check."""
        came = Q(arrival_state=ArrivalState.ARRIVED) & ~Q(submission_state=SubmissionState.RETURNED)
        return came & self.of_kind() & ~UNCHECKED_OLD

    def beside(self, month: Month) -> dict[str, Q]:
        came = Q(arrival_state=ArrivalState.ARRIVED) & self.of_kind()
        return {
            "sent_back": came & Q(submission_state=SubmissionState.RETURNED) & self.in_month(month),
            "undated": came & Q(arrived_on__isnull=True) & ~UNCHECKED_OLD,
            "old": came & UNCHECKED_OLD & self.in_month(month),
        }


class Arrivals(ReturnIndicator):
    code = "kedatangan"
    name = gettext_lazy("Kepulangan")
    definition = gettext_lazy(
        "Orang yang tiba dalam bulan ini, dari semua sebab kecuali CPMI dicegah berangkat. Anak: belum berumur "
        "18 tahun pada hari tiba. Kiriman yang dikembalikan untuk diperbaiki tidak dihitung."
    )
    source = "Permen P2MI 32/2025 ps. 13; UU 35/2014 ps. 1 angka 1"

    def of_kind(self) -> Q:
        return ~Q(cause=PREVENTED)

    def tables(self) -> list[TableSpec]:
        people, causes, everywhere = sex_and_age(), cause_group(), district(shows_empty=True)
        country = by_code("negara", _("Negara"), "country", ListName.COUNTRY)
        cause = by_code("sebab", _("Sebab kepulangan"), "cause", ListName.RETURN_CAUSE)
        return [
            TableSpec("kedatangan", _("Kepulangan menurut kabupaten/kota"), everywhere, (causes, people)),
            TableSpec("kedatangan-sebab", _("Kepulangan menurut sebab"), cause, (people,)),
            TableSpec("kedatangan-negara", _("Kepulangan menurut negara"), country, (causes,)),
        ]
