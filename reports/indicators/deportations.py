"""Why people were deported."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import ListName
from reports.dimensions import by_code, district, sex_and_age
from reports.indicators.arrivals import ReturnIndicator
from reports.indicators.base import TableSpec

DEPORTED = "DEPORTASI"


class DeportationReasons(ReturnIndicator):
    code = "deportasi"
    name = gettext_lazy("Alasan deportasi")
    tile = gettext_lazy("PMI deportasi")
    definition = gettext_lazy(
        "PMI deportasi yang tiba dalam bulan ini menurut alasan deportasi. Jumlah alasan sama dengan jumlah PMI "
        "deportasi; yang alasannya belum dicatat tampil sebagai Belum diketahui."
    )
    source = "Permen P2MI 32/2025 ps. 13"

    def of_kind(self) -> Q:
        return Q(cause=DEPORTED)

    def tables(self) -> list[TableSpec]:
        reason = by_code("alasan", _("Alasan deportasi"), "deportation_reason", ListName.DEPORTATION_REASON)
        return [
            TableSpec("deportasi-alasan", _("Alasan deportasi"), reason, (sex_and_age(),)),
            TableSpec("deportasi-kabupaten", _("Alasan deportasi menurut kabupaten/kota"), district(), (reason,)),
        ]
