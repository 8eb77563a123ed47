"""Prevented departures: counted apart, never among the deportations."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.dimensions import by_text, district, sex_and_age
from reports.indicators.arrivals import PREVENTED, ReturnIndicator
from reports.indicators.base import TableSpec


class PreventedDepartures(ReturnIndicator):
    code = "dicegah"
    name = gettext_lazy("CPMI dicegah berangkat")
    definition = gettext_lazy(
        "Calon PMI yang dicegah berangkat dan dipulangkan dalam bulan ini. Tidak termasuk dalam angka kepulangan "
        "dan tidak termasuk dalam angka deportasi."
    )
    source = "UU 18/2017 ps. 7 dan ps. 68"

    def of_kind(self) -> Q:
        return Q(cause=PREVENTED)

    def tables(self) -> list[TableSpec]:
        place = by_text("tempat", _("Tempat tiba"), "repatriation__place_of_arrival")
        return [
            TableSpec("dicegah", _("CPMI dicegah berangkat menurut kabupaten/kota"), district(), (sex_and_age(),)),
            TableSpec("dicegah-tempat", _("CPMI dicegah berangkat menurut tempat"), place, (sex_and_age(),)),
        ]
