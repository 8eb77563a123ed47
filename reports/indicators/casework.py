"""Cases that were opened, by kind, channel and country, with done and open."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.choices import ListName, PublishedStatus
from cases.models import Case
from reports.dimensions import Dimension, by_code, combined, district, or_unknown
from reports.indicators.base import Indicator, TableSpec


def published_statuses() -> list[tuple[str, str]]:
    return [(PublishedStatus.DONE.value, _("Selesai")), (PublishedStatus.PROCESS.value, _("Dalam proses"))]


class Cases(Indicator):
    code = "kasus"
    name = gettext_lazy("Kasus")
    definition = gettext_lazy(
        "Kasus yang dibuka dalam bulan ini menurut jenis, cara pengaduan, dan negara. Selesai dan dalam proses "
        "menurut keadaan pada saat data diambil."
    )
    counts = gettext_lazy("Kasus. Satu orang dapat memiliki lebih dari satu kasus.")
    date_label = gettext_lazy("Tanggal kasus dibuka")
    source = "Perban BP2MI 6/2024 ps. 28 dan ps. 30"
    date_field = "opened_on"

    def model_rows(self) -> QuerySet:
        return Case.objects.filter(self.counted())

    def tables(self) -> list[TableSpec]:
        kind = by_code("jenis", _("Jenis"), "category", ListName.CASE_CATEGORY)
        channel = by_code("cara", _("Cara pengaduan"), "channel", ListName.CHANNEL)
        country = by_code("negara", _("Negara"), "country", ListName.COUNTRY)
        status = Dimension("status", _("Status"), or_unknown("status"), published_statuses, shows_empty=True)
        detail = combined("rincian", _("Jenis / cara pengaduan / negara"), (kind, channel, country))
        return [
            TableSpec("kasus-jenis", _("Kasus menurut jenis dan cara pengaduan"), kind, (channel, status)),
            TableSpec("kasus-negara", _("Kasus menurut negara"), country, (status,)),
            TableSpec("kasus-rincian", _("Kasus menurut jenis, cara pengaduan, dan negara"), detail, (status,)),
            TableSpec("kasus-kabupaten", _("Kasus menurut kabupaten/kota"), district(), (status,)),
        ]
