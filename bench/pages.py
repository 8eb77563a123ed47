"""The pages that are measured: one line each. A new page of the product gets a line here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from bench.sample import Sample


@dataclass(frozen=True)
class Aim:
    """At most `ratio` floor pages, at most `sql_ms` of SQL, or no slower than another page."""

    ratio: float | None = None
    sql_ms: float | None = None
    as_page: str = ""


@dataclass(frozen=True)
class Page:
    name: str
    role: str
    address: Callable[[Sample], str]
    aim: Aim
    form: Callable[[Sample], dict[str, str]] | None = None


def at(name: str, *parts: str, **query: str) -> str:
    address = reverse(name, args=parts)
    return f"{address}?{urlencode(query)}" if query else address


def last_month() -> str:
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")


LIST, CASE, SEARCH, HOME = Aim(ratio=1.5), Aim(ratio=2.0), Aim(ratio=2.0), Aim(ratio=1.5)
AS_FIRST, AS_PROVINCE = Aim(as_page="cases"), Aim(as_page="cases, province")

PAGES = [
    Page("cases", "district", lambda s: at("cases:cases"), LIST),
    Page("cases, province", "protection", lambda s: at("cases:cases"), LIST),
    Page("cases, as province", "district", lambda s: at("cases:cases"), AS_PROVINCE),
    Page("cases, open", "district", lambda s: at("cases:cases", status="PROSES"), LIST),
    Page("cases, deep", "district", lambda s: at("cases:cases", after=s.deep_cursor()), AS_FIRST),
    Page("cases, deep, province", "protection", lambda s: at("cases:cases", after=s.deep_cursor()), AS_PROVINCE),
    Page("case", "district", lambda s: at("cases:case", s.row.case), CASE),
    Page("case, province", "protection", lambda s: at("cases:case", s.row.case), CASE),
    Page("workers", "district", lambda s: at("cases:workers"), LIST),
    Page("workers, province", "protection", lambda s: at("cases:workers"), LIST),
    Page("worker", "district", lambda s: at("cases:worker", s.row.worker), CASE),
    Page("returns", "district", lambda s: at("cases:returns"), LIST),
    Page("returns, province", "protection", lambda s: at("cases:returns"), LIST),
    Page("return", "district", lambda s: at("cases:return_detail", s.repatriation), CASE),
    Page("search, name", "district", lambda s: at("cases:search", q=s.row.name), SEARCH),
    Page("search, misspelt", "district", lambda s: at("cases:search", q=s.misspelt), SEARCH),
    Page("search, misspelt, province", "protection", lambda s: at("cases:search", q=s.misspelt), SEARCH),
    Page("search, number", "protection", lambda s: at("cases:search", q=s.row.case), SEARCH),
    Page("home", "district", lambda s: at("home"), HOME),
    Page("home, province", "protection", lambda s: at("home"), HOME),
    Page("home, head", "head", lambda s: at("home"), HOME),
    Page("month report", "report_admin", lambda s: at("reports:month", last_month()), Aim(sql_ms=1000)),
]  # fmt: skip
