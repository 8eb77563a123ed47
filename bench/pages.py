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


def at(name: str, *parts: str | int, **query: str) -> str:
    address = reverse(name, args=parts)
    return f"{address}?{urlencode(query)}" if query else address


def deep(name: str, sample: Sample, **query: str) -> str:
    """The list from a random place on."""
    return at(name, halaman=sample.deep_cursor(), **query)


def alike_form(sample: Sample) -> dict[str, str]:
    """A person as an officer would type somebody who is known, with a slip."""
    born = sample.row.birth_date
    return {"name": sample.misspelt, "sex": "U", "age": born.strftime("%d/%m/%Y") if born else ""}


def last_month() -> str:
    return (timezone.localdate().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")


LIST, CASE, SEARCH, HOME = Aim(ratio=1.5), Aim(ratio=2.0), Aim(ratio=2.0), Aim(ratio=1.5)
REVEAL = Aim(ratio=1.5)
AS_FIRST, AS_PROVINCE = Aim(as_page="cases"), Aim(as_page="cases, province")

PAGES = [
    Page("cases", "district", lambda s: at("cases:cases"), LIST),
    Page("cases, province", "protection", lambda s: at("cases:cases"), LIST),
    Page("cases, as province", "district", lambda s: at("cases:cases"), AS_PROVINCE),
    Page("cases, all", "district", lambda s: at("cases:cases", status="all"), LIST),
    Page("cases, all, province", "protection", lambda s: at("cases:cases", status="all"), LIST),
    Page("cases, filtered", "district", lambda s: at("cases:cases", status="all", category=s.row.category), LIST),
    Page("cases, overdue", "district", lambda s: at("cases:cases", is_overdue="on"), LIST),
    Page("cases, deep", "district", lambda s: deep("cases:cases", s, status="all"), AS_FIRST),
    Page("cases, deep, province", "protection", lambda s: deep("cases:cases", s, status="all"), AS_PROVINCE),
    Page("case", "district", lambda s: at("cases:case", s.row.case), CASE),
    Page("case, province", "protection", lambda s: at("cases:case", s.row.case), CASE),
    Page("case files", "protection", lambda s: at("cases:case_files", s.open_row.case), CASE),
    Page("interview, new", "district", lambda s: at("cases:case_interview", s.open_row.case), CASE),
    Page("screening, new", "protection", lambda s: at("cases:case_screening", s.open_row.case), CASE),
    Page("workers", "district", lambda s: at("cases:workers"), LIST),
    Page("workers, province", "protection", lambda s: at("cases:workers"), LIST),
    Page("worker", "district", lambda s: at("cases:worker", s.row.worker), CASE),
    Page("worker, address", "district", lambda s: at("cases:worker_address", s.row.worker), CASE),
    Page("worker, name", "district", lambda s: at("cases:worker_name", s.row.worker), CASE),
    Page("worker, status", "protection", lambda s: at("cases:worker_status", s.row.worker), CASE),
    Page("old data", "protection", lambda s: at("cases:old_data"), CASE),
    Page("return, grid", "district", lambda s: at("cases:grid", s.repatriation), CASE),
    Page("return, blank forms", "district", lambda s: at("cases:paper_forms"), CASE),
    Page("sisko", "district", lambda s: at("cases:sisko"), LIST),
    Page("sisko, province", "protection", lambda s: at("cases:sisko"), LIST),
    Page("sisko, cases", "protection", lambda s: at("cases:sisko", jenis="kasus"), LIST),
    Page("sisko, sheet", "district", lambda s: at("cases:worker_sisko", s.row.worker), CASE),
    Page("case, death", "protection", lambda s: at("cases:death_edit", s.open_row.case), CASE),
    Page("case, right", "protection", lambda s: at("cases:benefit_new", s.open_row.case), CASE),
    Page("return, family", "district", lambda s: at("cases:family_link", s.repatriation), CASE),
    Page("returns", "district", lambda s: at("cases:returns"), LIST),
    Page("returns, province", "protection", lambda s: at("cases:returns"), LIST),
    Page("returns, waiting, province", "protection", lambda s: at("cases:returns", is_waiting="on"), LIST),
    Page("returns, waiting", "district", lambda s: at("cases:returns", is_waiting="on"), LIST),
    Page("return, announce", "district", lambda s: at("cases:return_announce"), CASE),
    Page("return", "district", lambda s: at("cases:return_detail", s.repatriation), CASE),
    Page("return, 300 people", "protection", lambda s: at("cases:return_detail", s.big_return), CASE),
    Page("return, 300 people, district", "district", lambda s: at("cases:return_detail", s.big_return), CASE),
    Page("return, 300 people, name", "protection", lambda s: at("cases:return_detail", s.big_return, cari="La"), CASE),
    Page("hand-over, new", "protection", lambda s: at("cases:handover_new", s.repatriation), CASE),
    Page("journey, leg", "protection", lambda s: at("cases:leg_new", s.repatriation), CASE),
    Page("journey, stay", "protection", lambda s: at("cases:stay_new", s.repatriation), CASE),
    Page("list, new", "protection", lambda s: at("cases:list_import_new", s.repatriation), CASE),
    Page("list, preview", "protection", lambda s: at("cases:list_import", *s.waiting_list), CASE),
    Page("calendar", "district", lambda s: at("cases:calendar"), CASE),
    Page("calendar, province", "protection", lambda s: at("cases:calendar"), CASE),
    Page("costs of a month", "protection", lambda s: at("cases:cost_month"), CASE),
    Page("calendar, subscription", "protection", lambda s: at("cases:calendar_subscription"), HOME),
    Page("return, from letter", "head", lambda s: at("cases:from_letter"), CASE),
    Page("search, port", "protection", lambda s: at("cases:search", q="murhum"), SEARCH),
    Page("pick-up", "district", lambda s: at("cases:pick_up", s.repatriation), CASE),
    Page("pick-up, province", "protection", lambda s: at("cases:pick_up", s.repatriation), CASE),
    Page("pick-ups", "district", lambda s: at("cases:pick_ups"), LIST),
    Page("letters", "protection", lambda s: at("letters:letters"), LIST),
    Page("letters, head", "head", lambda s: at("letters:letters"), LIST),
    Page("letters, district", "district", lambda s: at("letters:letters"), LIST),
    Page("letters, waiting", "head", lambda s: at("letters:letters", arah="IN", handling="WAITING"), LIST),
    Page("letters, by number", "protection", lambda s: at("letters:letters", q="B.1/CONTOH"), LIST),
    Page("letter", "protection", lambda s: at("letters:letter", s.letter), CASE),
    Page("letter, head", "head", lambda s: at("letters:letter", s.letter), CASE),
    Page("letter, new", "protection", lambda s: at("letters:new"), CASE),
    Page("papers", "district", lambda s: at("cases:papers", s.repatriation), CASE),
    Page("papers, province", "protection", lambda s: at("cases:papers", s.repatriation), CASE),
    Page("releases", "head", lambda s: at("letters:releases"), LIST),
    Page("release, new", "protection", lambda s: at("letters:release_new", "pemulangan", s.repatriation), CASE),
    Page("search, letter", "protection", lambda s: at("cases:search", q="B.1/CONTOH"), SEARCH),
    Page("search, name", "district", lambda s: at("cases:search", q=s.row.name), SEARCH),
    Page("search, misspelt", "district", lambda s: at("cases:search", q=s.misspelt), SEARCH),
    Page("search, misspelt, province", "protection", lambda s: at("cases:search", q=s.misspelt), SEARCH),
    Page("search, number", "protection", lambda s: at("cases:search", q=s.row.case), SEARCH),
    Page("search, NIK", "protection", lambda s: at("cases:search", q=s.row.nik or s.row.worker), SEARCH),
    Page("reveal", "district", lambda s: at("cases:worker_reveal", s.row.worker, "nik"), REVEAL, form=lambda _s: {}),
    Page("duplicate check", "district", lambda s: at("cases:match_check"), Aim(sql_ms=10), form=alike_form),
    Page("home", "district", lambda s: at("home"), HOME),
    Page("home, province", "protection", lambda s: at("home"), HOME),
    Page("home, head", "head", lambda s: at("home"), HOME),
    Page("home, administrator", "system_admin", lambda s: at("home"), HOME),
    Page("backups", "system_admin", lambda s: at("reports:backups"), HOME),
    Page("record", "auditor", lambda s: at("reports:access_log"), LIST),
    Page("record, person", "auditor", lambda s: at("reports:access_person", s.row.worker), CASE),
    Page("record, day", "auditor", lambda s: at("reports:access_summary"), CASE),
    Page("record, patterns", "auditor", lambda s: at("reports:patterns"), LIST),
    Page("record, seals", "auditor", lambda s: at("reports:seals"), CASE),
    Page("record, paper", "auditor", lambda s: at("reports:person_seen_by", s.row.worker), Aim(sql_ms=50)),
    Page("accounts of a day", "auditor", lambda s: at("accounts:as_of"), CASE),
    Page("account security", "protection", lambda s: at("accounts:security"), HOME),
    Page("lost device", "protection", lambda s: at("accounts:lost_device", q="Petugas"), HOME),
    Page("resets", "head", lambda s: at("accounts:resets"), HOME),
    Page("month report", "report_admin", lambda s: at("reports:month", last_month()), Aim(sql_ms=1000)),
]
